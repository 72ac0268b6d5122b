package transform

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"songngu/corpus/text"
	"songngu/tmx"
)

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		list, a, b string
		same       bool
	}{
		{"case", "Phố Cổ", "phố cổ", true},
		{"case", "Phố cổ", "Pho co", false},
		{"marks", "Phố cổ", "Pho co", true},
		{"tones", "Sức khoẻ", "Sức khỏe", true},
		{"tones", "Sức khoẻ", "Suc khoe", false},
		{"digits", "Lot 12 of 1,350.", "Lot 7 of 21.", true},
		{"digits", "Lot 12.", "Lot twelve.", false},
		{"digits", "Lot 12", "Lot 12 7", false},
		{"punctuation", "Well — done!", "Well done", true},
		{"punctuation", "well-known", "well known", true},
		{"punctuation", "wellknown", "well known", false},
		{"spaces", "a\u00a0 b ", "a b", true},
		{"tags", `<ph x="1"/>Gate 4`, "Gate 4", true},
		{"case", `<ph x="1"/>Gate 4`, "Gate 4", false},
		{"case,digits", "GATE 4", "gate 5", true},
		{"all", `<hi>KHOẺ</hi> — 4!`, "khỏe 5", true},
	} {
		like, err := ParseLikeness(c.list)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := like.of(tmx.RawSegment(c.a)), like.of(tmx.RawSegment(c.b)); (a == b) != c.same {
			t.Errorf("%s: %q and %q are %q and %q", c.list, c.a, c.b, a, b)
		}
	}
	if _, err := ParseLikeness("case,colour"); err == nil || !strings.Contains(err.Error(), `unknown difference "colour": want some of case, marks`) {
		t.Errorf("error is %v", err)
	}
}

func TestDedupeKeepsTheBest(t *testing.T) {
	unit := func(id, confidence, date, usage, url string) *tmx.Unit {
		u := tmx.NewUnit("en", "Gate 4 is open.", "vi", "Cổng số 4 đang mở.")
		u.ID = id
		for name, value := range map[string]string{"usagecount": usage, "changedate": date} {
			u.SetAttr(name, value)
		}
		if confidence != "" {
			u.SetProp(PropConfidence, confidence)
		}
		u.SetProp("x-source-url", url)
		return u
	}
	for name, c := range map[string]struct {
		units []*tmx.Unit
		want  string
	}{
		"confidence": {[]*tmx.Unit{unit("a", "0.8", "20260101T000000Z", "9", "u1"), unit("b", "0.9", "", "", "u2")}, "b u2 u1"},
		"none said":  {[]*tmx.Unit{unit("a", "0.99", "", "", "u1"), unit("b", "", "", "", "u2")}, "b u2 u1"},
		"date":       {[]*tmx.Unit{unit("a", "", "20250101T000000Z", "9", "u1"), unit("b", "", "20260101T000000Z", "", "u2")}, "b u2 u1"},
		"usage":      {[]*tmx.Unit{unit("a", "", "", "2", "u1"), unit("b", "", "", "10", "u2"), unit("c", "", "", "3", "u1")}, "b u2 u1"},
		"first":      {[]*tmx.Unit{unit("a", "", "", "", "u1"), unit("b", "", "", "", "u1")}, "a u1"},
	} {
		got := all(t, Dedupe(of(c.units), DedupeOptions{}))
		if len(got) != 1 {
			t.Errorf("%s: %d units", name, len(got))
			continue
		}
		s := got[0].ID
		for _, p := range got[0].Props {
			if p.Type == "x-source-url" {
				s += " " + p.Value
			}
		}
		if s != c.want {
			t.Errorf("%s: %s stays, want %s", name, s, c.want)
		}
	}
}

// The same whatever the memory: what fits in it and what goes through files.
func TestDedupeThroughFiles(t *testing.T) {
	var us []*tmx.Unit
	for i := range 4000 {
		u := tmx.NewUnit("en", fmt.Sprintf("Berth %d is free.", i%1500), "vi", fmt.Sprintf("Bến số %d còn trống.", i%1500))
		u.ID = fmt.Sprint(i)
		u.SetProp(PropConfidence, fmt.Sprintf("0.%04d", i*7%9999))
		us = append(us, u)
	}
	in := flats(all(t, Dedupe(of(us), DedupeOptions{})), false)
	out := flats(all(t, Dedupe(of(us), DedupeOptions{Space: Space{Memory: minMemory, Dir: t.TempDir()}})), false)
	if len(in) != 1500 || !slices.Equal(in, out) {
		t.Errorf("%d units in memory, %d through files, or they differ", len(in), len(out))
	}
}

