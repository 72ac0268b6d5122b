package quality

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"songngu/corpus/text"
	"songngu/tmx"
)

// fault puts one fault into the texts of a right pair; ok is false where the
// pair has no place for it.
type fault struct {
	name  string
	codes []string // any of them finds it
	seed  func(r *rand.Rand, en, vi string) (string, string, bool)
}

var faults = []fault{
	{"a digit of the Vietnamese changed", []string{"Q101", "Q102", "Q103", "Q104"}, changeDigit},
	{"a number of the Vietnamese left out", []string{"Q101", "Q102", "Q103", "Q104"}, dropNumber},
	{"a weekday or month changed", []string{"Q103", "Q104"}, changeDay},
	{"the sides exchanged", []string{"Q303"}, func(_ *rand.Rand, en, vi string) (string, string, bool) { return vi, en, true }},
	{"the source left in the target", []string{"Q302", "Q303"}, func(_ *rand.Rand, en, _ string) (string, string, bool) { return en, en, true }},
	{"half of the target cut off", []string{"Q304"}, func(_ *rand.Rand, en, vi string) (string, string, bool) {
		w := strings.Fields(vi)
		return en, strings.Join(w[:len(w)/2], " "), len(w) >= 12
	}},
	{"the end mark left out", []string{"Q201"}, func(_ *rand.Rand, en, vi string) (string, string, bool) {
		return en, strings.TrimRight(vi, ".?!"), strings.HasSuffix(en, ".") && strings.HasSuffix(vi, ".")
	}},
	{"a function word doubled", []string{"Q306"}, doubleWord},
	{"a tone mark on the wrong letter", []string{"Q601"}, misplaceTone},
	{"a blank between two words left out", []string{"Q601"}, joinWords},
	{"UTF-8 read as windows-1252", []string{"Q604"}, func(_ *rand.Rand, en, vi string) (string, string, bool) {
		s, err := charmap.Windows1252.NewDecoder().String(vi)
		return en, s, err == nil && !strings.ContainsRune(s, '\uFFFD') && len(s) > len(vi)+10
	}},
	{"every mark apart from its letter", []string{"Q605"}, func(_ *rand.Rand, en, vi string) (string, string, bool) {
		s := strings.ReplaceAll(text.NFC(vi), "á", "a\u0301")
		return en, s, s != vi
	}},
}

// TestSeededFaults prints how many faults are found that it puts into the
// training pairs, one into each of 1,000 pairs, where they were not found
// before: the other half of what TestRates says.
//
//	go test ./tmx/quality -run Seeded -v
func TestSeededFaults(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("prints figures; run with -v")
	}
	for _, set := range []string{"alt-dev", "tatoeba-basic"} {
		units := trainUnits(t, set)
		for _, f := range faults {
			r := rand.New(rand.NewPCG(3, 4))
			c := newChecker(t, Options{Source: "en", Target: "vi", Only: f.codes})
			seeded, found := 0, 0
			var missed []string
			for _, i := range r.Perm(len(units)) {
				en, vi, ok := f.seed(r, units[i].Variants[0].Text(), units[i].Variants[1].Text())
				if !ok || len(c.Check(units[i])) > 0 {
					continue
				}
				if seeded++; len(c.Check(tmx.NewUnit("en", en, "vi", vi))) > 0 {
					found++
				} else if len(missed) < 4 {
					missed = append(missed, en+" ||| "+vi)
				}
				if seeded == 1000 {
					break
				}
			}
			if seeded > 0 {
				t.Logf("%-14s %-40s %5d seeded, %5.1f %% found", set, f.name, seeded, 100*float64(found)/float64(seeded))
				for _, m := range missed {
					t.Logf("    missed: %.200s", m)
				}
			}
		}
	}
}

func pick(r *rand.Rand, list []text.Span) text.Span { return list[r.IntN(len(list))] }

func numbersOf(s string) (list []text.Span) {
	for i := 0; i < len(s); {
		end := digitRun(s, i)
		if end == i {
			i++
			continue
		}
		list = append(list, text.Span{Start: i, End: end})
		i = end
	}
	return list
}

func changeDigit(r *rand.Rand, en, vi string) (string, string, bool) {
	list := numbersOf(vi)
	if len(list) == 0 {
		return "", "", false
	}
	n := pick(r, list)
	i := n.Start + r.IntN(n.Len())
	if !isDigit(vi[i]) {
		i = n.Start
	}
	d := byte('1' + (vi[i]-'0'+byte(r.IntN(7)))%9)
	return en, vi[:i] + string(d) + vi[i+1:], d != vi[i]
}

func dropNumber(r *rand.Rand, en, vi string) (string, string, bool) {
	list := numbersOf(vi)
	if len(list) == 0 {
		return "", "", false
	}
	n := pick(r, list)
	return en, vi[:n.Start] + vi[n.End:], true
}

func changeDay(r *rand.Rand, en, vi string) (string, string, bool) {
	days := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months := []string{"January", "February", "April", "June", "July", "August", "September", "October", "November", "December"}
	for _, list := range [][]string{days, months} {
		for i, w := range list {
			if strings.Count(en, w) == 1 {
				return strings.Replace(en, w, list[(i+1+r.IntN(len(list)-1))%len(list)], 1), vi, true
			}
		}
	}
	return "", "", false
}

func doubleWord(r *rand.Rand, en, vi string) (string, string, bool) {
	w := strings.Fields(vi)
	for _, i := range r.Perm(len(w)) {
		switch w[i] {
		case "của", "và", "các", "những", "được", "với", "cho", "trong", "đã", "là":
			w[i] += " " + w[i]
			return en, strings.Join(w, " "), true
		}
	}
	return "", "", false
}

func misplaceTone(r *rand.Rand, en, vi string) (string, string, bool) {
	for _, slip := range [][2]string{{"được", "đựơc"}, {"người", "ngừơi"}, {"nước", "nứơc"}, {"quả", "qủa"}, {"của", "cuả"}, {"trước", "trứơc"}} {
		if strings.Contains(vi, slip[0]) && r.IntN(2) == 0 {
			return en, strings.Replace(vi, slip[0], slip[1], 1), true
		}
	}
	return "", "", false
}

func joinWords(r *rand.Rand, en, vi string) (string, string, bool) {
	w := strings.Fields(vi)
	for _, i := range r.Perm(max(0, len(w)-1)) {
		if text.ValidSyllable(w[i]) && text.ValidSyllable(w[i+1]) && !ascii(w[i]) && !startsUpper(w[i]) && !startsUpper(w[i+1]) && strings.IndexFunc(w[i]+w[i+1], func(r rune) bool { return !wordRune(r) }) < 0 {
			return en, strings.Join(w[:i+1], " ") + strings.Join(w[i+1:], " "), true
		}
	}
	return "", "", false
}
