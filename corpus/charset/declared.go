package charset

import (
	"bytes"
	"strings"
)

// headSize is how much of a page is searched for a declaration. The standard
// asks for 1024 bytes; pages that begin with scripts need more.
const headSize = 8 << 10

// declaredIn finds the charset that a page or an XML file names in its head:
// <?xml encoding="…"?>, <meta charset="…">, or <meta http-equiv content="…;
// charset=…">. It returns the label as written, or the empty string.
func declaredIn(data []byte, html bool) string {
	if !html && !bytes.Contains(data[:min(len(data), 16)], []byte("<?xml")) {
		return ""
	}
	head := bytes.ToLower(data[:min(len(data), headSize)])
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")); ok {
		if end := bytes.Index(rest, []byte("?>")); end >= 0 {
			if l := valueAfter(rest[:end], "encoding"); l != "" {
				return l
			}
		}
	}
	for html {
		i := bytes.Index(head, []byte("<meta"))
		if c := bytes.Index(head, []byte("<!--")); c >= 0 && c < i {
			end := bytes.Index(head[c:], []byte("-->"))
			if end < 0 {
				return ""
			}
			head = head[c+end:]
			continue
		}
		if i < 0 {
			return ""
		}
		head = head[i+len("<meta"):]
		end := bytes.IndexByte(head, '>')
		if end < 0 {
			end = len(head)
		}
		if l := valueAfter(head[:end], "charset"); l != "" {
			return l
		}
		head = head[end:]
	}
	return ""
}

// valueAfter finds key, an equals sign and a value, quoted or not.
func valueAfter(tag []byte, key string) string {
	for {
		i := bytes.Index(tag, []byte(key))
		if i < 0 {
			return ""
		}
		tag = bytes.TrimLeft(tag[i+len(key):], " \t\r\n")
		if rest, ok := bytes.CutPrefix(tag, []byte("=")); ok {
			v := strings.TrimLeft(string(rest), " \t\r\n\"'")
			if end := strings.IndexAny(v, " \t\r\n\"';/>"); end >= 0 {
				v = v[:end]
			}
			return v
		}
	}
}
