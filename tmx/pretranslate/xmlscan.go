package pretranslate

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxTag bounds a tag with its attributes, in bytes.
const maxTag = 1 << 20

// xmlScanner parts XML into tags and the bytes between them, which together
// are the file, byte for byte. It takes ASCII's bytes for ASCII's characters,
// checks nothing, and resolves nothing. Memory: a tag or 64 KiB.
type xmlScanner struct {
	r   *bufio.Reader
	tag []byte
	// end is what ends the comment, section or instruction that was begun;
	// opening how much of its beginning is still to be read, tail its last
	// bytes so far.
	end     string
	opening int
	tail    []byte
}

func newXMLScanner(r io.Reader, size int) *xmlScanner {
	return &xmlScanner{r: bufio.NewReaderSize(r, min(size, 64<<10))}
}

// next returns a tag, or other bytes. They are valid until the next call.
func (s *xmlScanner) next() (b []byte, isTag bool, err error) {
	if s.end != "" {
		return s.section()
	}
	head, err := s.r.Peek(9)
	if len(head) == 0 {
		return nil, false, err
	}
	if head[0] != '<' {
		b, err = s.r.ReadSlice('<')
		switch {
		case err == nil:
			s.r.UnreadByte()
			return b[:len(b)-1], false, nil
		case err == bufio.ErrBufferFull, err == io.EOF && len(b) > 0:
			return b, false, nil
		}
		return nil, false, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		s.begin("-->", 4)
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		s.begin("]]>", 9)
	case bytes.HasPrefix(head, []byte("<?")):
		s.begin("?>", 2)
	case bytes.HasPrefix(head, []byte("<!")):
		s.begin(">", 2)
	default:
		return s.readTag()
	}
	return s.section()
}

// begin begins a section whose first n bytes cannot be part of its end.
func (s *xmlScanner) begin(end string, n int) { s.end, s.opening, s.tail = end, n, s.tail[:0] }

// section reads on to the end of a section, or for 64 KiB.
func (s *xmlScanner) section() ([]byte, bool, error) {
	b, err := s.r.ReadSlice('>')
	if len(b) == 0 {
		return nil, false, err
	}
	skip := min(s.opening, len(b))
	s.opening -= skip
	s.tail = append(s.tail, b[skip:]...)
	if err == nil && bytes.HasSuffix(s.tail, []byte(s.end)) {
		s.end = ""
		return b, false, nil
	}
	if n := len(s.tail); n > 2 {
		s.tail = append(s.tail[:0], s.tail[n-2:]...)
	}
	if err == bufio.ErrBufferFull || err == io.EOF {
		err = nil
	}
	return b, false, err
}

func (s *xmlScanner) readTag() ([]byte, bool, error) {
	s.tag = s.tag[:0]
	quote := byte(0)
	for {
		c, err := s.r.ReadByte()
		if err == io.EOF {
			return s.tag, false, nil // cut off: bytes like others
		}
		if err != nil {
			return nil, false, err
		}
		s.tag = append(s.tag, c)
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return s.tag, true, nil
		}
		if len(s.tag) > maxTag {
			return nil, false, fmt.Errorf("%w: a tag of more than %d bytes", ErrFormat, maxTag)
		}
	}
}

// tagName is the name of a tag with its prefix, and whether it is an end tag
// or an empty element.
func tagName(tag []byte) (name string, ends, empty bool) {
	b := bytes.TrimPrefix(tag[:len(tag)-1], []byte("<"))
	if len(b) > 0 && b[0] == '/' {
		ends, b = true, b[1:]
	}
	empty = bytes.HasSuffix(b, []byte("/"))
	if i := bytes.IndexAny(b, " \t\r\n/"); i >= 0 {
		b = b[:i]
	}
	return string(b), ends, empty
}

// localName is a name without its prefix.
func localName(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ':' {
			return name[i+1:]
		}
	}
	return name
}

// xmlParts is what splitXML hands out.
type xmlParts struct {
	wanted  func(name string) bool   // elements that are taken whole, by name with prefix
	tag     func(tag []byte) error   // each tag outside of them, before raw gets it
	raw     func(b []byte) error     // all else
	element func(whole []byte) error // such an element; the bytes are the taker's
	passed  func(large bool)         // one was larger than max, or has no end
	max     int
}

// splitXML parts a file. Elements within a wanted one of the same name belong
// to it.
func splitXML(r io.Reader, p xmlParts) error {
	s := newXMLScanner(r, 64<<10)
	var whole []byte // the wanted element being read
	var name string
	depth, large := 0, false
	for {
		b, isTag, err := s.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err != nil {
			if depth > 0 {
				p.passed(large)
				return p.raw(whole)
			}
			return nil
		}
		if depth == 0 {
			if isTag {
				n, ends, empty := tagName(b)
				if !ends && !empty && p.wanted(n) {
					whole, name, depth, large = append([]byte(nil), b...), n, 1, false
					continue
				}
				if err := p.tag(b); err != nil {
					return err
				}
			}
			if err := p.raw(b); err != nil {
				return err
			}
			continue
		}
		if whole = append(whole, b...); len(whole) > p.max {
			large = true
			if err := p.raw(whole); err != nil {
				return err
			}
			whole = whole[:0]
		}
		if !isTag {
			continue
		}
		n, ends, empty := tagName(b)
		switch {
		case n != name || empty:
		case ends:
			depth--
		default:
			depth++
		}
		if depth > 0 {
			continue
		}
		if large {
			p.passed(true)
			err = p.raw(whole)
		} else {
			err = p.element(whole)
		}
		if err != nil {
			return err
		}
		whole = nil
	}
}
