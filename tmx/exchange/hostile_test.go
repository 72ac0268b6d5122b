package exchange

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"songngu/tmx"
)

// endless is a file that begins with head and goes on with body until size
// bytes were read.
func endless(head, body string, size int) io.Reader {
	return io.MultiReader(strings.NewReader(head), io.LimitReader(&repeat{body: body}, int64(size)))
}

type repeat struct {
	body string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := copy(p, r.body[r.at:])
	r.at = (r.at + n) % len(r.body)
	return n, nil
}

const xliffHead = `<?xml version="1.0"?><xliff version="1.2"><file original="f" source-language="en" target-language="vi"><body>`

// TestHostile reads files that are out to do harm: each gives a bad record, not
// a unit with what it wanted, and takes little memory.
func TestHostile(t *testing.T) {
	const big = 20 << 20
	unit := `<trans-unit id="1"><source>%s</source><target>t</target></trans-unit>`
	for _, c := range []struct {
		name, file string
		in         io.Reader
		bad        int
	}{
		{"entity bomb", "f.xlf", strings.NewReader(`<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>` + xliffHead + fmt.Sprintf(unit, "&b;") + "</body></file></xliff>"), 0},
		{"external entity", "f.xlf", strings.NewReader(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + xliffHead + fmt.Sprintf(unit, "&a;") + "</body></file></xliff>"), 0},
		{"depth", "f.xlf", endless(xliffHead+`<trans-unit id="1"><source>`, `<g id="1">`, big), 1},
		{"attribute", "f.xlf", endless(xliffHead+`<trans-unit id="`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", big), 1},
		{"text", "f.xlf", endless(xliffHead+`<trans-unit id="1"><source>`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", big), 1},
		{"elements", "f.xlf", endless(xliffHead+`<trans-unit id="1"><source>`, `<x id="1"/>`, 4<<20), 1},
		{"comment", "f.xlf", endless(xliffHead+`<!--`, "no end in sight ", big), 1},
		{"line of JSON", "f.jsonl", endless(`{"en":"`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", big), 1},
		{"string of PO", "f.po", endless("msgid \"\"\n", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n", big), 1},
		{"quote of CSV", "f.csv", endless("en,vi\nx,\"", "no end in sight,\n", big), 1},
		{"line of TSV", "f.tsv", endless("en\tvi\n", "\tcell", big), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			bad := 0
			var text strings.Builder
			read := map[string]func(io.Reader, string, ReadOptions) Units{"f.xlf": ReadXLIFF, "f.po": ReadPO, "f.jsonl": ReadJSONL, "f.csv": ReadTable, "f.tsv": ReadTable}[c.file]
			for u, err := range read(c.in, c.file, ReadOptions{MaxRecord: 1 << 20}) {
				if err != nil {
					if _, ok := err.(*RecordError); !ok {
						t.Fatal(err)
					}
					bad++
					continue
				}
				text.WriteString(u.Variants[0].Text())
			}
			runtime.ReadMemStats(&after)
			if bad != c.bad {
				t.Errorf("%d bad records, want %d", bad, c.bad)
			}
			if s := text.String(); strings.Contains(s, "aaaaaaaa") || strings.Contains(s, "root:") {
				t.Errorf("an entity was resolved: %.40q", s)
			}
			// Sys is what was asked of the system, so a peak shows in it.
			if grown := int64(after.Sys) - int64(before.Sys); grown > 128<<20 {
				t.Errorf("memory grew by %d MiB", grown>>20)
			}
		})
	}
}

// TestCutOff reads an XLIFF file that ends in the middle, and one with its
// original inside: the good units are kept.
func TestCutOff(t *testing.T) {
	file := xliffHead + `<trans-unit id="1"><source>Row on.</source><target>Chèo tiếp.</target></trans-unit>` + "\n" + `<trans-unit id="2"><source>Stop`
	read, _ := transcript(t, ReadXLIFF(strings.NewReader(file), "file", ReadOptions{}))
	unit := `{"id":"1","props":[{"type":"x-document","value":"f"}],"variants":[{"lang":"en","text":"Row on."},{"lang":"vi","text":"Chèo tiếp."}]}` + "\n"
	if want := unit + "file:2: unexpected EOF\n"; read != want {
		t.Errorf("got %s want %s", read, want)
	}
	file = `<xliff version="1.2"><file original="f" source-language="en" target-language="vi"><header><reference><internal-file form="base64">` + strings.Repeat("QUJD", 1<<20) +
		`</internal-file></reference></header><body>` + unitOf("Row on.", "Chèo tiếp.") + unitOf(strings.Repeat("x", 2<<20), "x") + unitOf("Row on.", "Chèo tiếp.") + `</body></file></xliff>`
	read, _ = transcript(t, ReadXLIFF(strings.NewReader(file), "file", ReadOptions{MaxRecord: 1 << 20}))
	if want := unit + "file:1: unit \"1\": record is larger than the limit\n" + unit; read != want {
		t.Errorf("got %s want %s", read, want)
	}
}

func unitOf(source, target string) string {
	return `<trans-unit id="1"><source>` + source + `</source><target>` + target + `</target></trans-unit>`
}

// TestPOEntries writes what needs more than a message for a unit: plural forms,
// in a language with two forms too, and messages that stand twice.
func TestPOEntries(t *testing.T) {
	var units []*tmx.Unit
	add := func(en, vi, form, context string) {
		u := tmx.NewUnit("en", en, "vi", vi)
		setNonEmpty(u, PropPlural, form)
		setNonEmpty(u, PropContext, context)
		units = append(units, u)
	}
	add("one oar", "mái chèo", "singular", "")
	add("%d oars", "mái chèo", "plural", "")
	add("one net", "lưới", "singular", "")
	add("%d nets", "những tấm lưới", "plural", "")
	add("Deck", "Boong", "", "sign")
	add("Deck", "Boong tàu", "", "sign")
	add("Deck", "Sàn", "", "")
	for _, c := range []struct{ target, want string }{
		{"vi", `msgid "one oar"
msgid_plural "%d oars"
msgstr[0] "mái chèo"

#. x-plural: singular
msgid "one net"
msgstr "lưới"

#. x-plural: plural
msgid "%d nets"
msgstr "những tấm lưới"
`},
		{"fr", `msgid "one oar"
msgid_plural "%d oars"
msgstr[0] "mái chèo"
msgstr[1] "mái chèo"

msgid "one net"
msgid_plural "%d nets"
msgstr[0] "lưới"
msgstr[1] "những tấm lưới"
`},
	} {
		for _, u := range units {
			u.Variants[1].Lang = c.target
		}
		var b strings.Builder
		w := NewPOWriter(&b, WriteOptions{Target: c.target})
		for _, u := range units {
			if err := w.Write(u); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want := c.want + `
msgctxt "sign"
msgid "Deck"
msgstr "Boong"

msgctxt "sign songngu:2"
msgid "Deck"
msgstr "Boong tàu"

msgid "Deck"
msgstr "Sàn"
`
		if _, got, _ := strings.Cut(b.String(), "\n\n"); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.target, got, want)
		}
		i := 0
		for u, err := range ReadPO(strings.NewReader(b.String()), "file", ReadOptions{}) {
			if err != nil || describe(u) != describe(units[i]) {
				t.Fatalf("%v: read %s want %s", err, describe(u), describe(units[i]))
			}
			i++
		}
	}
}

// TestInputError ends a stream with the error of what is read.
func TestInputError(t *testing.T) {
	broken := iotest.ErrReader(io.ErrClosedPipe)
	for _, c := range []struct {
		name, good string
		read       func(io.Reader, string, ReadOptions) Units
	}{
		{"xliff", xliffHead, ReadXLIFF},
		{"po", "msgid \"a\"\nmsgstr \"b\"\n\n", ReadPO},
		{"csv", "en,vi\na,b\n", ReadTable},
		{"tsv", "en\tvi\na\tb\n", ReadTable},
		{"jsonl", `{"en":"a"}` + "\n", ReadJSONL},
	} {
		var last error
		n := 0
		for _, err := range c.read(io.MultiReader(strings.NewReader(c.good), broken), c.name, ReadOptions{}) {
			if n++; n > 5 {
				t.Fatalf("%s: the stream goes on", c.name)
			}
			last = err
		}
		if _, bad := last.(*RecordError); last == nil || bad || !strings.HasPrefix(last.Error(), c.name+": ") {
			t.Errorf("%s: got %v", c.name, last)
		}
	}
}

// TestGuard keeps a spreadsheet from running a cell.
func TestGuard(t *testing.T) {
	var b strings.Builder
	w, err := NewCSVWriter(&b, WriteOptions{Columns: []Column{ColSource, ColTarget, ColNote}})
	if err != nil {
		t.Fatal(err)
	}
	u := tmx.NewUnit("en", "=cmd|'/c calc'!A1", "vi", "+84 24")
	u.Notes = []tmx.Note{{Value: "@sum"}}
	if err := w.Write(u); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "source,target,note\n'=cmd|'/c calc'!A1,'+84 24,'@sum\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

// TestGlossary keeps the short units and each pair once.
func TestGlossary(t *testing.T) {
	units := []*tmx.Unit{
		tmx.NewUnit("en", "water buffalo", "vi", "con trâu"), tmx.NewUnit("en", "water buffalo", "vi", "con trâu"),
		tmx.NewUnit("en", "Come in.", "vi", "Mời vào."), tmx.NewUnit("en", "U.N.", "vi", "Liên Hợp Quốc"),
		tmx.NewUnit("en", "The buffalo stands in the pond", "vi", "Con trâu đứng dưới ao"), tmx.NewUnit("en", "1975", "vi", "1975"),
	}
	fuzzy := tmx.NewUnit("en", "plough", "vi", "cái cày")
	fuzzy.SetProp(PropFuzzy, "yes")
	units = append(units, fuzzy)
	units[0].Notes = []tmx.Note{{Value: "gia súc"}}
	units[0].SetProp(PropSourceURL, "https://example.vn/trau")
	for _, c := range []struct {
		name  string
		begin func(io.Writer, WriteOptions) Writer
		want  string
	}{
		{"omegat", NewOmegaTGlossaryWriter, "water buffalo\tcon trâu\tgia súc; https://example.vn/trau\nU.N.\tLiên Hợp Quốc\n"},
		{"utx", NewUTXWriter, "#UTX 1.11; en/vi; creator: songngu\r\n#src\ttgt\tsrc:pos\tcomment\r\nwater buffalo\tcon trâu\t-\tgia súc; https://example.vn/trau\r\nU.N.\tLiên Hợp Quốc\t-\t\r\n"},
	} {
		var b strings.Builder
		w := c.begin(&b, WriteOptions{})
		for _, u := range units {
			if err := w.Write(u); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, b.String(), c.want)
		}
	}
}