func TestSortInVietnameseOrder(t *testing.T) {
	words := []string{"đò", "dừa", "ăn", "ấm", "an", "ê", "e", "", "anh"}
	want := []string{"", "an", "anh", "ăn", "ấm", "dừa", "đò", "e", "ê"}
	var us []*tmx.Unit
	for _, w := range words {
		us = append(us, tmx.NewUnit("en", "x", "vi", w))
	}
	sorted, err := Sort(of(us), []Order{{By: "vi"}}, "", "", Space{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range all(t, sorted) {
		got = append(got, u.Variant("vi").Text())
	}
	if !slices.Equal(got, want) {
		t.Errorf("order is %q, want %q", got, want)
	}
	if _, err := Sort(of(us), []Order{{By: "colour"}}, "", "", Space{}); err == nil {
		t.Error("an unknown order was no error")
	}
}

func TestClean(t *testing.T) {
	old := text.OldStyle
	for _, c := range []struct {
		opts     CleanOptions
		was, now string
	}{
		{CleanOptions{Spaces: true}, " Một\u00a0 hai\u200b\n ba ", "Một hai ba"},
		{CleanOptions{Spaces: true}, "Bấm  <ph x=\"1\"/>  vào\u200b đây ", "Bấm <ph x=\"1\"/> vào đây"},
		{CleanOptions{Spaces: true}, "<bpt i=\"1\">a  b</bpt>c<ept i=\"1\"/>", "<bpt i=\"1\">a  b</bpt>c<ept i=\"1\"/>"},
		{CleanOptions{Markup: true}, "&lt;b&gt;Mới&lt;/b&gt;: R&amp;amp;D &lt;tên&gt; 3 &lt; 4", "Mới: R&amp;D &lt;tên&gt; 3 &lt; 4"},
		{CleanOptions{Markup: true}, "&lt;a href=\"https://example.org/?a=1&amp;amp;b=2\" class=x&gt;Thẻ&lt;/A &gt; &lt;a name&gt;", "Thẻ &lt;a name&gt;"},
		{CleanOptions{Markup: true}, "một&lt;br/&gt;hai &amp;nbsp;", "một hai \u00a0"},
		{CleanOptions{Tone: &old}, "Sức khoẻ là <hi>hoà</hi> bình", "Sức khỏe là <hi>hòa</hi> bình"},
		{CleanOptions{}, " như  cũ ", " như  cũ "},
	} {
		u := &tmx.Unit{Variants: []tmx.Variant{{Lang: "vi", Seg: tmx.RawSegment(c.was)}}}
		got := all(t, Clean(of([]*tmx.Unit{u}), c.opts, nil))[0].Variants[0].Seg.Raw()
		if got != c.now {
			t.Errorf("%q becomes %q, want %q", c.was, got, c.now)
		}
	}
	var did Cleaned
	got := all(t, Clean(of([]*tmx.Unit{
		tmx.NewUnit("en", "Tower", "vi", "Tháp"), tmx.NewUnit("en", "Tower", "vi", " "),
		tmx.NewUnit("en", "Tower", "vi", "tower "), tmx.NewUnit("en", "2026", "vi", "2026"),
	}), CleanOptions{Empty: true, Same: true}, &did))
	if len(got) != 2 || did.Empty != 1 || did.Same != 1 || did.Units != 4 {
		t.Errorf("%d units stay, %+v", len(got), did)
	}
}

func TestReplaceAndStripTags(t *testing.T) {
	u := &tmx.Unit{Variants: []tmx.Variant{
		{Lang: "en", Seg: tmx.TextSegment("Gate 4")},
		{Lang: "vi-VN", Seg: tmx.RawSegment(`Cổng<ph>4</ph>4 &amp; <hi>cổng</hi> 5`)},
	}}
	r := Replacement{regexp.MustCompile(`(\d)`), "số <$1>"}
	if n := r.Replace(u, "vi"); n != 1 {
		t.Errorf("%d variants changed", n)
	}
	if got, want := u.Variants[1].Seg.Raw(), `Cổng<ph>4</ph>số &lt;4&gt; &amp; <hi>cổng</hi> số &lt;5&gt;`; got != want {
		t.Errorf("replaced: %s\nwant      %s", got, want)
	}
	if n := r.Replace(u, "fr"); n != 0 || u.Variants[0].Text() != "Gate 4" {
		t.Errorf("%d variants of another language changed", n)
	}
	if !StripTags(u) || StripTags(u) {
		t.Error("tags were not stripped, or twice")
	}
	if got, want := u.Variants[1].Text(), "Cổng số <4> & cổng số <5>"; got != want {
		t.Errorf("stripped: %s, want %s", got, want)
	}
}

func TestChange(t *testing.T) {
	u := ferry()
	for _, c := range []struct {
		kind, arg, lang string
		unset           bool
		changed         bool
	}{
		{"prop", "x-client=Acme", "", false, true},
		{"prop", "x-client=Acme", "", false, false},
		{"prop", "score=1", "", false, true}, // both become one
		{"prop", "x-document", "", true, true},
		{"attr", "changedate=2026-03-15", "vi", false, true},
		{"attr", "usagecount", "", true, true},
		{"note", "sent", "en", false, true},
		{"note", "", "", true, true},
	} {
		change, err := ParseChange(c.kind, c.arg, c.lang, c.unset)
		if err != nil {
			t.Fatal(err)
		}
		if got := change.Apply(u); got != c.changed {
			t.Errorf("%+v changed: %v", c, got)
		}
	}
	got := fmt.Sprint(u.Props, u.Attrs, u.Notes, u.Variants[0].Notes, u.Variants[1].Attrs[1:])
	if want := "[{x-confidence 0.9300 []} {score 1 []} {x-client Acme []}] [] [] [{sent []}] [{changeid binh} {changedate 20260315T000000Z}]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, arg := range []string{"usagecount", "=3", "a b=3", "changedate=soon", "xml:lang=vi"} {
		if _, err := ParseChange("attr", arg, "", false); err == nil {
			t.Errorf("attr %q was taken", arg)
		}
	}
}

func TestSearch(t *testing.T) {
	u := tmx.NewUnit("en", "The Old Quarter, in March.", "vi", "Phố cổ, tháng Ba; Đặng.")
	for _, c := range []struct {
		pattern string
		opts    SearchOptions
		want    string
	}{
		{"cổ|March", SearchOptions{}, "en:March vi:cổ"},
		{"old", SearchOptions{}, ""},
		{"old", SearchOptions{IgnoreCase: true}, "en:Old"},
		{"pho co", SearchOptions{IgnoreMarks: true}, "vi:Phố cổ"},
		{"Phố cô", SearchOptions{IgnoreMarks: true}, "vi:Phố cổ"},
		{`\p{Lu}ang|\pL+ng`, SearchOptions{IgnoreMarks: true}, "vi:tháng|Đặng"},
		{"tha\u0301ng", SearchOptions{}, "vi:tháng"},
		{"Ba; Đ", SearchOptions{Literal: true}, "vi:Ba; Đ"},
		{"r.", SearchOptions{Literal: true}, ""},
		{"a", SearchOptions{Lang: "en"}, "en:a|a"},
		{"dang.$", SearchOptions{IgnoreMarks: true}, "vi:Đặng."},
		{"x*", SearchOptions{}, "en: vi:"},
	} {
		s, err := NewSearch(c.pattern, c.opts)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range s.Find(u) {
			var found []string
			for _, m := range h.Spans {
				found = append(found, h.Text[m[0]:m[1]])
			}
			got = append(got, h.Variant.Lang+":"+strings.Join(found, "|"))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q %+v finds %q, want %q", c.pattern, c.opts, s, c.want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("pho co", "Phố cổ", true)
	f.Add(`\p{Lu}\x{1EA0}[^ạ]`, "Đ\u0301 a", true)
	f.Add(`\`, "", false)
	f.Fuzz(func(t *testing.T, pattern, content string, marks bool) {
		s, err := NewSearch(pattern, SearchOptions{IgnoreMarks: marks, IgnoreCase: true})
		if err != nil {
			return
		}
		for _, h := range s.Find(tmx.NewUnit("en", content, "vi", content)) {
			last := 0
			for _, m := range h.Spans {
				if m[0] < last || m[1] <= m[0] || m[1] > len(h.Text) {
					t.Fatalf("spans %v of %q", h.Spans, h.Text)
				}
				last = m[1]
			}
		}
	})
}

func TestSourceCounter(t *testing.T) {
	u := ferry()
	u.Props = append(u.Props, tmx.Prop{Type: "x-source-url", Value: "https://example.org/b"}, tmx.Prop{Type: "x-source-url", Value: "https://example.org/a"})
	var c SourceCounter
	c.Header(&tmx.Header{Props: []tmx.Prop{{Type: "x-licence", Value: "CC0"}}})
	c.Add(u)
	c.Add(ferry())
	got := fmt.Sprint(c.Sources())
	if want := "[{licence CC0 0} {url https://example.org/a 1} {url https://example.org/b 1} {document harbour.txt 2}]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
