package main

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/cmd/songngu/internal/progress"
	"songngu/corpus"
	"songngu/corpus/fetch"
	"songngu/corpus/text"
)

// fetchFlags say how addresses are read.
func fetchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "offline", Category: "fetching", Usage: "fetch nothing: read addresses from the cache only"},
		&cli.BoolFlag{Name: "ignore-robots", Category: "fetching", Usage: "do not ask robots.txt (for one's own site)"},
		&cli.BoolFlag{Name: "allow-private", Category: "fetching", Usage: "allow private and loopback addresses"},
		&cli.StringSliceFlag{Name: "warc", Category: "fetching", Usage: "read addresses from the WARC `FILE` first (repeatable)"},
		&cli.StringFlag{Name: "save-warc", Category: "fetching", Usage: "keep what is fetched in the WARC `FILE`"},
		&cli.StringFlag{Name: "cache-dir", Category: "fetching", Usage: "`FOLDER` of the cache (\"none\" for no cache)"},
		&cli.Int64Flag{Name: "max-bytes", Category: "fetching", Value: 16 << 20, Usage: "refuse pages larger than `N` bytes"},
		&cli.DurationFlag{Name: "timeout", Category: "fetching", Value: 30 * time.Second, Usage: "give up on a page after this `TIME`"},
		&cli.IntFlag{Name: "retries", Category: "fetching", Value: 3, Usage: "try again `N` times where the server fails"},
	}
}

// reader opens documents as the command line asks for.
type reader struct {
	fetcher      *fetch.Fetcher
	charset      string
	program      *program
	alignOptions align.Options
	anchored     *beadfile.File // whose fixed beads stay, or nil
}

func (p *program) newReader(c *cli.Context) (*reader, error) {
	return p.readerWith(c, c.String("cache-dir"), c.Bool("offline"))
}

// readerWith is a reader with another cache, or offline, whatever the command
// line says.
func (p *program) readerWith(c *cli.Context, cacheDir string, offline bool) (*reader, error) {
	cache, err := p.cacheDir(cacheDir)
	if err != nil {
		return nil, err
	}
	retries := c.Int("retries")
	if retries == 0 {
		retries = -1 // the package's word for none
	}
	f, err := fetch.New(fetch.Options{
		UserAgent: "songngu/" + release + " (bilingual text aligner)",
		CacheDir:  cache, Offline: offline, IgnoreRobots: c.Bool("ignore-robots"), AllowPrivate: c.Bool("allow-private"),
		MaxBytes: c.Int64("max-bytes"), Timeout: c.Duration("timeout"), Retries: retries,
		WARC: c.StringSlice("warc"), SaveWARC: c.String("save-warc"),
		Now: p.now, Log: p.voice.say,
	})
	if err != nil {
		return nil, unread(err, "")
	}
	opts, err := p.alignOptions(c)
	if err != nil {
		return nil, err
	}
	fixed, err := p.anchored(c)
	if err != nil {
		return nil, err
	}
	return &reader{fetcher: f, charset: c.String("charset"), program: p, alignOptions: opts, anchored: fixed}, nil
}

// cacheDir is where fetched pages are kept: the user's cache folder, unless
// told otherwise. Without such a folder there is no cache.
func (p *program) cacheDir(given string) (string, error) {
	switch given {
	case "none":
		return "", nil
	case "":
		dir, err := os.UserCacheDir()
		if err != nil {
			return "", nil //nolint:nilerr // a machine without a home works without a cache
		}
		return filepath.Join(dir, "songngu"), nil
	}
	return given, nil
}

func (r *reader) open(ctx context.Context, ref string, opts corpus.Options) (*corpus.Document, error) {
	return corpus.Open(ctx, ref, r.withFlags(opts))
}

// parts reads a document of any size in constant memory.
func (r *reader) parts(ctx context.Context, ref string, opts corpus.Options) iter.Seq2[*corpus.Document, error] {
	return corpus.Parts(ctx, ref, r.withFlags(opts))
}

func (r *reader) withFlags(opts corpus.Options) corpus.Options {
	opts.Fetcher, opts.Stdin, opts.Now = r.fetcher, r.program.stdin, r.program.now
	if opts.Charset == "" {
		opts.Charset = charsetOf(r.charset, opts.Lang)
	}
	return opts
}

// charsetOf is the charset that --charset gives for a language: one for both,
// or EN,VI, of which either may be empty: that side is then found out.
func charsetOf(flag, lang string) string {
	english, vietnamese, pair := strings.Cut(flag, ",")
	if pair && lang == "vi" {
		return strings.TrimSpace(vietnamese)
	}
	return strings.TrimSpace(english)
}

// closeInto closes the fetcher, which may still have a WARC to finish; the
// first error counts.
func (r *reader) closeInto(err *error) {
	if e := r.fetcher.Close(); e != nil && *err == nil {
		*err = unread(e, "")
	}
}

// meter shows the progress of a long piece of work on standard error.
func (p *program) meter(label string) *progress.Meter {
	if p.voice.quiet {
		return nil
	}
	return progress.New(p.voice.w, p.voice.tty, label, p.now)
}

// writeAside prints what was set aside of a document: side, reason and text.
func writeAside(w *bufio.Writer, d *corpus.Document) {
	for _, b := range d.Aside {
		fmt.Fprintf(w, "%s\t%s\t%s\n", d.Lang, b.Reason, text.Clean(b.Text))
	}
}
