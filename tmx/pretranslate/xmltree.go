package pretranslate

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"songngu/tmx"
)

// Bounds of an element that is taken apart.
const (
	maxDepth = 200
	maxNodes = 1 << 18
)

// node is an element, or where its name is empty text, as offsets into the
// bytes it was read from.
type node struct {
	name       string // with its prefix
	start, end int    // the whole of it
	open, shut int    // where its start tag ends and its end tag begins; of an empty element both are end
	attrs      string // what stands in the start tag behind the name
	text       string // of a text node, decoded
	kids       []*node
}

// empty reports whether the element is written as one tag.
func (n *node) empty() bool { return n.open == n.end }

// parseXML reads one element.
func parseXML(raw []byte) (*node, error) {
	s := newXMLScanner(bytes.NewReader(raw), len(raw)+1)
	root := &node{}
	open := []*node{root}
	at, count := 0, 0
	cdata := false
	for {
		opening := s.end == ""
		b, isTag, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		from := at
		at += len(b)
		top := open[len(open)-1]
		if count++; count > maxNodes {
			return nil, fmt.Errorf("%w: an element with more than %d parts", ErrFormat, maxNodes)
		}
		if !isTag {
			if opening {
				cdata = bytes.HasPrefix(b, []byte("<![CDATA["))
			}
			switch {
			case len(b) > 0 && b[0] != '<' && opening:
				top.kids = append(top.kids, &node{start: from, end: at, text: decode(string(b))})
			case cdata:
				content := bytes.TrimPrefix(b, []byte("<![CDATA["))
				if s.end == "" {
					content = bytes.TrimSuffix(content, []byte("]]>"))
				}
				top.kids = append(top.kids, &node{start: from, end: at, text: string(content)})
			}
			continue
		}
		name, ends, empty := tagName(b)
		if ends {
			if len(open) == 1 || top.name != name {
				return nil, fmt.Errorf("%w: </%.40s> does not end what is open", ErrFormat, name)
			}
			top.shut, top.end = from, at
			open = open[:len(open)-1]
			continue
		}
		n := &node{name: name, start: from, open: at, shut: at, end: at, attrs: string(b[1+len(name) : len(b)-1])}
		top.kids = append(top.kids, n)
		if !empty {
			n.end = 0
			if open = append(open, n); len(open) > maxDepth {
				return nil, fmt.Errorf("%w: elements are nested deeper than %d", ErrFormat, maxDepth)
			}
		}
	}
	if len(open) != 1 || len(root.kids) == 0 {
		return nil, fmt.Errorf("%w: an element without end", ErrFormat)
	}
	return root.kids[0], nil
}

// attr is the value of an attribute, by its name with prefix.
func (n *node) attr(name string) string {
	_, _, value := attrSpan(n.attrs, name)
	return value
}

// attrSpan finds an attribute in what stands in a tag behind its name: where
// its value stands, without the quotes, and the value decoded. start is -1
// where there is none.
func attrSpan(attrs, name string) (start, end int, value string) {
	for i := 0; i < len(attrs); {
		for i < len(attrs) && strings.IndexByte(" \t\r\n/", attrs[i]) >= 0 {
			i++
		}
		from := i
		for i < len(attrs) && strings.IndexByte(" \t\r\n=", attrs[i]) < 0 {
			i++
		}
		key := attrs[from:i]
		for i < len(attrs) && strings.IndexByte(" \t\r\n=", attrs[i]) >= 0 {
			i++
		}
		if i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
			if from == i {
				i++
			}
			continue
		}
		quote := attrs[i]
		i++
		close := strings.IndexByte(attrs[i:], quote)
		if close < 0 {
			break
		}
		if key == name {
			return i, i + close, decode(attrs[i : i+close])
		}
		i += close + 1
	}
	return -1, -1, ""
}

// child is the first child element of that local name, or nil.
func (n *node) child(local string) *node {
	for _, k := range n.kids {
		if k.name != "" && localName(k.name) == local {
			return k
		}
	}
	return nil
}

// flat is all text inside.
func (n *node) flat() string {
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}

// decode resolves the references of XML in text; what is none stays.
func decode(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), 32)], ';')
		if end < 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(reference(s[:end+1]))
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}

func reference(s string) string {
	number, isNumber := strings.CutPrefix(s[:len(s)-1], "&#")
	if !isNumber {
		return html.UnescapeString(s)
	}
	base := 10
	if strings.HasPrefix(number, "x") || strings.HasPrefix(number, "X") {
		base, number = 16, number[1:]
	}
	v, err := strconv.ParseUint(number, base, 21)
	if err != nil || !utf8.ValidRune(rune(v)) {
		return s
	}
	return string(rune(v))
}

// xmlText is s as character data, without what XML 1.0 forbids.
func xmlText(s string) string { return tmx.EscapeText(allowed(s)) }

func allowed(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// render is items as XML: words escaped, codes as they are.
func render(items []item) string {
	var b strings.Builder
	for _, it := range items {
		if it.kind == wordsItem {
			b.WriteString(xmlText(it.text))
		} else {
			b.WriteString(it.text)
		}
	}
	return b.String()
}

// edit is a change of bytes: those from start to end become text.
type edit struct {
	start, end int
	text       string
}

// setAttr sets an attribute of an element.
func (n *node) setAttr(name, value string) edit {
	quoted := strings.ReplaceAll(xmlText(value), `"`, "&quot;")
	begin := n.start + 1 + len(n.name)
	if start, end, _ := attrSpan(n.attrs, name); start >= 0 {
		return edit{begin + start, begin + end, strings.ReplaceAll(quoted, "'", "&apos;")}
	}
	begin += len(strings.TrimRight(n.attrs, "/ \t\r\n"))
	return edit{begin, begin, " " + name + `="` + quoted + `"`}
}

// apply makes the changes, which do not overlap, in the order of their places;
// of those at one place the first comes first.
func apply(raw []byte, edits []edit) []byte {
	if len(edits) == 0 {
		return raw
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	size := len(raw)
	for _, e := range edits {
		size += len(e.text)
	}
	out := make([]byte, 0, size)
	at := 0
	for _, e := range edits {
		out = append(append(out, raw[at:e.start]...), e.text...)
		at = e.end
	}
	return append(out, raw[at:]...)
}
