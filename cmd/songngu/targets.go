package main

import (
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// target is an output with its format.
type target struct {
	format format
	out    *output
	units  int
}

// openTargets opens the outputs that the command line names, or else those of
// paths.
func openTargets(c *cli.Context, out *outputs, paths []string) ([]*target, error) {
	if given := c.StringSlice("output"); len(given) > 0 {
		paths = given
	}
	var targets []*target
	seen := map[string]bool{}
	for _, path := range paths {
		if seen[filepath.Clean(path)] {
			return nil, usage("name it once", "output %q is named twice", path)
		}
		seen[filepath.Clean(path)] = true
		f, err := formatFor(path, "format", c.String("format"), format.writable, false)
		if err != nil {
			return nil, err
		}
		o, err := out.open(path)
		if err != nil {
			return nil, err
		}
		targets = append(targets, &target{format: f, out: o})
	}
	return targets, nil
}

// memoryName is the name of the memory of an English text where the user gives
// none: article.txt becomes article.en-vi.tmx, in the current folder.
func memoryName(english string) string {
	base := filepath.Base(english)
	switch {
	case english == "-":
		base = "stdin"
	case corpus.IsURL(english):
		base = "article"
		if u, err := url.Parse(english); err == nil && strings.Trim(u.Path, "/") != "" {
			base = path.Base(u.Path)
		}
	}
	base = strings.TrimSuffix(base, ".gz")
	if ext := filepath.Ext(base); ext != "" && ext != base {
		base = strings.TrimSuffix(base, ext)
	}
	return text.Clean(base) + ".en-vi.tmx"
}

// writeTargets writes the alignment to every output.
func writeTargets(f *beadfile.File, targets []*target, how writing) error {
	for _, t := range targets {
		var err error
		if t.units, err = t.format.put(t.out, f, how); err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", t.out.path, cause(err)), "")
		}
	}
	return nil
}
