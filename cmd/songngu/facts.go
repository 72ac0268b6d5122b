package main

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/tmx/exchange"
)

// doubtful is the confidence below which a pair deserves a look.
const doubtful = 0.9

// alignFacts is what align says at its end.
type alignFacts struct {
	English    sideFacts   `json:"english"`
	Vietnamese sideFacts   `json:"vietnamese"`
	Beads      []typeCount `json:"beads"`
	Pairs      int         `json:"pairs"`
	Moved      int         `json:"moved,omitempty"`
	Unpaired   int         `json:"unpaired"` // sentences without partner
	// Untranslated pairs have English on both sides; a memory leaves them out.
	Untranslated int           `json:"untranslated,omitempty"`
	Confidence   float64       `json:"meanConfidence"`
	Doubtful     int           `json:"doubtful"`
	Outputs      []outputFacts `json:"outputs"`
	Seconds      float64       `json:"seconds"`
}

type sideFacts struct {
	Ref         string       `json:"ref"`
	URL         string       `json:"url,omitempty"`
	Charset     string       `json:"charset,omitempty"`
	CharsetSure float64      `json:"charsetSure,omitempty"`
	Mended      []mendedText `json:"mended,omitempty"`
	Sentences   int          `json:"sentences"`
	Aside       int          `json:"aside"`
}

// mendedText is damage in the characters of a text that was mended.
type mendedText struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

type typeCount struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

type outputFacts struct {
	Path    string `json:"path"`
	Format  string `json:"format"`
	Units   int    `json:"units"`
	Existed bool   `json:"overwritten,omitempty"`
}

func factsOf(f *beadfile.File, targets []*target, took time.Duration) alignFacts {
	facts := alignFacts{English: sideOf(f.English), Vietnamese: sideOf(f.Vietnamese), Seconds: float64(took.Milliseconds()) / 1000}
	sum := 0.0
	for _, b := range f.Alignment.Beads {
		facts.countType(b)
		if b.Null() {
			facts.Unpaired += b.Src.Len() + b.Tgt.Len()
			continue
		}
		facts.Pairs++
		if exchange.Untranslated(beadfile.Joined(f.Vietnamese.Sentences, b.Tgt)) {
			facts.Untranslated++
		}
		sum += b.Confidence
		if b.Confidence < doubtful {
			facts.Doubtful++
		}
		if b.Moved {
			facts.Moved++
		}
	}
	if facts.Pairs > 0 {
		facts.Confidence = float64(int(sum/float64(facts.Pairs)*1e4+.5)) / 1e4
	}
	for _, t := range targets {
		facts.Outputs = append(facts.Outputs, outputFacts{t.out.path, t.format.name, t.units, t.out.existed})
	}
	return facts
}

func sideOf(d *corpus.Document) sideFacts {
	s := sideFacts{Ref: d.Origin.Ref, URL: d.Origin.URL, Charset: d.Origin.Charset, CharsetSure: d.Encoding.Sure,
		Sentences: len(d.Sentences), Aside: len(d.Aside)}
	for _, r := range d.Encoding.Repairs {
		s.Mended = append(s.Mended, mendedText{r.What, r.Count})
	}
	return s
}

// countType counts a bead under its type; types stand in the order of their
// sizes: 0-1, 1-0, 1-1, 1-2 …
func (f *alignFacts) countType(b align.Bead) {
	t := b.Type()
	for i := range f.Beads {
		switch {
		case f.Beads[i].Type == t:
			f.Beads[i].Count++
			return
		case f.Beads[i].Type > t:
			f.Beads = append(f.Beads[:i], append([]typeCount{{t, 1}}, f.Beads[i:]...)...)
			return
		}
	}
	f.Beads = append(f.Beads, typeCount{t, 1})
}

// tellFacts prints the closing table.
func (p *program) tellFacts(f alignFacts) {
	v := p.voice
	v.fact("English", "%s", f.English)
	v.fact("Vietnamese", "%s", f.Vietnamese)
	for _, s := range []sideFacts{f.English, f.Vietnamese} {
		for _, m := range s.Mended {
			v.fact("mended", "%s: %s (%d)", s.from(), m.What, m.Count)
		}
	}
	var types []string
	for _, t := range f.Beads {
		types = append(types, fmt.Sprintf("%s %d", t.Type, t.Count))
	}
	v.fact("beads", "%s", strings.Join(types, ", "))
	v.fact("pairs", "%s", pairsLine(f))
	for _, o := range f.Outputs {
		note := ""
		if o.Existed {
			note = ", overwritten"
		}
		v.fact("written", "%s (%s%s)", shown(o.Path), count(o.Units, unitNoun(o.Format)), note)
	}
	v.fact("took", "%.2f s", f.Seconds)
	if f.Pairs == 0 {
		v.warn("not one pair was found: is the Vietnamese text the original of the English one?")
	}
}

func pairsLine(f alignFacts) string {
	s := fmt.Sprintf("%d, mean confidence %.3f", f.Pairs, f.Confidence)
	switch {
	case f.Doubtful == 1:
		s += fmt.Sprintf("; 1 pair below %.1f deserves a look", doubtful)
	case f.Doubtful > 1:
		s += fmt.Sprintf("; %d pairs below %.1f deserve a look", f.Doubtful, doubtful)
	}
	if f.Untranslated > 0 {
		s += fmt.Sprintf("; %d untranslated", f.Untranslated)
	}
	if f.Moved > 0 {
		s += fmt.Sprintf("; %d moved", f.Moved)
	}
	return s
}

func unitNoun(name string) string {
	if f, ok := formatByName(name, format.writable); ok && f.begin != nil && !f.beadTable {
		return "unit"
	}
	return "bead"
}

func shown(path string) string {
	if path == "-" {
		return "standard output"
	}
	return path
}

// from is where the side was read from, as it is shown.
func (s sideFacts) from() string {
	if s.Ref == "-" {
		return "standard input"
	}
	return s.Ref
}

// String is the side's row in the closing table. UTF-8 goes without saying.
func (s sideFacts) String() string {
	line := s.from() + ": " + count(s.Sentences, "sentence")
	if s.Aside > 0 {
		line += fmt.Sprintf(", %s set aside", count(s.Aside, "block"))
	}
	if s.Charset != "" && s.Charset != "utf-8" {
		line += fmt.Sprintf(", read as %s (sure to %.0f %%)", s.Charset, 100*s.CharsetSure)
	}
	return line
}

// listAside prints what was set aside: side, reason and text, tab separated.
func (p *program) listAside(f *beadfile.File) error {
	w := bufio.NewWriter(p.stdout)
	for _, d := range []*corpus.Document{f.English, f.Vietnamese} {
		writeAside(w, d)
	}
	return w.Flush()
}
