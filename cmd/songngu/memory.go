package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	store "songngu/tmx/memory"
)

func (p *program) tmCommand() *cli.Command {
	return &cli.Command{
		Name:      "tm",
		Usage:     "keep units in a memory and look them up",
		UsageText: "songngu tm COMMAND [FLAGS] [ARGUMENTS]",
		Description: `A memory is one file, which several programs may use at once: one writes, any number
read. Without --db it is memory.songngu in songngu's folder of the user's data
($XDG_DATA_HOME, or ~/.local/share).

Examples:

   songngu tm import article.en-vi.tmx more.alignment.jsonl
   songngu tm lookup "The bridge was opened in 1998."
   songngu tm lookup --from vi "cay cau duoc khanh thanh"
   songngu tm search --phrase "nhân quyền" --in vi
   songngu tm export -o everything.tmx`,
		Subcommands: []*cli.Command{
			p.tmInitCommand(),
			p.tmImportCommand(),
			p.tmExportCommand(),
			p.tmListCommand(),
			p.tmStatsCommand(),
			p.tmDeleteCommand(),
			p.tmBackupCommand(),
			p.tmLookupCommand(),
			p.tmSearchCommand(),
			p.tmRepairCommand(),
			p.tmPretranslateCommand(),
			p.tmLeverageCommand(),
			p.tmTermsCommand(),
			p.tmServeCommand(),
		},
	}
}

// memoryFlags are what every command of a memory takes.
func memoryFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "db", Usage: "`FILE` of the memory (default: memory.songngu in the user's data folder)"},
		jsonFlag("print the result as JSON"),
		quietFlag(),
	}, more...)
}

// filterFlags say which units are meant.
func filterFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "document", Usage: "only units of the document of this `NAME`"},
		&cli.StringFlag{Name: "since", Usage: "only units changed on this `DATE` or later (2026-11-30)"},
		&cli.StringFlag{Name: "until", Usage: "only units changed before this `DATE`"},
		&cli.Float64Flag{Name: "min-confidence", Usage: "only units of at least this `CONFIDENCE` (0 to 1)"},
		&cli.Float64Flag{Name: "max-confidence", Usage: "only units below this `CONFIDENCE`"},
	}
}

func filterOf(c *cli.Context) (f store.Filter, err error) {
	f.Document, f.MinConfidence, f.MaxConfidence = c.String("document"), c.Float64("min-confidence"), c.Float64("max-confidence")
	for _, v := range []float64{f.MinConfidence, f.MaxConfidence} {
		if v < 0 || v > 1 {
			return f, usage("--min-confidence 0.5", "confidence %v is not from 0 to 1", v)
		}
	}
	for name, to := range map[string]*time.Time{"since": &f.Since, "until": &f.Until} {
		if s := c.String(name); s != "" {
			t, ok := tmx.ParseDate(s)
			if !ok {
				return f, usage("--"+name+" 2026-11-30", "%q is no date", s)
			}
			*to = t
		}
	}
	return f, nil
}

// memoryPath is the file that --db names, or the user's own memory.
func (p *program) memoryPath(c *cli.Context) (string, error) {
	if path := c.String("db"); path != "" {
		return path, nil
	}
	dir := p.getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(dir) {
		home := p.getenv("HOME")
		switch {
		case runtime.GOOS == "windows" && p.getenv("LocalAppData") != "":
			dir = p.getenv("LocalAppData")
		case home == "":
			return "", usage("--db memory.songngu", "the user has no data folder: neither XDG_DATA_HOME nor HOME is set")
		case runtime.GOOS == "darwin":
			dir = filepath.Join(home, "Library", "Application Support")
		default:
			dir = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(dir, "songngu", "memory.songngu"), nil
}

// withMemory opens the memory for a piece of work and closes it.
func (p *program) withMemory(c *cli.Context, create bool, work func(*store.Memory) error) error {
	p.voice.quiet = c.Bool("quiet")
	path, err := p.memoryPath(c)
	if err != nil {
		return err
	}
	m, err := store.Open(c.Context, path, store.Options{Create: create})
	if err != nil {
		return memoryFailure(err, c.String("db"))
	}
	err = work(m)
	if e := m.Close(); err == nil {
		err = e
	}
	return memoryFailure(err, c.String("db"))
}

// memoryFailure says what can be done about an error of the memory that --db
// names, "" for the usual one.
func memoryFailure(err error, path string) error {
	var f *failure
	db := ""
	if path != "" {
		db = " --db " + shellWord(path)
	}
	switch {
	case err == nil, errors.As(err, &f), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, store.ErrDamaged):
		return unread(err, "songngu tm repair"+db+" saves what can be saved")
	case errors.Is(err, store.ErrForeign):
		return unread(err, "songngu tm import"+db+" FILE.tmx puts a TMX file into a memory, which is another kind of file")
	case errors.Is(err, store.ErrBusy):
		return unread(err, "try again when the other program is done")
	case errors.Is(err, store.ErrFull):
		return unread(err, "nothing was changed: make room and try again")
	case errors.Is(err, store.ErrNewer):
		return unread(err, "a newer songngu reads it")
	case errors.Is(err, store.ErrNoWords):
		return usage("songngu tm search WORDS", "%w", err)
	case errors.Is(err, fs.ErrNotExist):
		return unread(err, "songngu tm import"+db+" FILE.tmx makes one")
	case errors.Is(err, fs.ErrExist):
		return usage("another name, or remove it first", "%w", err)
	}
	return unread(err, "")
}

// shellWord quotes a path where a shell would part it.
func shellWord(s string) string {
	if strings.ContainsAny(s, " \t'\"$&|;<>()*?") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// memorySide is the language that a flag names.
func memorySide(c *cli.Context, flag string) (store.Side, error) {
	switch c.String(flag) {
	case "en":
		return store.English, nil
	case "vi":
		return store.Vietnamese, nil
	}
	return 0, usage("--"+flag+" en|vi", "unknown language %q", c.String(flag))
}

// fileSize is a file's size, 0 for none.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
