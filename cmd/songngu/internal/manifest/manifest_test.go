package manifest

import (
	"path/filepath"
	"strings"
	"testing"
)

const both = "# the spring articles\n" +
	"\n" +
	"bridge.txt\thttps://bao.example/cau\tA1\r\n" +
	"only one column\n" +
	`{"en":"sub/library.txt","vi":"thu-vien.html","id":"B2"}` + "\n" +
	`{"en":"x.txt"}` + "\n" +
	"{broken\n"

// Both forms may stand in one file; bad lines are named with file and line and
// cost nothing but themselves.
func TestRead(t *testing.T) {
	pairs, problems, err := Read(strings.NewReader(both), "list.tsv", "dir")
	if err != nil {
		t.Fatal(err)
	}
	want := []Pair{
		{filepath.Join("dir", "bridge.txt"), "https://bao.example/cau", "A1", 3},
		{filepath.Join("dir", "sub", "library.txt"), filepath.Join("dir", "thu-vien.html"), "B2", 5},
	}
	if len(pairs) != len(want) {
		t.Fatalf("got %v, want %v", pairs, want)
	}
	for i := range want {
		if pairs[i] != want[i] {
			t.Errorf("pair %d: got %v, want %v", i, pairs[i], want[i])
		}
	}
	var where []string
	for _, p := range problems {
		f, _, _ := strings.Cut(p.Error(), ": ")
		where = append(where, f)
	}
	if got := strings.Join(where, " "); got != "list.tsv:4 list.tsv:6 list.tsv:7" {
		t.Errorf("problems at %s", got)
	}
}

func TestFind(t *testing.T) {
	pairs := []Pair{{English: "a/x.txt", ID: "1"}, {English: "b/x.txt", ID: "2"}, {English: "b/y.txt", ID: "3"}}
	for _, c := range []struct{ name, id string }{
		{"a/x.txt", "1"}, {"./b/x.txt", "2"}, {"elsewhere/y.txt", "3"}, {"elsewhere/x.txt", ""}, {"z.txt", ""},
	} {
		p, ok := Find(pairs, c.name)
		if p.ID != c.id || ok != (c.id != "") {
			t.Errorf("Find(%q) = %q, %v; want %q", c.name, p.ID, ok, c.id)
		}
	}
}
