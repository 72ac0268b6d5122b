// Command build learns the table that is embedded in the package: from the
// sentence pairs and dictionaries that NOTICE.md names and from terms.tsv. It
// writes the same bytes every time.
//
//	go run ./align/lexicon/build -shared ../shared -o align/lexicon/embed.lexicon
package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"songngu/align/lexicon"
)

//go:embed terms.tsv
var terms []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	flags.SetOutput(stderr)
	shared := flags.String("shared", "../shared", "folder that holds data/train and data/lexicon")
	out := flags.String("o", "embed.lexicon", "file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	pairs, err := read(filepath.Join(*shared, "data"))
	if err != nil {
		return err
	}
	table, err := lexicon.Train(ctx, func(yield func(lexicon.Pair, error) bool) {
		for _, p := range pairs {
			if !yield(p, nil) {
				return
			}
		}
	}, lexicon.Options{})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := table.Write(&b); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%d pairs, %d English and %d Vietnamese words, %d bytes\n",
		len(pairs), table.Len(lexicon.English), table.Len(lexicon.Vietnamese), b.Len())
	temporary := *out + ".new"
	if err := os.WriteFile(temporary, b.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, *out)
}

// Weights of dictionary entries, chosen on held-out pairs of other sources.
const (
	entryWeight = 1
	termWeight  = 3
)

// read is all that the embedded table is learnt from, in a fixed order.
func read(data string) ([]lexicon.Pair, error) {
	var pairs []lexicon.Pair
	for _, name := range []string{"alt-dev", "tatoeba-basic", "lohelp"} {
		en, err := lines(filepath.Join(data, "train", name+".en"))
		if err != nil {
			return nil, err
		}
		vi, err := lines(filepath.Join(data, "train", name+".vi"))
		if err != nil {
			return nil, err
		}
		if len(en) != len(vi) {
			return nil, fmt.Errorf("%s has %d English and %d Vietnamese lines", name, len(en), len(vi))
		}
		for i := range en {
			pairs = append(pairs, lexicon.Pair{English: en[i], Vietnamese: vi[i]})
		}
	}
	for _, name := range []string{"enwiktionary-en-vi/enwiktionary-en-vi.tsv", "cldr/cldr.tsv"} {
		b, err := os.ReadFile(filepath.Join(data, "lexicon", name))
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, entries(b, entryWeight)...)
	}
	return append(pairs, entries(terms, termWeight)...), nil
}

// entries reads lines of an English and a Vietnamese term with a tab between;
// those that begin with # are comments.
func entries(b []byte, weight float64) []lexicon.Pair {
	var pairs []lexicon.Pair
	for line := range strings.Lines(string(b)) {
		en, vi, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			pairs = append(pairs, lexicon.Pair{English: en, Vietnamese: vi, Weight: weight, Entry: true})
		}
	}
	return pairs
}

func lines(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		list = append(list, s.Text())
	}
	return list, s.Err()
}
