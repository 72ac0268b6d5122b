package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestMend(t *testing.T) {
	for _, c := range []struct {
		name, text, lang, want string
		repairs                []Repair
	}{
		{"sound Vietnamese", "Đường về nhà “xa lắm” – 5 km…", "vi", "", nil},
		{"sound English", "Mr Dao’s café is on the naïve side: 37 °C, £5.", "en", "", nil},
		{"sound German", "Über den Wäldern läuft ein schöner Weg für Füße.", "", "", nil},
		{"sound French", "Où est-ce que l’été a passé ? Là-bas, çà et là.", "", "", nil},
		{"sound Russian", "Это просто русский текст.", "vi", "", nil},
		{"mojibake", "Tiáº¿ng Viá»‡t cÃ³ nhiá»\u0081u dáº¥u, Ä‘Ãºng khÃ´ng?", "", "Tiếng Việt có nhiều dấu, đúng không?",
			[]Repair{{repairMojibake, 8}}},
		{"mojibake of latin-1", "Vi\u00e1\u00bb\u0087t Nam \u00c4\u0091\u00e1\u00ba\u00b9p", "", "Việt Nam đẹp", []Repair{{repairMojibake, 3}}},
		{"mojibake of quotes", "the boatâ€™s owner said â€œnoâ€\u009d", "en", "the boat’s owner said “no”", []Repair{{repairMojibake, 3}}},
		{"one odd word", "a cafÃ© by the river", "en", "a café by the river", []Repair{{repairMojibake, 1}}},
		{"lost blanks", "Háº¡t lÃ m tá»« lÃºa vÃ  ngÃ´ lÃ tá»‘t", "", "Hạt làm từ lúa và ngô là tốt", []Repair{{repairMojibake, 8}}},
		{"marks after letters", norm.NFD.String("Những trường học ấy ở đâu?"), "", "Những trường học ấy ở đâu?", []Repair{{repairMarks, 11}}},
		{"tone before circumflex", "tie\u0301\u0302ng Vi\u1ec7t, vi\u00e9\u0302t, nu\u0301\u031bc", "", "tiếng Việt, viết, nức", []Repair{{repairMarks, 5}}},
		{"dot before breve", "đa\u0323\u0306c điểm, đạ\u0306c", "", "đặc điểm, đặc", []Repair{{repairMarks, 3}}},
		{"old tone marks", "a\u0340 ba\u0341", "", "à bá", []Repair{{repairMarks, 2}}},
		{"marks of others stay", "Dvor\u030c\u00e1k", "", "", nil},
		{"eth", "Ðà Nẵng và Ðồng Nai", "", "Đà Nẵng và Đồng Nai", []Repair{{repairStroke, 2}}},
		{"eth in English", "They flew to Ðà Nẵng.", "en", "They flew to Đà Nẵng.", []Repair{{repairStroke, 1}}},
		{"small eth", "con ðường ấy, ði mãi, được rồi", "vi", "con đường ấy, đi mãi, được rồi", []Repair{{repairStroke, 2}}},
		{"Icelandic", "Það er ekki við Ísland, með þeim.", "", "", nil},
		{"Cyrillic in Latin", "m\u043et c\u0430i cầu, St\u043ene", "", "mot cai cầu, Stone", []Repair{{repairLookalike, 3}}},
		{"gha", "đƣợc nhƣ vậy, nƣớc", "", "được như vậy, nước", []Repair{{repairLookalike, 3}}},
		{"spacing marks", "Viê´t tiê´ng Việt ở đây, được", "", "Viết tiếng Việt ở đây, được", []Repair{{repairSpacing, 2}}},
		{"TCVN3 letters", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "", "Cộng hòa xã hội chủ nghĩa Việt Nam", []Repair{{"letters of a tcvn3 font read", 7}}},
		{"VNI letters", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "", "Cộng hòa xã hội chủ nghĩa Việt Nam", []Repair{{"letters of a vni font read", 7}}},
		{"half a page of TCVN3", "Dòng này đã đúng rồi.\nDßng nµy cßn ë m· cò, ph¶i ®æi.\n", "", "Dòng này đã đúng rồi.\nDòng này còn ở mã cũ, phải đổi.\n", []Repair{{"letters of a tcvn3 font read", 9}}},
		{"list of letters", "à=agrave, é=eacute, æ=aelig, ÿ=yuml, ñ=ntilde, ö=ouml", "", "", nil},
		{"Chinese misread", "ÄãºÃ£¬ÎÒµÄÃû×ÖÊÇÀîÃ÷£¬½ñÌìÌìÆøºÜºÃ¡£", "", "", nil},
		{"Turkish", "Güneşli bir gün, çocuklar şarkı söylüyor.", "", "", nil},
		{"broken UTF-8", "a\xff\xfeb Ð\xc3", "vi", "", nil},
	} {
		want := c.want
		if want == "" {
			want = c.text
		}
		if c.name == "broken UTF-8" {
			Mend(c.text, c.lang)
			continue
		}
		got, repairs := Mend(c.text, c.lang)
		if got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
		if len(repairs) != len(c.repairs) {
			t.Errorf("%s: repairs %v, want %v", c.name, repairs, c.repairs)
			continue
		}
		for i := range repairs {
			if repairs[i] != c.repairs[i] {
				t.Errorf("%s: repair %v, want %v", c.name, repairs[i], c.repairs[i])
			}
		}
	}
}

