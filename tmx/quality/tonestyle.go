package quality

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// maxStyled bounds the places of each style that are kept for the end.
const maxStyled = 200

// styleTally counts the styles of tone marks in the memory's Vietnamese.
type styleTally struct {
	count [2]int64 // words of text.NewStyle and text.OldStyle
	found [2][]Finding
}

// toneStyle (Q602) finds the two styles of tone marks in one memory: hoà, khoẻ,
// thuỷ beside hòa, khỏe, thủy. Both are right; the mixture costs matches.
// Words that are only written one way (hoàn, của, quý) do not count.
//
// The style that is rarer in the memory as a whole is reported, at the end of
// the stream, for the first 200 units that have it. Names keep the style
// that their bearers chose, so some of the findings are right as they are.
func toneStyle(p *pair, s *side) {
	if s.base != "vi" {
		return
	}
	t := text.NFC(s.text)
	if !maybeStyled(t) {
		return
	}
	byNew, byOld := text.ToneStyle(t, text.NewStyle), text.ToneStyle(t, text.OldStyle)
	if byNew == byOld {
		return
	}
	tally := &p.c.styles
	for style, other := range [2]string{byOld, byNew} {
		// What the other style changes is written in this one.
		n, first := differences(t, other)
		tally.count[style] += n
		if n == 0 || len(tally.found[style]) >= maxStyled {
			continue
		}
		if t != s.text {
			first = text.Span{}
		}
		tally.found[style] = append(tally.found[style], Finding{
			File: p.c.file(), Unit: strings.Clone(unitName(p.unit)), Number: p.unit.Number, Line: p.unit.Line, Lang: strings.Clone(s.lang), Span: first,
			SourceLang: strings.Clone(p.src.lang), Source: strings.Clone(p.src.text),
			TargetLang: strings.Clone(p.tgt.lang), Target: strings.Clone(p.tgt.text),
		})
	}
}

// maybeStyled reports whether a text in NFC has a vowel with a tone mark beside
// another one as in oa, oe and uy: without one no word has a style.
func maybeStyled(s string) bool {
	before := rune(0)
	for _, r := range s {
		if r >= utf8.RuneSelf && (before|0x20 == 'o' || before|0x20 == 'u') && strings.ContainsRune("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ", r) ||
			before >= utf8.RuneSelf && (r|0x20 == 'a' || r|0x20 == 'e' || r|0x20 == 'y') && strings.ContainsRune("òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ", before) {
			return true
		}
		before = r
	}
	return false
}

// differences counts the words of a that are written otherwise in b, which has
// the same words, and returns the first.
func differences(a, b string) (n int64, first text.Span) {
	if a == b {
		return 0, first
	}
	wordsB := text.AppendWords(nil, b)
	i := 0
	for w := range text.Words(a) {
		if i < len(wordsB) && w.Of(a) != wordsB[i].Of(b) {
			if n++; n == 1 {
				first = w
			}
		}
		i++
	}
	return n, first
}

// finishStyles reports the rarer style if both were met.
func (c *Checker) finishStyles(check int) {
	t := &c.styles
	if t.count[0] == 0 || t.count[1] == 0 {
		return
	}
	rare, names := 0, [2]string{"new style (hoà)", "old style (hòa)"}
	viNames := [2]string{"kiểu mới (hoà)", "kiểu cũ (hòa)"}
	if t.count[text.OldStyle] < t.count[text.NewStyle] {
		rare = 1
	}
	for _, f := range t.found[rare] {
		s := f.Target
		if base(f.SourceLang) == "vi" && f.Lang == f.SourceLang {
			s = f.Source
		}
		word := "a word"
		viWord := "một từ"
		if f.Span.Len() > 0 && f.Span.End <= len(s) && utf8.ValidString(f.Span.Of(s)) {
			word = "“" + excerpt(f.Span.Of(s)) + "”"
			viWord = word
		}
		f.Message = fmt.Sprintf("%s has its tone mark in the %s, as %d of %d such words of the memory", word, names[rare], t.count[rare], t.count[0]+t.count[1])
		f.Vietnamese = fmt.Sprintf("%s đặt dấu theo %s, như %d trong %d từ loại này của bộ nhớ", viWord, viNames[rare], t.count[rare], t.count[0]+t.count[1])
		c.emit(check, f)
	}
}
