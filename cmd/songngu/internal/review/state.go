package review

import (
	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// The sides, as indices.
const (
	english = iota
	vietnamese
)

var sideNames = [2]string{"en", "vi"}

// sideIndex is the side of a name, -1 for none.
func sideIndex(name string) int {
	switch name {
	case "en":
		return english
	case "vi":
		return vietnamese
	}
	return -1
}

// sentence is a sentence as it stands now. It does not change; an edited
// sentence is another with the same place in the document.
type sentence struct {
	id int // of its side; never used again in the session
	corpus.Sentence
	edited   bool
	original string  // the document's text, where edited
	roots    []int32 // the sentences of the file, by number, that it is made of
	made     int     // the revision that brought it, 0 for one of the file

	folds [2]string // for searching, made when first needed: see fold
}

// clean is the text as it is shown and exported.
func (s *sentence) clean() string { return text.Clean(s.Text) }

// source is the document's own text.
func (s *sentence) source() string {
	if s.edited {
		return s.original
	}
	return s.Text
}

// bead is a bead as it stands now. It does not change: what an edit changes in
// a bead, it changes in a copy.
type bead struct {
	id         int // never used again in the session
	side       [2][]*sentence
	confidence float64
	features   align.Features
	moved      bool
	fixed      bool
	status     beadfile.Status
	note       string

	checked  bool // findings are made
	findings []Finding
	compared []Finding // by comparing it with the other beads
}

// hard reports whether a bead stays where the aligner works anew: a reviewer
// has fixed it or said something of it.
func (b *bead) hard() bool { return b.fixed || b.status != beadfile.Unreviewed }

func (b *bead) null() bool { return len(b.side[0]) == 0 || len(b.side[1]) == 0 }

// with is a copy with a change, under the same id; what was found in it is to
// be found again.
func (b *bead) with(change func(*bead)) *bead {
	c := *b
	change(&c)
	c.checked, c.findings, c.compared = false, nil, nil
	return &c
}

// joined is the text of a side.
func (b *bead) joined(side int) string {
	if len(b.side[side]) == 1 {
		return b.side[side][0].clean()
	}
	list := make([]corpus.Sentence, len(b.side[side]))
	for i, s := range b.side[side] {
		list[i] = s.Sentence
	}
	return beadfile.Joined(list, align.Range{End: len(list)})
}

// state is everything that edits change.
type state struct {
	beads []*bead
	text  [2][]*sentence
}

// splice replaces old by new at a place of a list.
type splice[T any] struct {
	at       int
	old, new []T
}

func (p splice[T]) empty() bool { return len(p.old) == 0 && len(p.new) == 0 }

// inverse undoes the splice.
func (p splice[T]) inverse() splice[T] { return splice[T]{p.at, p.new, p.old} }

// apply returns a list with the splice made.
func (p splice[T]) apply(list []T) []T {
	if len(p.old) == len(p.new) {
		copy(list[p.at:], p.new)
		return list
	}
	out := make([]T, 0, len(list)+len(p.new)-len(p.old))
	out = append(append(out, list[:p.at]...), p.new...)
	return append(out, list[p.at+len(p.old):]...)
}

// difference is the splice that makes b of a: what lies between the parts that
// both begin and end with.
func difference[T comparable](a, b []T) splice[T] {
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < len(a)-from && end < len(b)-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return splice[T]{from, clone(a[from : len(a)-end]), clone(b[from : len(b)-end])}
}

func clone[T any](list []T) []T { return append([]T(nil), list...) }

// step is one edit with all that it brought about.
type step struct {
	label string // the operation's name
	beads splice[*bead]
	text  [2]splice[*sentence]
	focus int // id of the bead to look at after it
	back  int // and after its being undone

	typist typist
}

func (p *step) empty() bool { return p.beads.empty() && p.text[0].empty() && p.text[1].empty() }

// renumbers reports whether sentences behind the place get other numbers.
func (p *step) renumbers() bool {
	return len(p.text[0].old) != len(p.text[0].new) || len(p.text[1].old) != len(p.text[1].new)
}

func (p *step) inverse() *step {
	return &step{label: p.label, beads: p.beads.inverse(), text: [2]splice[*sentence]{p.text[0].inverse(), p.text[1].inverse()}, focus: p.back, back: p.focus, typist: p.typist}
}

func (t *state) apply(p *step) {
	t.beads = p.beads.apply(t.beads)
	for side := range t.text {
		t.text[side] = p.text[side].apply(t.text[side])
	}
}

// places says where things are: it is made anew after every step.
type places struct {
	bead   []int32    // by bead id: its place in the list, -1 where it is not
	number [2][]int32 // by sentence id: its number, -1 where it is not
	owner  [2][]int32 // by sentence number: the place of its bead
}

func (t *state) places(beads int, sentences [2]int) *places {
	p := &places{bead: fill(beads)}
	for side := range t.text {
		p.number[side] = fill(sentences[side])
		p.owner[side] = fill(len(t.text[side]))
		for n, s := range t.text[side] {
			p.number[side][s.id] = int32(n)
		}
	}
	for i, b := range t.beads {
		p.bead[b.id] = int32(i)
		for side := range b.side {
			for _, s := range b.side[side] {
				p.owner[side][p.number[side][s.id]] = int32(i)
			}
		}
	}
	return p
}

func fill(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// run is the numbers of a bead's sentences on a side; ok is false where the
// side is empty.
func (p *places) run(b *bead, side int) (r align.Range, ok bool) {
	list := b.side[side]
	if len(list) == 0 {
		return align.Range{}, false
	}
	n := int(p.number[side][list[0].id])
	return align.Range{Start: n, End: n + len(list)}, true
}
