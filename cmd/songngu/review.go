package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/align/diff"
	"songngu/cmd/songngu/internal/review"
	"songngu/cmd/songngu/internal/review/page"
	"songngu/tmx/exchange"
)

func (p *program) reviewCommand() *cli.Command {
	return &cli.Command{
		Name:      "review",
		Usage:     "put pairs right on a page in the browser, or in the terminal",
		UsageText: "songngu review [FLAGS] FILE",
		Description: `FILE is an .alignment.jsonl, or a memory (.tmx), of which texts, statuses and notes can
be changed. The page is served on this machine alone, to the browser that is opened; its
address, which works once, is printed too. Ctrl-C, or "stop" on the page, ends the review.

Every edit is at once in a journal beside the file, and after a while in the file itself:
neither a closed tab nor a crash costs one. A second songngu review on a file that is
under review opens another window on the same review.

With --terminal the pairs come one after the other, those first that are least certain;
? shows the keys. Where standard input is no terminal, it is read as one command a line.

Examples:

   songngu review article.alignment.jsonl
   songngu review memory.tmx --against corrected.tmx
   songngu review article.alignment.jsonl --terminal`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "against", Usage: "show how the pairs differ from those of `OTHER`, an alignment or a memory, and take either's"},
			&cli.BoolFlag{Name: "terminal", Usage: "review in the terminal"},
			&cli.IntFlag{Name: "port", Usage: "serve the page on this `PORT` (any that is free)"},
			&cli.BoolFlag{Name: "no-browser", Usage: "print the page's address and open no browser"},
			&cli.Float64Flag{Name: "threshold", Value: doubtful, Usage: "pairs with less than this `CONFIDENCE` (0 to 1) deserve a look"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of OTHER, whatever its name"},
			jsonFlag("print the state of the review at its end as JSON"), quietFlag(),
		}, alignerFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.review(c)
		},
	}
}

func (p *program) review(c *cli.Context) error {
	path, opts, err := p.reviewOptions(c)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(c.Int("port")))
	if err != nil {
		return unread(fmt.Errorf("cannot serve the page: %w", err), "--port with another number, or none, for any that is free")
	}
	defer listener.Close()
	lock, holder, err := review.Acquire(c.Context, path, listener.Addr(), p.now())
	if err != nil {
		return unread(err, "the folder of the file must be one that may be written")
	}
	secret := ""
	switch {
	case holder == nil:
		defer lock.Release()
		secret = lock.Secret
	case holder.URL != "" && !c.Bool("terminal"):
		p.voice.say("%q is under review already, by process %d; this is another window on it", path, holder.PID)
		p.show(c, holder.URL)
		return nil
	default:
		p.voice.warn("%q is under review already, by process %d%s since %s: this session may read and change nothing", path, holder.PID, onHost(holder.Host), holder.Since.Local().Format("15:04"))
		if holder.Host != "" {
			p.voice.say("if that session is no more, remove %q", path+".lock")
		}
		opts.ReadOnly = true
	}
	session, err := review.Open(c.Context, path, opts)
	if _, ok := errors.AsType[hinted](err); ok {
		return err
	}
	if err != nil {
		return unread(err, "songngu align … -o FILE.alignment.jsonl writes such a file")
	}
	if c.Bool("terminal") {
		if lock != nil {
			ctx, stop := context.WithCancel(c.Context)
			defer stop()
			review.Vouch(ctx, listener, secret)
		}
		err = p.reviewTerminal(c, session)
	} else {
		err = p.reviewPage(c, session, listener, secret)
	}
	return p.endReview(c, session, err)
}

func onHost(name string) string {
	if name == "" {
		return ""
	}
	return " on " + name
}

