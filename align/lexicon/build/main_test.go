package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"songngu/corpus/measuring"
)

// TestRebuild learns the embedded table anew and wants the same bytes. It takes
// some seconds of both processors, so it runs only when asked for.
func TestRebuild(t *testing.T) {
	if os.Getenv("SONGNGU_REBUILD") == "" {
		t.Skip("set SONGNGU_REBUILD=1 to learn the embedded table anew")
	}
	shared := measuring.Path(t)
	out := filepath.Join(t.TempDir(), "new.lexicon")
	if err := run(context.Background(), []string{"-shared", shared, "-o", out}, io.Discard); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../embed.lexicon")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the table learnt has %d bytes, the embedded one %d, and they differ", len(got), len(want))
	}
}
