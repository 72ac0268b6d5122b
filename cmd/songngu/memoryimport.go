package main

import (
	"compress/gzip"
	"io"
	"iter"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/tmx"
	"songngu/tmx/exchange"
	store "songngu/tmx/memory"
)

func (p *program) tmImportCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "put units into the memory",
		UsageText: "songngu tm import [FLAGS] FILE...",
		Description: `FILE is TMX (.tmx, .tmx.gz), a memory of Trados Studio (.sdltm), a table (.tsv: English, Vietnamese, type, confidence,
document, date) or an alignment (.alignment.jsonl), whose sentences also give each
unit the texts before and after it. Each file is taken whole or not at all. A unit
that is there already is not added again; its facts and date are replaced where the
new ones are newer (--prefer date) or surer (--prefer confidence).

Examples:

   songngu tm import article.en-vi.tmx
   songngu tm import --prefer confidence aligned/*.alignment.jsonl`,
		Flags: memoryFlags(
			&cli.StringFlag{Name: "prefer", Value: "date", Usage: "which facts of a unit to keep: `date|confidence`"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the files, whatever their names: tmx, sdltm, tsv, jsonl"},
		),
		Action: p.tmImport,
	}
}

// importedJSON is what became of one file.
type importedJSON struct {
	File string `json:"file"`
	store.Imported
	Findings int `json:"findings"`
}

func (p *program) tmImport(c *cli.Context) error {
	if c.Args().Len() == 0 {
		return usage("songngu tm import article.en-vi.tmx", "no file is named")
	}
	prefer, ok := map[string]store.Prefer{"date": store.PreferDate, "confidence": store.PreferConfidence}[c.String("prefer")]
	if !ok {
		return usage("--prefer date|confidence", "unknown preference %q", c.String("prefer"))
	}
	formats := make([]string, c.Args().Len())
	for i, file := range c.Args().Slice() {
		f, err := inputFor(strings.TrimSuffix(file, ".gz"), c.String("from"))
		if err != nil {
			return err
		}
		if f.name != "tmx" && f.name != "sdltm" && f.name != "tsv" && f.name != "jsonl" {
			return usage("songngu convert "+file+" -o units.tmx", "a memory does not read the format %s of %q", f.name, file)
		}
		formats[i] = f.name
	}
	return p.withMemory(c, true, func(m *store.Memory) error {
		results := []importedJSON{}
		for i, file := range c.Args().Slice() {
			one, err := p.importFile(c, m, file, formats[i], prefer)
			if err != nil {
				return err
			}
			results = append(results, one)
		}
		if c.Bool("json") {
			return p.printJSON(results)
		}
		return nil
	})
}

func (p *program) importFile(c *cli.Context, m *store.Memory, file, format string, prefer store.Prefer) (importedJSON, error) {
	out := importedJSON{File: file}
	r, err := p.openInput(file)
	if err != nil {
		return out, err
	}
	defer r.Close()
	units, err := p.unitsOf(r, file, format, &out.Findings)
	if err != nil {
		return out, unread(err, "nothing of this file was taken; --from names its format, if it is another")
	}
	if out.Imported, err = m.Import(c.Context, units, prefer); err != nil {
		return out, err
	}
	p.voice.fact("imported", "%s of %s (%s new, %d updated, %d there already)", count(int(out.Read), "unit"), shown(file), count(int(out.Added), "unit"), out.Updated, out.Same)
	if out.Findings > maxTold {
		p.voice.warn("%d more findings in %s", out.Findings-maxTold, shown(file))
	}
	return out, nil
}

// maxTold bounds the findings of a file that are printed.
const maxTold = 20

// unitsOf reads a file's units and tells what is wrong with it.
func (p *program) unitsOf(r io.Reader, file, format string, findings *int) (iter.Seq2[*store.Unit, error], error) {
	if strings.HasSuffix(file, ".gz") && format != "tmx" { // package tmx unpacks its own
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		r = z
	}
	told := func(severe bool, format string, args ...any) {
		if *findings++; *findings > maxTold {
			return
		}
		if severe {
			p.voice.warn(format, args...)
		} else {
			p.voice.say(format, args...)
		}
	}
	switch format {
	case "sdltm":
		return store.FromUnits(exchange.PassBy(readSDLTM(r, file, exchange.ReadOptions{}), func(e *exchange.RecordError) {
			told(true, "%v; passed by", e)
		}), func(f tmx.Finding) { told(false, "%s:%s", file, f) }), nil
	case "tsv":
		return store.ReadTSV(r, file, func(line int, err error) {
			told(true, "%s:%d: %v; passed by", file, line, err)
		}), nil
	case "jsonl":
		f, err := beadfile.ReadJSONL(r, file)
		if err != nil {
			return nil, err
		}
		return store.FromAlignment(f), nil
	}
	return store.ReadTMX(r, file, func(f tmx.Finding) {
		told(f.Severity > tmx.Info, "%s:%s", file, f)
	}), nil
}
