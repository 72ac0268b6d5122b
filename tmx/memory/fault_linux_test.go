package memory

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

// A full disk is told, and leaves the memory as it was.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no small disk can be mounted: %v", err)
	}
	defer syscall.Unmount(dir, 0) //nolint:errcheck // the test is over
	ctx := context.Background()
	m, err := Open(ctx, filepath.Join(dir, "memory.songngu"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Import(ctx, varied(ownPairs(100), 200, 1), PreferDate); err != nil {
		t.Fatal(err)
	}
	before, err := m.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Import(ctx, varied(ownPairs(400), 60_000, 2), PreferDate)
	if !errors.Is(err, ErrFull) {
		t.Errorf("error %v, want %v", err, ErrFull)
	}
	m.Close()
	sound(t, m.Path(), before.Units, "on a full disk")
}
