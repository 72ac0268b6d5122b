package segment

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode"

	"songngu/corpus/measuring"
)

// boundaries counts as the field does: the places between characters, white
// space apart, where a sentence ends.
func boundaries(lines []string) (ends map[int]bool, total int) {
	ends = map[int]bool{}
	for _, l := range lines {
		n := 0
		for _, r := range l {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		if n > 0 {
			total += n
			ends[total] = true
		}
	}
	delete(ends, total)
	return ends, total
}

var treebankBrackets = strings.NewReplacer("LBKT ", "(", "LBKT", "(", " RBKT", ")", "RBKT", ")")

func length(lines []string) int {
	_, n := boundaries(lines)
	return n
}

type score struct{ tp, fp, fn int }

func (s score) String() string {
	p, r := float64(s.tp)/float64(max(1, s.tp+s.fp)), float64(s.tp)/float64(max(1, s.tp+s.fn))
	return fmt.Sprintf("P %.4f R %.4f F1 %.4f (tp %d fp %d fn %d)", p, r, 2*p*r/max(p+r, 1e-9), s.tp, s.fp, s.fn)
}

// TestMeasure prints boundary precision, recall and F1 on documents whose
// sentences were split by hand; the even ones were looked at while the rules
// were written, the odd ones were not. SONGNGU_SHOW=even prints the errors.
func TestMeasure(t *testing.T) {
	dir := filepath.Dir(filepath.Dir(measuring.Path(t, "data", "seg")))
	for _, set := range []struct {
		lang, glob string
		brackets   bool // written as brackets, not by the treebank's names for them
	}{
		{"en", "data/seg/en/*.sent", false},
		{"vi", "data/seg/vi/*.sent", false}, {"vi", "data/seg/vi/*.sent", true},
		{"en", "data/seeds/*.en.sent.txt", false}, {"vi", "data/seeds/*.vi.sent.txt", false},
	} {
		files, _ := filepath.Glob(filepath.Join(dir, set.glob))
		sort.Strings(files)
		s, err := New(set.lang)
		if err != nil {
			t.Fatal(err)
		}
		var halves [2]score
		var doubt doubts
		for i, f := range files {
			gold := readLines(t, f)
			source := strings.TrimSuffix(f, ".sent") + ".txt"
			if strings.HasSuffix(f, ".sent.txt") {
				source = strings.TrimSuffix(f, ".sent.txt") + ".txt"
			}
			var blocks []string
			if _, err := os.Stat(source); err == nil {
				blocks = readLines(t, source)
			}
			if set.brackets {
				for _, lines := range [][]string{gold, blocks} {
					for i := range lines {
						lines[i] = treebankBrackets.Replace(lines[i])
					}
				}
			}
			if _, n := boundaries(gold); n != length(blocks) {
				blocks = []string{strings.Join(gold, " ")} // as it is when its paragraphs are lost
			}
			found, err := s.Document(blocks)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for b, ss := range found {
				for _, x := range ss {
					lines = append(lines, x.Span.Of(blocks[b]))
				}
			}
			want, n := boundaries(gold)
			got, m := boundaries(lines)
			if n != m {
				t.Errorf("%s: the text differs", f)
				continue
			}
			h := &halves[i%2]
			doubt.add(blocks, found, want)
			for e := range got {
				if want[e] {
					h.tp++
				} else {
					h.fp++
				}
			}
			for e := range want {
				if !got[e] {
					h.fn++
				}
			}
			if show := os.Getenv("SONGNGU_SHOW"); show == "even" && i%2 == 0 || show == "all" {
				showErrors(t, filepath.Base(f), strings.Join(lines, " "), want, got)
			}
		}
		all := score{halves[0].tp + halves[1].tp, halves[0].fp + halves[1].fp, halves[0].fn + halves[1].fn}
		if set.brackets {
			set.glob += " with brackets"
		}
		t.Logf("%s: %v; even %v; odd %v", set.glob, all, halves[0], halves[1])
		t.Logf("%s: %v", set.glob, doubt)
		if strings.Contains(set.glob, "seg/") && 2*all.tp*1000 < 982*(2*all.tp+all.fp+all.fn) {
			t.Errorf("%s: F1 below .982", set.glob)
		}
	}
}

// doubts counts what is said of doubtful breaks and places against the gold.
type doubts struct{ sentences, doubtful, wrong, places, missed, sure, sureWrong int }

func (d *doubts) add(blocks []string, found [][]Sentence, want map[int]bool) {
	n := 0
	for i, sentences := range found {
		for _, s := range sentences {
			if d.sentences++; s.Doubtful {
				d.doubtful++
				if !want[n] {
					d.wrong++
				}
			} else if n > 0 && s.Span.Start > 0 {
				d.sure++
				if !want[n] {
					d.sureWrong++
				}
			}
			part := s.Span.Of(blocks[i])
			for _, b := range s.Breaks {
				if d.places++; want[n+length([]string{part[:b]})] {
					d.missed++
				}
			}
			n += length([]string{part})
		}
	}
}

func (d doubts) String() string {
	per := func(n int) float64 { return 1000 * float64(n) / float64(max(1, d.sentences)) }
	return fmt.Sprintf("of 1,000 sentences %.1f begin with doubt, %.1f of them wrongly, and %.1f wrongly of the sure ones; %.1f places within, %.1f of them breaks in the gold (%d sentences)",
		per(d.doubtful), per(d.wrong), per(d.sureWrong), per(d.places), per(d.missed), d.sentences)
}

func showErrors(t *testing.T, name, s string, want, got map[int]bool) {
	n := 0
	for i, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		n++
		if want[n] == got[n] {
			continue
		}
		what := "wrong"
		if want[n] {
			what = "missed"
		}
		end := i + len(string(r))
		t.Logf("%s %s: %s ¶%s", name, what, s[max(0, end-60):end], s[end:min(len(s), end+40)])
	}
}

func readLines(t testing.TB, name string) []string {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for l := range strings.SplitSeq(string(b), "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}
