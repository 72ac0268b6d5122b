package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"songngu/align/evaluate"
	"songngu/corpus/measuring"
)

// On gold, "songngu diff --gold" of an aligner's output counts the errors that
// "songngu eval" counts.
func TestDiffGoldCountsAsEval(t *testing.T) {
	golds, err := filepath.Glob(filepath.Join(measuring.Path(t, "data", "gold"), "hand", "noisy", "*.gold.tsv"))
	if err != nil || len(golds) == 0 {
		t.Skipf("no gold: %v", err)
	}
	for _, gold := range golds {
		base := strings.TrimSuffix(gold, ".gold.tsv")
		beads := filepath.Join(t.TempDir(), "out.beads")
		en, vi := base+".en.txt", base+".vi.txt"
		if _, n := runQuiet(t, "align", "--presegmented", en, vi, "-o", beads); n != exitDone {
			t.Fatalf("align: exit code %d", n)
		}
		report, err := evaluate.Measure(gold, beads, readTestBeads)
		if err != nil {
			t.Fatal(err)
		}
		out, _ := runQuiet(t, "diff", "--gold", "--json", gold, beads, "--en", en, "--vi", vi)
		var got struct {
			Gold map[string]int `json:"gold"`
		}
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		s := report.Total
		for name, want := range map[string]int{
			"missed": s.Strict.Gold - s.Strict.RightGold, "wrong": s.Strict.Predicted - s.Strict.RightPredicted,
			"rightGoldAware": s.Aware.RightGold, "rightAware": s.Aware.RightPredicted,
			"goldNull": s.Null.Gold, "testNull": s.Null.Predicted, "rightNull": s.Null.RightGold,
		} {
			if got.Gold[name] != want {
				t.Errorf("%s: diff counts %d %s, eval %d", filepath.Base(gold), got.Gold[name], name, want)
			}
		}
	}
}

func runQuiet(t *testing.T, args ...string) (stdout []byte, exit int) {
	t.Helper()
	var out, talk bytes.Buffer
	exit = run(t.Context(), append([]string{"songngu"}, args...), nil, &out, &talk)
	return out.Bytes(), exit
}
