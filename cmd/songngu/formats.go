package main

import (
	"io"
	"strings"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/report"
	"songngu/tmx/exchange"
	"songngu/tmx/exchange/sheet"
)

// format is one way to keep an alignment or the units of a memory in a file.
// What is nil cannot be done with it.
type format struct {
	name     string   // as --format, --from and --to take it
	also     string   // another name, where no other format that fits has it
	suffixes []string // of file names; the longest that fits tells
	// readOnly are suffixes that tell it in reading, and that nothing is
	// written under.
	readOnly []string

	// An alignment with its texts, or its sentence numbers alone.
	file    func(r io.Reader, name string) (*beadfile.File, error)
	numbers func(r io.Reader, name string) (*align.Alignment, error)
	write   func(w io.Writer, f *beadfile.File, how writing) (units int, err error)
	// numbersOnly says that what is written holds no text.
	numbersOnly bool

	// Translation units, with all that the format knows of them.
	units func(r io.Reader, name string, opts exchange.ReadOptions) exchange.Units
	begin func(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error)
	// pair says that units are kept in two files whose lines pair off.
	pair bool
	// beadTable says that an alignment has a form of its own here, with its
	// bead types and sentence numbers; only verbs on memories mean units.
	beadTable bool
}

// moses is the format of two files whose lines pair off.
const moses = "moses"

var formats = []format{
	{name: "tmx", suffixes: []string{".tmx"}, readOnly: []string{".zip"}, file: func(r io.Reader, name string) (*beadfile.File, error) {
		return exchange.ReadMemory(r, name, nil)
	}, write: writeTMX, units: readUnits, begin: newMemory},
	{name: "tsv", suffixes: []string{".tsv"}, readOnly: []string{".tab"}, file: beadfile.ReadTSV, write: func(w io.Writer, f *beadfile.File, how writing) (int, error) {
		f = f.Above(how.minConfidence)
		return len(f.Alignment.Beads), beadfile.WriteTSV(w, f)
	}, units: exchange.ReadTable, begin: exchange.NewTSVWriter, beadTable: true},
	{name: "jsonl", suffixes: []string{".alignment.jsonl", ".jsonl"}, file: beadfile.ReadJSONL, write: whole(beadfile.WriteJSONL)},
	{name: "html", suffixes: []string{".html", ".htm"}, write: whole(func(w io.Writer, f *beadfile.File) error { return report.HTML(w, f, doubtful) })},
	{name: "svg", suffixes: []string{".svg"}, write: whole(func(w io.Writer, f *beadfile.File) error { return report.Map(w, f, doubtful) })},
	{name: "beads", suffixes: []string{".beads"}, readOnly: []string{".gold.tsv", ".pred.tsv"}, numbers: beadfile.ReadBeads, write: numbers(beadfile.WriteBeads), numbersOnly: true},
	{name: "ladder", suffixes: []string{".ladder"}, numbers: beadfile.ReadLadder, write: numbers(beadfile.WriteLadder), numbersOnly: true},
	{name: "vecalign", suffixes: []string{".vecalign"}, numbers: beadfile.ReadVecalign, write: numbers(beadfile.WriteVecalign), numbersOnly: true},
	{name: "bertalign", suffixes: []string{".bertalign"}, numbers: beadfile.ReadVecalign, write: numbers(beadfile.WriteBertalign), numbersOnly: true},
	{name: "ces", suffixes: []string{".ces"}, readOnly: []string{".xces", ".xml"}, numbers: beadfile.ReadCES, write: whole(func(w io.Writer, f *beadfile.File) error {
		return beadfile.WriteCES(w, f.Alignment, f.English.Origin.Ref, f.Vietnamese.Origin.Ref)
	}), numbersOnly: true},
	{name: "hunalign", suffixes: []string{".hunalign"}, file: beadfile.ReadLadderText, write: whole(beadfile.WriteLadderText)},
	{name: "en", suffixes: []string{".en"}, write: side("en")},
	{name: "vi", suffixes: []string{".vi"}, write: side("vi")},
	{name: moses, suffixes: []string{".en", ".vi"}, pair: true},
	{name: "xliff", suffixes: []string{".xlf", ".xliff"}, readOnly: []string{".sdlxliff", ".mqxliff"}, units: exchange.ReadXLIFF, begin: always(exchange.NewXLIFFWriter)},
	{name: "xliff2", suffixes: []string{".xlf2"}, units: exchange.ReadXLIFF, begin: always(exchange.NewXLIFF2Writer)},
	{name: "sdltm", readOnly: []string{".sdltm"}, units: readSDLTM},
	{name: "po", suffixes: []string{".po"}, readOnly: []string{".pot"}, units: exchange.ReadPO, begin: always(exchange.NewPOWriter)},
	{name: "csv", suffixes: []string{".csv"}, units: exchange.ReadTable, begin: exchange.NewCSVWriter},
	{name: "xlsx", suffixes: []string{".xlsx"}, units: sheet.Read, begin: sheet.NewWriter},
	{name: "units", also: "jsonl", suffixes: []string{".units.jsonl", ".jsonl", ".ndjson"}, units: exchange.ReadJSONL, begin: always(exchange.NewJSONLWriter)},
	{name: "tbx", suffixes: []string{".tbx"}, begin: always(exchange.NewTBXWriter)},
	{name: "utx", suffixes: []string{".utx"}, begin: always(exchange.NewUTXWriter)},
	{name: "glossary", suffixes: []string{".utf8"}, begin: always(exchange.NewOmegaTGlossaryWriter)},
}

