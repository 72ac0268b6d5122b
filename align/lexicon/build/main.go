// Command build learns the table that is embedded in the package: from the
// sentence pairs and dictionaries that package source reads. It writes the same
// bytes every time.
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
	"bytes"
	"context"
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
	"songngu/align/lexicon/source"
)

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

// read is all that the embedded table is learnt from, in a fixed order.
func read(data string) ([]lexicon.Pair, error) {
	pairs, err := source.Sentences(data)
	if err != nil {
		return nil, err
	}
	entries, err := source.Entries(data)
	return append(pairs, entries...), err
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
		list, err := source.Lines(path)
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
