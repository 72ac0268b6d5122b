package update

import (
	"strconv"
	"strings"

	"songngu/align/diff"
)

// Touched is a unit of a memory that holds a sentence of a document which has
// changed since.
type Touched struct {
	Unit  string    `json:"unit"` // its id, or # and its number from 1
	Side  int       `json:"-"`    // of the document: diff.English or diff.Vietnamese
	Kind  diff.Kind `json:"kind"` // what became of the sentence
	Text  string    `json:"text"` // of the unit, on that side
	Other string    `json:"other"`
	Was   string    `json:"was"`           // the sentence
	Now   string    `json:"now,omitempty"` // what it became; empty if it is gone
}

// Touches finds the units of a memory that lean on what changed between two
// versions of a document, in the order of the memory: those whose text on that
// side is, or holds, a sentence that was edited or is gone. r compares the
// versions (see Sentences). It takes time linear in the memory, but for
// sentences that begin with the same word.
func Touches(m *diff.Memory, side int, r *diff.Result) []Touched {
	type change struct {
		was, now string
		kind     diff.Kind
	}
	byWord := map[string][]change{}
	for i := range r.Changes {
		c := &r.Changes[i]
		if len(c.A) == 0 || c.Kind == diff.Kept || !changesText(r, side, c) {
			continue
		}
		var now []string
		for _, n := range c.B {
			now = append(now, r.B.Text(int(n), side))
		}
		for _, n := range c.A {
			was := r.A.Text(int(n), side)
			if was != "" {
				first, _, _ := strings.Cut(was, " ")
				byWord[first] = append(byWord[first], change{was, strings.Join(now, " "), c.Kind})
			}
		}
	}
	var touched []Touched
	for i := range m.Units {
		text := m.Text(i, side)
	unit:
		for at := 0; at < len(text); {
			end := len(text)
			if n := strings.IndexByte(text[at:], ' '); n >= 0 {
				end = at + n
			}
			for _, c := range byWord[text[at:end]] {
				if rest, ok := strings.CutPrefix(text[at:], c.was); ok && (rest == "" || rest[0] == ' ') {
					id := m.Units[i].ID
					if id == "" {
						id = "#" + strconv.Itoa(i+1)
					}
					touched = append(touched, Touched{Unit: id, Side: side, Kind: c.kind, Text: text, Other: m.Text(i, 1-side), Was: c.was, Now: c.now})
					break unit
				}
			}
			at = end + 1
		}
	}
	return touched
}

// changesText reports whether a change is one of words: a sentence that only
// stands elsewhere, or was only cut otherwise, leaves what was made of it right.
func changesText(r *diff.Result, side int, c *diff.Change) bool {
	var a, b strings.Builder
	for _, n := range c.A {
		a.WriteString(strings.ReplaceAll(r.A.Text(int(n), side), " ", ""))
	}
	for _, n := range c.B {
		b.WriteString(strings.ReplaceAll(r.B.Text(int(n), side), " ", ""))
	}
	return a.String() != b.String()
}
