package review

import (
	"context"
	"strings"
	"unicode"

	"songngu/corpus/text"
)

// splitSentence cuts a sentence in two. The bead that held it is aligned anew,
// unless a reviewer has fixed it or spoken of it: then it holds both.
func splitSentence(ctx context.Context, d *draft, e *Edit) error {
	side, x, b, err := d.sentence(e.Side, e.N)
	if err != nil {
		return err
	}
	at := rawPlace(x.Text, byteOf(x.clean(), e.At))
	if at <= 0 || strings.TrimSpace(x.Text[:at]) == "" || strings.TrimSpace(x.Text[at:]) == "" {
		return impossible("", "one of the two parts would be empty")
	}
	first, second := d.cut(side, x, at)
	d.text[side] = append(d.text[side][:e.N:e.N], append([]*sentence{first, second}, d.text[side][e.N+1:]...)...)
	return d.resettle(ctx, side, b, replaced(b.side[side], x, first, second))
}

// cut makes two sentences of one. Of an edited one the document's text is cut
// where the edit begins behind the place or ends before it; else at the blank
// that lies as far on.
func (d *draft) cut(side int, x *sentence, at int) (*sentence, *sentence) {
	a, b := *x, *x
	a.Text, b.Text = trimmed(x.Text, at)
	source, cut := x.source(), at
	if x.edited {
		cut = placeInOriginal(x.Text, source, at)
	}
	a.original, b.original = trimmed(source, cut)
	start := x.Span.Start
	a.Span = text.Span{Start: start, End: start + len(a.original)}
	b.Span = text.Span{Start: x.Span.End - len(b.original), End: x.Span.End}
	for _, s := range []*sentence{&a, &b} {
		s.edited = s.Text != s.original
		if !s.edited {
			s.original = ""
		}
	}
	b.Doubtful = false
	a.Breaks, b.Breaks = nil, nil // offsets in a text that is no more
	return d.newSentence(side, a), d.newSentence(side, b)
}

// trimmed cuts a text and leaves the white space at the cut away.
func trimmed(s string, at int) (string, string) {
	return strings.TrimRightFunc(s[:at], unicode.IsSpace), strings.TrimLeftFunc(s[at:], unicode.IsSpace)
}

// placeInOriginal is where an original is to be cut if the edited text is cut
// at a place.
func placeInOriginal(edited, original string, at int) int {
	same := 0
	for same < len(edited) && same < len(original) && edited[same] == original[same] {
		same++
	}
	if same >= at {
		return at
	}
	tail := 0
	for tail < len(edited) && tail < len(original) && edited[len(edited)-1-tail] == original[len(original)-1-tail] {
		tail++
	}
	if tail >= len(edited)-at {
		return len(original) - (len(edited) - at)
	}
	want := at * len(original) / len(edited)
	best := -1
	for i, r := range original {
		if unicode.IsSpace(r) && i > 0 && (best < 0 || abs(i-want) < abs(best-want)) {
			best = i
		}
	}
	if best < 0 { // one word: the whole belongs to the first part
		return len(original)
	}
	return best
}

func abs(x int) int { return max(x, -x) }

// joinSentence joins a sentence with the next one of its block. Beads that held
// one of them are aligned anew, as in splitSentence.
func joinSentence(ctx context.Context, d *draft, e *Edit) error {
	side, x, b, err := d.sentence(e.Side, e.N)
	if err != nil {
		return err
	}
	if e.N+1 >= len(d.text[side]) {
		return impossible("", "there is no next sentence")
	}
	_, y, c, err := d.sentence(e.Side, e.N+1)
	if err != nil {
		return err
	}
	if x.Block != y.Block {
		return impossible("merge the pairs instead", "the next sentence stands in another paragraph")
	}
	z := *x
	z.Text = spaced(x.Text, y.Text, y.Span.Start-x.Span.End)
	z.Span.End = y.Span.End
	z.original = spaced(x.source(), y.source(), y.Span.Start-x.Span.End)
	if z.edited = z.Text != z.original; !z.edited {
		z.original = ""
	}
	z.Breaks = nil
	z.roots = append(clone(x.roots), y.roots...)
	joined := d.newSentence(side, z)
	d.text[side] = append(d.text[side][:e.N:e.N], append([]*sentence{joined}, d.text[side][e.N+2:]...)...)
	if b == c {
		return d.resettle(ctx, side, b, replaced(replaced(b.side[side], y), x, joined))
	}
	rest := c.side
	rest[side] = replaced(c.side[side], y)
	d.drop(c)
	left := d.remains(c, rest)
	d.beads = append(d.beads, left...)
	d.around = append(d.around, left...)
	return d.resettle(ctx, side, b, replaced(b.side[side], x, joined))
}

// spaced is two texts as they stand one behind the other, gap bytes apart.
func spaced(a, b string, gap int) string {
	if gap <= 0 {
		return a + b
	}
	return a + " " + b
}

// remains is what is left of a bead after sentences were taken out of it: the
// bead, if it was hard and still has both sides, else sentences that are free.
func (d *draft) remains(b *bead, side [2][]*sentence) []*bead {
	if len(side[0])+len(side[1]) == 0 {
		return nil
	}
	like := unreviewed(b)
	if len(side[0]) > 0 && len(side[1]) > 0 && b.hard() {
		like.fixed, like.confidence = true, 1
		return d.groups(side, like)
	}
	var list []*bead
	for k := range side {
		var one [2][]*sentence
		one[k] = side[k]
		list = append(list, d.groups(one, like)...)
		like.note = ""
	}
	for i := 1; i < len(list); i++ {
		list[i].note = ""
	}
	return list
}

// resettle gives a bead other sentences on a side after these were cut or
// joined, and lets the aligner look at it again if it is free.
func (d *draft) resettle(ctx context.Context, side int, b *bead, list []*sentence) error {
	like := *b
	like.side[side] = list
	like.checked, like.findings = false, nil
	if !b.hard() {
		like.features = bead{}.features
	}
	var made []*bead
	if len(like.side[0]) > 0 && len(like.side[1]) > 0 {
		made = []*bead{d.newBead(like)}
	} else {
		made = d.groups(like.side, like)
	}
	d.around = append(d.around, made...)
	d.focus = made[0]
	d.regroup([]*bead{b}, made)
	return d.realign(ctx)
}

// byteOf is the byte offset of an offset in UTF-16 code units, -1 where there
// is none such.
func byteOf(s string, units int) int {
	at := 0
	for i, r := range s {
		if at == units {
			return i
		}
		if at > units {
			return -1
		}
		at += utf16Len(r)
	}
	if at == units {
		return len(s)
	}
	return -1
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// unitsOf is the number of UTF-16 code units in the first n bytes.
func unitsOf(s string, n int) int {
	units := 0
	for _, r := range s[:min(max(n, 0), len(s))] {
		units += utf16Len(r)
	}
	return units
}

// rawPlace is the place in a text of a place in what text.Clean makes of it:
// as many runes that show lie before it. -1 stays -1.
func rawPlace(raw string, at int) int {
	clean := text.Clean(raw)
	if at < 0 || raw == clean {
		return at
	}
	shown := 0
	for _, r := range clean[:at] {
		if shows(r) {
			shown++
		}
	}
	for i, r := range raw {
		switch {
		case !shows(r):
		case shown == 0:
			return i
		default:
			shown--
		}
	}
	return -1
}

// shows reports whether text.Clean keeps a rune whatever stands beside it: it
// neither goes nor melts into the letter before it.
func shows(r rune) bool {
	return !unicode.IsSpace(r) && !text.Invisible(r) && !unicode.Is(unicode.Mn, r)
}
