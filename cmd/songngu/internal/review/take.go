package review

import (
	"context"
	"slices"
	"strings"

	"songngu/align/beadfile"
	"songngu/align/diff"
)

// takeTheirs makes of a bead, and those that belong together with it, what the
// other file has: its links where the sentences are the same, else its words.
func (d *draft) takeTheirs(ctx context.Context, b *bead) error {
	f := d.s.against.facts[b.id]
	if f == nil {
		return impossible("", "the pair does not differ from the other file")
	}
	if f.kind == diff.Removed {
		for _, id := range f.beads {
			_, i, err := d.find(id)
			if err != nil {
				return err
			}
			d.mark(i, func(b *bead) { b.status = beadfile.Rejected })
		}
		return nil
	}
	if d.s.memory == nil {
		if done, err := d.takeLinks(ctx, f); done || err != nil {
			return err
		}
	}
	if len(f.beads) != 1 || len(f.units) != 1 {
		return impossible("edit, split or join the sentences by hand", "the other file has cut the sentences at other places")
	}
	return d.takeWords(b, f.units[0])
}

// takeLinks links our sentences as theirs are linked; done is false where the
// texts are not the same.
func (d *draft) takeLinks(ctx context.Context, f *fact) (done bool, err error) {
	var old []*bead
	var free [2][]*sentence
	for _, id := range f.beads {
		b, _, err := d.find(id)
		if err != nil {
			return false, err
		}
		old = append(old, b)
		for side := range free {
			free[side] = append(free[side], b.side[side]...)
		}
	}
	for side := range free {
		slices.SortFunc(free[side], func(x, y *sentence) int { return int(d.at.number[side][x.id] - d.at.number[side][y.id]) })
	}
	var groups [][2][]*sentence
	for _, u := range f.units {
		var g [2][]*sentence
		for side := range g {
			want := strings.Join(d.s.against.texts(u, side), " ")
			if g[side], free[side] = d.withText(side, free[side], want); g[side] == nil && want != "" {
				return false, nil
			}
		}
		groups = append(groups, g)
	}
	var made []*bead
	note := bead{note: joinNotes(old...)}
	for _, g := range append(groups, free) {
		list := d.fixed(g, note)
		for _, b := range list {
			if !b.null() {
				b.status = beadfile.Accepted
			}
		}
		if len(list) > 0 {
			note.note = ""
		}
		made = append(made, list...)
	}
	d.regroup(old, made)
	return true, d.realign(ctx)
}

// withText finds the run of sentences that together have a text, and what is
// left without it.
func (d *draft) withText(side int, list []*sentence, want string) (run, rest []*sentence) {
	if want == "" {
		return nil, list
	}
	for i := range list {
		text := ""
		for k := i; k < len(list) && len(text) < len(want); k++ {
			if k > i && d.at.number[side][list[k].id] != d.at.number[side][list[k-1].id]+1 {
				break
			}
			text = strings.TrimSpace(text + " " + list[k].clean())
			if text == want {
				return clone(list[i : k+1]), append(clone(list[:i]), list[k+1:]...)
			}
		}
	}
	return nil, list
}

// takeWords puts the words of a unit in place of a bead's.
func (d *draft) takeWords(b *bead, unit int32) error {
	for side := range b.side {
		theirs, ours := d.s.against.texts(unit, side), b.side[side]
		if len(ours) == 1 && len(theirs) > 1 {
			theirs = []string{strings.Join(theirs, " ")}
		}
		if len(ours) != len(theirs) {
			if strings.Join(theirs, " ") == b.joined(side) {
				continue
			}
			return impossible("edit, split or join the sentences by hand", "the other file has cut the %s text at other places", languageNames[side])
		}
		for i, x := range ours {
			if err := d.reword(side, x, theirs[i]); err != nil {
				return err
			}
		}
	}
	_, i, err := d.find(b.id)
	if err != nil {
		return err
	}
	d.mark(i, func(b *bead) { b.status = beadfile.Accepted })
	return nil
}
