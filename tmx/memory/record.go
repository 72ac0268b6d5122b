package memory

import (
	"time"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx/exchange"
)

// Record is a unit as JSON, for those who look at memories: what is unknown is
// left out. A unit's props, notes and in-line codes are in its TMX.
type Record struct {
	ID         int64      `json:"id"`
	English    string     `json:"en"`
	Vietnamese string     `json:"vi"`
	Confidence *float64   `json:"confidence,omitempty"`
	Created    *time.Time `json:"created,omitempty"`
	Changed    *time.Time `json:"changed,omitempty"`
	Document   string     `json:"document,omitempty"`
	Source     string     `json:"source_url,omitempty"`
}

// Record is the unit as JSON has it.
func (u *Unit) Record() Record {
	r := Record{ID: u.ID, English: u.Text[English], Vietnamese: u.Text[Vietnamese], Document: u.Document, Source: u.Prop(exchange.PropSourceURL)}
	if u.Confidence >= 0 {
		r.Confidence = &u.Confidence
	}
	if !u.Created.IsZero() {
		r.Created = &u.Created
	}
	if !u.Changed.IsZero() {
		r.Changed = &u.Changed
	}
	return r
}

// Characters are spans of s as JSON has them: they count characters (code
// points), and there is a list even of none.
func Characters(s string, spans []text.Span) [][2]int {
	out := [][2]int{}
	for _, span := range spans {
		start := utf8.RuneCountInString(s[:span.Start])
		out = append(out, [2]int{start, start + utf8.RuneCountInString(span.Of(s))})
	}
	return out
}
