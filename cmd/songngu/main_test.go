package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"songngu": func() { os.Exit(run(context.Background(), os.Args, os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// Every command, as a user types it: testdata/script holds what he types and
// what he must see. $SITE is a web site on loopback (site_test.go).
func TestScripts(t *testing.T) {
	site := newSite(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SITE", site.URL)
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/cache")
			for _, name := range []string{"article.txt", "page.html"} {
				if err := copyFile(e.WorkDir+"/"+name, "testdata/demo/"+name); err != nil {
					return err
				}
			}
			return os.WriteFile(e.WorkDir+"/picture.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"), 0o666)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"interrupt": interrupt,
			"tmxunits":  tmxUnits,
			"sdltm":     sdltmFile,
		},
		RequireExplicitExec: false,
	})
}

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}
