package quality

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"songngu/corpus/text"
	"songngu/tmx"
)

// ForbiddenTerm is a term that must not be used.
type ForbiddenTerm struct {
	Term string
	Lang string // the language of the sides it is forbidden in; "" for all
	Use  string // what to write instead; may be ""
}

const (
	maxForbiddenLine = 64 << 10
	maxForbidden     = 1_000_000
)

// LoadForbidden reads a list of forbidden terms in UTF-8, one a line:
//
//	term
//	term<TAB>language
//	term<TAB>language<TAB>what to write instead
//
// An empty language means all. Empty lines, and lines that begin with #, are
// passed by. name is that of the file, for errors.
func LoadForbidden(r io.Reader, name string) ([]ForbiddenTerm, error) {
	var list []ForbiddenTerm
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxForbiddenLine)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimPrefix(sc.Text(), "\uFEFF")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) > 3 {
			return list, fmt.Errorf("%s:%d: %d columns, at most 3 are known", name, n, len(cells))
		}
		cells = append(cells, "", "")
		t := ForbiddenTerm{text.Clean(cells[0]), tmx.CanonLang(strings.TrimSpace(cells[1])), text.Clean(cells[2])}
		if len(foldedWords(t.Term)) == 0 {
			return list, fmt.Errorf("%s:%d: no term", name, n)
		}
		if list = append(list, t); len(list) > maxForbidden {
			return list, fmt.Errorf("%s: more than %d terms", name, maxForbidden)
		}
	}
	if err := sc.Err(); err != nil {
		return list, fmt.Errorf("reading forbidden terms %q: %w", name, err)
	}
	return list, nil
}

// forbiddenTable finds terms by their first word.
type forbiddenTable struct{ byFirst map[string][]forbiddenEntry }

type forbiddenEntry struct {
	ForbiddenTerm
	words []string
}

func newForbiddenTable(terms []ForbiddenTerm) *forbiddenTable {
	t := &forbiddenTable{byFirst: map[string][]forbiddenEntry{}}
	for _, f := range terms {
		if words := foldedWords(f.Term); len(words) > 0 {
			t.byFirst[words[0]] = append(t.byFirst[words[0]], forbiddenEntry{f, words})
		}
	}
	return t
}

// foldedWords are the words of a term as they are compared: in lower case, tone
// marks in one style.
func foldedWords(s string) (words []string) {
	for w := range text.Words(s) {
		words = append(words, text.FoldTone(w.Of(s)))
	}
	return words
}

// forbiddenUsed (Q502) finds terms of the list Options.Forbidden, as whole
// words in a row, in any case and tone style. It does not know inflected
// forms: list them.
func forbiddenUsed(p *pair, s *side) {
	table := p.c.forbidden.byFirst
	if len(table) == 0 {
		return
	}
	words := s.words()
	for i, w := range words {
		for _, f := range table[text.FoldTone(w.Of(s.text))] {
			if f.Lang != "" && base(f.Lang) != s.base || !f.at(s.text, words[i:]) {
				continue
			}
			span := text.Span{Start: w.Start, End: words[i+len(f.words)-1].End}
			en, vi := "forbidden term “"+excerpt(span.Of(s.text))+"”", "từ bị cấm “"+excerpt(span.Of(s.text))+"”"
			if f.Use != "" {
				en, vi = en+"; write “"+excerpt(f.Use)+"”", vi+"; hãy dùng “"+excerpt(f.Use)+"”"
			}
			p.find(s, span, en, vi)
		}
	}
}

// at reports whether the term stands at the first of these words.
func (f *forbiddenEntry) at(s string, words []text.Span) bool {
	if len(words) < len(f.words) {
		return false
	}
	for k := 1; k < len(f.words); k++ {
		if text.FoldTone(words[k].Of(s)) != f.words[k] {
			return false
		}
	}
	return true
}
