package diff

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"songngu/align/beadfile"
	"songngu/corpus"
)

// Every kind of difference, as triples of two memories and what Compare must
// say. A memory is either X.tsv (lines "id | English | Vietnamese | metadata")
// or the sentences X.en and X.vi of two documents with X.beads; where b.en is
// missing, it is a.en. What is wanted is a line for every change that is not
// kept: its kinds, the first one first, the units of A, an arrow, those of B.
func TestTriples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("only %d triples: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			a, b := memoryOf(t, parts, "a"), memoryOf(t, parts, "b")
			r := Compare(a, b, Options{})
			if got := describe(r); got != parts["want"] {
				t.Errorf("got\n%swant\n%s", got, parts["want"])
			}
			checkSymmetric(t, a, b)
			checkSame(t, a)
			checkSame(t, b)
		})
	}
}

func memoryOf(t fataler, parts map[string]string, name string) *Memory {
	if table, ok := parts[name+".tsv"]; ok {
		m := &Memory{Name: name, PairsOnly: true, Format: "table"}
		for line := range strings.Lines(table) {
			f := append(strings.Split(strings.TrimRight(line, "\n"), " | "), "")
			m.Add(f[0], strings.Join(f[3:], ""), filledLine(f[1]), filledLine(f[2]))
		}
		return m
	}
	doc := func(lang string) *corpus.Document {
		text, ok := parts[name+"."+lang]
		if !ok {
			text = parts["a."+lang]
		}
		d := &corpus.Document{Lang: lang}
		for line := range strings.Lines(text) {
			d.Sentences = append(d.Sentences, corpus.Sentence{Text: strings.TrimSpace(line)})
		}
		return d
	}
	alignment, err := beadfile.ReadBeads(strings.NewReader(parts[name+".beads"]), name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := beadfile.Attach(alignment, doc("en"), doc("vi"))
	if err != nil {
		t.Fatal(err)
	}
	return FromFile(f, name)
}

type fataler interface{ Fatal(...any) }

func filledLine(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return []string{s}
}

// describe is what a triple wants, a line for every change.
func describe(r *Result) string {
	var b strings.Builder
	for _, c := range r.Changes {
		if c.Kind != Kept {
			b.WriteString(line(c.Kind, c.Also, c.A, c.B))
		}
	}
	return b.String()
}

func line(kind Kind, also Kinds, a, b []int32) string {
	names := kind.String()
	if also != 0 {
		names += "," + also.String()
	}
	return fmt.Sprintf("%s %s -> %s\n", names, numbers(a), numbers(b))
}

func numbers(list []int32) string {
	if len(list) == 0 {
		return "."
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ","), "[]")
}

// swapped is the kind seen from the other side.
func swapped(k Kind) Kind {
	switch k {
	case Added:
		return Removed
	case Removed:
		return Added
	case Merged:
		return Split
	case Split:
		return Merged
	}
	return k
}

func checkSymmetric(t errorer, a, b *Memory) {
	forth, back := Compare(a, b, Options{}), Compare(b, a, Options{})
	want := map[string]bool{}
	for _, c := range forth.Changes {
		var also Kinds
		for _, k := range c.Also.List() {
			also |= SetOf(swapped(k))
		}
		want[line(swapped(c.Kind), also, c.B, c.A)] = true
	}
	for _, c := range back.Changes {
		if l := line(c.Kind, c.Also, c.A, c.B); !want[l] {
			t.Errorf("only with the memories swapped: %s", l)
		}
	}
	if len(forth.Changes) != len(back.Changes) {
		t.Errorf("%d changes one way, %d the other", len(forth.Changes), len(back.Changes))
	}
}

func checkSame(t errorer, m *Memory) {
	if r := Compare(m, m, Options{}); !r.Same() {
		t.Errorf("a memory differs from itself:\n%s", describe(r))
	}
}

type errorer interface{ Errorf(string, ...any) }
