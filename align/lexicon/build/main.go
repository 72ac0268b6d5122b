// Command build learns the table that is embedded in the package: from the
// sentence pairs and dictionaries that NOTICE.md names and from terms.tsv. It
// writes the same bytes every time.
//
//	go run ./align/lexicon/build -shared ../shared -o align/lexicon/embed.lexicon
//
// Pairs whose English sentence stands in a gold set, in whatever spacing, are
// left out, so that what is measured there was never trained on: all but a few
// of the sentences of news-alt stand in alt-dev too. The set "large", which
// holds all of alt-dev and measures only speed, does not count. With -gold=false
// they are learnt from as well.
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
	"slices"
	"strings"
	"unicode"

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
	gold := flags.Bool("gold", true, "leave out sentences of the gold sets")
	if err := flags.Parse(args); err != nil {
		return err
	}
	data := filepath.Join(*shared, "data")
	pairs, err := read(data)
	if err != nil {
		return err
	}
	if *gold {
		measured, err := goldSentences(filepath.Join(data, "gold"))
		if err != nil {
			return err
		}
		before := len(pairs)
		pairs = slices.DeleteFunc(pairs, func(p lexicon.Pair) bool { return !p.Entry && measured[letters(p.English)] })
		fmt.Fprintf(stderr, "%d pairs left out, whose sentences are in gold\n", before-len(pairs))
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
	entryWeight = 3
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

// goldSentences is the letters of the English sentences of all gold sets but
// "large".
func goldSentences(dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", "*.en.txt"))
	if err != nil {
		return nil, err
	}
	measured := make(map[string]bool)
	for _, path := range files {
		if strings.HasPrefix(path, filepath.Join(dir, "large")+string(filepath.Separator)) {
			continue
		}
		list, err := lines(path)
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			if k := letters(s); len(k) >= shortest {
				measured[k] = true
			}
		}
	}
	if len(measured) == 0 {
		return nil, fmt.Errorf("no gold sentences in %q", dir)
	}
	return measured, nil
}

// shortest is the length in bytes from which on two sentences with the same
// letters are taken for the same sentence: "Close." is anybody's.
const shortest = 16

// letters is the letters and digits of a sentence in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
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
