package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"songngu/cmd/songngu/internal/review"
)

// desk is a review in the terminal: one pair after the other. It reads keys
// where standard input is a terminal, else one command a line.
type desk struct {
	*review.Session
	ctx    context.Context
	out    io.Writer
	voice  *voice // of standard output, for its colours
	in     *bufio.Reader
	tty    *os.File // nil: line by line
	now    int      // id of the pair on show, -1 for none
	passed map[int]bool
	been   []int // the pairs before, to go back to
}

var errQuit = errors.New("the review is over")

func (p *program) reviewTerminal(c *cli.Context, s *review.Session) error {
	d := &desk{Session: s, ctx: c.Context, out: p.stdout, voice: newVoice(p.stdout, p.getenv), in: bufio.NewReader(p.stdin), now: -1, passed: map[int]bool{}}
	if isTerminal(p.stdin) && isTerminal(p.stdout) {
		d.tty = p.stdin.(*os.File)
		// A signal may come while a key is waited for.
		if cooked, err := term.GetState(int(d.tty.Fd())); err == nil {
			defer term.Restore(int(d.tty.Fd()), cooked)
		}
	}
	if err := s.Ready(c.Context); err != nil {
		return err
	}
	d.next()
	d.show()
	for {
		line, err := d.read()
		if err == io.EOF || err == nil && c.Context.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		switch err := d.obey(line); {
		case err == errQuit:
			return nil
		case err != nil:
			d.complain(err)
		}
	}
}

// read is the next command: a line, or of a terminal a key and what it asks
// for. It ends when the review is interrupted.
func (d *desk) read() (string, error) {
	type answer struct {
		line string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		var a answer
		if d.tty == nil {
			a.line, a.err = d.in.ReadString('\n')
			if a.err == io.EOF && a.line != "" {
				a.err = nil
			}
		} else {
			a.line, a.err = d.readKey()
		}
		got <- a
	}()
	select {
	case a := <-got:
		return strings.TrimRight(a.line, "\r\n"), a.err
	case <-d.ctx.Done():
		return "", io.EOF
	}
}

// readKey reads a key and, where its command wants more, a line.
func (d *desk) readKey() (string, error) {
	old, err := term.MakeRaw(int(d.tty.Fd()))
	if err != nil {
		return "", err
	}
	defer term.Restore(int(d.tty.Fd()), old)
	key, err := d.key()
	if err != nil {
		return "", err
	}
	command := deskCommandOf(key)
	if command == nil || command.ask == "" {
		return key, nil
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{io.MultiReader(strings.NewReader(d.prefill(command)), d.in), d.out}, command.ask+" ")
	if w, h, err := term.GetSize(int(d.tty.Fd())); err == nil && w > 0 {
		t.SetSize(w, h)
	}
	line, err := t.ReadLine()
	if err == io.EOF { // Ctrl-C or Ctrl-D: never mind
		return "", nil
	}
	return key + " " + line, err
}

// key is one key, its name for those that are no letters.
func (d *desk) key() (string, error) {
	r, _, err := d.in.ReadRune()
	if err != nil {
		return "", err
	}
	switch r {
	case 3, 4: // Ctrl-C, Ctrl-D
		return "q", nil
	case '\r', '\n', ' ':
		return "next", nil
	case 0x1b: // an arrow, or another key that is none of ours
		rest := ""
		for d.in.Buffered() > 0 {
			b, _ := d.in.ReadByte()
			rest += string(rune(b))
			if b >= '@' && b != '[' && b != 'O' {
				break
			}
		}
		switch rest {
		case "[A", "[D", "OA", "OD":
			return "b", nil
		case "[B", "[C", "OB", "OC":
			return "next", nil
		}
		return "", nil
	case utf8.RuneError:
		return "", nil
	}
	return string(r), nil
}

// prefill is what stands in the line already: what is to be edited.
func (d *desk) prefill(c *deskCommand) string {
	r, ok := d.Row(d.now)
	if !ok {
		return ""
	}
	switch c.name {
	case "edit":
		if list := append(slices.Clone(r.Vietnamese), r.English...); len(list) > 0 {
			side := "vi"
			if len(r.Vietnamese) == 0 {
				side = "en"
			}
			return fmt.Sprintf("%s%d %s", side, list[0].N, list[0].Text)
		}
	case "note":
		return r.Note
	}
	return ""
}

// obey does what a line says.
func (d *desk) obey(line string) error {
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if name == "" {
		if d.tty != nil {
			return nil
		}
		name = "next"
	}
	c := deskCommandOf(name)
	if c == nil {
		return usage("? shows the keys", "%q is no command", name)
	}
	return c.do(d, strings.TrimSpace(rest))
}

func (d *desk) complain(err error) {
	_, hint, err := code(err)
	fmt.Fprintf(d.out, "%s %s\n", d.voice.paint(red, "no:"), visible(err.Error()))
	if hint != "" {
		fmt.Fprintf(d.out, "%s %s\n", d.voice.paint(bold, "hint:"), hint)
	}
}

// edit makes an edit and shows what has become of the pair.
func (d *desk) edit(e review.Edit) error {
	state := d.State()
	e.Revision = state.Revision
	r, err := d.Edit(d.ctx, e, "terminal")
	if err != nil {
		return err
	}
	if e.Op == "status" {
		return nil
	}
	d.turn(r.Focus)
	d.show()
	return nil
}

// turn goes to a pair.
func (d *desk) turn(id int) {
	if id != d.now && d.now >= 0 {
		d.been = append(d.been, d.now)
	}
	d.now = id
}

// next goes to the least certain pair that nobody has decided on and that was
// not passed by: doubtful ones first.
func (d *desk) next() {
	x := d.Index()
	best := -1
	for i, id := range x.ID {
		if x.Status[i] != "" || d.passed[id] {
			continue
		}
		if best < 0 || d.surer(x, best, i) {
			best = i
		}
	}
	if best < 0 {
		if d.now >= 0 {
			d.been = append(d.been, d.now)
		}
		d.now = -1
		return
	}
	d.turn(x.ID[best])
}

// surer reports whether pair i is surer than pair j.
func (d *desk) surer(x *review.Index, i, j int) bool {
	rank := func(i int) float64 {
		fixed := strings.Contains(x.Flags[i], "fixed")
		faulty := x.Severity[i] == "warning" || x.Severity[i] == "error"
		switch {
		case x.Confidence[i] < d.State().Threshold && !fixed:
			return x.Confidence[i]
		case faulty:
			return 1 + x.Confidence[i]
		case fixed:
			return 4
		}
		return 2 + x.Confidence[i]
	}
	return cmp.Compare(rank(i), rank(j)) > 0
}
