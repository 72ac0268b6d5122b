package segment

import (
	"strings"
	"testing"
)

const srxFile = `<?xml version="1.0" encoding="UTF-8"?>
<!-- rules for the tests -->
<srx xmlns="http://www.lisa.org/srx20" xmlns:x="http://example.com/other" version="2.0">
 <header segmentsubflows="yes" cascade="yes">
  <formathandle type="start" include="no"/>
 </header>
 <body>
  <languagerules>
   <languagerule languagerulename="English">
    <rule break="no"><beforebreak>\b(?:Mr|Dr|U\.S)\.</beforebreak><afterbreak>\s</afterbreak></rule>
    <rule break="no"><beforebreak>\s\p{Lu}\.</beforebreak><afterbreak>\s</afterbreak></rule>
   </languagerule>
   <languagerule languagerulename="Vietnamese">
    <rule break="no"><beforebreak>\b(?:TP|GS|đ/c)\.</beforebreak><afterbreak>\s</afterbreak></rule>
   </languagerule>
   <languagerule languagerulename="Any">
    <rule break="yes"><beforebreak>[\.\?!…]+["”\)]*</beforebreak><afterbreak>\s+(?=["“\(]?[\p{Lu}\d])</afterbreak></rule>
    <rule><beforebreak>\n</beforebreak><afterbreak></afterbreak></rule>
   </languagerule>
  </languagerules>
  <maprules>
   <languagemap languagepattern="[Ee][Nn].*" languagerulename="English"/>
   <languagemap languagepattern="VI|vi" languagerulename="Vietnamese"/>
   <languagemap languagepattern=".*" languagerulename="Any"/>
  </maprules>
 </body>
</srx>`

