package terms_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"reflect"
	"strings"
	"testing"

	"songngu/align/lexicon"
	"songngu/corpus/measuring"
	"songngu/tmx/terms"
)

func of(pairs ...terms.Pair) terms.Source {
	return func() iter.Seq2[terms.Pair, error] {
		return func(yield func(terms.Pair, error) bool) {
			for _, p := range pairs {
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

// harbour is a small memory with a few terms in it.
func harbour() (list []terms.Pair) {
	for i, en := range []string{"captain", "pilot", "owner", "agent", "clerk", "engineer", "doctor", "cook"} {
		vi := []string{"thuyền trưởng", "hoa tiêu", "chủ tàu", "đại lý", "thư ký", "kỹ sư", "bác sĩ", "đầu bếp"}[i]
		list = append(list,
			terms.Pair{English: "The " + en + " waits for the harbour master.", Vietnamese: "Người " + vi + " đợi cảng vụ trưởng."},
			terms.Pair{English: "The bill of lading is with the " + en + ".", Vietnamese: "Vận đơn ở chỗ " + vi + "."},
			terms.Pair{English: fmt.Sprintf("We looked at the fishing boat in dock %d.", i), Vietnamese: fmt.Sprintf("Chúng tôi xem chiếc thuyền cá ở bến %d.", i)},
			terms.Pair{English: "A letter to the " + en + " is on the table.", Vietnamese: "Một lá thư gửi " + vi + " nằm trên bàn."})
	}
	return list
}

func TestExtract(t *testing.T) {
	found, err := terms.Extract(context.Background(), of(harbour()...), terms.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]terms.Term{}
	for _, f := range found {
		got[f.English] = f
		if f.Score <= 0 || f.Score > 1 || f.Frequency < 3 || len(f.Examples) == 0 || len(f.Examples) > 3 {
			t.Errorf("%+v", f)
		}
		for _, e := range f.Examples {
			if !strings.Contains(strings.ToLower(e.English), strings.ToLower(f.English)) && !strings.Contains(f.English, " ") {
				t.Errorf("%q is no example of %q", e.English, f.English)
			}
		}
	}
	if v := got["harbour master"].Vietnamese; v != "cảng vụ trưởng" {
		t.Errorf("harbour master is %q in %v", v, found)
	}
	for _, bad := range []string{"the", "waits", "with the captain", "is"} {
		if _, ok := got[bad]; ok {
			t.Errorf("%q is called a term", bad)
		}
	}
	again, _ := terms.Extract(context.Background(), of(harbour()...), terms.Options{})
	if !reflect.DeepEqual(found, again) {
		t.Error("another result the second time")
	}
	less, _ := terms.Extract(context.Background(), of(harbour()...), terms.Options{Limit: 1, Known: func(en, _ string) bool { return en == found[0].English }})
	if len(less) != 1 || less[0].English == found[0].English {
		t.Errorf("%+v", less)
	}
}

func TestErrorsAndOddInput(t *testing.T) {
	broken := errors.New("broken")
	_, err := terms.Extract(context.Background(), func() iter.Seq2[terms.Pair, error] {
		return func(yield func(terms.Pair, error) bool) { yield(terms.Pair{}, broken) }
	}, terms.Options{})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := terms.Extract(ctx, of(harbour()...), terms.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	odd := []terms.Pair{{}, {English: "\xff\xfe \x00"}, {Vietnamese: "…"}, {English: strings.Repeat("word ", 5000), Vietnamese: strings.Repeat("từ ", 5000)}}
	odd = append(odd, odd...)
	if _, err := terms.Extract(context.Background(), of(append(odd, odd...)...), terms.Options{MinFrequency: 1}); err != nil {
		t.Error(err)
	}
	if found, err := terms.Extract(context.Background(), of(), terms.Options{}); err != nil || len(found) != 0 {
		t.Error(found, err)
	}
}

// Recall of what a dictionary knows: of its entries whose both sides stand
// together in at least ten pairs of the training text, how many are found, and
// of the terms found whose English side it knows, how many have a translation
// it gives. The table knows the dictionary and was learnt from the text, so
// the figures are those of the choice of terms, not of the table.
func TestMeasure(t *testing.T) {
	if testing.Short() {
		t.Skip("two corpora")
	}
	entries, err := os.Open(measuring.Path(t, "data", "lexicon", "enwiktionary-en-vi", "enwiktionary-en-vi.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer entries.Close()
	known := map[string][]string{}
	for s := bufio.NewScanner(entries); s.Scan(); {
		en, vi, _ := strings.Cut(s.Text(), "\t")
		known[strings.ToLower(en)] = append(known[strings.ToLower(en)], strings.ToLower(vi))
	}
	for _, set := range []string{"lohelp", "alt-dev"} {
		var list []terms.Pair
		en, vi := measuring.Pairs(t, set)
		for i, s := range en {
			list = append(list, terms.Pair{English: s, Vietnamese: vi[i]})
		}
		found, err := terms.Extract(context.Background(), of(list...), terms.Options{Limit: -1, Examples: -1})
		if err != nil {
			t.Fatal(err)
		}
		table := lexicon.Default()
		base := func(s string) string { // by base forms, as the table joins them
			var b strings.Builder
			for _, k := range table.Tokens(nil, lexicon.English, s) {
				fmt.Fprint(&b, k.ID, " ")
			}
			return b.String()
		}
		got := map[string]string{}
		agree, judged := 0, 0
		for _, f := range found {
			got[base(f.English)] = strings.ToLower(f.Vietnamese)
			if list := known[strings.ToLower(f.English)]; list != nil {
				judged++
				for _, v := range list {
					if v == strings.ToLower(f.Vietnamese) {
						agree++
						break
					}
				}
			}
		}
		lower := make([]terms.Pair, len(list))
		where := map[string][]int{}
		for i, p := range list {
			lower[i] = terms.Pair{English: " " + strings.Join(strings.FieldsFunc(strings.ToLower(p.English), func(r rune) bool { return strings.ContainsRune(" .,:;()\"'!?", r) }), " ") + " ", Vietnamese: strings.ToLower(p.Vietnamese)}
			for w := range strings.FieldsSeq(lower[i].English) {
				if l := where[w]; len(l) == 0 || l[len(l)-1] != i {
					where[w] = append(l, i)
				}
			}
		}
		often, recalled, phrases, recalledPhrases := 0, 0, 0, 0
		for e, vs := range known {
			first, _, phrase := strings.Cut(e, " ")
			if len(e) < 3 {
				continue
			}
			for _, v := range vs {
				n := 0
				if v != "" {
					for _, i := range where[first] {
						if strings.Contains(lower[i].English, " "+e+" ") && strings.Contains(lower[i].Vietnamese, v) {
							n++
						}
					}
				}
				if n >= 10 {
					often++
					hit := got[base(e)] != ""
					if hit {
						recalled++
					}
					if phrase {
						phrases++
						if hit {
							recalledPhrases++
						}
					}
					break
				}
			}
		}
		t.Logf("%s: %d terms; of %d dictionary entries in ten pairs or more %d found (verbs, adjectives and function words counted), of %d phrases %d; of %d terms the dictionary knows %d have a translation it gives",
			set, len(found), often, recalled, phrases, recalledPhrases, judged, agree)
		if judged > 50 && float64(agree) < 0.5*float64(judged) {
			t.Errorf("%s: only %d of %d translations are known", set, agree, judged)
		}
	}
}
