package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	"songngu/tmx/transform"
)

func (p *program) tmxSplitCommand() *cli.Command {
	return &cli.Command{
		Name:      "split",
		Usage:     "split a memory by size, language, property, date or document",
		UsageText: "songngu tmx split --units N|--language|--prop NAME|--date SPAN|--document [FLAGS] [MEMORY...]",
		Description: `Writes a memory for each part into the folder that -o names, called after the
memory and the part: memory.0001.tmx, memory.en_vi.tmx, memory.2026-03.tmx. Units
without what is split by go to the part "none". Either all parts are written, or,
where one cannot be, none. Merging the parts gives the memory again.

Examples:

   songngu tmx split memory.tmx --units 50000 -o parts
   songngu tmx split memory.tmx --prop x-client
   songngu tmx split memory.tmx --date month -o by-month`,
		Flags: flags([]cli.Flag{
			&cli.Int64Flag{Name: "units", Usage: "parts of `N` units"},
			&cli.BoolFlag{Name: "language", Usage: "a part for each pair of languages"},
			&cli.StringFlag{Name: "prop", Usage: "a part for each value of the prop `NAME`"},
			&cli.StringFlag{Name: "date", Usage: "a part for each `SPAN` of time, of the last change: year, month or day"},
			&cli.BoolFlag{Name: "document", Usage: "a part for each document"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: ".", Usage: "write into `FOLDER`, which is made where it is missing"},
			&cli.StringFlag{Name: "name", Usage: "call the parts `NAME`.PART.tmx (else after the memory)"},
			&cli.BoolFlag{Name: "gzip", Usage: "compress the parts"},
			&cli.IntFlag{Name: "max-parts", Value: 200, Usage: "give up at more than `N` parts (but those of --units)"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
			jsonFlag("print a report as JSON on standard output"),
		}, tmxSideFlags(), tmxFormFlags(), tmxReadFlags()),
		Action: p.tmxSplit,
	}
}

// splitter is what the flags split by.
func splitter(c *cli.Context) (by transform.Splitter, err error) {
	given := 0
	for _, name := range []string{"units", "language", "prop", "date", "document"} {
		if c.IsSet(name) {
			given++
		}
	}
	switch {
	case given != 1:
		return nil, usage("songngu tmx split memory.tmx --units 50000", "split wants one of --units, --language, --prop, --date and --document, not %d", given)
	case c.IsSet("units") && c.Int64("units") < 1:
		return nil, usage("--units 50000", "parts of %d units cannot be made", c.Int64("units"))
	case c.IsSet("units"):
		return transform.ByUnits(c.Int64("units")), nil
	case c.IsSet("language"):
		return transform.ByLanguage(c.String("source")), nil
	case c.IsSet("prop"):
		return transform.ByProp(c.String("prop")), nil
	case c.IsSet("document"):
		return transform.ByDocument(), nil
	}
	if by, err = transform.ByDate(c.String("date")); err != nil {
		return nil, usage("--date month", "%w", err)
	}
	return by, nil
}

func (p *program) tmxSplit(c *cli.Context) error {
	by, err := splitter(c)
	if err != nil {
		return err
	}
	r, err := p.newTMXRun(c, c.Args().Slice())
	if err != nil {
		return err
	}
	defer r.close()
	folder := c.String("output")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return unread(fmt.Errorf("cannot make folder %q: %w", folder, cause(err)), "")
	}
	s := &splitting{tmxRun: r, prefix: filepath.Join(folder, partPrefix(c.String("name"), r.in.inputs[0].path)), parts: map[string]*madeMemory{}, names: fileNames{}}
	for u, err := range r.in.units() {
		if err != nil {
			return tmxError(err)
		}
		for _, part := range by(u) {
			m, err := s.part(part.Name)
			if err != nil {
				return err
			}
			if err := r.write(m, part.Unit); err != nil {
				return err
			}
		}
	}
	for _, m := range r.made {
		if err := s.shut(m); err != nil {
			return err
		}
	}
	return r.finish()
}

// splitting is a memory being split.
type splitting struct {
	*tmxRun
	prefix string // of the parts' paths
	parts  map[string]*madeMemory
	names  fileNames
	last   string
}

// part is the memory of that part, opened where it is new.
func (s *splitting) part(name string) (*madeMemory, error) {
	if m := s.parts[name]; m != nil {
		return m, nil
	}
	if s.c.IsSet("units") && s.last != "" { // the parts follow each other
		if err := s.shut(s.parts[s.last]); err != nil {
			return nil, err
		}
		delete(s.parts, s.last)
	} else if most := s.c.Int("max-parts"); len(s.parts) >= most {
		return nil, usage(fmt.Sprintf("--max-parts %d", 5*most), "more than %s: %q would be one more", count(most, "part"), name)
	}
	path := s.prefix + "." + s.names.of(name) + ".tmx"
	if s.c.Bool("gzip") {
		path += ".gz"
	}
	m, err := s.open(path)
	if err != nil {
		return nil, err
	}
	s.parts[name], s.last = m, name
	return m, nil
}

// shut ends a part and closes its file, which stays staged: so no more files
// are open than parts are being written.
func (s *splitting) shut(m *madeMemory) error {
	if m.out.file == nil {
		return nil
	}
	if err := s.end(m); err != nil {
		return err
	}
	if err := m.out.finish(true); err != nil {
		return s.unwritable(m, err)
	}
	m.w, m.out.file, m.out.zip, m.out.buffered, m.out.w = nil, nil, nil, bufio.NewWriterSize(io.Discard, 16), nil
	return nil
}

// fileNames are the names of the files of a folder, in small letters.
type fileNames map[string]bool

// of makes a file name of what a part is called that every system takes and no
// other part has.
func (names fileNames) of(part string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '_'
	}, text.Clean(part))
	const most = 40
	if rs := []rune(name); len(rs) > most {
		name = string(rs[len(rs)-most:])
	}
	name = strings.Trim(repeated.ReplaceAllString(name, "_"), "._")
	if name == "" {
		name = "_"
	}
	free := name
	for n := 2; names[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	names[strings.ToLower(free)] = true
	return free
}

var repeated = regexp.MustCompile(`__+`)

// partPrefix is what the parts' names begin with: the name given, or that of
// the memory without its endings.
func partPrefix(given, path string) string {
	switch {
	case given != "":
		return given
	case path == "-":
		return "memory"
	}
	base := filepath.Base(path)
	for _, end := range []string{".gz", ".zip", ".tmx", ".TMX"} {
		base = strings.TrimSuffix(base, end)
	}
	return base
}
