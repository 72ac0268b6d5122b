package anchor

import (
	"strings"
)

// The classes of bytes that say whether a run of characters between blanks may
// be an address or a code.
const (
	hasAt uint16 = 1 << iota
	hasColon
	hasSlash
	hasBackslash
	hasUnderscore
	hasParen
	hasEqual
	hasPoint
	endsChunk // always, or perhaps: the first byte of a no-break space
)

var chunkClass = func() (class [256]uint16) {
	for c := 0; c <= ' '; c++ {
		class[c] = endsChunk
	}
	for _, c := range []byte("\"`>\xC2") {
		class[c] = endsChunk
	}
	for i, c := range []byte("@:/\\_(=.") {
		class[c] = 1 << i
	}
	return class
}()

// special takes the address, path or code that begins at i; it returns i if
// there is none. It looks at the characters up to the next blank.
func (s *scan) special(i int) int {
	const longest = 1024 // bounds what is looked at twice
	text := s.text
	if i < s.plainUntil {
		return i
	}
	mask, end := uint16(0), i
	for end < len(text) && end-i <= longest {
		class := chunkClass[text[end]]
		if class == endsChunk {
			c := text[end]
			if c == 0xC2 && (end+1 >= len(text) || text[end+1] != 0xA0) {
				end++
				continue
			}
			if c == '>' && text[i] == '<' {
				end++
			}
			break
		}
		mask |= class
		end++
	}
	if mask == 0 && text[i] != '<' && text[i] != '-' {
		s.plainUntil = end
		return i
	}
	first := text[i]
	if end-i > longest {
		s.plainUntil = end
		return i
	}
	at, colon, slash, point := mask&hasAt != 0, mask&hasColon != 0, mask&hasSlash != 0, mask&hasPoint != 0
	chunk := text[i:end]
	if first == '<' {
		if len(chunk) > 2 && chunk[len(chunk)-1] == '>' && (isLetterASCII(chunk[1]) || chunk[1] == '/') && len(chunk) <= 60 && !at && !colon {
			return s.takeCode(i, end)
		}
		return i
	}
	chunk = trimTail(chunk)
	end = i + len(chunk)
	if len(chunk) < 2 {
		return i
	}
	switch {
	case colon && slash && strings.Contains(chunk, "://") && isLetterASCII(first):
		return s.takeURL(i, end)
	case point && len(chunk) > 6 && strings.EqualFold(chunk[:4], "www."):
		return s.takeURL(i, end)
	case at && isEmail(strings.TrimPrefix(chunk, "mailto:")):
		return s.takeEmail(i, end)
	case point && isDomain(chunk):
		return s.takeURL(i, end)
	case isCode(chunk, mask):
		return s.takeCode(i, end)
	case point && isFileName(chunk):
		return s.takeCode(i, end)
	}
	return i
}

// trimTail cuts the punctuation of the sentence off an address.
func trimTail(s string) string {
	for len(s) > 0 {
		switch c := s[len(s)-1]; c {
		case '.', ',', ';', ':', '!', '?', '\'', ']', '}', '>':
		case ')':
			if strings.Count(s, "(") >= strings.Count(s, ")") {
				return s
			}
		default:
			for _, q := range [...]string{"”", "’", "»", "…"} {
				if strings.HasSuffix(s, q) {
					s = strings.TrimSuffix(s, q)
					return trimTail(s)
				}
			}
			return s
		}
		s = s[:len(s)-1]
	}
	return s
}

// takeURL adds a web address: without scheme, www, a last stroke, and the
// parts that only choose the language.
func (s *scan) takeURL(i, end int) int {
	u := s.text[i:end]
	if k := strings.Index(u, "://"); k >= 0 {
		u = u[k+3:]
	}
	if len(u) > 4 && strings.EqualFold(u[:4], "www.") {
		u = u[4:]
	}
	mark := len(s.keys)
	s.keys = append(s.keys, "u:"...)
	first := true
	for part := range strings.SplitSeq(u, "/") {
		if !first {
			switch part {
			case "en", "vi", "vn", "en-us", "vi-vn", "en-US", "vi-VN", "":
				continue
			}
			s.keys = append(s.keys, '/')
		} else if len(part) > 3 && (part[:3] == "en." || part[:3] == "vi.") {
			part = part[3:]
		}
		for _, c := range []byte(part) {
			if first && isUpperASCII(c) {
				c |= 0x20
			}
			s.keys = append(s.keys, c)
		}
		first = false
	}
	return s.take(URL, mark, i, end)
}

func (s *scan) takeEmail(i, end int) int {
	mark := len(s.keys)
	s.keys = append(s.keys, "@:"...)
	s.appendLower(strings.TrimPrefix(s.text[i:end], "mailto:"))
	return s.take(Email, mark, i, end)
}

