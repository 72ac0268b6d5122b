package quality

import (
	"fmt"
	"strings"
	"testing"

	"songngu/align/anchor"
	"songngu/tmx"
)

func unit(number int64, en, vi string) *tmx.Unit {
	u := tmx.NewUnit("en", en, "vi", vi)
	u.Number = number
	return u
}

// codesOf runs a checker over units and returns "#unit code" for every finding.
func codesOf(c *Checker, units ...*tmx.Unit) (list []string) {
	take := func(found []Finding) {
		for _, f := range found {
			list = append(list, f.Unit+" "+f.Code)
		}
	}
	for _, u := range units {
		take(c.Check(u))
	}
	take(c.Finish())
	return list
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("found %v, want %v", got, want)
	}
}

func TestUnitsCompared(t *testing.T) {
	c := newChecker(t, Options{Source: "en", Only: []string{"Q4xx"}})
	want(t, codesOf(c,
		unit(1, "The kettle is hot.", "Cái ấm nóng."),
		unit(2, "The kettle is hot!", "Ấm đang nóng."),
		unit(3, "the kettle  is hot", "cái ấm nóng"),
		unit(4, "The pot is hot.", "Cái ấm nóng."),
		unit(5, "Peace", "Hoà bình"),
		unit(6, "Peace", "Hòa bình"),
	), "#2 Q401", "#3 Q403", "#4 Q402", "#6 Q403")
}

func TestUnitsOfTwoFiles(t *testing.T) {
	c := newChecker(t, Options{Only: []string{"Q4xx"}})
	c.Start("old.tmx", &tmx.Header{SrcLang: "en"})
	c.Check(unit(7, "The kettle is hot.", "Cái ấm nóng."))
	c.Start("new.tmx", &tmx.Header{SrcLang: "en-GB"})
	found := c.Check(unit(1, "The kettle is hot.", "Ấm đang nóng."))
	if len(found) != 1 || found[0].File != "new.tmx" || !strings.HasSuffix(found[0].Message, "in unit #7 of old.tmx") {
		t.Errorf("found %+v", found)
	}
}

func TestRememberedIsBounded(t *testing.T) {
	c := newChecker(t, Options{Source: "en", Only: []string{"Q4xx"}, MaxRemembered: 1})
	want(t, codesOf(c, unit(1, "one lamp", "một cái đèn"), unit(2, "two lamps", "hai cái đèn"), unit(3, "two lamps", "đôi đèn"), unit(4, "one lamp", "đèn")), "#4 Q401")
	if c.Forgotten() == 0 {
		t.Error("nothing was forgotten with room for one")
	}
}

func TestThreeLanguages(t *testing.T) {
	u := unit(1, "Take 3 lamps.", "Lấy 4 cái đèn.")
	u.Variants = append(u.Variants, tmx.Variant{Lang: "fr", Seg: tmx.TextSegment("Prenez 3 lampes {0}.")})
	c := newChecker(t, Options{Source: "en"})
	want(t, codesOf(c, u), "#1 Q101", "#1 Q111")
	c = newChecker(t, Options{Source: "en", Target: "fr"})
	want(t, codesOf(c, u), "#1 Q111")
}

func TestMissingTarget(t *testing.T) {
	u := &tmx.Unit{ID: "menu.7", Variants: []tmx.Variant{{Lang: "en", Seg: tmx.TextSegment("Light the lamp.")}}}
	c := newChecker(t, Options{Source: "en", Target: "vi"})
	want(t, codesOf(c, u), "menu.7 Q301")
	c = newChecker(t, Options{Source: "fr", Target: "vi"})
	want(t, codesOf(c, u, &tmx.Unit{Number: 2}), "menu.7 Q301", "#2 Q301")
}

func TestCodes(t *testing.T) {
	raw := func(en, vi string) *tmx.Unit {
		return &tmx.Unit{Number: 1, Variants: []tmx.Variant{{Lang: "en", Seg: tmx.RawSegment(en)}, {Lang: "vi", Seg: tmx.RawSegment(vi)}}}
	}
	for _, k := range []struct {
		en, vi string
		want   []string
	}{
		{`Press <bpt i="1">&lt;b></bpt>Go<ept i="1">&lt;/b></ept>.`, `Bấm <bpt i="1">&lt;b></bpt>Đi<ept i="1">&lt;/b></ept>.`, nil},
		{`Press <ph x="1"/><ph x="2"/>.`, `Bấm <ph x="2"/><ph x="1"/>.`, nil},
		{`Press <ph x="1"/><ph x="2"/>.`, `Bấm <ph x="1"/><ph x="1"/>.`, []string{"#1 Q114", "#1 Q114"}},
		{`Press <hi type="b">Go</hi>.`, `Bấm Đi.`, []string{"#1 Q114"}},
	} {
		c := newChecker(t, Options{Source: "en", Only: []string{"code"}})
		want(t, codesOf(c, raw(k.en, k.vi)), k.want...)
	}
}

