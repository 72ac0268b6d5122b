package review

import (
	"bytes"
	"io"
	"path/filepath"

	"songngu/align/beadfile"
	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// memory is a translation memory under review: every unit with English or
// Vietnamese text is a bead of one sentence a side at most.
type memory struct {
	header tmx.Header
	units  []*tmx.Unit // all that could be read, in order
	unit   []int       // by bead, in order: its unit
}

// readMemory reads a memory. In-line codes stand as markers in the texts (see
// exchange.Marked).
func (s *Session) readMemory(data []byte) error {
	m := &memory{}
	t := beadfile.NewTexts()
	r := tmx.NewReader(bytes.NewReader(data), tmx.ReaderOptions{Report: func(tmx.Finding) {}, KeepCodes: true})
	for r.Scan() {
		u := r.Unit()
		m.units = append(m.units, u)
		en, vi := markedSide(u, english), markedSide(u, vietnamese)
		if en == nil && vi == nil {
			continue
		}
		t.Add(en, vi, exchange.Confidence(u))
		n := len(t.File.Alignment.Beads) - 1
		t.File.SetReview(n, exchange.ReviewOf(u))
		m.unit = append(m.unit, len(m.units)-1)
	}
	if err := r.Err(); err != nil {
		return err
	}
	if n := r.PassedBy(); n > 0 {
		s.warn("%d units of %q cannot be read; they would be lost from the file when it is saved, so it is opened to read only", n, s.path)
		s.readOnly = true
	}
	m.header = *r.Header()
	s.memory, s.base = m, t.File
	s.base.English.Origin.Ref, s.base.Vietnamese.Origin.Ref = filepath.Base(s.path), filepath.Base(s.path)
	return nil
}

// markedSide is the text of a unit on a side, as one sentence, or none.
func markedSide(u *tmx.Unit, side int) []string {
	v := u.Variant(sideNames[side])
	if v == nil || v.Text() == "" {
		return nil
	}
	return []string{exchange.Marked(v.Seg)}
}

// fits reports why a text cannot stand in a bead's side: of a memory's unit,
// the in-line codes must stay.
func (s *Session) fits(b *bead, side int, words string) error {
	if s.memory == nil {
		return nil
	}
	u := s.memory.units[s.memory.unit[s.at.bead[b.id]]]
	if _, err := exchange.Unmarked(words, u.Variant(sideNames[side]).Seg); err != nil {
		return impossible("keep every marker such as {1} and {/1}: they stand for codes of the unit", "%v", err)
	}
	return nil
}

// reviewed is the units of the memory as they stand now; units that nobody has
// changed are those that were read.
func (s *Session) reviewed() exchange.Units {
	units := append([]*tmx.Unit(nil), s.memory.units...)
	for i, b := range s.beads {
		n := s.memory.unit[i]
		units[n] = s.changedUnit(units[n], i, b)
	}
	return func(yield func(*tmx.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
}

// changedUnit is a unit with what a bead says of it now.
func (s *Session) changedUnit(u *tmx.Unit, i int, b *bead) *tmx.Unit {
	was := exchange.ReviewOf(u)
	var words [2]string
	same := was.Status == b.status && text.Clean(was.Note) == text.Clean(b.note)
	for side := range b.side {
		for _, x := range b.side[side] {
			if x.edited {
				words[side], same = x.Text, false
			}
		}
	}
	if same {
		return u
	}
	out := u.Clone()
	if was.Status != b.status {
		out.DelProp(exchange.PropStatus)
		if b.status != beadfile.Unreviewed {
			out.SetProp(exchange.PropStatus, string(b.status))
		}
	}
	if text.Clean(was.Note) != text.Clean(b.note) {
		out.Notes = nil
		if b.note != "" {
			out.Notes = []tmx.Note{{Value: b.note}}
		}
	}
	for side, w := range words {
		if w == "" {
			continue
		}
		v := out.Variant(sideNames[side])
		if seg, err := exchange.Unmarked(w, v.Seg); err == nil { // fits has seen to it
			v.Seg = seg
		}
	}
	return out
}

// writeMemory writes the memory with all its units.
func (s *Session) writeMemory(w io.Writer) error {
	out := tmx.NewWriter(w, s.memory.header, tmx.WriterOptions{Keep: true})
	for u, err := range s.reviewed() {
		if err == nil {
			err = out.Write(u)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}
