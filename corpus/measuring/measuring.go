// Package measuring finds the data that quality is measured on, which is no part
// of the project: gold, training pairs, documents and memories of other tools.
// Only tests import it.
package measuring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Folder is where the measuring data is: the folder that SONGNGU_SHARED names, or
// shared beside the project. A relative path is taken from the project's root,
// since a test runs in the folder of its package.
func Folder() string {
	root := moduleRoot()
	dir := os.Getenv("SONGNGU_SHARED")
	switch {
	case dir == "":
		return filepath.Join(root, "..", "shared")
	case filepath.IsAbs(dir):
		return dir
	}
	return filepath.Join(root, dir)
}

// moduleRoot is the nearest folder above the working one that holds go.mod.
func moduleRoot() string {
	dir, err := os.Getwd()
	if err != nil {
		return "."
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// Path is that of a file or folder of the measuring data; where it is not there
// the test is skipped.
func Path(tb testing.TB, elem ...string) string {
	tb.Helper()
	path := filepath.Join(append([]string{Folder()}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("the measuring data is not here: %v (SONGNGU_SHARED names its folder)", err)
	}
	return path
}

// Sets are the collections of sentence pairs that may be trained on.
var Sets = [...]string{"alt-dev", "lohelp", "tatoeba-basic"}

// Pairs are the English and the Vietnamese lines of a training collection, line n
// of the one being the translation of line n of the other.
func Pairs(tb testing.TB, set string) (en, vi []string) {
	tb.Helper()
	read := func(ending string) []string {
		b, err := os.ReadFile(Path(tb, "data", "train", set+ending))
		if err != nil {
			tb.Fatal(err)
		}
		// alt-dev has the line ends of Windows.
		return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n"), "\n")
	}
	en, vi = read(".en"), read(".vi")
	if len(en) != len(vi) {
		tb.Fatalf("%s: %d lines and %d", set, len(en), len(vi))
	}
	return en, vi
}