func (s *scan) takeCode(i, end int) int {
	s.push(token{start: int32(i), end: int32(end), kind: taken})
	s.code(i, end)
	return end
}

// code adds what is written the same on both sides, exactly.
func (s *scan) code(i, end int) {
	mark := len(s.keys)
	s.keys = append(append(s.keys, "c:"...), s.text[i:end]...)
	s.add(Code, mark, int32(i), int32(end), false)
}

// mixed adds a word of letters and digits or capitals within: in any case, as
// H5N1 and YouTube may be typed as names.
func (s *scan) mixed(i, end int) {
	if end-i > 60 {
		return
	}
	mark := len(s.keys)
	s.keys = append(s.keys, "w:"...)
	t := token{start: int32(i), end: int32(end)}
	s.appendFolded(&t)
	s.add(Code, mark, t.start, t.end, false)
}

func (s *scan) take(t Type, mark, i, end int) int {
	s.push(token{start: int32(i), end: int32(end), kind: taken})
	s.add(t, mark, int32(i), int32(end), false)
	return end
}

func (s *scan) appendLower(w string) {
	for _, c := range []byte(w) {
		if isUpperASCII(c) {
			c |= 0x20
		}
		s.keys = append(s.keys, c)
	}
}

func isEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || at != strings.LastIndexByte(s, '@') || len(s) > 254 {
		return false
	}
	dot := strings.LastIndexByte(s, '.')
	if dot < at+2 || dot >= len(s)-2 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isDigit(c) && !isLetterASCII(c) && strings.IndexByte("@._%+-", c) < 0 {
			return false
		}
	}
	return true
}

// isDomain reports whether s is a host with one of the common endings, with or
// without a path: songngu.example.com/docs.
func isDomain(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	dot := strings.LastIndexByte(host, '.')
	if dot < 2 || len(host) > 253 {
		return false
	}
	switch strings.ToLower(host[dot+1:]) {
	case "com", "org", "net", "vn", "gov", "edu", "info", "io", "uk", "cn", "jp", "eu", "int":
	default:
		return false
	}
	for i := 0; i < dot; i++ {
		c := host[i]
		if !isDigit(c) && !isLetterASCII(c) && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// isCode reports whether s is something that only machines read: a path, an
// option, an identifier, a call, an assignment.
func isCode(s string, mask uint16) bool {
	slash := mask&hasSlash != 0
	if len(s) > 200 {
		return false
	}
	letters := false
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
		letters = letters || isLetterASCII(s[i])
	}
	if !letters {
		return false
	}
	switch {
	case strings.HasPrefix(s, "--") && len(s) > 3 && isLetterASCII(s[2]):
		return true
	case s[0] == '-' && len(s) == 2 && isLetterASCII(s[1]):
		return true
	case slash && (s[0] == '/' || strings.HasPrefix(s, "~/") || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../")):
		return true
	case slash && strings.Count(s, "/") > 1 && strings.ToLower(s) == s:
		return true
	case mask&hasBackslash != 0, mask&hasParen != 0 && strings.HasSuffix(s, "()"):
		return true
	case mask&hasUnderscore != 0 && strings.Trim(s, "_") != "" && strings.Contains(strings.Trim(s, "_"), "_"):
		return true
	case mask&hasEqual != 0 && s[0] != '=' && s[len(s)-1] != '=':
		return true
	case s[0] == '$' && len(s) > 2 && (isLetterASCII(s[1]) || s[1] == '{'):
		return true
	}
	return false
}

// isFileName reports whether s is a name with an ending that files have.
func isFileName(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || len(s) > 100 || dot == 0 && len(s) < 4 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || !isDigit(c) && !isLetterASCII(c) && strings.IndexByte("._-+*", c) < 0 {
			return false
		}
	}
	if dot == 0 { // .bashrc
		return strings.ToLower(s) == s && isLetterASCII(s[1])
	}
	if dot == 1 || isUpperASCII(s[0]) && dot < 4 && len(s)-dot < 3 { // D.C, U.S.C
		return false
	}
	switch strings.ToLower(s[dot+1:]) {
	case "txt", "html", "htm", "xml", "json", "yaml", "yml", "toml", "csv", "tsv", "md", "go", "py", "js", "ts", "css", "sh",
		"c", "h", "cpp", "java", "rb", "pl", "php", "exe", "dll", "zip", "gz", "tar", "bz2", "xz", "deb", "rpm", "iso", "img",
		"jpg", "jpeg", "png", "gif", "svg", "bmp", "mp3", "mp4", "avi", "wav", "ogg", "pdf", "doc", "docx", "odt", "ods", "odp",
		"odg", "xls", "xlsx", "ppt", "pptx", "ini", "cfg", "conf", "log", "bak", "bat", "sql", "db", "tmx", "po", "dat", "bas":
		return true
	}
	return false
}
