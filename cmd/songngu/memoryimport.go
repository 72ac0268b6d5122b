package main

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/exchange"
	store "songngu/tmx/memory"
)

func (p *program) tmImportCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "put units into the memory",
		UsageText: "songngu tm import [FLAGS] FILE...",
		Description: `FILE is TMX (.tmx, .zip), a memory of Trados Studio (.sdltm), a table (.tsv, .csv, .xlsx: English,
Vietnamese, or the columns that its first row names), XLIFF, PO, JSON lines of units, an
alignment (.alignment.jsonl), whose sentences also give each unit the texts before and
after it, or a Moses pair (two files, .en and .vi, whose lines pair off); text formats may
be gzipped. A .tsv without such a row is English, Vietnamese, type, confidence, document,
date, as songngu writes it. Each file is taken whole or not at all. A unit that is there
already is not added again; its facts and date are replaced where the new ones are newer
(--prefer date) or surer (--prefer confidence). A record that is no unit is told and
passed by.

Examples:

   songngu tm import article.en-vi.tmx
   songngu tm import corpus.en corpus.vi terms.xlsx
   songngu tm import --prefer confidence aligned/*.alignment.jsonl`,
		Flags: memoryFlags(
			&cli.StringFlag{Name: "prefer", Value: "date", Usage: "which facts of a unit to keep: `date|confidence`"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the files, whatever their names: " + strings.Join(formatNames(format.intoMemory), ", ")},
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
	inputs, err := importInputs(c.Args().Slice(), c.String("from"))
	if err != nil {
		return err
	}
	return p.withMemory(c, true, func(m *store.Memory) error {
		results := []importedJSON{}
		for _, in := range inputs {
			one, err := p.importFile(c, m, in, prefer)
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

// importInput is a file to be taken in, or the two of a Moses pair.
type importInput struct {
	file   string
	target string // the Vietnamese file of a pair; "" for other formats
	format format
}

// intoMemory reports whether a memory can take the format in: units, or
// sentences with their links. Sentence numbers alone are no texts.
func (f format) intoMemory() bool { return f.units != nil || f.file != nil || f.pair }

// importInputs tells the files' formats. The two files of a Moses pair find
// each other by their names, wherever they stand.
func importInputs(files []string, from string) (inputs []importInput, err error) {
	taken := map[int]bool{}
	for i, file := range files {
		if taken[i] {
			continue
		}
		f, err := formatFor(file, "from", from, format.intoMemory, true)
		if err != nil {
			return nil, err
		}
		in := importInput{file: file, format: f}
		if f.pair {
			k := mosesPartner(files, i)
			if k < 0 {
				return nil, usage("songngu tm import corpus.en corpus.vi", "%q is one side of a Moses pair, and the other is not named", file)
			}
			taken[k] = true
			if in.target = files[k]; mosesSide(file) == "vi" {
				in.file, in.target = in.target, in.file
			}
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// mosesPartner is the index of the other file of a pair; of two files of any
// names it is the second. -1 means that there is none.
func mosesPartner(files []string, i int) int {
	side := mosesSide(files[i])
	if side == "" {
		if i == 0 && len(files) == 2 {
			return 1
		}
		return -1
	}
	stem := func(s string) string { return s[:strings.LastIndex(strings.ToLower(s), "."+mosesSide(s))] }
	for k, other := range files {
		if o := mosesSide(other); o != "" && o != side && stem(other) == stem(files[i]) {
			return k
		}
	}
	return -1
}

// mosesSide is the language that the ending of a file's name tells.
func mosesSide(file string) string {
	switch ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz")); ext {
	case ".en", ".vi":
		return ext[1:]
	}
	return ""
}

func (p *program) importFile(c *cli.Context, m *store.Memory, in importInput, prefer store.Prefer) (importedJSON, error) {
	out := importedJSON{File: in.file}
	r, err := p.openInput(in.file)
	if err != nil {
		return out, err
	}
	defer r.Close()
	var target io.ReadCloser
	if in.target != "" {
		if target, err = p.openInput(in.target); err != nil {
			return out, err
		}
		defer target.Close()
	}
	units, err := p.unitsOf(r, target, in, &out.Findings)
	if err != nil {
		return out, unread(err, "nothing of this file was taken; --from names its format, if it is another")
	}
	if out.Imported, err = m.Import(c.Context, units, prefer); err != nil {
		return out, err
	}
	p.voice.fact("imported", "%s of %s (%s new, %d updated, %d there already)", count(int(out.Read), "unit"), shown(in.file), count(int(out.Added), "unit"), out.Updated, out.Same)
	if out.Findings > maxTold {
		p.voice.warn("%d more findings in %s", out.Findings-maxTold, shown(in.file))
	}
	return out, nil
}

// maxTold bounds the findings of a file that are printed.
const maxTold = 20

// unitsOf reads a file's units, or those of a pair of files, and tells what is
// wrong with them.
func (p *program) unitsOf(r, target io.Reader, in importInput, findings *int) (iter.Seq2[*store.Unit, error], error) {
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
	units := func(units exchange.Units) iter.Seq2[*store.Unit, error] {
		return store.FromUnits(exchange.PassBy(units, func(e *exchange.RecordError) {
			told(true, "%v; passed by", e)
		}), func(f tmx.Finding) { told(false, "%s:%s", in.file, f) })
	}
	switch f := in.format; {
	case f.name == "tmx": // with each repair told
		return store.ReadTMX(r, in.file, func(f tmx.Finding) {
			told(f.Severity > tmx.Info, "%s:%s", in.file, f)
		}), nil
	case f.pair:
		return units(exchange.ReadMoses(r, target, in.file, exchange.ReadOptions{})), nil
	case f.beadTable:
		table := bufio.NewReader(r)
		if namesColumns(table) {
			return units(f.units(table, in.file, exchange.ReadOptions{})), nil
		}
		return store.ReadTSV(table, in.file, func(line int, err error) {
			told(true, "%s:%d: %v; passed by", in.file, line, err)
		}), nil
	case f.units != nil:
		return units(f.units(r, in.file, exchange.ReadOptions{})), nil
	}
	f, err := in.format.file(r, in.file)
	if err != nil {
		return nil, err
	}
	return store.FromAlignment(f), nil
}

// namesColumns reports whether the first line of a table names its columns in
// other words than songngu's own tables, which are known by their places: they
// hold dates and the types of beads too. UTF-16, as Excel has it for text with
// tabs, is none of ours either.
func namesColumns(r *bufio.Reader) bool {
	head, _ := r.Peek(4096) // what is shorter is all there is
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(head), "\ufeff"), "\n")
	cells := strings.Split(strings.TrimRight(line, "\r"), "\t")
	if len(cells) > 2 && cells[0] == "en" && cells[1] == "vi" && cells[2] == "type" {
		return false
	}
	seen := map[exchange.Column]bool{}
	for _, cell := range cells {
		if column, ok := exchange.NamedColumn(cell, "en", "vi"); ok {
			seen[column] = true
		}
	}
	return seen[exchange.ColSource] && seen[exchange.ColTarget]
}
