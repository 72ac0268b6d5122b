package anchor

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// countKeys are the things that texts number, with their names in both
// languages. A name may stand for several: mục is a section and an item.
var countKeys = [...]struct{ key, en, vi string }{
	{"article:", "article articles art", "điều"},
	{"clause:", "clause clauses paragraph paragraphs para", "khoản"},
	{"point:", "point points", "điểm"},
	{"chapter:", "chapter chapters", "chương"},
	{"section:", "section sections", "mục"},
	{"part:", "part parts", "phần"},
	{"figure:", "figure figures fig", "hình"},
	{"table:", "table tables group pool", "bảng nhóm"}, // the groups of a tournament are bảng
	{"step:", "step steps", "bước"},
	{"question:", "question questions", "câu"},
	{"lesson:", "lesson unit", "bài"},
	{"volume:", "volume vol", "tập"},
	{"page:", "page pages", "trang"},
	{"district:", "district districts", "quận"},
	{"ward:", "ward", "phường"},
	{"level:", "level grade", "cấp"},
	{"room:", "room", "phòng"},
	{"team:", "zone", "khu"},
	{"column:", "column", "cột"},
	{"line:", "row", "hàng"},
}

// counted reads what a word such as Article or Điều numbers: "article:5", with
// the number alone as a weak second reading. A point may have a letter.
func (s *scan) counted(i, what int) int {
	if i+1 >= len(s.tokens) {
		return i
	}
	next := i + 1
	if s.sign(next, '.') && !s.vi && s.tokens[next].is(glued) { // Art. 5, Fig. 2
		next++
		if next >= len(s.tokens) || s.tokens[next].kind != number {
			return i
		}
	}
	point := countKeys[what].key == "point:"
	if !point && s.says(next, "số") && next+1 < len(s.tokens) {
		next++
	}
	t, n := &s.tokens[i], &s.tokens[next]
	mark := len(s.keys)
	switch n.kind {
	case number:
		if s.sign(next+1, '%') || s.at(next+1) == magnitude || s.at(next+1) == percent {
			return i
		}
		if w := s.of(n); strings.Contains(w, ",") || point && strings.Contains(w, ".") {
			return i
		}
		s.keys = append(append(s.keys, countKeys[what].key...), s.of(n)...)
		s.add(Article, mark, t.start, n.end, false)
		if r, ok := readNumber(s.of(n), s.vi); ok {
			s.addReadings(Number, r, t.start, n.end, true)
		}
		return next + 1
	case aWord:
		w := s.of(n)
		if v, ok := roman(w); ok && n.is(capital) {
			s.keys = strconv.AppendInt(append(s.keys, countKeys[what].key...), int64(v), 10)
			s.add(Article, mark, t.start, n.end, false)
			s.addOrdinal(uint64(v), t.start, n.end)
			return next + 1
		}
		r, size := utf8.DecodeRuneInString(w)
		if size == len(w) && (isLetterASCII(w[0]) || r == 'đ') && (n.is(capital) || !strings.ContainsRune("aiyàý", r) || s.vi && t.is(capital)) || point && size == len(w) && w == "a" && s.vi {
			s.keys = append(s.keys, countKeys[what].key...)
			s.keys = utf8.AppendRune(s.keys, []rune(strings.ToLower(w))[0])
			s.add(Article, mark, t.start, n.end, false)
			return next + 1
		}
	}
	return i
}

// label reads what a list item begins with, "1.", "a)", "(iv)", "I.", "-", and
// returns the first token after it.
func (s *scan) label() int {
	n := len(s.tokens)
	if n < 2 {
		return 0
	}
	i := 0
	if s.sign(0, '(') || s.sign(0, '[') {
		i = 1
	}
	t := &s.tokens[i]
	mark := len(s.keys)
	if t.kind == punct {
		switch w := s.of(t); w {
		case "-", "–", "—", "•", "*", "+", "·", "▪":
			if n > 1 && !s.tokens[1].is(glued) && i == 0 {
				s.addKey(Label, "l:-", t.start, t.end, true)
				return 1
			}
		}
		return 0
	}
	if n < i+2 {
		return 0
	}
	closed := s.sign(i+1, ')') || s.sign(i+1, ']') || i == 0 && s.sign(i+1, '.')
	if !closed || !s.tokens[i+1].is(glued) || n > i+2 && s.tokens[i+2].is(glued) {
		return 0
	}
	w := s.of(t)
	switch {
	case t.kind == number && len(w) <= 6 && (i == 1 || n > 2):
		s.keys = append(append(s.keys, "l:"...), w...)
	case t.kind == aWord && utf8.RuneCountInString(w) == 1 && (i == 1 || n > 2):
		r, _ := utf8.DecodeRuneInString(w)
		if !isLetterASCII(w[0]) && r != 'đ' && r != 'Đ' {
			return 0
		}
		if v, ok := roman(w); ok && i == 0 && s.sign(1, '.') {
			s.keys = strconv.AppendInt(append(s.keys, "l:"...), int64(v), 10)
			break
		}
		s.keys = append(s.keys, "l:"...)
		s.keys = append(s.keys, strings.ToLower(w)...)
	case t.kind == aWord && len(w) <= 5:
		v, ok := roman(w)
		if !ok {
			if v, ok = roman(strings.ToUpper(w)); !ok || n <= 2 {
				return 0
			}
		}
		s.keys = strconv.AppendInt(append(s.keys, "l:"...), int64(v), 10)
	default:
		return 0
	}
	s.add(Label, mark, t.start, t.end, true)
	return i + 2
}
