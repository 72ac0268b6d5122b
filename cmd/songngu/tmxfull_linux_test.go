package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk that is full gives an error, leaves the old output, and nothing else
// on the disk.
func TestFullDisk(t *testing.T) {
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no small disk can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	in, out := filepath.Join(t.TempDir(), "in.tmx"), filepath.Join(disk, "out.tmx")
	writeMemory(t, in, 12_000)
	const old = "the old memory\n"
	if err := os.WriteFile(out, []byte(old), 0o666); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "out.tmx")
	for _, args := range [][]string{
		{"sort", "-o", out},
		{"merge", "-o", out},
		{"clean", "-o", out},
		{"sort", "-o", elsewhere, "--memory", "1", "--temp-dir", disk},
		{"split", "--units", "100", "-o", disk},
	} {
		code, _, stderr := runProgram(t, append([]string{"songngu", "tmx", args[0], in, "--force"}, args[1:]...)...)
		if code != exitUnread || !strings.Contains(stderr, "no space left") {
			t.Errorf("%v: exit code %d: %s", args, code, stderr)
		}
		if got, err := os.ReadFile(out); err != nil || string(got) != old {
			t.Errorf("%v left %.20q, %v", args, got, err)
		}
		if left, err := os.ReadDir(disk); err != nil || len(left) != 1 {
			t.Errorf("%v left %v, %v", args, left, err)
		}
		if _, err := os.Stat(elsewhere); err == nil {
			t.Errorf("%v made an output", args)
		}
	}
}