func srxSegmenter(t *testing.T, file, lang string, opts ...Option) *Segmenter {
	t.Helper()
	x, err := ParseSRX(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(lang, append(opts, WithSRX(x))...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func split(t *testing.T, s *Segmenter, block string) string {
	t.Helper()
	found, err := s.Document([]string{block})
	if err != nil {
		t.Fatal(err)
	}
	check(t, block, found[0])
	var out []string
	for _, x := range found[0] {
		out = append(out, x.Span.Of(block))
	}
	return strings.Join(out, "¶")
}

func TestSRX(t *testing.T) {
	for _, c := range []struct{ lang, block, want string }{
		{"en", "Mr. Lam came. He met J. Moss in the U.S. in May.", "Mr. Lam came.¶He met J. Moss in the U.S. in May."},
		{"en-GB", " Really?! \"Yes.\" No", "Really?!¶\"Yes.\"¶No"},
		{"en", "one line\nanother line\n", "one line¶another line"},
		{"vi", "Bà ở TP. Huế. Ông là đ/c. Nam.", "Bà ở TP. Huế.¶Ông là đ/c. Nam."},
		{"vi", "Gặp Mr. Lam", "Gặp Mr.¶Lam"},
		{"fr", "Il pleut. Mr. Lam dort.", "Il pleut.¶Mr.¶Lam dort."},
		{"en", "", ""},
	} {
		if got := split(t, srxSegmenter(t, srxFile, c.lang), c.block); got != c.want {
			t.Errorf("%s, %q: %s, want %s", c.lang, c.block, got, c.want)
		}
	}
	s := srxSegmenter(t, srxFile, "vi", WithAbbreviations([]string{"ksv"}))
	if got, want := split(t, s, "Gặp KSV. Nam. Ông cười."), "Gặp KSV. Nam.¶Ông cười."; got != want {
		t.Errorf("with an abbreviation: %s, want %s", got, want)
	}
}

func TestSRXVersions(t *testing.T) {
	// Version 1.0 has no cascade: only the first map that matches counts.
	one := strings.NewReplacer(`version="2.0"`, `version="1.0"`, ` cascade="yes"`, ``,
		`<maprules>`, `<maprules><maprule maprulename="Default">`, `</maprules>`, `</maprule></maprules>`).Replace(srxFile)
	if got, want := split(t, srxSegmenter(t, one, "fr"), "Un. Deux."), "Un.¶Deux."; got != want {
		t.Errorf("version 1.0: %s, want %s", got, want)
	}
	if got, want := split(t, srxSegmenter(t, one, "en"), "One. Two."), "One. Two."; got != want {
		t.Errorf("version 1.0: %s, want %s", got, want)
	}
}

func TestSRXErrors(t *testing.T) {
	rule := func(before, after string) string {
		return `<srx version="2.0"><body><languagerules><languagerule languagerulename="A"><rule break="no"><beforebreak>` + before +
			`</beforebreak><afterbreak>` + after + `</afterbreak></rule></languagerule></languagerules>` +
			`<maprules><languagemap languagepattern=".*" languagerulename="A"/></maprules></body></srx>`
	}
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "not an SRX file"},
		{"other", "<tmx/>", "not an SRX file"},
		{"no maps", `<srx version="2.0"/>`, "no language maps"},
		{"version", `<srx version="7"/>`, "version"},
		{"broken", `<srx version="2.0"><body>`, "line 1"},
		{"entity", `<!DOCTYPE srx [<!ENTITY a "b">]><srx version="2.0">&a;</srx>`, "entity"},
		{"huge", strings.Repeat(" ", maxSRXBytes+10), "more than"},
		{"long expression", rule(strings.Repeat("a", maxSRXRegex+1), " "), "more than"},
		{"back-reference", rule(`(a)\1`, `\s`), `rule 1 of "A": beforebreak`},
		{"look-around", rule(`a(?=b)c`, `\s`), "cannot be translated"},
		{"negative look-ahead", rule(`a`, `(?!bc)`), "more than one character"},
		{"intersection", rule(`[a-z&amp;&amp;[^b]]`, `\s`), "&&"},
		{"property", rule(`\p{InGreekCoptic}`, `\s`), "property"},
		{"parenthesis", rule(`(a`, `\s`), `rule 1 of "A"`},
		{"missing rules", strings.Replace(rule("a", "b"), `"A"/>`, `"B"/>`, 1), "has not"},
		{"language", strings.Replace(rule("a", "b"), `".*"`, `"fr"`, 1), "no rules for language"},
	} {
		x, err := ParseSRX(strings.NewReader(c.file))
		if err == nil {
			_, err = New("en", WithSRX(x))
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}

func TestTranslate(t *testing.T) {
	for _, c := range []struct {
		place           srxPlace
		pattern         string
		matches, misses string // separated by |
	}{
		{inBefore, `\bMr\.`, "Mr.|a Mr.", "xMr.|ạMr."},
		{inBefore, `(?<![A-Z])\.`, "a.|.", "A."},
		{inBefore, `(?<=\d)\.`, "1.", "a."},
		{inBefore, `a++b*+c?+`, "aab", "b"},
		{inBefore, `(?>ab|c)d`, "abd|cd", "ab"},
		{inBefore, `\u0041\x{42}\x43\0104`, "ABCD", "ABC"},
		{inBefore, `\p{Uppercase_Letter}\p{IsAlphabetic}\pL\P{L}`, "Ờab.", "abc."},
		{inBefore, `[\p{Lu}[abc]\-\]]x`, "Đx|bx|-x|]x", "dx"},
		{inBefore, `[]a]x`, "]x|ax", "bx"},
		{inBefore, `\Qa.b\E\.`, "a.b.", "axb."},
		{inBefore, `\w+\s\h`, "ờ  ", "ờ."},
		{inBefore, `\“\"\.`, "“\".", "“."},
		{inBefore, `(?<name>a)(?i)B`, "aB|ab", "b"},
		{inBefore, `[[:alpha:]]\.`, "ờ.", "1."},
		{inAfter, `\s+(?=[A-Z])`, " A", " a"},
		{inAfter, `\s(?!\p{Ll})`, " A| ", " a"},
		{inAfter, `\R`, "\n|\r\n", "x"},
	} {
		head, tail := "", `\z`
		if c.place == inAfter {
			head, tail = `\A(?:`, `)`
		} else {
			head, tail = `(?:`, `)\z`
		}
		re, err := compileSRX(head, c.pattern, tail, c.place)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		for _, m := range strings.Split(c.matches, "|") {
			if !re.MatchString(m) {
				t.Errorf("%s, as %s, does not match %q", c.pattern, re, m)
			}
		}
		for _, m := range strings.Split(c.misses, "|") {
			if re.MatchString(m) {
				t.Errorf("%s, as %s, matches %q", c.pattern, re, m)
			}
		}
	}
}

func FuzzSRX(f *testing.F) {
	f.Add(srxFile, "Mr. Lam came. He left.")
	f.Add(strings.Replace(srxFile, "2.0", "1.0", 1), "x")
	f.Add(`<srx version="2.0">`, "")
	f.Fuzz(func(t *testing.T, file, block string) {
		x, err := ParseSRX(strings.NewReader(file))
		if err != nil {
			return
		}
		s, err := New("en", WithSRX(x))
		if err != nil || len(block) > 2000 {
			return
		}
		found, err := s.Document([]string{block})
		if err != nil {
			t.Fatal(err)
		}
		check(t, block, found[0])
	})
}

func BenchmarkSRX(b *testing.B) {
	x, err := ParseSRX(strings.NewReader(srxFile))
	if err != nil {
		b.Fatal(err)
	}
	s, err := New("en", WithSRX(x))
	if err != nil {
		b.Fatal(err)
	}
	block := strings.Repeat(paragraphEN+" ", 200)
	b.SetBytes(int64(len(block)))
	for b.Loop() {
		if _, err := s.Document([]string{block}); err != nil {
			b.Fatal(err)
		}
	}
}