func TestTerms(t *testing.T) {
	g, err := anchor.LoadGlossary(strings.NewReader("en,vi\nrice field,ruộng lúa|đồng lúa\nbuffalo,trâu\n"), "terms.csv", "")
	if err != nil {
		t.Fatal(err)
	}
	c := newChecker(t, Options{Source: "en", Glossary: g, Only: []string{"term"}})
	units := []*tmx.Unit{
		unit(1, "The buffalo rests by the rice field.", "Con trâu nghỉ bên ruộng lúa."),
		unit(2, "The Buffalo rests by the rice fields.", "Con bò nghỉ bên đồng lúa."),
		unit(3, "No animal rests.", "Không con vật nào nghỉ."),
	}
	var found []Finding
	for _, u := range units {
		found = append(found, c.Check(u)...)
	}
	if len(found) != 1 || found[0].Unit != "#2" || found[0].Span.Of(found[0].Source) != "Buffalo" || !strings.Contains(found[0].Message, "“trâu”") {
		t.Errorf("found %v", found)
	}
}

func TestForbidden(t *testing.T) {
	list, err := LoadForbidden(strings.NewReader("# house style\nutilise\ten\tuse\ntrâu bò\tvi\nkhoẻ\n"), "no.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c := newChecker(t, Options{Source: "en", Forbidden: list, Only: []string{"forbidden"}})
	want(t, codesOf(c,
		unit(1, "Utilise the lamp.", "Dùng cái đèn."),
		unit(2, "Use the lamp.", "Trâu bò khỏe mạnh."),
		unit(3, "Use the utilised lamp.", "Trâu và bò."),
	), "#1 Q502", "#2 Q502", "#2 Q502")
	for _, bad := range []string{"a\tb\tc\td\n", "---\n", strings.Repeat("x", maxForbiddenLine+1)} {
		if _, err := LoadForbidden(strings.NewReader(bad), "bad.tsv"); err == nil {
			t.Errorf("no error for %.20q", bad)
		}
	}
}

func TestToneStyles(t *testing.T) {
	units := []*tmx.Unit{
		unit(1, "Peace", "Hoà bình"), unit(2, "Health", "Sức khỏe"), unit(3, "Water", "Thủy lợi"), unit(4, "Finished", "Hoàn tất"),
	}
	c := newChecker(t, Options{Source: "en", Only: []string{"tone-style"}})
	want(t, codesOf(c, units...), "#1 Q602")
	c = newChecker(t, Options{Source: "en", Only: []string{"tone-style"}})
	want(t, codesOf(c, units[1:]...))
}

func TestOptions(t *testing.T) {
	u := unit(1, "Take 3 lamps.", "Lấy 4 cái đèn")
	c := newChecker(t, Options{Source: "en", Only: []string{"Q1xx", "end-mark"}, Skip: []string{"Q201"}, Severities: map[string]Severity{"number-differs": Info}})
	found := c.Check(u)
	if len(found) != 1 || found[0].Severity != Info {
		t.Errorf("found %v", found)
	}
	if s := c.Summary(); s.Units != 1 || s.Findings != 1 || s.AtLeast(Warning) != 0 || s.AtLeast(Info) != 1 {
		t.Errorf("summary %+v", s)
	}
	for _, o := range []Options{{Only: []string{"Q999"}}, {Skip: []string{"nothing"}}, {Severities: map[string]Severity{"Q9xx": Info}}} {
		if _, err := New(o); err == nil {
			t.Errorf("no error for %+v", o)
		}
	}
	if _, err := ParseSeverity("fatal"); err == nil {
		t.Error("no error for a severity that is none")
	}
}

func TestHeaderNamesTheSource(t *testing.T) {
	c := newChecker(t, Options{Only: []string{"Q101"}})
	c.Start("m.tmx", &tmx.Header{SrcLang: "vi-VN"})
	found := c.Check(unit(1, "Take 3 lamps.", "Lấy 4 cái đèn."))
	if len(found) != 1 || found[0].SourceLang != "vi" || found[0].TargetLang != "en" {
		t.Errorf("found %+v", found)
	}
}

// Codes are stable: what a code is called never changes.
func TestCodesAreInOrder(t *testing.T) {
	names := map[string]bool{}
	before := ""
	for _, k := range Checks() {
		if k.Code <= before || names[k.Name] || k.About == "" || k.Vietnamese == "" || (k.side == nil) == (k.pair == nil) {
			t.Errorf("check %s %s", k.Code, k.Name)
		}
		before, names[k.Name] = k.Code, true
		if found, ok := Lookup(strings.ToUpper(k.Name)); !ok || found.Code != k.Code {
			t.Errorf("Lookup(%q) finds %q", k.Name, found.Code)
		}
	}
}

func TestMeasurer(t *testing.T) {
	var m Measurer
	if m.Add("", "x"); m.Fit() != nil {
		t.Error("a fit of nothing")
	}
	for i := range 1000 {
		n := 20 + i%150
		m.Add(strings.Repeat("a", n), strings.Repeat("b", 2*n+i%5))
	}
	l := m.Fit()
	if l == nil || l.Mean < 0.65 || l.Mean > 0.75 {
		t.Fatalf("fit %+v of twice the length", l)
	}
	u := unit(1, strings.Repeat("word ", 30), strings.Repeat("word ", 61))
	if got := codesOf(newChecker(t, Options{Source: "en", Lengths: l, Only: []string{"length"}}), u); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if got := codesOf(newChecker(t, Options{Source: "en", Lengths: l, Only: []string{"length"}}), unit(1, strings.Repeat("word ", 30), strings.Repeat("word ", 20))); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}
