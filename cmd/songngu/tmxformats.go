package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"songngu/tmx"
	"songngu/tmx/exchange"
	"songngu/tmx/exchange/sheet"
	store "songngu/tmx/memory"
)

// memoryFormat is a way to carry units other than TMX.
type memoryFormat struct {
	name     string
	suffixes []string
	read     func(r io.Reader, name string, opts exchange.ReadOptions) exchange.Units // nil: cannot be read
	write    func(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error)   // nil: cannot be written
}

// sureWriter is a maker of writers that cannot fail.
func sureWriter(f func(io.Writer, exchange.WriteOptions) exchange.Writer) func(io.Writer, exchange.WriteOptions) (exchange.Writer, error) {
	return func(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error) { return f(w, opts), nil }
}

// moses is the format of two files whose lines pair off.
const moses = "moses"

var memoryFormats = []memoryFormat{
	{name: "tmx", suffixes: []string{".tmx", ".zip"}},
	{"tsv", []string{".tsv", ".tab"}, exchange.ReadTable, exchange.NewTSVWriter},
	{"csv", []string{".csv"}, exchange.ReadTable, exchange.NewCSVWriter},
	{"xlsx", []string{".xlsx"}, sheet.Read, sheet.NewWriter},
	{"jsonl", []string{".jsonl", ".ndjson"}, exchange.ReadJSONL, sureWriter(exchange.NewJSONLWriter)},
	{"xliff", []string{".xlf", ".xliff", ".sdlxliff", ".mqxliff"}, exchange.ReadXLIFF, sureWriter(exchange.NewXLIFFWriter)},
	{"xliff2", []string{".xlf2"}, exchange.ReadXLIFF, sureWriter(exchange.NewXLIFF2Writer)},
	{"sdltm", []string{".sdltm"}, readSDLTM, nil},
	{"po", []string{".po", ".pot"}, exchange.ReadPO, sureWriter(exchange.NewPOWriter)},
	{"tbx", []string{".tbx"}, nil, sureWriter(exchange.NewTBXWriter)},
	{"utx", []string{".utx"}, nil, sureWriter(exchange.NewUTXWriter)},
	{"glossary", []string{".utf8"}, nil, sureWriter(exchange.NewOmegaTGlossaryWriter)},
	{name: moses, suffixes: []string{".en", ".vi"}},
}

// readSDLTM reads a memory of Trados. It is a database, so it has to be a file
// as it is: neither standard input nor compressed.
func readSDLTM(r io.Reader, _ string, opts exchange.ReadOptions) exchange.Units {
	f, ok := r.(*os.File)
	if !ok {
		return func(yield func(*tmx.Unit, error) bool) {
			yield(nil, errors.New("an SDLTM file is a database, which can be read only where it lies on the disk, not compressed"))
		}
	}
	return store.ReadSDLTM(context.Background(), f.Name(), opts)
}

func memoryFormatNames() string {
	var names []string
	for _, f := range memoryFormats {
		names = append(names, f.name)
	}
	return strings.Join(names, "|")
}

// memoryFormatOf finds a format by its name, or without one by the ending of a
// file's name.
func memoryFormatOf(flag, name, path string) (memoryFormat, error) {
	lower := strings.TrimSuffix(strings.ToLower(path), ".gz")
	for _, f := range memoryFormats {
		if name != "" {
			if f.name == name {
				return f, nil
			}
			continue
		}
		for _, s := range f.suffixes {
			if strings.HasSuffix(lower, s) {
				return f, nil
			}
		}
	}
	switch {
	case name != "":
		return memoryFormat{}, usage("--"+flag+" "+memoryFormatNames(), "unknown format %q", name)
	case path == "-":
		return memoryFormats[0], nil
	}
	return memoryFormat{}, usage("--"+flag+" "+memoryFormatNames(), "the name of %q does not tell its format", path)
}
