package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// What the terminal shows follows these rules, and only this file knows them:
//
//   - results go to stdout, talk goes to stderr;
//   - every line of talk is lower case without a full stop, in plain English;
//   - an error is one line "songngu: what, where", and where there is
//     something to do about it, a second line "hint: what to type";
//   - a table of facts at the end is "label  value", the labels in one column;
//   - colour and bars only on a terminal that wants them (NO_COLOR, TERM=dumb);
//   - --quiet leaves errors and warnings, nothing else.

type voice struct {
	w      io.Writer
	quiet  bool
	colour bool
	tty    bool
}

func newVoice(w io.Writer, getenv func(string) string) *voice {
	v := &voice{w: w, tty: isTerminal(w)}
	v.colour = v.tty && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
	return v
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

const (
	red    = "31"
	yellow = "33"
	bold   = "1"
)

func (v *voice) paint(code, s string) string {
	if !v.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// say prints a line of talk.
func (v *voice) say(format string, args ...any) {
	if !v.quiet {
		fmt.Fprintf(v.w, format+"\n", args...)
	}
}

// warn prints what the user should know although the work goes on.
func (v *voice) warn(format string, args ...any) {
	fmt.Fprintf(v.w, "%s %s\n", v.paint(yellow, "warning:"), fmt.Sprintf(format, args...))
}

// fail prints an error and, if there is one, its hint.
func (v *voice) fail(err error, hint string) {
	fmt.Fprintf(v.w, "%s %s\n", v.paint(red, "songngu:"), err)
	if hint != "" {
		for line := range strings.SplitSeq(hint, "\n") {
			fmt.Fprintf(v.w, "%s %s\n", v.paint(bold, "hint:"), line)
		}
	}
}

// fact prints one row of the closing table.
func (v *voice) fact(label, format string, args ...any) {
	v.say("%s %s", v.paint(bold, fmt.Sprintf("%-10s", label)), fmt.Sprintf(format, args...))
}

// count says "1 sentence", "2 sentences"; the plural is plain -s.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
