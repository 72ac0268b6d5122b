package review

import (
	"context"

	"songngu/align/beadfile"
	"songngu/corpus/text"
)

// merge makes one bead of two neighbours.
func merge(ctx context.Context, d *draft, e *Edit) error {
	_, i, err := d.find(e.ID)
	if err != nil {
		return err
	}
	j := i + 1
	switch e.With {
	case "next":
	case "previous":
		i, j = i-1, i
	default:
		return malformed(`merge with %q: "next" or "previous" is wanted`, e.With)
	}
	if i < 0 || j >= len(d.beads) {
		return impossible("", "there is no %s pair", e.With)
	}
	a, b := d.beads[i], d.beads[j]
	if _, _, err := d.find(a.id); err != nil {
		return err
	}
	if _, _, err := d.find(b.id); err != nil {
		return err
	}
	var side [2][]*sentence
	for k := range side {
		x, okX := d.at.run(a, k)
		y, okY := d.at.run(b, k)
		if okX && okY && x.End != y.Start {
			return impossible("link joins sentences wherever they stand", "the two pairs are no neighbours in the %s text", languageNames[k])
		}
		side[k] = append(clone(a.side[k]), b.side[k]...)
	}
	if len(side[0]) == 0 || len(side[1]) == 0 {
		return impossible("", "both have no partner, and one bead would have none either")
	}
	if err := roomy(side); err != nil {
		return err
	}
	like := bead{note: joinNotes(a, b), moved: (a.moved || a.null()) && (b.moved || b.null()) && (a.moved || b.moved)}
	d.regroup([]*bead{a, b}, d.fixed(side, like))
	return d.realign(ctx)
}

var languageNames = [2]string{"English", "Vietnamese"}

func roomy(side [2][]*sentence) error {
	for k := range side {
		if len(side[k]) > maxLinked {
			return impossible("", "a pair of %d %s sentences is too large", len(side[k]), languageNames[k])
		}
	}
	return nil
}

// split makes two beads of one.
func split(ctx context.Context, d *draft, e *Edit) error {
	b, _, err := d.find(e.ID)
	if err != nil {
		return err
	}
	if len(e.English) != 1 || len(e.Vietnamese) != 1 {
		return malformed("split wants the number of sentences that stay, on either side")
	}
	var first, second [2][]*sentence
	for k, n := range [2]int{e.English[0], e.Vietnamese[0]} {
		if n < 0 || n > len(b.side[k]) {
			return impossible("", "there are no %d %s sentences to stay", n, languageNames[k])
		}
		first[k], second[k] = b.side[k][:n:n], b.side[k][n:]
	}
	if len(first[0])+len(first[1]) == 0 || len(second[0])+len(second[1]) == 0 {
		return impossible("", "one of the two parts would be empty")
	}
	like := unreviewed(b)
	made := d.fixed(first, like)
	like.note = ""
	d.regroup([]*bead{b}, append(made, d.fixed(second, like)...))
	return d.realign(ctx)
}

// move moves a sentence at the edge of its bead to the bead beside it.
func move(ctx context.Context, d *draft, e *Edit) error {
	side, x, b, err := d.sentence(e.Side, e.N)
	if err != nil {
		return err
	}
	_, i, err := d.find(b.id)
	if err != nil {
		return err
	}
	list := b.side[side]
	j, edge := i+1, list[len(list)-1]
	rest := list[:len(list)-1]
	switch e.To {
	case "next":
	case "previous":
		j, edge, rest = i-1, list[0], list[1:]
	default:
		return malformed(`move to %q: "next" or "previous" is wanted`, e.To)
	}
	switch {
	case edge != x:
		return impossible("split the pair, or move the sentences beside it first", "the sentence does not stand at the edge of its pair")
	case j < 0 || j >= len(d.beads):
		return impossible("", "there is no %s pair", e.To)
	}
	c, _, err := d.find(d.beads[j].id)
	if err != nil {
		return err
	}
	from, to := b.side, c.side
	from[side] = clone(rest)
	if e.To == "next" {
		to[side] = append([]*sentence{x}, c.side[side]...)
	} else {
		to[side] = append(clone(c.side[side]), x)
	}
	if r, ok := d.at.run(c, side); ok && (e.To == "next" && r.Start != e.N+1 || e.To == "previous" && r.End != e.N) {
		return impossible("link joins sentences wherever they stand", "the %s pair is no neighbour in the %s text", e.To, languageNames[side])
	}
	if err := roomy(to); err != nil {
		return err
	}
	made := d.fixed(from, unreviewed(b))
	target := d.fixed(to, unreviewed(c))
	if len(target) > 0 {
		d.focus = target[0]
	}
	d.regroup([]*bead{b, c}, append(made, target...))
	return d.realign(ctx)
}

