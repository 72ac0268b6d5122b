package review

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"songngu/align/beadfile"
)

// long writes an alignment of n beads.
func long(b *testing.B, n int) string {
	t := beadfile.NewTexts()
	for i := range n {
		p := lines[i%len(lines)]
		confidence := 0.99
		if i%50 == 7 {
			confidence = 0.6
		}
		t.Add([]string{fmt.Sprintf("%s No %d.", p[0], i)}, []string{fmt.Sprintf("%s Số %d.", p[1], i)}, confidence)
	}
	path := filepath.Join(b.TempDir(), "long.alignment.jsonl")
	if err := os.WriteFile(path, written(b, t.File), 0o666); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkEdit20000 is edits of a document of 20,000 beads, journal and disk
// and all, with the new columns and rows and the state of the whole.
func BenchmarkEdit20000(b *testing.B) {
	for _, op := range []string{"status", "text", "merge"} {
		b.Run(op, func(b *testing.B) {
			s := open(b, long(b, 20_000), Options{})
			defer s.Close()
			s.Edit(b.Context(), Edit{Op: "merge", ID: 10, With: "next"}, "") // has the word table taught
			n := 0
			for b.Loop() {
				e := Edit{Op: op, Revision: s.revision}
				switch n++; op {
				case "status":
					e.IDs, e.Status = []int{100 + n%19_000}, []beadfile.Status{beadfile.Accepted, beadfile.Rejected}[n/19_000%2]
				case "text":
					e.Side, e.N, e.Text = "vi", 100+n%19_000, fmt.Sprintf("Câu mới số %d.", n)
				case "merge":
					e.ID, e.With = s.beads[100+n%9_000*2].id, "next"
				}
				if _, err := s.Edit(b.Context(), e, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOpen20000 is reading a document of 20,000 beads and checking each.
func BenchmarkOpen20000(b *testing.B) {
	path := long(b, 20_000)
	for b.Loop() {
		s := open(b, path, Options{})
		s.Close()
	}
}
