package validate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"songngu/tmx"
)

// Profile names a client, or "generic" for what holds for most.
type Profile string

// rules are what one client stumbles over. Sources: OmegaT 3.6,
// translate-toolkit 3.8, Okapi and Poedit 3.2 as they were run; the sources,
// documents and issues of Weblate and Trados' cloud as they were read.
type rules struct {
	name       string
	oneSource  bool // needs a srclang that is a language
	twoLetters bool // matches no eng, vie or en_US
	regions    bool // wants the project's locales, en-US and not en
	bilingual  bool // takes the first two variants, source first
	empty      bool // writes an empty target into the translation
	targets    bool // has no use for a unit without a target
	noHi       bool // loses the words of hi
	noCDATA    bool // loses CDATA sections
	blanks     bool // loses exact matches to blanks and line breaks
	longest    int  // characters of a segment; 0 for any
	omegat     bool // OmegaT's own props and header values
}

var profiles = []rules{
	{name: "generic", oneSource: true, twoLetters: true, empty: true, targets: true, blanks: true, longest: 2000},
	{name: "omegat", oneSource: true, twoLetters: true, empty: true, targets: true, noHi: true, blanks: true, omegat: true},
	{name: "trados", oneSource: true, regions: true, targets: true, longest: 2000},
	{name: "memoq", oneSource: true, targets: true},
	{name: "matecat", oneSource: true, targets: true},
	{name: "weblate", oneSource: true, bilingual: true, empty: true, targets: true, blanks: true, longest: 1000},
	{name: "poedit", oneSource: true, targets: true, noHi: true, noCDATA: true, blanks: true},
	{name: "okapi", oneSource: true, regions: true, targets: true, blanks: true},
}

// Profiles lists the names that a Profile may have.
func Profiles() []string {
	var names []string
	for _, r := range profiles {
		names = append(names, r.name)
	}
	return names
}

func (p Profile) rules() (rules, error) {
	if p == "" {
		return rules{}, nil
	}
	for _, r := range profiles {
		if r.name == string(p) {
			return r, nil
		}
	}
	return rules{}, fmt.Errorf("unknown profile %q: want one of %s", string(p), strings.Join(Profiles(), ", "))
}

// maxTold bounds how many language codes are told of.
const maxTold = 1000

// reservedProps are the prop types that OmegaT gives a meaning of its own.
var reservedProps = []string{"file", "id", "prev", "next", "path", "x-ice", "x-100pc", "x-auto"}

func (c *checker) clientHeader(h *tmx.Header) {
	k := c.client
	if k.oneSource && (h.SrcLang == "" || strings.EqualFold(h.SrcLang, tmx.AllLanguages)) {
		c.fault(CodeSourceLang, tmx.Error, "srclang is %q; %s needs a language", h.SrcLang, k.name)
	}
	c.region(h.SrcLang)
	if k.omegat && h.CreationTool == "OmegaT" {
		c.fault(CodeTool, tmx.Warning, "creationtool is OmegaT: in-line codes are read as text")
	}
	if k.omegat && h.SegType == "paragraph" {
		c.fault(CodeSegType, tmx.Warning, "segtype is paragraph: OmegaT segments the text again")
	}
}

// region tells once of each language code that has none.
func (c *checker) region(code string) {
	if c.client.regions && code != "" && code[0] != '*' && !strings.Contains(code, "-") && !c.told[code] && len(c.told) < maxTold {
		c.told[code] = true
		c.fault(CodeCode, tmx.Info, "language code %q has no region; %s wants the locale of the project", code, c.client.name)
	}
}

func (c *checker) clientUnit(u *tmx.Unit) {
	k := c.client
	if k.name == "" {
		return
	}
	if k.omegat {
		for i := range u.Props {
			if slices.Contains(reservedProps, u.Props[i].Type) {
				c.fault(CodeReserved, tmx.Warning, "prop %q has a meaning of its own in OmegaT", u.Props[i].Type)
			}
		}
	}
	if k.bilingual {
		if len(u.Variants) > 2 {
			c.fault(CodeExtra, tmx.Warning, "%d variants; %s takes the first two", len(u.Variants), k.name)
		}
		if c.srclang != "" && !strings.EqualFold(c.srclang, tmx.AllLanguages) && len(u.Variants) > 1 && u.Variants[0].Lang != c.srclang {
			c.fault(CodeOrder, tmx.Warning, "the first variant is %q; %s takes it for the source", u.Variants[0].Lang, k.name)
		}
	}
	targets := 0
	for i := range u.Variants {
		v := &u.Variants[i]
		if v.Lang != c.srclang {
			targets++
		}
		c.clientVariant(v)
	}
	if k.targets && targets == 0 {
		c.fault(CodeOneSided, tmx.Warning, "no target")
	}
}

func (c *checker) clientVariant(v *tmx.Variant) {
	k, raw, text := c.client, v.Seg.Raw(), v.Seg.Text()
	c.region(v.Lang)
	trimmed := strings.TrimSpace(raw)
	if trimmed == "" {
		if k.empty {
			c.fault(CodeEmpty, tmx.Warning, "the %q variant is empty", v.Lang)
		}
		return
	}
	if k.blanks && (trimmed != raw || strings.ContainsAny(raw, "\r\n")) {
		c.fault(CodeBlanks, tmx.Warning, "blanks at an end or line breaks in the %q segment cost exact matches", v.Lang)
	}
	if k.noCDATA && strings.Contains(raw, "<![CDATA[") {
		c.fault(CodeMarkup, tmx.Warning, "%s loses the CDATA section in the %q segment", k.name, v.Lang)
	}
	if k.noHi {
		for t := range v.Seg.Tags() {
			if t.Name == "hi" {
				c.fault(CodeMarkup, tmx.Warning, "%s loses the words in hi in the %q segment", k.name, v.Lang)
				break
			}
		}
	}
	if n := utf8.RuneCountInString(text); k.longest > 0 && n > k.longest {
		c.fault(CodeLong, tmx.Warning, "the %q segment has %d characters, over the %d of %s", v.Lang, n, k.longest, k.name)
	}
}
