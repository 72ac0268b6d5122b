package memory

import (
	"strings"
	"unicode"

	"songngu/corpus/text"
)

// Penalties are the points, in per cent, taken off a match for what the
// likeness does not see, and for where the match comes from. They only lower a
// match, so that the search for candidates stays complete.
type Penalties struct {
	Case        int // words in capitals in one text and in small letters in the other
	Marks       int // words with other marks, or without
	Punctuation int // other punctuation and signs, in kind or order
	Placed      int // other numbers, which could be put into the target
	Numbers     int // other numbers, which could not
	Spaces      int // nothing else, and yet not the same: blanks, where tone marks stand
	Memory      int // for every match of this memory
	Props       []PropPenalty
}

// PropPenalty is a penalty for units with a property.
type PropPenalty struct {
	Name, Value string // the value "" stands for any
	Points      int
}

// DefaultPenalties are the points that are taken off where nobody says
// otherwise: one where a glance mends the target, two where words may mean
// something else, five where a number has to be found and replaced.
func DefaultPenalties() Penalties {
	return Penalties{Case: 1, Marks: 2, Punctuation: 1, Placed: 1, Numbers: 5, Spaces: 1}
}

// difference is what sets two texts apart beside their folded words.
type difference struct{ letterCase, marks, punctuation, numbers bool }

// differ compares the text set in l with s, as far as their words are the
// same: each word of s with the first of the same folded form in the query.
func (l *likeness) differ(query, s string) (d difference) {
	o := &l.scratch
	o.normalise(s)
	used := make(map[string]int, len(l.words.word))
	for i := range o.word {
		w := string(o.term(i))
		mine := l.place(w, used[w])
		if mine < 0 {
			continue
		}
		used[w] = mine + 1
		a, b := l.words.raw[mine].Of(query), o.raw[i].Of(s)
		if a == b {
			continue
		}
		if strings.ContainsRune(w, '0') && digits(a) != digits(b) {
			d.numbers = true
			continue
		}
		lower := [2]string{text.FoldTone(strings.ToLower(a)), text.FoldTone(strings.ToLower(b))}
		if lower[0] != lower[1] {
			d.marks = true
		} else if a != b && strings.EqualFold(a, b) {
			d.letterCase = true
		}
	}
	d.punctuation = signs(query) != signs(s)
	return d
}

// place is the first word of the query from i on whose folded form is w, or
// -1.
func (l *likeness) place(w string, i int) int {
	for ; i < len(l.words.word); i++ {
		if string(l.words.term(i)) == w {
			return i
		}
	}
	return -1
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// signs is the punctuation and signs of a text, in order, with quotation marks
// and dashes of one form each; those within a word are part of it.
func signs(s string) string {
	var b strings.Builder
	end := 0
	keep := func(s string) {
		for _, r := range s {
			switch {
			case unicode.IsSpace(r) || text.Invisible(r) || unicode.IsMark(r):
			case strings.ContainsRune("“”„«»\"", r):
				b.WriteByte('"')
			case strings.ContainsRune("‘’'", r):
				b.WriteByte('\'')
			case strings.ContainsRune("–—-", r):
				b.WriteByte('-')
			default:
				b.WriteRune(r)
			}
		}
	}
	for w := range text.Words(s) {
		keep(s[end:w.Start])
		end = w.End
	}
	keep(s[end:])
	return b.String()
}

// of is the points for a unit's origin.
func (p *Penalties) of(u *Unit) int {
	points := p.Memory
	for _, prop := range p.Props {
		if v := u.Prop(prop.Name); v != "" && (prop.Value == "" || prop.Value == v) {
			points += prop.Points
		}
	}
	return points
}
