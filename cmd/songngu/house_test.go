package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The floors, from the ground up. A package may import those of its own floor
// and below.
var floors = []string{"songngu/corpus", "songngu/align", "songngu/tmx", "songngu/cmd"}

// Each heavy library has one importing package.
var soleImporter = map[string]string{
	"github.com/jdkato/prose/v2":         "songngu/corpus/segment",
	"github.com/urfave/cli/v2":           "songngu/cmd/songngu",
	"github.com/cheggaaa/pb/v3":          "songngu/cmd/songngu/internal/progress",
	"modernc.org/sqlite":                 "songngu/tmx/memory",
	"github.com/xuri/excelize/v2":        "songngu/tmx/exchange/sheet",
	"code.dny.dev/ssrf":                  "songngu/corpus/fetch",
	"github.com/VictoriaMetrics/metrics": "songngu/cmd/songngu/internal/server",
	"github.com/fsnotify/fsnotify":       "songngu/cmd/songngu/internal/server/watch",
}

// ARCHITECTURE.md promises that imports point one way and that each heavy
// library has one importer; this reads the imports and holds it to that.
func TestHouse(t *testing.T) {
	imports := imports(t)
	if len(imports) < 10 {
		t.Fatalf("only %d packages found", len(imports))
	}
	for pkg, list := range imports {
		for _, dep := range list {
			if f := floor(dep); f >= 0 && f > floor(pkg) {
				t.Errorf("%s imports %s, which is a floor above it", pkg, dep)
			}
			if dep == "songngu/corpus/measuring" {
				t.Errorf("%s imports %s, which is for tests alone", pkg, dep)
			}
			for lib, owner := range soleImporter {
				if (dep == lib || strings.HasPrefix(dep, lib+"/")) && pkg != owner {
					t.Errorf("%s imports %s, which is for %s alone", pkg, dep, owner)
				}
			}
		}
	}
	for _, dep := range imports["songngu/tmx"] {
		if strings.HasPrefix(dep, "songngu/") && dep != "songngu/corpus/text" && dep != "songngu/corpus/charset" {
			t.Errorf("package tmx imports %s; the format needs only corpus/text and corpus/charset", dep)
		}
	}
}

func floor(pkg string) int {
	return slices.IndexFunc(floors, func(f string) bool { return pkg == f || strings.HasPrefix(pkg, f+"/") })
}

// imports is what each package of the module imports, its tests left out.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}:{{join .Imports ","}}`, "songngu/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		pkg, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		all[pkg] = strings.Split(list, ",")
	}
	return all
}
