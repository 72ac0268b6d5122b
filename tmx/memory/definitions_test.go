package memory

import (
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"
)

// The percentages of testdata/definitions.tsv are what the three definitions
// give: ours by a look-up, OmegaT's by its formula, and Translate Toolkit's by
// itself where Python has it.
func TestDefinitions(t *testing.T) {
	data, err := os.ReadFile("testdata/definitions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 5 && f[0] != "text" {
			rows = append(rows, f)
		}
	}
	toolkit := toolkitSimilarity(rows)
	for i, f := range rows {
		if got := fmt.Sprint(lookedUp(t, f[0], f[1])); got != f[2] {
			t.Errorf("%q, %q: %s %%, want %s", f[0], f[1], got, f[2])
		}
		if got := fmt.Sprint(omegaT(f[0], f[1])); got != f[3] {
			t.Errorf("%q, %q: OmegaT's formula gives %s, want %s", f[0], f[1], got, f[3])
		}
		if toolkit != nil && toolkit[i] != f[4] {
			t.Errorf("%q, %q: Translate Toolkit gives %s, want %s", f[0], f[1], toolkit[i], f[4])
		}
	}
	if toolkit == nil {
		t.Log("Translate Toolkit is not installed: its column was not looked at")
	}
}

// lookedUp is the percentage at which a memory with other finds it for s. The
// other side is a copy, so that numbers can be placed.
func lookedUp(t *testing.T, s, other string) int {
	m := fill(t, sequence([]*Unit{{Text: [2]string{other, other}, Confidence: NoConfidence}}))
	matches, err := m.Lookup(context.Background(), Query{Text: s, Min: MinFuzzy})
	if err != nil || len(matches) != 1 {
		t.Fatalf("%q, %q: %d matches, %v", s, other, len(matches), err)
	}
	return matches[0].Percent
}

// omegaT is OmegaT's formula, 100·(longer - distance)/longer rounded down, over
// words and signs in lower case (its BaseTokenizer), blanks left out.
func omegaT(a, b string) int {
	ids := map[string]int32{}
	tokens := func(s string) (out []int32) {
		for _, f := range strings.Fields(signsApart(strings.ToLower(s))) {
			if _, ok := ids[f]; !ok {
				ids[f] = int32(len(ids))
			}
			out = append(out, ids[f])
		}
		return out
	}
	x, y := tokens(a), tokens(b)
	return 100 * (max(len(x), len(y)) - plainDistance(x, y)) / max(len(x), len(y))
}

func signsApart(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsPunct(r) {
			b.WriteString(" " + string(r) + " ")
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// toolkitSimilarity asks Translate Toolkit for the similarity of pairs, nil
// where no Python has it.
func toolkitSimilarity(rows [][]string) []string {
	var input strings.Builder
	for _, f := range rows {
		fmt.Fprintf(&input, "%s\t%s\n", f[0], f[1])
	}
	const program = `
import sys
from translate.search.lshtein import LevenshteinComparer
compare = LevenshteinComparer(max_len=1000)
for line in sys.stdin.buffer.read().decode("utf-8").splitlines():
    print(compare.similarity(*line.split("\t"), 0))
`
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		cmd := exec.Command(python, "-c", program)
		cmd.Stdin = strings.NewReader(input.String())
		out, err := cmd.Output()
		if err != nil {
			continue
		}
		var rounded []string
		for _, s := range strings.Fields(string(out)) {
			var v float64
			fmt.Sscan(s, &v) //nolint:errcheck // a wrong one is found by the comparison
			rounded = append(rounded, fmt.Sprint(math.Round(v)))
		}
		if len(rounded) == len(rows) {
			return rounded
		}
	}
	return nil
}