// unlink leaves the sentences of a bead without partner.
func unlink(ctx context.Context, d *draft, e *Edit) error {
	b, _, err := d.find(e.ID)
	if err != nil {
		return err
	}
	if b.null() {
		return impossible("", "the sentence has no partner")
	}
	var made []*bead
	for k := range b.side {
		var side [2][]*sentence
		side[k] = b.side[k]
		like := unreviewed(b)
		if k > 0 {
			like.note = ""
		}
		made = append(made, d.fixed(side, like)...)
	}
	d.regroup([]*bead{b}, made)
	return d.realign(ctx)
}

// setStatus says what a reviewer has decided.
func setStatus(_ context.Context, d *draft, e *Edit) error {
	if !e.Status.Valid() {
		return malformed("there is no status %q", e.Status)
	}
	ids := e.IDs
	if len(ids) == 0 {
		ids = []int{e.ID}
	}
	if len(ids) > len(d.beads) {
		return malformed("more pairs are named than there are")
	}
	for _, id := range ids {
		b, i, err := d.find(id)
		if err != nil {
			return err
		}
		if b.status != e.Status {
			d.mark(i, func(b *bead) { b.status = e.Status })
		}
	}
	return nil
}

// mark changes what findings do not depend on.
func (d *draft) mark(i int, change func(*bead)) {
	c := *d.beads[i]
	change(&c)
	d.beads[i] = &c
}

// setNote writes a note.
func setNote(_ context.Context, d *draft, e *Edit) error {
	b, i, err := d.find(e.ID)
	if err != nil {
		return err
	}
	note, err := wording(e.Note)
	if err != nil {
		return err
	}
	if d.typing && d.s.changed[b.id] > d.revision && !d.wrote(b) {
		return &Fault{Kind: Conflict, Message: "somebody has changed this pair in between"}
	}
	if b.note != note {
		d.mark(i, func(b *bead) { b.note = note })
	}
	return nil
}

// wording is text that a reviewer has typed, as it is kept.
func wording(s string) (string, error) {
	if len(s) > maxEdited {
		return "", malformed("%d bytes of text are too many, %d would do", len(s), maxEdited)
	}
	return text.Clean(s), nil
}

// setText puts other words in the place of a sentence's.
func setText(_ context.Context, d *draft, e *Edit) error {
	side, x, _, err := d.sentence(e.Side, e.N)
	if err != nil {
		return err
	}
	if d.typing && d.overtaken(x) {
		return &Fault{Kind: Conflict, Message: "somebody has changed this sentence in between"}
	}
	words, err := wording(e.Text)
	if err != nil {
		return err
	}
	if words == "" {
		return impossible("reject the pair, or unlink it", "a sentence cannot be emptied")
	}
	return d.reword(side, x, words)
}

// reword puts a text in the place of a sentence's.
func (d *draft) reword(side int, x *sentence, words string) error {
	if words == x.clean() {
		return nil
	}
	n := d.at.number[side][x.id]
	i := int(d.at.owner[side][n])
	if err := d.s.fits(d.beads[i], side, words); err != nil {
		return err
	}
	y := d.newSentence(side, *x)
	y.edited, y.original, y.Text, y.Breaks = true, x.source(), words, nil
	if words == text.Clean(y.original) {
		y.edited, y.Text, y.original = false, y.original, ""
	}
	d.text[side][n] = y
	d.put(i, func(b *bead) { b.side[side] = replaced(b.side[side], x, y) })
	d.renumber()
	return nil
}

// replaced is a list with others in the place of one sentence.
func replaced(list []*sentence, x *sentence, by ...*sentence) []*sentence {
	var out []*sentence
	for _, s := range list {
		if s == x {
			out = append(out, by...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// take decides between the two files that are compared.
func take(ctx context.Context, d *draft, e *Edit) error {
	b, i, err := d.find(e.ID)
	if err != nil {
		return err
	}
	switch {
	case d.s.against == nil:
		return impossible("songngu review FILE --against OTHER", "there is no other file to take anything from")
	case e.From == "ours":
		if b.status != beadfile.Accepted {
			d.mark(i, func(b *bead) { b.status = beadfile.Accepted })
		}
		return nil
	case e.From != "theirs":
		return malformed(`take from %q: "theirs" or "ours" is wanted`, e.From)
	}
	return d.takeTheirs(ctx, b)
}
