package extract

import (
	"testing"

	"songngu/corpus/text"
)

// TestKinds compares the kind of every block of the fixtures.
func TestKinds(t *testing.T) {
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			p, err := f.read()
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Blocks) != len(f.gold) {
				t.Fatalf("%d blocks, want %d", len(p.Blocks), len(f.gold))
			}
			for i, b := range p.Blocks {
				if b.Kind != f.gold[i].Kind || text.Clean(b.Text) != f.gold[i].Text {
					t.Errorf("block %d: %s %q\nwant %s %q", i, b.Kind, b.Text, f.gold[i].Kind, f.gold[i].Text)
				}
			}
		})
	}
}
