package main

import (
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// writing says how an alignment is written, whatever the format.
type writing struct {
	english, vietnamese string // language codes
	minConfidence       float64
	keepUntranslated    bool
	keepRejected        bool        // by a reviewer
	markup              bool        // in-line markup as codes
	tone                *text.Style // nil: as it was written
}

func newWriting(c *cli.Context) (writing, error) {
	en, vi, ok := strings.Cut(c.String("locales"), ",")
	en, vi = strings.TrimSpace(en), strings.TrimSpace(vi)
	if !ok || !localeOf(en, "en") || !localeOf(vi, "vi") {
		return writing{}, usage("--locales en-US,vi-VN", "locales %q are not an English and a Vietnamese code, with hyphens, separated by a comma", c.String("locales"))
	}
	min := c.Float64("min-confidence")
	if min < 0 || min > 1 {
		return writing{}, usage("--min-confidence 0.5", "confidence %v is not from 0 to 1", min)
	}
	how := writing{english: en, vietnamese: vi, minConfidence: min, keepUntranslated: c.Bool("keep-untranslated")}
	switch markup := c.String("markup"); markup {
	case "keep":
		how.markup = true
	case "", "drop":
	default:
		return writing{}, usage("--markup keep or --markup drop", "markup %q is neither keep nor drop", markup)
	}
	switch style := c.String("tone-style"); style {
	case "":
	case "old":
		how.tone = new(text.OldStyle)
	case "new":
		how.tone = new(text.NewStyle)
	default:
		return writing{}, usage("--tone-style old (hòa, thủy) or --tone-style new (hoà, thuỷ)", "tone style %q is neither old nor new", style)
	}
	return how, nil
}

// writingFlags say how memories are written.
func writingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "locales", Value: "en,vi", Usage: "`EN,VI` language codes in the memory, such as en-US,vi-VN"},
		&cli.Float64Flag{Name: "min-confidence", Usage: "leave out pairs with less than this `CONFIDENCE` (0 to 1)"},
		&cli.StringFlag{Name: "tone-style", Usage: "write tone marks in the memory in the `STYLE` old (hòa, thủy) or new (hoà, thuỷ)"},
		&cli.StringFlag{Name: "markup", Value: "drop", Usage: "`keep` bold, links, notes and the like as codes in the memory, or drop them"},
		&cli.BoolFlag{Name: "keep-untranslated", Usage: "keep pairs whose Vietnamese side is English in the memory"},
	}
}

// localeOf reports whether code is lang, alone or with a region: OmegaT loads
// nothing for en_US or eng.
func localeOf(code, lang string) bool {
	base, region, has := strings.Cut(code, "-")
	return base == lang && (!has || region != "" && !strings.ContainsAny(region, "_ "))
}

// whole is a format that writes every bead of a file.
func whole(write func(io.Writer, *beadfile.File) error) func(io.Writer, *beadfile.File, writing) (int, error) {
	return func(w io.Writer, f *beadfile.File, _ writing) (int, error) {
		return len(f.Alignment.Beads), write(w, f)
	}
}

// numbers is a format of sentence numbers.
func numbers(write func(io.Writer, *align.Alignment) error) func(io.Writer, *beadfile.File, writing) (int, error) {
	return whole(func(w io.Writer, f *beadfile.File) error { return write(w, f.Alignment) })
}

// side is one file of a Moses pair.
func side(lang string) func(io.Writer, *beadfile.File, writing) (int, error) {
	return func(w io.Writer, f *beadfile.File, how writing) (int, error) {
		f = f.Above(how.minConfidence).Where(func(_ align.Bead, r beadfile.Review) bool { return r.Status != beadfile.Rejected })
		n := 0
		for _, b := range f.Alignment.Beads {
			if !b.Null() {
				n++
			}
		}
		return n, beadfile.WriteSide(w, f, lang)
	}
}

func writeTMX(w io.Writer, f *beadfile.File, how writing) (int, error) {
	return exchange.WriteAlignment(w, f, how.options())
}

func (w writing) options() exchange.Options {
	return exchange.Options{English: w.english, Vietnamese: w.vietnamese, MinConfidence: w.minConfidence, KeepUntranslated: w.keepUntranslated, KeepRejected: w.keepRejected, Tone: w.tone, Markup: w.markup, Tool: "songngu", ToolVersion: release}
}

// writeAsUnits writes an alignment by way of units.
func writeAsUnits(w io.Writer, f *beadfile.File, how writing, begin func(io.Writer, exchange.WriteOptions) (exchange.Writer, error)) (int, error) {
	out, err := begin(w, how.unitOptions())
	if err != nil {
		return 0, err
	}
	n := 0
	for u, err := range exchange.AlignmentUnits(f, how.options()) {
		if err == nil {
			err = out.Write(u)
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}

// always makes a beginning that cannot fail one that can.
func always(begin func(io.Writer, exchange.WriteOptions) exchange.Writer) func(io.Writer, exchange.WriteOptions) (exchange.Writer, error) {
	return func(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error) { return begin(w, opts), nil }
}

func (w writing) unitOptions() exchange.WriteOptions {
	return exchange.WriteOptions{Source: w.english, Target: w.vietnamese, Tool: "songngu", ToolVersion: release}
}

// newMemory begins a memory of units that come from elsewhere.
func newMemory(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error) {
	return tmx.NewWriter(w, tmx.Header{
		CreationTool: opts.Tool, CreationToolVersion: opts.ToolVersion,
		SegType: "sentence", OTMF: "songngu", AdminLang: "en", SrcLang: opts.Source, DataType: "plaintext",
	}, tmx.WriterOptions{TgtLang: opts.Target, Codes: map[string]string{
		base(opts.Source): opts.Source, base(opts.Target): opts.Target,
	}}), nil
}

func base(locale string) string {
	lang, _, _ := strings.Cut(locale, "-")
	return lang
}