// TestMendEveryLetter mends each letter written with its marks in each order.
func TestMendEveryLetter(t *testing.T) {
	marks := []rune{markGrave, markAcute, markHook, markTilde, markDot, 0}
	shapes := []rune{markCircumflex, markBreve, markHorn}
	for v := vowelA; v < noVowel; v++ {
		for _, base := range vowelRows[v] {
			for _, r := range []rune{base, upperRows[v][placeOf(base).tone()]} {
				for _, m := range marks {
					if m == 0 || placeOf(r).tone() != level {
						continue
					}
					want := letterAt(v, toneOf(m), placeOf(r).upper())
					if got, _ := Mend("x"+string(r)+string(m)+"y", ""); got != "x"+string(want)+"y" {
						t.Errorf("%c and %U give %q, want %q", r, m, got, want)
					}
					for _, s := range shapes {
						l := combine(r, s)
						if l == 0 {
							continue
						}
						want := letterAt(placeOf(l).vowel(), toneOf(m), placeOf(l).upper())
						for _, order := range []string{string(s) + string(m), string(m) + string(s)} {
							if got, _ := Mend(string(r)+order, ""); got != string(want) {
								t.Errorf("%c and %q give %q, want %c", r, order, got, want)
							}
						}
					}
				}
			}
		}
	}
}

// vietnameseText draws lines of the test text in any normal form.
func vietnameseText(t *rapid.T, lines []string) string {
	var b strings.Builder
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		b.WriteString(rapid.SampledFrom(lines).Draw(t, "line"))
		b.WriteByte('\n')
	}
	return b.String()
}

func TestMendProperties(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(file(t, "vi.txt")), "\n")
	rapid.Check(t, func(t *rapid.T) {
		s := vietnameseText(t, lines)
		damaged := s
		for range rapid.IntRange(0, 2).Draw(t, "layers") {
			damaged = misread(damaged)
		}
		if got, _ := Mend(damaged, ""); got != s {
			a, b := firstDifference(got, s)
			t.Fatalf("%q, want %q", a, b)
		}
		once, _ := Mend(norm.NFD.String(s), "")
		if once != s {
			t.Fatalf("not composed: %q", once)
		}
		if again, repairs := Mend(once, "vi"); again != once || len(repairs) > 0 {
			t.Fatalf("mended twice: %v", repairs)
		}
	})
}
