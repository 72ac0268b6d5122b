package show

import (
	"bufio"
	"encoding/json"
	"io"

	"songngu/align/diff"
)

// The JSON form, for programs: one object with the names, whether both are the
// same, the counts by kind, and the changes to be shown in order. Units are
// numbered from 1, as everywhere people see them. A unit's "words" are its text
// in pieces, those with "changed" being not so in the other memory.

type jsonDiff struct {
	A      string         `json:"a"`
	B      string         `json:"b"`
	Same   bool           `json:"same"`
	Counts map[string]int `json:"counts"`
	Gold   *Counts        `json:"gold,omitempty"`
}

// Counts is a verdict as programs read it.
type Counts struct {
	Gold      int `json:"gold"`
	Test      int `json:"test"`
	Right     int `json:"right"`
	Missed    int `json:"missed"`
	Wrong     int `json:"wrong"`
	GoldAware int `json:"rightGoldAware"`
	Aware     int `json:"rightAware"`
	GoldNull  int `json:"goldNull"`
	TestNull  int `json:"testNull"`
	RightNull int `json:"rightNull"`
}

// CountsOf is the verdict as programs read it.
func CountsOf(v diff.Verdict) Counts {
	return Counts{v.Gold, v.Test, v.RightGold, v.Missed(), v.Wrong(), v.AwareGold, v.Aware, v.GoldNull, v.TestNull, v.RightNull}
}

type jsonChange struct {
	Kind    diff.Kind   `json:"kind"`
	Also    []diff.Kind `json:"also,omitempty"`
	Verdict string      `json:"verdict,omitempty"`
	A       []jsonUnit  `json:"a"`
	B       []jsonUnit  `json:"b"`
}

type jsonUnit struct {
	Unit       int        `json:"unit"`
	ID         string     `json:"id,omitempty"`
	Type       string     `json:"type"`
	English    string     `json:"en"`
	Vietnamese string     `json:"vi"`
	Words      *jsonWords `json:"words,omitempty"`
	Meta       []string   `json:"meta,omitempty"`
}

type jsonWords struct {
	English    []jsonSegment `json:"en,omitempty"`
	Vietnamese []jsonSegment `json:"vi,omitempty"`
}

type jsonSegment struct {
	Text    string `json:"text"`
	Changed bool   `json:"changed,omitempty"`
}

// JSON writes the differences for programs.
func JSON(w io.Writer, r *diff.Result, o Options) error {
	head := jsonDiff{A: r.A.Name, B: r.B.Name, Same: r.Same(), Counts: make(map[string]int)}
	for k, n := range r.Counts {
		if n > 0 {
			head.Counts[diff.Kind(k).String()] = n
		}
	}
	if o.Gold {
		counts := CountsOf(r.Judge(o.Coarse))
		head.Gold = &counts
	}
	data, err := marshal(head)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	b.Write(data[:len(data)-1])
	b.WriteString(`,"changes":[`)
	sep := "\n"
	for i := range r.Changes {
		c := &r.Changes[i]
		if !o.shown(c) {
			continue
		}
		data, err := marshal(jsonChangeOf(r, entryOf(r, c, &o), &o))
		if err != nil {
			return err
		}
		b.WriteString(sep)
		b.Write(data)
		sep = ",\n"
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

// marshal is one line of JSON in which < and & stand as they are.
func marshal(v any) ([]byte, error) {
	var line lineBuffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	if n := len(line); n > 0 {
		line = line[:n-1]
	}
	return line, err
}

type lineBuffer []byte

func (l *lineBuffer) Write(p []byte) (int, error) {
	*l = append(*l, p...)
	return len(p), nil
}

func jsonChangeOf(r *diff.Result, e entry, o *Options) jsonChange {
	c := jsonChange{Kind: e.Kind, Also: e.Also.List(), A: jsonUnits(r.A, e.a), B: jsonUnits(r.B, e.b)}
	if o.Gold {
		c.Verdict = verdict(&e, o)
	}
	return c
}

func jsonUnits(m *diff.Memory, cells []cell) []jsonUnit {
	list := make([]jsonUnit, len(cells))
	for i, c := range cells {
		list[i] = jsonUnit{Unit: c.unit + 1, ID: c.id, Type: m.Units[c.unit].Type(), Meta: c.meta,
			English: m.Text(c.unit, diff.English), Vietnamese: m.Text(c.unit, diff.Vietnamese)}
		words := jsonWords{jsonSegments(c.sides[diff.English]), jsonSegments(c.sides[diff.Vietnamese])}
		if words.English != nil || words.Vietnamese != nil {
			list[i].Words = &words
		}
	}
	return list
}

// jsonSegments is the pieces of a text, or nil if none of them changed.
func jsonSegments(segments []segment) []jsonSegment {
	var list []jsonSegment
	changed := false
	for _, s := range segments {
		list = append(list, jsonSegment{s.text, s.changed})
		changed = changed || s.changed
	}
	if !changed {
		return nil
	}
	return list
}
