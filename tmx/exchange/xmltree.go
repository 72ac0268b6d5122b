package exchange

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// Bounds on what a hostile XML file may ask for, beside MaxRecord.
const (
	maxDepth = 100    // of elements
	maxNodes = 50_000 // of one record
)

// node is an element of a record, or with no name a run of text.
type node struct {
	name  string // with a prefix of ours in a dialect's name space: "sdl:seg"
	attrs []xml.Attr
	kids  []node
	text  string
}

// spaces are the name spaces that readers tell apart; elements in others are
// named by prefix or address and so match nothing.
var spaces = map[string]string{
	"http://sdl.com/FileTypes/SdlXliff/1.0": "sdl",
	"MQXliff":                               "mq",
	"urn:oasis:names:tc:xliff:metadata:2.0": "mda",
	"http://www.w3.org/XML/1998/namespace":  "xml",
	"":                                      "",
}

func localName(n xml.Name) string {
	if strings.HasPrefix(n.Space, "urn:oasis:names:tc:xliff:document:") {
		return n.Local
	}
	switch prefix, known := spaces[n.Space]; {
	case !known:
		return n.Space + ":" + n.Local
	case prefix == "":
		return n.Local
	default:
		return prefix + ":" + n.Local
	}
}

func (n *node) attr(name string) string {
	return xmlAttr(n.attrs, name)
}

func xmlAttr(attrs []xml.Attr, name string) string {
	for _, a := range attrs {
		if localName(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// child is the first child element of that name, or nil.
func (n *node) child(name string) *node {
	for i := range n.kids {
		if n.kids[i].name == name {
			return &n.kids[i]
		}
	}
	return nil
}

// flat is all text inside.
func (n *node) flat() string {
	if n.name == "" {
		return n.text
	}
	if len(n.kids) == 1 && n.kids[0].name == "" {
		return n.kids[0].text
	}
	var b strings.Builder
	n.flatten(&b)
	return b.String()
}

func (n *node) flatten(b *strings.Builder) {
	b.WriteString(n.text)
	if n.name == "mq:ch" {
		b.WriteString(n.attr("val"))
	}
	for i := range n.kids {
		n.kids[i].flatten(b)
	}
}

// xmlReader reads an XML file token by token in bounded memory. HTML's named
// entities are known, no others; nothing is declared or fetched. A bare & is
// text, a control character a blank.
type xmlReader struct {
	dec   *xml.Decoder
	in    *rationed
	depth int
}

func newXMLReader(r io.Reader, max int) *xmlReader {
	text := bufio.NewReader(&controlFree{unmark(r)})
	head, _ := text.Peek(200)
	var utf8 io.Reader = text
	if declared := bytes.ToLower(head); !bytes.Contains(declared, []byte("encoding=")) || bytes.Contains(declared, []byte("utf-")) {
		utf8 = transform.NewReader(text, runes.ReplaceIllFormed())
	}
	in := &rationed{r: utf8, max: 16 * int64(max)}
	d := xml.NewDecoder(in)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return input, nil // made UTF-8 by its first bytes already
		}
		return charset.NewReaderLabel(label, input)
	}
	return &xmlReader{dec: d, in: in}
}

// controlFree makes the control characters that XML forbids blanks. It may see
// any encoding that has ASCII's bytes for ASCII's characters.
type controlFree struct{ r io.Reader }

func (c *controlFree) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			p[i] = ' '
		}
	}
	return n, err
}

// rationed fails when more is read than the ration, which every token renews:
// encoding/xml itself would gather a token of any size. An XML token may be 16
// times a record, since SDLXLIFF holds the whole original document as one run
// of base64 in its header.
type rationed struct {
	r    io.Reader
	left int64
	max  int64
}

func (in *rationed) Read(p []byte) (int, error) {
	if in.left <= 0 {
		return 0, errTooLong
	}
	n, err := in.r.Read(p[:min(int64(len(p)), in.left)])
	in.left -= int64(n)
	return n, err
}

var errDepth = fmt.Errorf("elements are nested deeper than %d", maxDepth)

// next reads a token that is a start, an end or text.
func (x *xmlReader) next() (xml.Token, error) {
	for {
		x.in.left = x.in.max
		t, err := x.dec.Token()
		if err != nil {
			return nil, err
		}
		switch t.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxDepth {
				return nil, errDepth
			}
		case xml.EndElement:
			x.depth--
		case xml.CharData:
		default:
			continue
		}
		return t, nil
	}
}

func (x *xmlReader) line() int {
	line, _ := x.dec.InputPos()
	return line
}

// tree reads the element that start begins. errTooLong means that it was read
// to its end but is too large to be kept; other errors end the file.
func (x *xmlReader) tree(start xml.StartElement, max int) (node, error) {
	begin, nodes := x.dec.InputOffset(), 0
	root := node{name: localName(start.Name), attrs: start.Copy().Attr}
	open := []*node{&root}
	level, tooLong := 1, false
	for level > 0 {
		t, err := x.next()
		if err != nil {
			return node{}, err
		}
		switch t.(type) {
		case xml.StartElement:
			level++
		case xml.EndElement:
			level--
		}
		nodes++
		if tooLong = tooLong || nodes > maxNodes || x.dec.InputOffset()-begin > int64(max); tooLong {
			root.kids = nil
			continue
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			top.kids = append(top.kids, node{name: localName(t.Name), attrs: t.Copy().Attr})
			// The pointer holds: nothing is added to these kids while their
			// last one is open.
			open = append(open, &top.kids[len(top.kids)-1])
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, node{text: string(t)})
		}
	}
	if tooLong {
		return root, errTooLong
	}
	return root, nil
}
