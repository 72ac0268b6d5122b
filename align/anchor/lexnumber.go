package anchor

// maxNumber bounds the characters of a number with separators; what goes on is
// read as another.
const maxNumber = 48

// lexNumber reads what begins with the digit at i.
func (s *scan) lexNumber(i int) int {
	text := s.text
	for _, try := range [...]func(*scan, int) int{(*scan).docNumber, (*scan).clockTime, (*scan).dottedDate} {
		if end := try(s, i); end > i {
			return end
		}
	}
	end, seps := i, 0
	firstSep := -1
	for end < len(text) && end-i < maxNumber {
		c := text[end]
		if isDigit(c) {
			end++
			continue
		}
		if (c == '.' || c == ',') && end+1 < len(text) && isDigit(text[end+1]) {
			if firstSep < 0 {
				firstSep = end
			}
			seps++
			end++
			continue
		}
		break
	}
	if seps > 1 {
		if _, ok := readNumber(text[i:end], s.vi); !ok {
			if seps < 8 && onlyPoints(text[i:end]) {
				s.push(token{start: int32(i), end: int32(end), kind: taken})
				s.code(i, end)
				return end
			}
			end = firstSep
		}
	}
	t := token{start: int32(i), end: int32(end), kind: number}
	if s.vocab.digits && seps == 0 {
		t.entry = s.vocab.find(hashWord(text[i:end]))
	}
	switch n := alnumEnd(text, end) - end; {
	case n == 2 && ordinalSuffix(text[end:end+2]):
		t.kind = ordinal
		s.push(t)
		return end + 2
	case n == 2 && hasMeridiem(text[end:]) || n == 1 && hasDottedMeridiem(text[end:]): // 6PM is no code
	case n > 0 && n <= 3 && seps == 0 && isUpperASCII(text[end]) && shortMagnitude(text[end:end+n], true) == 0: // 3D, 5G, 4WD
		t.kind, t.end = taken, int32(end+n)
		s.push(t)
		s.mixed(i, end+n)
		return end + n
	}
	s.push(t)
	return end
}

func onlyPoints(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == ',' {
			return false
		}
	}
	return true
}

// alnumEnd returns the end of the ASCII letters and digits from i on, of which
// it looks at no more than a few.
func alnumEnd(text string, i int) int {
	for n := 0; i < len(text) && n < 8 && (isDigit(text[i]) || isLetterASCII(text[i])); n++ {
		i++
	}
	if i < len(text) && text[i] >= 0x80 {
		return 0 // a letter with a mark may follow: no code
	}
	return i
}

func ordinalSuffix(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "ST", "ND", "RD", "TH":
		return true
	}
	return false
}

// clockTime reads 5:30, 17:00:15, 5h30, 5g30, 5h30ph, 17h.
func (s *scan) clockTime(i int) int {
	text := s.text
	_, j, ok := smallInt(text, i, 2)
	if !ok || j >= len(text) {
		return 0
	}
	end := 0
	switch text[j] {
	case ':':
		m, k, ok := smallInt(text, j+1, 2)
		if !ok || k != j+3 || m > 59 {
			return 0
		}
		end = k
		if k < len(text) && text[k] == ':' {
			if sec, l, ok := smallInt(text, k+1, 2); ok && l == k+3 && sec < 60 {
				end = l
			}
		}
	case 'h', 'g', 'H':
		m, k, ok := smallInt(text, j+1, 2)
		switch {
		case ok && k == j+3 && m < 60:
			end = k
			if s.vi && k < len(text) && text[k] == 'p' && !hasMeridiem(text[k:]) { // 2h40p, 2h40ph
				end++
				if end < len(text) && text[end] == 'h' {
					end++
				}
			}
		case text[j] != 'g' && !ok && s.vi:
			end = j + 1
		default:
			return 0
		}
	default:
		return 0
	}
	if end < len(text) && (isDigit(text[end]) || isLetterASCII(text[end]) || text[end] >= 0xC0) {
		if !hasMeridiem(text[end:]) {
			return 0
		}
	}
	h, _, _ := smallInt(text, i, 2)
	if h > 24 {
		return 0
	}
	s.push(token{start: int32(i), end: int32(end), kind: clock})
	return end
}

func hasMeridiem(s string) bool {
	return len(s) >= 2 && (s[0]|0x20 == 'a' || s[0]|0x20 == 'p') && s[1]|0x20 == 'm'
}

func hasDottedMeridiem(s string) bool {
	return len(s) >= 3 && (s[0]|0x20 == 'a' || s[0]|0x20 == 'p') && s[1] == '.' && s[2]|0x20 == 'm'
}

// dottedDate reads 20.7.2010.
func (s *scan) dottedDate(i int) int {
	text := s.text
	d, j, ok := smallInt(text, i, 2)
	if !ok || j >= len(text) || text[j] != '.' || d < 1 || d > 31 {
		return 0
	}
	m, k, ok := smallInt(text, j+1, 2)
	if !ok || k >= len(text) || text[k] != '.' || m < 1 || m > 12 {
		return 0
	}
	y, end, ok := smallInt(text, k+1, 4)
	if !ok || end != k+5 || !isYear(y) {
		return 0
	}
	s.push(token{start: int32(i), end: int32(end), kind: dotDate})
	return end
}

// smallInt reads at most max digits from i on; ok is false if there are none
// or more.
func smallInt(text string, i, max int) (v, end int, ok bool) {
	end = i
	for end < len(text) && isDigit(text[end]) {
		if end-i == max {
			return 0, i, false
		}
		v = v*10 + int(text[end]-'0')
		end++
	}
	return v, end, end > i
}

func isYear(v int) bool         { return v >= 1000 && v < 2200 }
func isDigit(c byte) bool       { return c >= '0' && c <= '9' }
func isUpperASCII(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLetterASCII(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
