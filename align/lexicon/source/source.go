// Package source is what the embedded word table is learnt from: the files of
// ../shared that NOTICE.md names, and the terms and glosses written for songngu.
// No program of the user holds it.
package source

import (
	"bufio"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"songngu/align/lexicon"
)

//go:embed terms.tsv
var terms []byte

//go:embed words.tsv
var glosses []byte

// Weights of dictionary entries, chosen on held-out pairs of other sources.
const (
	entryWeight = 3
	termWeight  = 3
	glossWeight = 2
)

// Sentences are the sentence pairs, in a fixed order; data is the folder that
// holds train and lexicon.
func Sentences(data string) ([]lexicon.Pair, error) {
	var pairs []lexicon.Pair
	for _, name := range []string{"alt-dev", "tatoeba-basic", "lohelp"} {
		en, err := Lines(filepath.Join(data, "train", name+".en"))
		if err != nil {
			return nil, err
		}
		vi, err := Lines(filepath.Join(data, "train", name+".vi"))
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
	return pairs, nil
}

// Entries are the entries of all dictionaries, in a fixed order.
func Entries(data string) ([]lexicon.Pair, error) {
	var pairs []lexicon.Pair
	for _, name := range []string{"enwiktionary-en-vi/enwiktionary-en-vi.tsv", "cldr/cldr.tsv"} {
		b, err := os.ReadFile(filepath.Join(data, "lexicon", name))
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, entries(b, entryWeight)...)
	}
	pairs = append(pairs, entries(terms, termWeight)...)
	words := entries(glosses, glossWeight)
	for i := range words {
		words[i].Gloss = true
	}
	return append(pairs, words...), nil
}

// entries reads lines of an English term, a tab, and its Vietnamese translations
// with semicolons between; those that begin with # are comments.
func entries(b []byte, weight float64) []lexicon.Pair {
	var pairs []lexicon.Pair
	for line := range strings.Lines(string(b)) {
		en, vi, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for v := range strings.SplitSeq(vi, "; ") {
			pairs = append(pairs, lexicon.Pair{English: en, Vietnamese: v, Weight: weight, Entry: true})
		}
	}
	return pairs
}

// Lines is a file's lines.
func Lines(path string) ([]string, error) {
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