// reviewOptions reads the command line.
func (p *program) reviewOptions(c *cli.Context) (string, review.Options, error) {
	opts := review.Options{Threshold: c.Float64("threshold"), Tool: release, Now: p.now, Say: p.voice.say, Warn: p.voice.warn}
	if c.NArg() != 1 {
		return "", opts, usage("songngu review article.alignment.jsonl", "review takes one file, not %s", count(c.NArg(), "argument"))
	}
	path := c.Args().First()
	format, err := inputFor(path, "")
	if err != nil || format.name != "jsonl" && format.name != "tmx" {
		return "", opts, usage("songngu convert "+path+" -o article.alignment.jsonl", "%q is neither an .alignment.jsonl nor a .tmx", path)
	}
	if opts.Threshold < 0 || opts.Threshold > 1 {
		return "", opts, usage("--threshold 0.9", "confidence %v is not from 0 to 1", opts.Threshold)
	}
	if opts.Align, err = p.alignOptions(c); err != nil {
		return "", opts, err
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return "", opts, unread(fmt.Errorf("cannot read %q: %w", path, cause(cmp.Or(err, errors.New("it is a directory")))), "songngu align … -o FILE.alignment.jsonl writes such a file")
	}
	if other := c.String("against"); other != "" {
		m, err := p.readMemory(c, diffSide{path: other, name: other}, sentenceFiles{})
		if err != nil {
			return "", opts, err
		}
		if err := m.Check(); err != nil {
			return "", opts, unread(err, "")
		}
		opts.Against, opts.AgainstName = comparable(m), filepath.Base(other)
	}
	return path, opts, nil
}

// comparable is a memory whose units have nothing but their text to differ in.
func comparable(m *diff.Memory) *diff.Memory {
	m.Format = "review"
	return m
}

// reviewPage serves the page until the review ends.
func (p *program) reviewPage(c *cli.Context, s *review.Session, l net.Listener, secret string) error {
	server, err := review.NewServer(s, l.Addr(), secret, review.ServerOptions{Assets: page.Files, Export: exportReview})
	if err != nil {
		return err
	}
	p.show(c, server.URL())
	return server.Serve(c.Context, l)
}

// show prints an address, and opens it in a browser where there is one.
func (p *program) show(c *cli.Context, url string) {
	fmt.Fprintln(p.stdout, url)
	if c.Bool("no-browser") || !openBrowser(c.Context, url) {
		p.voice.say("open this address in a browser; it works once")
	}
}

// openBrowser opens an address in the user's browser; it reports whether there
// is a program for that.
func openBrowser(ctx context.Context, url string) bool {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, args...)
	if err := cmd.Start(); err != nil {
		return false
	}
	go cmd.Wait()
	return true
}

// endReview saves the file and says how far the review is.
func (p *program) endReview(c *cli.Context, s *review.Session, err error) error {
	state := s.State()
	if e := s.Close(); err == nil && e != nil {
		err = e
	}
	if err != nil {
		return err
	}
	n := state.Counts
	p.voice.fact("reviewed", "%d of %s: %d accepted, %d rejected, %d need work; %d doubtful ones left", n.Beads-n.Left, count(n.Beads, "pair"), n.Accepted, n.Rejected, n.NeedsWork, n.Doubtful)
	if c.Bool("json") {
		return p.printJSON(state)
	}
	return nil
}

// exportReview writes a review in one of the formats of convert.
func exportReview(w io.Writer, name string, f *beadfile.File, units exchange.Units) error {
	how := writing{english: "en", vietnamese: "vi", keepRejected: true}
	format, ok := formatByName(name, format.writable)
	if !ok {
		return fmt.Errorf("unknown format %q", name)
	}
	if f != nil {
		_, err := format.put(w, f, how)
		return err
	}
	if format.begin == nil || format.beadTable {
		f, err := exchange.UnitsFile(units, "")
		if err != nil {
			return err
		}
		_, err = format.put(w, f, how)
		return err
	}
	out, err := format.begin(w, how.unitOptions())
	if err != nil {
		return err
	}
	for u, err := range units {
		if err == nil {
			err = out.Write(u)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// tellRejected says how many pairs are not in the outputs that are memories or
// pairs of texts, because a reviewer has rejected them.
func (p *program) tellRejected(f *beadfile.File, targets []*target) {
	n := 0
	for i, b := range f.Alignment.Beads {
		if f.Review(i).Status == beadfile.Rejected && !b.Null() {
			n++
		}
	}
	for _, t := range targets {
		if name := t.format.name; n > 0 && (t.format.begin != nil && !t.format.beadTable || name == "en" || name == "vi") {
			p.voice.fact("left out", "%s that the review has rejected", count(n, "pair"))
			return
		}
	}
}
