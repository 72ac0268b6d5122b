package review

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// The journal, FILE.journal, version 1
//
// UTF-8, one JSON object a line, only ever appended to and brought to the disk
// before an edit is acknowledged. It stands beside its file until the file has
// been written whole, and says what the file does not hold yet:
//
//	{"type":"journal","format":1,"file":"SHA-256 of the file it continues, in hex"}
//	{"type":"step","kind":"edit","op":"merge","time":"2026-11-22T01:02:03Z",
//	 "text":[{"at":0,"remove":0},{"at":6,"remove":1,"add":[SENTENCE,SENTENCE]}],
//	 "beads":{"at":4,"remove":2,"add":[BEAD]}}
//	{"type":"saved","file":"SHA-256"}
//
// A step replaces runs of sentences (English, then Vietnamese) and then a run
// of beads; "kind" is edit, undo or redo, or, of what is being typed, "more" (goes
// on with the step before it, and is undone with it) or "back" (takes that step
// back, and nothing is left to redo). So a journal means the same whatever
// the aligner of a later version would do. A SENTENCE has "block", "span",
// "text", and "original", "doubtful" and "roots" (the numbers, in the file, of
// the sentences it is made of); a BEAD has "en" and "vi", the half-open ranges
// of its sentences' numbers after the step, and what a bead line of the
// alignment file has; its "features" are a list, in the order of that line.
//
// "saved" stands before the file with that hash is put in place: if a crash
// comes just then, and the file has that hash, what stands before the line is
// in the file already. A last line without its end is one that was not
// acknowledged; it is passed by. Anything else that cannot be read is an error.

const journalFormat = 1

type journal struct {
	path  string
	file  *os.File // nil until there is something to write
	begun bool
	size  int64 // of what is whole
}

type journalLine struct {
	Type   string             `json:"type"`
	Format int                `json:"format,omitempty"`
	File   string             `json:"file,omitempty"`
	Kind   string             `json:"kind,omitempty"`
	Op     string             `json:"op,omitempty"`
	Time   *time.Time         `json:"time,omitempty"`
	Text   *[2]sentenceSplice `json:"text,omitempty"`
	Beads  *beadSplice        `json:"beads,omitempty"`
}

// JournalError says why a journal was not taken over.
type JournalError struct {
	Path, Why, Hint string
}

func (e *JournalError) Error() string { return fmt.Sprintf("journal %q %s", e.Path, e.Why) }

// HintLine says what can be done about it.
func (e *JournalError) HintLine() string { return e.Hint }

// openJournal takes over the edits of a journal beside the session's file.
func openJournal(s *Session) (*journal, error) {
	j := &journal{path: s.path + ".journal"}
	data, err := os.ReadFile(j.path)
	if errors.Is(err, os.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return nil, err
	}
	whole := data[:bytes.LastIndexByte(data, '\n')+1]
	if torn := len(data) - len(whole); torn > 0 {
		s.warn("the last %d bytes of %q are an edit that was never finished; they are passed by", torn, j.path)
	}
	if len(whole) == 0 {
		if !s.readOnly {
			return j, os.Remove(j.path)
		}
		return j, nil
	}
	j.size = int64(len(whole))
	steps, err := j.replay(s, whole)
	if err != nil {
		return nil, err
	}
	if steps < 0 { // all of it is in the file
		if s.readOnly {
			return j, nil
		}
		return j, j.remove()
	}
	j.begun = true
	if steps > 0 {
		s.dirty = true
		s.say("%d edits of an earlier session that were not in the file yet are taken over from %q", steps, j.path)
	}
	return j, nil
}

// replay makes the steps of a journal; it returns their number, -1 where the
// file holds all of them.
func (j *journal) replay(s *Session, data []byte) (int, error) {
	r := bufio.NewReader(bytes.NewReader(data))
	lines := 0
	steps, from := 0, 0 // the line up to which the file holds the steps
	var list []journalLine
	for {
		line, err := r.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		lines++
		var l journalLine
		if err := json.Unmarshal(line, &l); err != nil {
			return 0, j.bad(lines, err)
		}
		switch {
		case lines == 1 && (l.Type != "journal" || l.Format != journalFormat):
			return 0, j.bad(lines, fmt.Errorf("it is no journal of format %d", journalFormat))
		case lines == 1 && l.File == s.hash:
			from = 1
		case l.Type == "saved" && l.File == s.hash:
			from = len(list) + 1
		}
		list = append(list, l)
	}
	if from == 0 {
		return 0, &JournalError{j.path, "belongs to another version of the file", fmt.Sprintf("put back the file it was written for, or move the journal away to open %q without its edits", s.path)}
	}
	for i, l := range list[from:] {
		if l.Type != "step" {
			continue
		}
		p, err := s.restore(&l)
		if err != nil {
			return 0, j.bad(from+i+1, err)
		}
		if l.Kind != "edit" {
			p = s.retraced(&l, p)
		}
		s.commit(l.Kind, p)
		steps++
	}
	if steps == 0 && from > 1 {
		return -1, nil
	}
	return steps, nil
}

func (j *journal) bad(line int, err error) error {
	return &JournalError{j.path, fmt.Sprintf("cannot be read, line %d: %v", line, err), "move it away to open the file without its edits"}
}

// write appends a step and brings it to the disk.
func (j *journal) write(s *Session, kind string, p *step, now time.Time) error {
	now = now.UTC().Truncate(time.Second)
	l := s.lineOf(kind, p)
	l.Time = &now
	if err := j.begin(s.hash); err != nil {
		return err
	}
	return j.append(l)
}

// begin opens the file, and writes the first line of a new journal.
func (j *journal) begin(hash string) error {
	if j.file == nil {
		f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_CREATE, 0o666)
		if err != nil {
			return fmt.Errorf("cannot write the journal: %w", err)
		}
		j.file = f
	}
	if j.begun {
		return nil
	}
	if err := j.append(journalLine{Type: "journal", Format: journalFormat, File: hash}); err != nil {
		return err
	}
	j.begun = true
	return nil
}

// append writes a line behind what is whole: where an attempt before has
// failed half way, over what it left.
func (j *journal) append(l journalLine) error {
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("cannot write the journal: %w", err)
	}
	data = append(data, '\n')
	if err = j.file.Truncate(j.size); err == nil {
		_, err = j.file.WriteAt(data, j.size)
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("cannot write the journal %q, the edit is not made: %w", j.path, err)
	}
	j.size += int64(len(data))
	return nil
}

// saved notes that the file is about to be replaced by one with that hash.
func (j *journal) saved(hash string) error {
	if !j.begun {
		return nil
	}
	if err := j.begin(""); err != nil {
		return err
	}
	return j.append(journalLine{Type: "saved", File: hash})
}

// remove ends the journal: the file holds everything.
func (j *journal) remove() error {
	j.close()
	j.begun, j.size = false, 0
	if err := os.Remove(j.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("cannot remove the journal: %w", err)
	}
	return nil
}

func (j *journal) close() {
	if j.file != nil {
		j.file.Close()
		j.file = nil
	}
}
