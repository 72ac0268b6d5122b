package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"songngu/align/beadfile"
	"songngu/cmd/songngu/internal/review"
)

// deskCommand is one thing that can be done in the terminal.
type deskCommand struct {
	key, name string
	takes     string // what stands behind it
	about     string
	ask       string // what a terminal asks for; empty where it takes nothing
	do        func(d *desk, rest string) error
}

var deskCommands []deskCommand

func init() { // help refers to the list
	deskCommands = []deskCommand{
		{key: "a", name: "accept", about: "accept the pair, on to the next", do: decide(beadfile.Accepted)},
		{key: "r", name: "reject", about: "reject the pair, on to the next", do: decide(beadfile.Rejected)},
		{key: "w", name: "work", about: "it needs work, on to the next", do: decide(beadfile.NeedsWork)},
		{key: "c", name: "clear", about: "take the decision back", do: func(d *desk, _ string) error { return d.status("") }},
		{key: "Enter", name: "next", about: "pass the pair by, on to the next", do: passBy},
		{key: "b", name: "back", about: "back to the pair before", do: goBack},
		{key: "g", name: "go", takes: "N", ask: "go to pair number", about: "go to pair N of the document", do: goTo},
		{key: "/", name: "find", takes: "WORDS", ask: "find", about: "go to the next pair with these words, with or without marks", do: findWords},
		{key: "m", name: "merge", about: "merge the pair with the next one", do: simple(review.Edit{Op: "merge", With: "next"})},
		{key: "M", name: "merge-previous", about: "merge it with the one before", do: simple(review.Edit{Op: "merge", With: "previous"})},
		{key: "s", name: "split", takes: "EN VI", ask: "split: how many English and Vietnamese sentences stay", about: "split the pair: so many sentences stay, the rest is a pair of its own", do: splitPair},
		{key: "k", name: "cut", takes: "vi6 WORDS", ask: "cut a sentence (vi6 and the words that the second half begins with)", about: "cut a sentence in two before WORDS", do: cutSentence},
		{key: "j", name: "join", takes: "vi6", ask: "join which sentence (vi6) with the next one", about: "join a sentence with the next one", do: sentenceEdit("joinSentence", "")},
		{key: ">", name: "move-next", takes: "vi6", ask: "move which sentence (vi6) to the next pair", about: "move a sentence to the next pair", do: sentenceEdit("move", "next")},
		{key: "<", name: "move-previous", takes: "vi6", ask: "move which sentence (vi6) to the pair before", about: "move a sentence to the pair before", do: sentenceEdit("move", "previous")},
		{key: "o", name: "unlink", about: "take the pair apart: its sentences have no partner", do: simple(review.Edit{Op: "unlink"})},
		{key: "l", name: "link", takes: "en4,5 vi6", ask: "link which sentences (en4,5 vi6)", about: "make a pair of these sentences", do: linkSentences},
		{key: "e", name: "edit", takes: "vi6 TEXT", ask: "edit", about: "put TEXT in place of a sentence", do: editText},
		{key: "n", name: "note", takes: "TEXT", ask: "note", about: "write a note", do: func(d *desk, rest string) error { return d.edit(review.Edit{Op: "note", ID: d.now, Note: rest}) }},
		{key: "t", name: "theirs", about: "take what the other file has (--against)", do: simple(review.Edit{Op: "take", From: "theirs"})},
		{key: "y", name: "why", about: "why the aligner has made the pair", do: tellWhy},
		{key: "u", name: "undo", about: "undo the last edit", do: simple(review.Edit{Op: "undo"})},
		{key: "U", name: "redo", about: "do it again", do: simple(review.Edit{Op: "redo"})},
		{key: "?", name: "help", about: "show the keys", do: showHelp},
		{key: "q", name: "quit", about: "save and end", do: func(*desk, string) error { return errQuit }},
	}
}

// deskCommandOf is the command of a key or name, nil for none.
func deskCommandOf(name string) *deskCommand {
	for i := range deskCommands {
		if c := &deskCommands[i]; c.key == name || c.name == name {
			return c
		}
	}
	return nil
}

// simple is a command that is an edit of the pair on show.
func simple(e review.Edit) func(*desk, string) error {
	return func(d *desk, _ string) error {
		if d.now < 0 && e.Op != "undo" && e.Op != "redo" {
			return errNoPair
		}
		e := e
		e.ID = d.now
		return d.edit(e)
	}
}

var errNoPair = errors.New("no pair is on show: b goes back, g N to any")

func (d *desk) status(s beadfile.Status) error {
	if d.now < 0 {
		return errNoPair
	}
	return d.edit(review.Edit{Op: "status", IDs: []int{d.now}, Status: s})
}