// An alignment is read from what is readable and written to what is writable;
// verbs on memories deal in what is ofUnits, and read what hasUnits.
func (f format) readable() bool { return f.file != nil || f.numbers != nil || f.units != nil }
func (f format) writable() bool { return f.write != nil || f.begin != nil }
func (f format) ofUnits() bool  { return f.units != nil || f.begin != nil || f.pair }
func (f format) hasUnits() bool { return f.units != nil || f.pair }

// put writes an alignment; a format of units by way of the units that it would
// have in a memory.
func (f format) put(w io.Writer, file *beadfile.File, how writing) (int, error) {
	if f.write != nil {
		return f.write(w, file, how)
	}
	return writeAsUnits(w, file, how, f.begin)
}

// formatNames are the names of the formats that fit, for hints and help.
func formatNames(fits func(format) bool) []string {
	var names []string
	for _, f := range formats {
		if fits(f) {
			names = append(names, f.name)
		}
	}
	return names
}

func formatByName(name string, fits func(format) bool) (format, bool) {
	for _, f := range formats {
		if (f.name == name || f.also == name) && fits(f) {
			return f, true
		}
	}
	return format{}, false
}

// formatByFile finds the format that the end of a file's name tells: the
// longest suffix of those that fit, the first of equals.
func formatByFile(file string, fits func(format) bool, reading bool) (format, bool) {
	file = strings.TrimSuffix(strings.ToLower(file), ".gz")
	if inner, ok := strings.CutSuffix(file, ".zip"); ok && reading {
		if f, ok := formatByFile(inner, fits, true); ok {
			return f, true
		}
	}
	best, length := format{}, 0
	try := func(f format, suffixes []string) {
		for _, s := range suffixes {
			if len(s) > length && strings.HasSuffix(file, s) {
				best, length = f, len(s)
			}
		}
	}
	for _, f := range formats {
		if !fits(f) {
			continue
		}
		try(f, f.suffixes)
		if reading {
			try(f, f.readOnly)
		}
	}
	return best, length > 0
}

// inputFor finds the format of an input by its given name, or by its file's.
func inputFor(file, from string) (format, error) {
	return formatFor(file, "from", from, format.readable, true)
}

// formatFor finds the format that a flag names, or without one the end of a
// file's name. Standard input and output are TMX if nothing else is said.
func formatFor(file, flag, name string, fits func(format) bool, reading bool) (format, error) {
	hint := "--" + flag + " " + strings.Join(formatNames(fits), "|")
	if name != "" {
		if f, ok := formatByName(name, fits); ok {
			return f, nil
		}
		return format{}, usage(hint, "unknown format %q", name)
	}
	if f, ok := formatByFile(file, fits, reading); ok {
		return f, nil
	}
	if file == "-" {
		return formats[0], nil
	}
	if f, ok := formatByFile(file, fits, true); ok && len(f.suffixes) == 0 {
		return format{}, usage(hint, "format %s can be read only", f.name)
	} else if ok {
		return format{}, usage("a name that ends in "+f.suffixes[0], "a file with the ending of %q can be read only", file)
	}
	return format{}, usage(hint, "the name of %q does not tell its format", file)
}
