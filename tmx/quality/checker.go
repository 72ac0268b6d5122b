package quality

import (
	"strings"

	"songngu/align/anchor"
	"songngu/corpus/text"
	"songngu/tmx"
)

// Checker runs checks over units. It is not safe for concurrent use.
type Checker struct {
	opts      Options
	on        []bool
	severity  []Severity
	extractor *anchor.Extractor
	glossary  map[string]anchor.Entry
	forbidden *forbiddenTable
	lengths   *Lengths
	syllables syllables
	memory    *memory
	styles    styleTally
	out       []Finding
	pair      pair
	buffers   [2]sideBuffers
	units     int64
	files     []string
	sourceSet bool // by the options
	counts    map[string]int64
}

// New returns a Checker. The error is an *UnknownCheckError.
func New(opts Options) (*Checker, error) {
	c := &Checker{opts: opts, lengths: opts.Lengths, counts: map[string]int64{}, syllables: syllables{}}
	var err error
	if c.on, err = opts.selection(); err != nil {
		return nil, err
	}
	if c.severity, err = opts.severities(); err != nil {
		return nil, err
	}
	if c.lengths == nil {
		c.lengths = &DefaultLengths
	}
	c.extractor = anchor.New(anchor.WithGlossary(opts.Glossary))
	c.glossary = glossaryByKey(opts.Glossary)
	c.forbidden = newForbiddenTable(opts.Forbidden)
	c.memory = newMemory(opts.MaxRemembered)
	c.opts.Source, c.opts.Target = tmx.CanonLang(opts.Source), tmx.CanonLang(opts.Target)
	c.sourceSet = c.opts.Source != ""
	return c, nil
}

// Start tells the Checker the name of the file whose units come next, and its
// header, which names the source language where the options do not. Checks of
// units against each other go on across files.
func (c *Checker) Start(file string, h *tmx.Header) {
	c.files = append(c.files, file)
	if c.sourceSet {
		return
	}
	c.opts.Source = ""
	if h.SrcLang != tmx.AllLanguages {
		c.opts.Source = tmx.CanonLang(h.SrcLang)
	}
}

// file is the name of the present file, "" if there is none.
func (c *Checker) file() string {
	if len(c.files) == 0 {
		return ""
	}
	return c.files[len(c.files)-1]
}

// Check runs the checks over a unit and returns what they found, in the order of
// targets and codes. It looks at the first 64 KiB of each side. The slice is
// valid until the next call; the unit is left as it is and not kept.
func (c *Checker) Check(u *tmx.Unit) []Finding {
	c.out = c.out[:0]
	c.units++
	src := c.source(u)
	found := false
	for i := range u.Variants {
		v := &u.Variants[i]
		if v == src || c.opts.Target != "" && base(v.Lang) != base(c.opts.Target) {
			continue
		}
		c.checkPair(u, src, v, !found)
		found = true
	}
	if !found {
		c.checkPair(u, src, nil, true)
	}
	return c.out
}

// source is the variant of a unit that is the source.
func (c *Checker) source(u *tmx.Unit) *tmx.Variant {
	return sourceOf(u, c.opts.Source, c.opts.Target)
}

// sourceOf is the variant of the source language, or where none is named the
// first that is not in the target language; nil if there is none.
func sourceOf(u *tmx.Unit, source, target string) *tmx.Variant {
	if source != "" {
		return u.Variant(source)
	}
	for i := range u.Variants {
		if v := &u.Variants[i]; target == "" || base(v.Lang) != base(target) {
			return v
		}
	}
	return nil
}

// Sides returns the source of a unit and the first target, as a Checker with
// these options takes them; nil for a side that is missing.
func Sides(u *tmx.Unit, source, target string) (src, tgt *tmx.Variant) {
	source, target = tmx.CanonLang(source), tmx.CanonLang(target)
	if source == tmx.AllLanguages {
		source = ""
	}
	src = sourceOf(u, source, target)
	for i := range u.Variants {
		if v := &u.Variants[i]; v != src && (target == "" || base(v.Lang) == base(target)) {
			return src, v
		}
	}
	return src, nil
}

// checkPair runs the checks over a source and a target, either of which may be
// nil; first says that the source has not been looked at by itself yet.
func (c *Checker) checkPair(u *tmx.Unit, src, tgt *tmx.Variant, first bool) {
	p := &c.pair
	*p = pair{c: c, unit: u}
	p.src.set(src, c.opts.Source, &c.buffers[0])
	p.tgt.set(tgt, c.opts.Target, &c.buffers[1])
	both := p.src.text != "" && p.tgt.text != ""
	for i := range all {
		if !c.on[i] {
			continue
		}
		p.check, p.made = i, 0
		switch {
		case all[i].side != nil:
			if first && p.src.text != "" {
				all[i].side(p, &p.src)
			}
			if p.tgt.text != "" {
				all[i].side(p, &p.tgt)
			}
		case both || all[i].Code == "Q301":
			all[i].pair(p)
		}
	}
	p.unit, p.src.variant, p.tgt.variant = nil, nil, nil
}

// Finish ends the stream and returns what can only be said of the memory as a
// whole.
func (c *Checker) Finish() []Finding {
	c.out = c.out[:0]
	if i := indexOf("tone-style"); c.on[i] {
		c.finishStyles(i)
	}
	return c.out
}

// Units is how many units were checked.
func (c *Checker) Units() int64 { return c.units }

// Counts returns how many findings of each code were made so far.
func (c *Checker) Counts() map[string]int64 { return c.counts }

// Forgotten is how many units had no room in Options.MaxRemembered, so that
// later units were not compared with them.
func (c *Checker) Forgotten() int64 { return c.memory.forgotten }

// maxFindings bounds the findings of one check on one unit: what is wrong in
// more places is known after the first few.
const maxFindings = 5

// find reports a finding of the present check at a place of a side.
func (p *pair) find(s *side, span text.Span, message, vietnamese string) {
	if p.made++; p.made > maxFindings {
		return
	}
	p.c.emit(p.check, Finding{
		File: p.c.file(), Unit: unitName(p.unit), Number: p.unit.Number, Line: p.unit.Line,
		Lang: s.lang, Span: span, Message: message, Vietnamese: vietnamese,
		SourceLang: p.src.lang, Source: p.src.text, TargetLang: p.tgt.lang, Target: p.tgt.text,
	})
}

func (c *Checker) emit(check int, f Finding) {
	f.Code, f.Name, f.Severity = all[check].Code, all[check].Name, c.severity[check]
	c.counts[f.Code]++
	c.out = append(c.out, f)
}

// base is the language of a code without its region: "vi" of "vi-VN".
func base(lang string) string {
	b, _, _ := strings.Cut(lang, "-")
	return b
}
