package extract

import (
	"unicode"

	"songngu/corpus/text"
)

// Reference is what one side of a translation says about the other: the words
// that are the same in both languages once marks are folded. Numbers with
// their separators left out (486.5 and 486,5 are 4865), and words that have a
// capital or a digit, which covers names (Nguyễn Phú Trọng, Nguyen Phu Trong)
// and document numbers (44-CT/TW).
type Reference struct {
	tokens map[string]struct{}
}

// ReferenceFrom makes a Reference of the texts of one side: its blocks or its
// sentences, in any order.
func ReferenceFrom(texts []string) *Reference {
	r := &Reference{tokens: make(map[string]struct{})}
	for _, t := range texts {
		eachToken(t, func(token string) { r.tokens[token] = struct{}{} })
	}
	return r
}

// eachToken calls f with the folded words of s that have a capital or a digit.
// Words of one letter say nothing.
func eachToken(s string, f func(string)) {
	start, telling, number := -1, false, false
	end := func(i int) {
		if start >= 0 && telling && i-start > 1 {
			token := text.FoldMarks(s[start:i])
			if number {
				token = digitsOf(token)
			}
			if len(token) > 1 {
				f(token)
			}
		}
		start, telling, number = -1, false, false
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
			if number {
				end(i)
			}
			if start < 0 {
				start = i
			}
			telling = telling || unicode.IsUpper(r)
		case unicode.IsDigit(r):
			if !number {
				end(i) // VND17.5 is VND and 17.5
			}
			if start < 0 {
				start, number = i, true
			}
			telling = true
		case number && (r == '.' || r == ',') && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
		default:
			end(i)
		}
	}
	end(len(s))
}

func digitsOf(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			b := make([]byte, 0, len(s))
			for j := 0; j < len(s); j++ {
				if s[j] >= '0' && s[j] <= '9' {
					b = append(b, s[j])
				}
			}
			return string(b)
		}
	}
	return s
}

// shared counts the distinct tokens of the texts that the reference has, and
// all of them. A nil reference shares nothing.
func (r *Reference) shared(texts func(yield func(string))) (shared, all int) {
	seen := make(map[string]struct{})
	texts(func(s string) {
		eachToken(s, func(token string) {
			if _, ok := seen[token]; ok {
				return
			}
			seen[token] = struct{}{}
			if _, ok := r.tokens[token]; ok {
				shared++
			}
		})
	})
	return shared, len(seen)
}
