package show

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"songngu/align/diff"
)

var writers = map[string]func(io.Writer, *diff.Result, Options) error{
	"text": Text, "side by side": SideBySide, "stat": Stat, "json": JSON, "markdown": Markdown, "html": HTML,
}

// memory makes a memory of lines "English | Vietnamese".
func memory(name string, lines ...string) *diff.Memory {
	m := &diff.Memory{Name: name, PairsOnly: true, Format: "table"}
	for _, l := range lines {
		en, vi, _ := strings.Cut(l, " | ")
		m.Add("", "", []string{en}, []string{vi})
	}
	return m
}

// A change of both languages in every form, as it is to be seen.
func TestForms(t *testing.T) {
	a := memory("old", "The kite is stuck in the mango tree. | Con diều mắc trên cây xoài.", "Fetch the ladder. | Lấy cái thang lại đây.")
	b := memory("new", "The kite is stuck in the banyan tree. | Con diều mắc trên cây đa.", "Fetch the ladder. | Lấy cái thang lại đây.")
	want := map[string]string{
		"text": `--- old
+++ new
@@ edited 1 → 1 @@
-en  The kite is stuck in the [-mango-] tree.
+en  The kite is stuck in the {+banyan+} tree.
-vi  Con diều mắc trên cây [-xoài-].
+vi  Con diều mắc trên cây {+đa+}.
1 difference: 1 edited; 1 kept
`,
		"side by side": `old                                   new
edited 1 → 1
en  The kite is stuck in the        | en  The kite is stuck in the
[-mango-] tree.                     | {+banyan+} tree.
vi  Con diều mắc trên cây [-xoài-]. | vi  Con diều mắc trên cây {+đa+}.
1 difference: 1 edited; 1 kept
`,
		"stat": ` kept          1
 edited        1  ~
 English: -1 words, +1 words
 Vietnamese: -1 words, +1 words
1 difference: 1 edited; 1 kept
`,
		"json": `{"a":"old","b":"new","same":false,"counts":{"edited":1,"kept":1},"changes":[
{"kind":"edited","a":[{"unit":1,"type":"1-1","en":"The kite is stuck in the mango tree.","vi":"Con diều mắc trên cây xoài.","words":{"en":[{"text":"The kite is stuck in the "},{"text":"mango ","changed":true},{"text":"tree."}],"vi":[{"text":"Con diều mắc trên cây "},{"text":"xoài","changed":true},{"text":"."}]}}],"b":[{"unit":1,"type":"1-1","en":"The kite is stuck in the banyan tree.","vi":"Con diều mắc trên cây đa.","words":{"en":[{"text":"The kite is stuck in the "},{"text":"banyan ","changed":true},{"text":"tree."}],"vi":[{"text":"Con diều mắc trên cây "},{"text":"đa","changed":true},{"text":"."}]}}]}
]}
`,
		"markdown": `### old → new

1 difference: 1 edited; 1 kept

| change | units | English | Vietnamese |
|---|---|---|---|
| edited | 1 → 1 | − The kite is stuck in the <del>mango</del> tree.<br>+ The kite is stuck in the <b>banyan</b> tree. | − Con diều mắc trên cây <del>xoài</del>.<br>+ Con diều mắc trên cây <b>đa</b>. |
`,
	}
	r := diff.Compare(a, b, diff.Options{})
	for name, write := range writers {
		var got bytes.Buffer
		if err := write(&got, r, Options{Width: 73}); err != nil {
			t.Fatal(err)
		}
		if w, ok := want[name]; ok && got.String() != w {
			t.Errorf("%s: got\n%swant\n%s", name, got.String(), w)
		}
	}
}

// Whatever the texts hold, nothing of them is markup or steers the terminal,
// JSON is JSON, and columns keep their width.
func TestHostileText(t *testing.T) {
	evil := rapid.SampledFrom([]string{"<script>", "</td>", "&lt;", "|", "`", "@all", "#12", "**", "_", "[x](y)", "https://example.org", "\u202e", "\x1b[2J", "\u200f", "\"", "'", "-->", "{{.}}", "đá", "rock ", " ", "\xff", "a\u0301", strings.Repeat("dài", 90)})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *diff.Memory {
			m := &diff.Memory{Name: evil.Draw(t, name), Format: "x", Documents: rapid.Bool().Draw(t, name), PairsOnly: rapid.Bool().Draw(t, name)}
			for range rapid.IntRange(0, 5).Draw(t, name) {
				text := func() []string {
					return []string{strings.Join(rapid.SliceOfN(evil, 0, 4).Draw(t, name), " "), strings.Join(rapid.SliceOfN(evil, 0, 4).Draw(t, name), "")}[:rapid.IntRange(0, 2).Draw(t, name)]
				}
				m.Add(evil.Draw(t, name), "note: "+evil.Draw(t, name), text(), text())
			}
			return m
		}
		r := diff.Compare(draw("a"), draw("b"), diff.Options{})
		o := Options{All: true, Width: rapid.IntRange(0, 90).Draw(t, "width"), Gold: rapid.Bool().Draw(t, "gold")}
		out := make(map[string]string)
		for name, write := range writers {
			var b bytes.Buffer
			if err := write(&b, r, o); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = b.String()
		}
		if !json.Valid([]byte(out["json"])) {
			t.Fatalf("no JSON: %s", out["json"])
		}
		for _, name := range []string{"text", "side by side", "stat", "markdown"} {
			if strings.ContainsAny(out[name], "\x1b\u202e\u200f") {
				t.Fatalf("%s steers the terminal: %q", name, out[name])
			}
		}
		for _, bad := range []string{"<script", "@all", "[x](", "https:", "`", "**"} {
			if strings.Contains(out["markdown"], bad) {
				t.Fatalf("Markdown holds %s: %s", bad, out["markdown"])
			}
		}
		if strings.Contains(out["html"], "<script") || strings.Count(out["html"], "</td>") != strings.Count(out["html"], "<td ") {
			t.Fatalf("HTML: %s", out["html"])
		}
		width := max(43, 2*((o.Width-3)/2)+3)
		if o.Width == 0 {
			width = 120
		}
		for line := range strings.Lines(out["side by side"]) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width && strings.Contains(line, " | ") {
				t.Fatalf("a line of %d characters in %d columns: %q", n, width, line)
			}
		}
	})
}
