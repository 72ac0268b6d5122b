package transform

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/tmx"
)

// codes are the in-line elements that hold code of another format, not words.
var codes = []string{"bpt", "ept", "it", "ph", "ut"}

// editText returns a segment with edit done on its text: on all of it where
// there are no in-line codes, else on each run of text between tags that is
// not inside a code. Tags, codes, comments and CDATA sections stay as they are.
// A segment that edit changes nothing in comes back as it is.
func editText(seg tmx.Segment, edit func(string) string) tmx.Segment {
	if !seg.HasCodes() {
		was := seg.Text()
		if now := edit(was); now != was {
			return tmx.TextSegment(now)
		}
		return seg
	}
	raw := seg.Raw()
	var b strings.Builder
	at, inCode := 0, 0
	run := func(end int) {
		piece := raw[at:end]
		if piece == "" || inCode > 0 || strings.IndexByte(piece, '<') >= 0 {
			b.WriteString(piece)
			return
		}
		was := tmx.RawSegment(piece).Text()
		if now := edit(was); now != was {
			piece = tmx.EscapeText(now)
		}
		b.WriteString(piece)
	}
	for t := range seg.Tags() {
		run(t.Start)
		b.WriteString(raw[t.Start:t.End])
		at = t.End
		inCode = depth(inCode, t)
	}
	run(len(raw))
	return tmx.RawSegment(b.String())
}

// StripTags makes plain text of every segment with in-line codes and reports
// whether there was one. The words inside hi stay, what codes hold goes. Where
// a code that stands alone (ph, it, ut) was between two letters or digits, a
// blank is left: most are breaks, tabs and pictures.
func StripTags(u *tmx.Unit) bool {
	changed := false
	for i := range u.Variants {
		v := &u.Variants[i]
		if v.Seg.HasCodes() {
			v.Seg = tmx.TextSegment(withoutTags(v.Seg))
			changed = true
		}
	}
	return changed
}

func withoutTags(seg tmx.Segment) string {
	raw := seg.Raw()
	var b strings.Builder
	at, inCode, alone := 0, 0, false
	run := func(end int) {
		piece := tmx.RawSegment(raw[at:end]).Text()
		if inCode > 0 || piece == "" {
			return
		}
		first, _ := utf8.DecodeRuneInString(piece)
		last, _ := utf8.DecodeLastRuneInString(b.String())
		if alone && isWordly(first) && isWordly(last) {
			b.WriteByte(' ')
		}
		alone = false
		b.WriteString(piece)
	}
	for t := range seg.Tags() {
		run(t.Start)
		at = t.End
		if t.Opens && inCode == 0 {
			alone = alone || slices.Contains([]string{"ph", "it", "ut"}, t.Name)
		}
		inCode = depth(inCode, t)
	}
	run(len(raw))
	return b.String()
}

func isWordly(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// depth is how deep in codes the text after a tag is.
func depth(inCode int, t tmx.Tag) int {
	switch {
	case t.Opens && t.Closes:
	case t.Opens && (inCode > 0 || slices.Contains(codes, t.Name)):
		inCode++
	case t.Closes:
		inCode = max(inCode-1, 0)
	}
	return inCode
}
