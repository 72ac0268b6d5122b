package validate

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songngu/corpus/measuring"
	"songngu/tmx"
)

const (
	head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>` + "\n"
	tail = "</body></tmx>\n"
)

func check(t *testing.T, in string, p Profile) (found []tmx.Finding, sum Summary) {
	t.Helper()
	sum, err := File(strings.NewReader(in), Options{Profile: p}, func(f tmx.Finding) { found = append(found, f) })
	if err != nil {
		t.Fatal(err)
	}
	return found, sum
}

func codesOf(found []tmx.Finding) string {
	var cs []string
	for _, f := range found {
		cs = append(cs, f.Code)
	}
	return strings.Join(cs, " ")
}

func TestDTD(t *testing.T) {
	pair := func(vi string) string {
		return `<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>` + vi + `</seg></tuv></tu>`
	}
	for _, c := range []struct{ name, in, codes string }{
		{"good", pair(`Có <bpt i="1" type="b">&lt;b></bpt>và<ept i="1"/> <ph><sub>chú <it pos="end"/></sub></ph><hi><hi>x</hi></hi>`), ""},
		{"unknown attributes", `<tu mark="1"><prop type="a" b="c">d</prop><tuv xml:lang="en" segtype="block"><seg>Yes</seg></tuv></tu>`, "D003 D003 D003"},
		{"unknown inline", pair(`<x id="1"/>Có`), "T025"},
		{"attributes of codes", pair(`<ph id="1"/><bpt i="1"/><ept/>`), "D003 D004 D008"},
		{"pos", pair(`<it pos="middle"/><it/>`), "D002 D004"},
		{"content model", pair(`<ph><hi>a</hi></ph><sub>b</sub>`), "D005 D005"},
		{"pairs", pair(`<bpt i="1"/>Có<ept i="2"/>`), "D008"},
		{"dates", `<tu creationdate="yesterday" usagecount="many"><tuv xml:lang="en" changedate="2026-01-02"><seg>Yes</seg></tuv></tu>`, "D006 D007 D006"},
		{"segtype", `<tu segtype="line"><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`, "D002"},
		{"no source", `<tu><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "D010"},
		{"own source", `<tu srclang="vi"><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, ""},
		{"language", `<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="tiếng Việt"><seg>Có</seg></tuv></tu>`, "D009"},
		{"bare ampersand", pair("R&D"), "T008"},
	} {
		found, sum := check(t, head+c.in+tail, "")
		if got := codesOf(found); got != c.codes {
			t.Errorf("%s: %v, want %s", c.name, found, c.codes)
		}
		if sum.Units != 1 || sum.Valid() != (c.codes == "") {
			t.Errorf("%s: %+v", c.name, sum)
		}
		for _, f := range found {
			if f.Line != 3 || f.Unit != "#1" {
				t.Errorf("%s: %v is not at its unit", c.name, f)
			}
		}
	}
}

// TestPlaces holds findings to the tag they are about: two units on one line
// have columns of their own, and the root and the header are no units.
func TestPlaces(t *testing.T) {
	unit := `<tu x="1"><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`
	in := strings.NewReplacer(`<tmx `, `<tmx xmlns="x" `, `<header `, `<header mark="1" `).Replace(head) + unit + unit + tail
	found, _ := check(t, in, "")
	if len(found) != 4 {
		t.Fatal(found)
	}
	lines := strings.Split(in, "\n")
	for i, element := range []string{"<tmx ", "<header ", "<tu ", "<tu "} {
		f := found[i]
		if f.Line < 1 || !strings.HasPrefix(lines[f.Line-1][f.Column-1:], element) {
			t.Errorf("%v is not at %s>", f, element)
		}
	}
	if found[2].Column == found[3].Column {
		t.Error(found)
	}
}

func TestProfiles(t *testing.T) {
	unit := func(en, vi string) string {
		return `<tu><tuv xml:lang="en"><seg>` + en + `</seg></tuv><tuv xml:lang="vi"><seg>` + vi + `</seg></tuv></tu>`
	}
	file := func(units string) string { return head + units + tail }
	for _, c := range []struct {
		name, in string
		codes    map[Profile]string // others find nothing
	}{
		{"good", file(unit("Yes", "Có")), map[Profile]string{"trados": "P002 P002", "okapi": "P002 P002"}},
		{"all languages", strings.Replace(file(unit("Yes", "Có")), `srclang="en"`, `srclang="*all*"`, 1), map[Profile]string{
			"omegat": "T038 P001", "poedit": "T038 P001", "weblate": "T038 P001"}},
		{"empty", file(unit("Yes", "")), map[Profile]string{"omegat": "P003", "weblate": "P003", "poedit": ""}},
		{"blanks", file(unit("Yes ", "Có\nạ")), map[Profile]string{"omegat": "P008 P008", "memoq": ""}},
		{"hi", file(unit("<hi>Yes</hi>", "Có")), map[Profile]string{"omegat": "P007", "poedit": "P007", "weblate": ""}},
		{"CDATA", file(unit("<![CDATA[Yes]]>", "Có")), map[Profile]string{"poedit": "P007", "omegat": ""}},
		{"long", file(unit(strings.Repeat("y", 1500), "Có")), map[Profile]string{"weblate": "P009", "generic": ""}},
		{"longest", file(unit(strings.Repeat("y", 2001), "Có")), map[Profile]string{"generic": "P009", "trados": "P002 P009 P002"}},
		{"one side", file(`<tu><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`), map[Profile]string{"matecat": "P012"}},
		{"order", file(`<tu><tuv xml:lang="vi"><seg>Có</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="fr"><seg>Oui</seg></tuv></tu>`), map[Profile]string{"weblate": "P005 P004", "omegat": ""}},
		{"codes", strings.NewReplacer(`"en"`, `"en_US"`, `"vi"`, `"vie"`).Replace(file(unit("Yes", "Có"))), map[Profile]string{"omegat": "P002 P002 P002", "memoq": ""}},
		{"case", strings.Replace(file(unit("Yes", "Có")), `srclang="en"`, `srclang="EN"`, 1), map[Profile]string{"": "D010"}},
		{"reserved", file(`<tu><prop type="file">a.txt</prop>` + unit("Yes", "Có")[4:]), map[Profile]string{"omegat": "P006", "memoq": ""}},
		{"OmegaT's own", strings.NewReplacer(`creationtool="t"`, `creationtool="OmegaT"`, `"sentence"`, `"paragraph"`).Replace(file(unit("Yes", "Có"))), map[Profile]string{"omegat": "P010 P011"}},
	} {
		for p, want := range c.codes {
			if found, _ := check(t, c.in, p); codesOf(found) != want {
				t.Errorf("%s for %s: %v, want %s", c.name, p, found, want)
			}
		}
	}
	if _, err := File(strings.NewReader(""), Options{Profile: "wordfast"}, nil); err == nil || !strings.Contains(err.Error(), "generic") {
		t.Errorf("unknown profile: %v", err)
	}
}

func TestNotTMX(t *testing.T) {
	if found, sum := check(t, "", ""); codesOf(found) != tmx.CodeNotTMX || sum.Valid() {
		t.Errorf("%v %+v", found, sum)
	}
}

// differs says why a sample is judged otherwise than by xmllint (DTD) or by
// TMXValidator, which checks languages and dates too.
var differs = map[string]string{
	"DTD maligna/simpletext.tmx":               "version 1.1 under the DTD of 1.4: taken for an older file, an info here",
	"TMXValidator quirks/63-utf16le-nobom.tmx": "no byte order mark: XML asks for one, TMXValidator does not",
	"DTD quirks/12-doctype-lisa-url.tmx":       "xmllint only misses the DTD, which it may not fetch; the file is valid",
}

// TestSamples compares the verdicts on the samples of other tools with those
// that INDEX.tsv holds of xmllint with the DTD.
func TestSamples(t *testing.T) {
	dir := measuring.Path(t, "data", "tmx-samples")
	f, err := os.Open(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	agree, n := map[string]int{}, 0
	lines := bufio.NewScanner(f)
	lines.Scan()
	for lines.Scan() {
		row := strings.Split(lines.Text(), "\t")
		if len(row) < 9 {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, row[0]))
		if err != nil {
			t.Error(err)
			continue
		}
		found, sum := check(t, string(data), "")
		n++
		for _, v := range []struct {
			name, verdict string
			ours          bool
		}{{"DTD", row[8], sum.Errors == 0}, {"TMXValidator", row[7], sum.Valid()}} {
			if v.ours == (v.verdict == "valid") {
				agree[v.name]++
				continue
			}
			why, known := differs[v.name+" "+row[0]]
			t.Logf("%s: %s says %.70q, valid here %v: %s", row[0], v.name, v.verdict, v.ours, why)
			for _, f := range found[:min(2, len(found))] {
				t.Logf("    %v", f)
			}
			if !known {
				t.Errorf("%s: no reason known", row[0])
			}
		}
	}
	t.Logf("of %d verdicts, as xmllint's %d, as TMXValidator's %d", n, agree["DTD"], agree["TMXValidator"])
}
