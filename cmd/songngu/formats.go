package main

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/report"
	"songngu/corpus"
	"songngu/corpus/text"
	"songngu/tmx/exchange"
	"songngu/tmx/exchange/sheet"
)

// writing says how an alignment is written, whatever the format.
type writing struct {
	english, vietnamese string // language codes
	minConfidence       float64
	keepUntranslated    bool
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
		&cli.BoolFlag{Name: "keep-untranslated", Usage: "keep pairs whose Vietnamese side is English in the memory"},
	}
}

// localeOf reports whether code is lang, alone or with a region: OmegaT loads
// nothing for en_US or eng.
func localeOf(code, lang string) bool {
	base, region, has := strings.Cut(code, "-")
	return base == lang && (!has || region != "" && !strings.ContainsAny(region, "_ "))
}

// format is one way to write an alignment.
type format struct {
	name   string // as --format takes it
	suffix string // of file names
	write  func(w io.Writer, f *beadfile.File, how writing) (units int, err error)
	// numbersOnly says that the format holds sentence numbers and no text.
	numbersOnly bool
	// units begins to write units, in the formats that hold more of them than
	// an alignment knows.
	units func(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error)
}

var formats = []format{
	{name: "tmx", suffix: ".tmx", write: writeTMX, units: newMemory},
	{name: "tsv", suffix: ".tsv", write: func(w io.Writer, f *beadfile.File, how writing) (int, error) {
		f = f.Above(how.minConfidence)
		return len(f.Alignment.Beads), beadfile.WriteTSV(w, f)
	}},
	{name: "jsonl", suffix: ".alignment.jsonl", write: whole(beadfile.WriteJSONL)},
	{name: "html", suffix: ".html", write: whole(func(w io.Writer, f *beadfile.File) error { return report.HTML(w, f, doubtful) })},
	{name: "svg", suffix: ".svg", write: whole(func(w io.Writer, f *beadfile.File) error { return report.Map(w, f, doubtful) })},
	{name: "beads", suffix: ".beads", write: numbers(beadfile.WriteBeads), numbersOnly: true},
	{name: "ladder", suffix: ".ladder", write: numbers(beadfile.WriteLadder), numbersOnly: true},
	{name: "vecalign", suffix: ".vecalign", write: numbers(beadfile.WriteVecalign), numbersOnly: true},
	{name: "bertalign", suffix: ".bertalign", write: numbers(beadfile.WriteBertalign), numbersOnly: true},
	{name: "ces", suffix: ".ces", write: whole(func(w io.Writer, f *beadfile.File) error {
		return beadfile.WriteCES(w, f.Alignment, f.English.Origin.Ref, f.Vietnamese.Origin.Ref)
	}), numbersOnly: true},
	{name: "hunalign", suffix: ".hunalign", write: whole(beadfile.WriteLadderText)},
	{name: "en", suffix: ".en", write: side("en")},
	{name: "vi", suffix: ".vi", write: side("vi")},
	unitFormat("xliff", ".xlf", always(exchange.NewXLIFFWriter)),
	unitFormat("xliff2", ".xlf2", always(exchange.NewXLIFF2Writer)),
	unitFormat("po", ".po", always(exchange.NewPOWriter)),
	unitFormat("csv", ".csv", exchange.NewCSVWriter),
	unitFormat("xlsx", ".xlsx", sheet.NewWriter),
	unitFormat("units", ".units.jsonl", always(exchange.NewJSONLWriter)),
	unitFormat("tbx", ".tbx", always(exchange.NewTBXWriter)),
	unitFormat("utx", ".utx", always(exchange.NewUTXWriter)),
	unitFormat("glossary", ".utf8", always(exchange.NewOmegaTGlossaryWriter)),
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
		f = f.Above(how.minConfidence)
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
	return exchange.Options{English: w.english, Vietnamese: w.vietnamese, MinConfidence: w.minConfidence, KeepUntranslated: w.keepUntranslated, Tone: w.tone, Tool: "songngu", ToolVersion: release}
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

func formatByName(name string) (format, bool) {
	for _, f := range formats {
		if f.name == name {
			return f, true
		}
	}
	return format{}, false
}

func formatByFile(file string) (format, bool) {
	file = strings.TrimSuffix(strings.ToLower(file), ".gz")
	if strings.HasSuffix(file, ".jsonl") && !strings.HasSuffix(file, ".units.jsonl") {
		file = strings.TrimSuffix(strings.TrimSuffix(file, ".jsonl"), ".alignment") + ".alignment.jsonl"
	}
	if strings.HasSuffix(file, ".htm") {
		file += "l"
	}
	if base, ok := strings.CutSuffix(file, ".xliff"); ok {
		file = base + ".xlf"
	}
	for _, f := range formats {
		if strings.HasSuffix(file, f.suffix) {
			return f, true
		}
	}
	return format{}, false
}

// target is an output with its format.
type target struct {
	format format
	out    *output
	units  int
}

// openTargets opens the outputs that the command line names, or else those of
// paths.
func openTargets(c *cli.Context, out *outputs, paths []string) ([]*target, error) {
	if given := c.StringSlice("output"); len(given) > 0 {
		paths = given
	}
	forced, ok := formatByName(c.String("format"))
	if name := c.String("format"); name != "" && !ok {
		return nil, usage("--format "+strings.Join(formatNames(), "|"), "unknown format %q", name)
	}
	var targets []*target
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[filepath.Clean(path)] {
			return nil, usage("name it once", "output %q is named twice", path)
		}
		seen[filepath.Clean(path)] = true
		f := forced
		if f.write == nil {
			if f, ok = formatByFile(path); !ok {
				if path != "-" {
					return nil, usage("--format "+strings.Join(formatNames(), "|")+", or a name that ends in .tmx", "the name of output %q does not tell its format", path)
				}
				f = formats[0]
			}
		}
		o, err := out.open(path)
		if err != nil {
			return nil, err
		}
		targets = append(targets, &target{format: f, out: o})
	}
	return targets, nil
}

// memoryName is the name of the memory of an English text where the user gives
// none: article.txt becomes article.en-vi.tmx, in the current folder.
func memoryName(english string) string {
	base := filepath.Base(english)
	switch {
	case english == "-":
		base = "stdin"
	case corpus.IsURL(english):
		base = "article"
		if u, err := url.Parse(english); err == nil && strings.Trim(u.Path, "/") != "" {
			base = path.Base(u.Path)
		}
	}
	base = strings.TrimSuffix(base, ".gz")
	if ext := filepath.Ext(base); ext != "" && ext != base {
		base = strings.TrimSuffix(base, ext)
	}
	return text.Clean(base) + ".en-vi.tmx"
}

// writeTargets writes the alignment to every output.
func writeTargets(f *beadfile.File, targets []*target, how writing) error {
	for _, t := range targets {
		var err error
		if t.units, err = t.format.write(t.out, f, how); err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", t.out.path, cause(err)), "")
		}
	}
	return nil
}