func decide(s beadfile.Status) func(*desk, string) error {
	return func(d *desk, _ string) error {
		if err := d.status(s); err != nil {
			return err
		}
		d.next()
		d.show()
		return nil
	}
}

func passBy(d *desk, _ string) error {
	if d.now >= 0 {
		d.passed[d.now] = true
	} else {
		clear(d.passed) // round again
	}
	d.next()
	d.show()
	return nil
}

func goBack(d *desk, _ string) error {
	for n := len(d.been); n > 0; n = len(d.been) {
		id := d.been[n-1]
		d.been = d.been[:n-1]
		if _, ok := d.Row(id); ok {
			delete(d.passed, id)
			d.now = id
			d.show()
			return nil
		}
	}
	return errors.New("there is no pair before this one")
}

func goTo(d *desk, rest string) error {
	n, err := strconv.Atoi(rest)
	x := d.Index()
	if err != nil || n < 1 || n > len(x.ID) {
		return usage(fmt.Sprintf("g 1 to g %d", len(x.ID)), "there is no pair %q", rest)
	}
	d.turn(x.ID[n-1])
	d.show()
	return nil
}

func findWords(d *desk, rest string) error {
	ids := d.Find(rest, false, "")
	if len(ids) == 0 {
		return fmt.Errorf("no pair has %q", rest)
	}
	x := d.Index()
	place := map[int]int{}
	for i, id := range x.ID {
		place[id] = i
	}
	to := ids[0]
	for _, id := range ids {
		if d.now >= 0 && place[id] > place[d.now] {
			to = id
			break
		}
	}
	d.turn(to)
	d.show()
	return nil
}

// sentenceOf reads "vi6" from the front of a line; a side with one sentence
// needs no number.
func (d *desk) sentenceOf(rest string) (side string, n int, more string, err error) {
	word, more, _ := strings.Cut(rest, " ")
	r, ok := d.Row(d.now)
	if !ok {
		return "", 0, "", errNoPair
	}
	for name, list := range map[string][]review.Sentence{"en": r.English, "vi": r.Vietnamese} {
		digits, found := strings.CutPrefix(word, name)
		if !found {
			continue
		}
		if digits == "" && len(list) == 1 {
			return name, list[0].N, strings.TrimSpace(more), nil
		}
		if n, err := strconv.Atoi(digits); err == nil {
			return name, n, strings.TrimSpace(more), nil
		}
	}
	return "", 0, "", usage("en4 or vi6, as they stand before the sentences", "%q names no sentence", word)
}

func sentenceEdit(op, to string) func(*desk, string) error {
	return func(d *desk, rest string) error {
		side, n, _, err := d.sentenceOf(rest)
		if err != nil {
			return err
		}
		return d.edit(review.Edit{Op: op, Side: side, N: n, To: to})
	}
}

func editText(d *desk, rest string) error {
	side, n, words, err := d.sentenceOf(rest)
	if err != nil {
		return err
	}
	return d.edit(review.Edit{Op: "text", Side: side, N: n, Text: words})
}

func cutSentence(d *desk, rest string) error {
	side, n, words, err := d.sentenceOf(rest)
	if err != nil {
		return err
	}
	r, _ := d.Row(d.now)
	for _, s := range append(r.English, r.Vietnamese...) {
		if s.N != n || !strings.Contains(s.Text, words) || words == "" {
			continue
		}
		at := len(utf16Of(s.Text[:strings.Index(s.Text, words)]))
		return d.edit(review.Edit{Op: "splitSentence", Side: side, N: n, At: at})
	}
	return fmt.Errorf("%q does not stand in sentence %s%d", words, side, n)
}

func splitPair(d *desk, rest string) error {
	f := strings.Fields(rest)
	if len(f) == 2 {
		en, err1 := strconv.Atoi(f[0])
		vi, err2 := strconv.Atoi(f[1])
		if err1 == nil && err2 == nil {
			return d.edit(review.Edit{Op: "split", ID: d.now, English: review.Numbers{en}, Vietnamese: review.Numbers{vi}})
		}
	}
	return usage("s 1 1", "split wants two numbers: how many English and Vietnamese sentences stay")
}

func linkSentences(d *desk, rest string) error {
	e := review.Edit{Op: "link"}
	for word := range strings.FieldsSeq(rest) {
		to, list := &e.English, ""
		if digits, ok := strings.CutPrefix(word, "en"); ok {
			list = digits
		} else if digits, ok := strings.CutPrefix(word, "vi"); ok {
			to, list = &e.Vietnamese, digits
		}
		for digits := range strings.SplitSeq(list, ",") {
			n, err := strconv.Atoi(digits)
			if err != nil {
				return usage("l en4,5 vi6", "%q names no sentences", word)
			}
			*to = append(*to, n)
		}
	}
	return d.edit(e)
}
