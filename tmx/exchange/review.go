package exchange

import (
	"fmt"
	"strconv"

	"songngu/corpus/text"
	"songngu/tmx"
)

// An Edit is a row that came back from review: what it says of the unit with
// that ID now.
type Edit struct {
	Row            int // line or row of the table
	ID             string
	Source, Target string // with markers for in-line codes (Marked)
	Note, Status   string
}

// A Change is what an Edit has changed.
type Change struct {
	Edit         Edit
	Before       string // the target as it was, if it is another now
	Target       bool   // the target is another
	Note, Status bool
}

// A Miss is an Edit that was not taken over, and why.
type Miss struct {
	Edit Edit
	Why  string
}

// Applied says what became of the edits; it is complete when the stream that
// Apply returned has ended.
type Applied struct {
	Changed   []Change
	Unchanged int // edits that say what the unit says
	Missed    []Miss
}

// UnitID is the id by which a unit is known in review: its own, or # and its
// number in the stream, from 1. number is that of the unit.
func UnitID(u *tmx.Unit, number int64) string {
	if u.ID != "" {
		return u.ID
	}
	return "#" + strconv.FormatInt(number, 10)
}

// ReviewRow is a unit as a row for review: UnitID as its id, markers in place
// of in-line codes.
func ReviewRow(u *tmx.Unit, number int64, columns []Column, opts WriteOptions) ([]string, error) {
	row, err := UnitRow(u, columns, opts)
	if err != nil {
		return nil, err
	}
	src, tgt, _ := opts.filled().sides(u)
	for i, c := range columns {
		switch {
		case c == ColID:
			row[i] = UnitID(u, number)
		case c == ColSource:
			row[i] = Marked(src.Seg)
		case c == ColTarget && tgt != nil:
			row[i] = Marked(tgt.Seg)
		}
	}
	return row, nil
}

// EditOf is the edit that a row of a table says, read as a unit.
func EditOf(u *tmx.Unit) Edit {
	e := Edit{Row: int(u.Line), ID: u.ID, Source: u.Variants[0].Text(), Note: joinNotes(u), Status: u.Prop(PropStatus)}
	if tgt := targetOf(u); tgt != nil {
		e.Target = tgt.Text()
	}
	return e
}

// Apply takes edits over into the units they came from: the target, the note,
// and the status as x-status. An edit belongs to the unit with its id
// (UnitID) and its source text; white space and normal form do not count. All
// units come out, in their order, the changed ones as copies. opts names the
// languages.
//
// An edit is missed where no unit has its id, where the unit's source is
// another by now, where its target was emptied (the status is the place to
// reject a unit), and where a marker of an in-line code is gone or broken.
// Memory grows with the edits, not with the units.
func Apply(units Units, edits []Edit, opts WriteOptions) (Units, *Applied) {
	report := &Applied{}
	opts = opts.filled()
	return func(yield func(*tmx.Unit, error) bool) {
		*report = Applied{}
		waiting := map[string][]Edit{}
		for _, e := range edits {
			waiting[e.ID] = append(waiting[e.ID], e)
		}
		met := map[string]bool{}
		var number int64
		for u, err := range units {
			if u == nil || err != nil {
				if !yield(u, err) {
					return
				}
				continue
			}
			number++
			id := UnitID(u, number)
			if list := waiting[id]; len(list) > 0 {
				met[id] = true
				if i := editFor(u, list, opts); i >= 0 {
					u = report.take(u, list[i], opts)
					waiting[id] = append(list[:i:i], list[i+1:]...)
				}
			}
			if !yield(u, nil) {
				return
			}
		}
		for _, e := range edits {
			list := waiting[e.ID]
			if len(list) == 0 || list[0] != e {
				continue
			}
			waiting[e.ID] = list[1:]
			why := fmt.Sprintf("no unit has the id %q", e.ID)
			if met[e.ID] {
				why = "the unit's source text is another now"
			}
			report.Missed = append(report.Missed, Miss{e, why})
		}
	}, report
}

// editFor is the index of the first edit with the unit's source, or -1.
func editFor(u *tmx.Unit, list []Edit, opts WriteOptions) int {
	src, _, err := opts.sides(u)
	if err != nil {
		return -1
	}
	source := text.Clean(Marked(src.Seg))
	for i, e := range list {
		if text.Clean(e.Source) == source {
			return i
		}
	}
	return -1
}

// take is the unit with an edit taken over.
func (r *Applied) take(u *tmx.Unit, e Edit, opts WriteOptions) *tmx.Unit {
	_, tgt, _ := opts.sides(u)
	c := Change{Edit: e}
	out := u.Clone()
	before := ""
	if tgt != nil {
		before = Marked(tgt.Seg)
	}
	if text.Clean(before) != text.Clean(e.Target) {
		switch {
		case text.Clean(e.Target) == "":
			r.Missed = append(r.Missed, Miss{e, "the target was emptied"})
			return u
		case tgt == nil:
			out.Variants = append(out.Variants, tmx.Variant{Lang: tmx.CanonLang(opts.Target), Seg: tmx.TextSegment(e.Target)})
		default:
			seg, err := Unmarked(e.Target, tgt.Seg)
			if err != nil {
				r.Missed = append(r.Missed, Miss{e, err.Error()})
				return u
			}
			out.Variant(opts.Target).Seg = seg
		}
		c.Before, c.Target = before, true
	}
	if text.Clean(joinNotes(u)) != text.Clean(e.Note) {
		out.Notes, c.Note = nil, true
		if e.Note != "" {
			out.Notes = []tmx.Note{{Value: e.Note}}
		}
	}
	if u.Prop(PropStatus) != e.Status {
		c.Status = true
		out.DelProp(PropStatus)
		setNonEmpty(out, PropStatus, e.Status)
	}
	if !c.Target && !c.Note && !c.Status {
		r.Unchanged++
		return u
	}
	r.Changed = append(r.Changed, c)
	return out
}
