package tmx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Segments longer than these, in characters, are not matched by
// translate-toolkit and refused by Trados' cloud.
const (
	longSegment    = 1000
	longestSegment = 2000
)

// chooseVariants fills w.variants with what is to be written of u, source
// first, and returns a *UnitError where no client could use the result.
func (w *Writer) chooseVariants(u *Unit) error {
	w.variants = w.variants[:0]
	if len(u.Variants) == 0 {
		return w.refuse(CodeNoVariant, "it has no variant")
	}
	src := w.findSource(u)
	if src < 0 && !w.opts.Keep {
		return w.refuse(CodeNoSource, fmt.Sprintf("it has no variant in the source language %q", w.header.SrcLang))
	}
	targets := 0
	for i := range u.Variants {
		v := &u.Variants[i]
		out := outVariant{v: v, code: w.code(v.Lang)}
		if out.code == "" {
			return w.refuse(CodeNoLanguage, "a variant has no language")
		}
		var ok bool
		if out.seg, out.text, ok = w.segment(v); !ok {
			return w.refuse(CodeMalformed, fmt.Sprintf("the tags of the %q segment do not match", out.code))
		}
		blank := isBlank(out.seg)
		if i == src {
			if blank && !w.opts.Keep {
				return w.refuse(CodeNoSource, "its source is empty")
			}
			if out.code != w.header.SrcLang {
				w.reportOnce("src "+out.code, CodeSourceCode, fmt.Sprintf("source variant is %q, srclang %q", out.code, w.header.SrcLang), "written under srclang")
				out.code = w.header.SrcLang
			}
			w.variants = append(w.variants, out)
			copy(w.variants[1:], w.variants)
			w.variants[0] = out
			continue
		}
		if w.opts.TgtLang != "" && !sameLang(out.code, w.code(w.opts.TgtLang)) {
			w.reportOnce("other "+out.code, CodeOtherTarget, fmt.Sprintf("variants in %q were not asked for", out.code), "left out")
			continue
		}
		if blank && !w.opts.Keep {
			w.report(CodeEmptyTarget, fmt.Sprintf("the %q variant is empty", out.code), "left out")
			continue
		}
		targets++
		w.variants = append(w.variants, out)
	}
	if targets == 0 && !w.opts.Keep {
		return w.refuse(CodeNoTarget, "it has no target with text")
	}
	if len(w.variants) == 0 {
		return w.refuse(CodeNoVariant, "no variant of it is left")
	}
	for i := range w.variants {
		w.checkLength(&w.variants[i])
	}
	return nil
}

// findSource returns the index of the variant in the header's source
// language, an exact match before one in the same base language, or -1.
func (w *Writer) findSource(u *Unit) int {
	near := -1
	for i := range u.Variants {
		switch code := w.code(u.Variants[i].Lang); {
		case code == w.header.SrcLang:
			return i
		case near < 0 && sameLang(code, w.header.SrcLang):
			near = i
		}
	}
	return near
}

// sameLang reports whether two codes share their base language.
func sameLang(a, b string) bool { return a == b || strings.EqualFold(baseLang(a), baseLang(b)) }

func isBlank(s string) bool {
	return s == "" || (isSpace(s[0]) || s[0] >= utf8.RuneSelf) && strings.TrimSpace(s) == ""
}

// segment returns what to write between <seg> and </seg>: text that may need
// escaping, or XML.
func (w *Writer) segment(v *Variant) (s string, isText, ok bool) {
	if v.Seg.plain {
		s = v.Seg.s
		if !cleanPlain(s) {
			s = text.Clean(s)
		}
		return s, true, true
	}
	if s, ok = mendSegment(v.Seg.s, 0, w.tell); !ok {
		return "", false, false
	}
	switch {
	case w.opts.Inline == InlineText:
		return text.Clean(RawSegment(s).Text()), true, true
	case strings.IndexByte(s, '<') < 0:
		return s, false, true
	}
	return w.inlineMarkup(s), false, true
}

func (w *Writer) checkLength(out *outVariant) {
	if len(out.seg) <= longSegment || w.opts.Report == nil {
		return
	}
	g := RawSegment(out.seg)
	if out.text {
		g = TextSegment(out.seg)
	}
	switch n := utf8.RuneCountInString(g.Text()); {
	case n > longestSegment:
		w.report(CodeLong2000, fmt.Sprintf("the %q segment has %d characters; Trados' cloud refuses more than %d", out.code, n, longestSegment), "")
	case n > longSegment:
		w.report(CodeLong1000, fmt.Sprintf("the %q segment has %d characters; translate-toolkit matches none over %d", out.code, n, longSegment), "")
	}
}

// cleanPlain reports whether text.Clean would surely return s as it is: one
// line of the letters, marks and punctuation that English and Vietnamese are
// written with, in NFC. It is text.Clean's quick path, several times faster.
func cleanPlain(s string) bool {
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
			i++
			continue
		case c > ' ' && c < 0x7F:
			i++
		case c >= 0xC3 && c <= 0xC9: // U+00C0 to U+027F: all NFC
			if i+1 >= len(s) || s[i+1]&0xC0 != 0x80 {
				return false
			}
			i += 2
		case c == 0xE1: // U+1E00 to U+1EFF: all NFC
			if i+2 >= len(s) || s[i+1] < 0xB8 || s[i+1] > 0xBB || s[i+2]&0xC0 != 0x80 {
				return false
			}
			i += 3
		case c == 0xE2: // U+2010 to U+2027: dashes, quotes, bullets, ellipsis
			if i+2 >= len(s) || s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xA7 {
				return false
			}
			i += 3
		default:
			return false
		}
		space = false
	}
	return !space || s == ""
}
