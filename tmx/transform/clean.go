package transform

import (
	"html"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx"
)

// CleanOptions say what Clean does; the zero value does nothing.
type CleanOptions struct {
	// Spaces makes every run of white space one blank, leaves none at the
	// ends, takes out invisible and control characters, and composes letters
	// and marks (text.Clean).
	Spaces bool
	// Markup takes out tags of HTML that stand in the text as text, and
	// resolves entities that were escaped twice (&amp;nbsp; in the file).
	Markup bool
	// Tone writes Vietnamese variants in one style of tone marks; nil leaves
	// them as they are.
	Tone *text.Style
	// Empty drops units with fewer than two variants that have text; Same
	// drops those whose source is the target, but for case and white space,
	// unless it has no letters.
	Empty, Same    bool
	Source, Target string // languages, as Sides takes them
}

// Cleaned counts what Clean did.
type Cleaned struct {
	Units   int64 `json:"units"`   // read
	Spaces  int64 `json:"spaces"`  // variants with spaces or characters mended
	Markup  int64 `json:"markup"`  // variants with markup taken out
	Tone    int64 `json:"tone"`    // variants with tone marks moved
	Empty   int64 `json:"empty"`   // units dropped for an empty side
	Same    int64 `json:"same"`    // units dropped for equal sides
	Changed int64 `json:"changed"` // units changed, dropped ones left out
}

// Clean cleans the units and drops those that are of no use, as opts say, and
// counts it in did, which may be nil. In segments with in-line codes the text
// between them is cleaned.
func Clean(in Units, opts CleanOptions, did *Cleaned) Units {
	if did == nil {
		did = &Cleaned{}
	}
	return Keep(in, func(u *tmx.Unit) bool {
		did.Units++
		changed := false
		for i := range u.Variants {
			changed = opts.variant(&u.Variants[i], did) || changed
		}
		switch {
		case opts.Empty && withText(u) < 2:
			did.Empty++
			return false
		case opts.Same && sameSides(Sides(u, opts.Source, opts.Target)):
			did.Same++
			return false
		}
		if changed {
			did.Changed++
		}
		return true
	})
}

func (o *CleanOptions) variant(v *tmx.Variant, did *Cleaned) bool {
	was := v.Seg
	step := func(on bool, n *int64, edit func(string) string) {
		if !on {
			return
		}
		if now := editText(v.Seg, edit); !now.Equal(v.Seg) {
			v.Seg = now
			*n++
		}
	}
	step(o.Markup, &did.Markup, withoutMarkup)
	if o.Spaces {
		if now := cleanSpaces(v.Seg); !now.Equal(v.Seg) {
			v.Seg = now
			did.Spaces++
		}
	}
	if o.Tone != nil && (v.Lang == "vi" || strings.HasPrefix(v.Lang, "vi-")) {
		step(true, &did.Tone, func(s string) string { return text.ToneStyle(s, *o.Tone) })
	}
	return !v.Seg.Equal(was)
}

// cleanSpaces is text.Clean of a segment, blanks at the edges of tags kept
// within it.
func cleanSpaces(seg tmx.Segment) tmx.Segment {
	if !seg.HasCodes() {
		return editText(seg, text.Clean)
	}
	seg = editText(seg, func(s string) string {
		clean := text.Clean(s)
		lead, _ := utf8.DecodeRuneInString(s)
		trail, _ := utf8.DecodeLastRuneInString(s)
		switch {
		case clean == "" && strings.TrimSpace(s) != s:
			return " "
		case clean == "":
			return ""
		}
		if isSpace(lead) {
			clean = " " + clean
		}
		if isSpace(trail) {
			clean += " "
		}
		return clean
	})
	raw := strings.Trim(seg.Raw(), " ")
	return tmx.RawSegment(raw)
}

func isSpace(r rune) bool { return strings.TrimSpace(string(r)) == "" }

// htmlTag is a tag of an element that web pages are made of, its attributes
// with their values. A name in angle brackets that HTML does not know is a
// placeholder, <a name> talk about HTML; they stay.
var htmlTag = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|li|main|nav|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|video)(?:\s+[a-z][a-z0-9:-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?>`)
})

// entity is an entity of HTML, with its semicolon.
var entity = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
})

// withoutMarkup takes the tags of HTML out of a text and resolves entities. A
// tag between two words leaves a blank if it breaks the line.
func withoutMarkup(s string) string {
	if strings.IndexByte(s, '<') >= 0 {
		s = htmlTag().ReplaceAllStringFunc(s, func(tag string) string {
			if breaking().MatchString(tag) {
				return " "
			}
			return ""
		})
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = entity().ReplaceAllStringFunc(s, html.UnescapeString)
	}
	return s
}

var breaking = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^</?(?:br|p|div|li|tr|td|th|h[1-6]|hr|dd|dt|ul|ol|table|blockquote)\b`)
})

// withText counts the variants that have text.
func withText(u *tmx.Unit) int {
	n := 0
	for i := range u.Variants {
		if strings.TrimSpace(u.Variants[i].Text()) != "" {
			n++
		}
	}
	return n
}

// sameSides reports whether the target is the source untranslated.
func sameSides(src, tgt *tmx.Variant) bool {
	if src == nil || tgt == nil {
		return false
	}
	a, b := strings.TrimSpace(src.Text()), strings.TrimSpace(tgt.Text())
	if a != "" && b != "" && a[0] < utf8.RuneSelf && b[0] < utf8.RuneSelf && a[0]|0x20 != b[0]|0x20 { // nearly always
		return false
	}
	a, b = text.Clean(a), text.Clean(b)
	return strings.EqualFold(a, b) && hasLetter.MatchString(a)
}

var hasLetter = regexp.MustCompile(`\pL`)
