package review

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songngu/align/beadfile"
	"songngu/tmx"
)

const someMemory = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="desk" creationtoolversion="2" segtype="sentence" o-tmf="x" adminlang="en" srclang="EN-US" datatype="plaintext"><note>kept</note></header><body>
<tu tuid="a1" changeid="lan"><prop type="domain">food</prop><tuv xml:lang="EN-US"><seg>The rice is cooked.</seg></tuv><tuv xml:lang="VI"><seg>Cơm đã chín.</seg></tuv></tu>
<tu tuid="a2"><note>ask the cook</note><prop type="x-status">needs-work</prop><tuv xml:lang="EN-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt>Start<ept i="1">&lt;/b&gt;</ept> twice.</seg></tuv><tuv xml:lang="VI"><seg>Nhấn <bpt i="1">&lt;b&gt;</bpt>Bắt đầu<ept i="1">&lt;/b&gt;</ept> hai lần.</seg></tuv></tu>
<tu tuid="a3"><tuv xml:lang="FR"><seg>Bonjour.</seg></tuv><tuv xml:lang="DE"><seg>Guten Tag.</seg></tuv></tu>
<tu tuid="a4"><tuv xml:lang="EN-US"><seg>Open 24 hours.</seg></tuv><tuv xml:lang="VI"><seg>Mở cửa 42 giờ.</seg></tuv></tu>
</body></tmx>
`

func memoryFile(t *testing.T, name string) (string, *Session) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(someMemory), 0o666); err != nil {
		t.Fatal(err)
	}
	return path, open(t, path, Options{})
}

func TestMemory(t *testing.T) {
	for _, name := range []string{"a.tmx", "a.tmx.gz"} {
		path, s := memoryFile(t, name)
		state := s.State()
		if state.Kind != "memory" || state.Structural || state.Counts.Beads != 3 || state.Counts.NeedsWork != 1 {
			t.Fatalf("state %+v", state)
		}
		rows := s.Rows(0, 10).Rows
		if rows[1].Vietnamese[0].Text != "Nhấn {1}Bắt đầu{/1} hai lần." || rows[1].Note != "ask the cook" || len(rows[2].Findings) == 0 {
			t.Errorf("rows %+v", rows)
		}
		for _, e := range []Edit{{Op: "merge", ID: 0, With: "next"}, {Op: "link", English: Numbers{0}, Vietnamese: Numbers{1}},
			{Op: "splitSentence", Side: "en", N: 0, At: 4}, {Op: "text", Side: "vi", N: 1, Text: "Nhấn Bắt đầu hai lần."}} {
			_, err := s.Edit(t.Context(), e, "")
			if f, ok := errors.AsType[*Fault](err); !ok || f.Kind != Impossible {
				t.Errorf("%s: %v", e.Op, err)
			}
		}
		edit(t, s, Edit{Op: "text", Side: "vi", N: 1, Text: "Bấm {1}Bắt đầu{/1} hai lần."})
		edit(t, s, Edit{Op: "text", Side: "en", N: 0, Text: "The rice & beans are cooked."})
		edit(t, s, Edit{Op: "status", IDs: []int{1}, Status: beadfile.Accepted})
		edit(t, s, Edit{Op: "status", IDs: []int{2}, Status: beadfile.Rejected})
		edit(t, s, Edit{Op: "note", ID: 1, Note: ""})
		if f, units := s.Export("not-rejected"); f != nil || count(t, units) != 3 {
			t.Error("a rejected unit is exported, or one is missing")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		r := tmx.NewReader(bytes.NewReader(read(t, path)), tmx.ReaderOptions{KeepCodes: true})
		var got []string
		for r.Scan() {
			u := r.Unit()
			line := u.ID + " " + u.Prop("x-status")
			for _, n := range u.Notes {
				line += " note " + n.Value
			}
			for _, v := range u.Variants {
				line += " | " + v.Lang + " " + v.Seg.Raw()
			}
			got = append(got, line)
		}
		want := []string{
			"a1  | en-US The rice &amp; beans are cooked. | vi Cơm đã chín.",
			`a2 accepted | en-US Press <bpt i="1">&lt;b&gt;</bpt>Start<ept i="1">&lt;/b&gt;</ept> twice. | vi Bấm <bpt i="1">&lt;b&gt;</bpt>Bắt đầu<ept i="1">&lt;/b&gt;</ept> hai lần.`,
			"a3  | fr Bonjour. | de Guten Tag.",
			"a4 rejected | en-US Open 24 hours. | vi Mở cửa 42 giờ.",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if h := r.Header(); h.CreationTool != "desk" || len(h.Notes) != 1 {
			t.Errorf("header %+v", h)
		}
		if gz := bytes.HasPrefix(read(t, path), []byte{0x1f, 0x8b}); gz != strings.HasSuffix(name, ".gz") {
			t.Errorf("%s: compressed: %v", name, gz)
		}
	}
}

// A session of which nothing is left undone writes nothing.
func TestMemoryUntouched(t *testing.T) {
	path, s := memoryFile(t, "a.tmx")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if string(read(t, path)) != someMemory {
		t.Error("looking at a memory has changed it")
	}
}

func count(t *testing.T, units func(func(*tmx.Unit, error) bool)) (n int) {
	t.Helper()
	for _, err := range units {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}
