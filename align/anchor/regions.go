package anchor

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// addRegions adds the names of countries and languages in both languages from
// CLDR. The version that x/text has (32) lags behind usage, which places.tsv
// gives.
func (t *tables) addRegions() {
	english, vietnamese := display.English.Regions(), display.Regions(language.Vietnamese)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.Canonicalize() != region {
				continue
			}
			t.addPair(english.Name(region), vietnamese.Name(region), "k:"+code)
		}
	}
	englishLanguages, vietnameseLanguages := display.English.Languages(), display.Languages(language.Vietnamese)
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			code := string([]rune{a, b})
			base, err := language.ParseBase(code)
			if err != nil || base.String() != code {
				continue
			}
			if name := vietnameseLanguages.Name(base); strings.HasPrefix(name, "Tiếng ") {
				t.addPair(englishLanguages.Name(base), name, "l:"+code)
			}
		}
	}
}

func (t *tables) addPair(en, vi, key string) {
	en, _, _ = strings.Cut(en, " (")
	vi, _, _ = strings.Cut(vi, " (")
	if en == "" || vi == "" {
		return
	}
	t.en.addForm("="+en, key, Country, false)
	if strings.HasPrefix(vi, "Tiếng ") {
		t.vi.addForm(vi, key, Country, false)
	} else {
		t.vi.addForm("="+vi, key, Country, false)
	}
}
