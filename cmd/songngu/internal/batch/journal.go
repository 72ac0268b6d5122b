package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Journal remembers which jobs are done, in a file of JSON lines that is only
// ever appended to:
//
//	{"id":"bridge","en":"bridge.txt","vi":"https://…","settings":"…","state":"done"}
//	{"id":"broken","en":"…","vi":"…","settings":"…","state":"failed","reason":"…"}
//
// A job counts as done if its last line says so with the same pair and the
// same settings. A line that a killed run left unfinished is passed by.
type Journal struct {
	settings string
	mu       sync.Mutex
	file     *os.File
	done     map[string]entry
}

type entry struct {
	ID         string `json:"id"`
	English    string `json:"en"`
	Vietnamese string `json:"vi"`
	Settings   string `json:"settings"`
	State      string `json:"state"`
	Reason     string `json:"reason,omitempty"`
}

const (
	stateDone   = "done"
	stateFailed = "failed"
)

// ErrJournal says that a folder has a journal already and resuming was not
// asked for.
var ErrJournal = errors.New("an earlier run has left its journal there")

// OpenJournal opens the journal at path. settings tells runs apart whose
// outputs would differ. Without resume an existing journal is ErrJournal.
func OpenJournal(path, settings string, resume bool) (*Journal, error) {
	j := &Journal{settings: settings, done: map[string]entry{}}
	torn := false
	if data, err := os.ReadFile(path); err == nil {
		if !resume {
			return nil, ErrJournal
		}
		torn = j.read(data)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	if torn {
		if _, err := f.WriteString("\n"); err != nil {
			f.Close()
			return nil, err
		}
	}
	j.file = f
	return j, nil
}

// read takes in the lines and reports whether the last one has no end.
func (j *Journal) read(data []byte) (torn bool) {
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var e entry
		if json.Unmarshal(s.Bytes(), &e) != nil {
			continue
		}
		delete(j.done, e.ID)
		if e.State == stateDone && e.Settings == j.settings {
			j.done[e.ID] = e
		}
	}
	return len(data) > 0 && data[len(data)-1] != '\n'
}

// Done reports whether a job was done by an earlier run.
func (j *Journal) Done(job Job) bool {
	e, ok := j.done[job.ID]
	return ok && e.English == job.Pair.English && e.Vietnamese == job.Pair.Vietnamese
}

// Forget lets a job be done again: its outputs are gone, or older than what they
// were made of.
func (j *Journal) Forget(job Job) { delete(j.done, job.ID) }

// note writes down a result.
func (j *Journal) note(r Result) error {
	if r.Skipped {
		return nil
	}
	e := entry{r.Job.ID, r.Job.Pair.English, r.Job.Pair.Vietnamese, j.settings, stateDone, ""}
	if r.Err != nil {
		e.State, e.Reason = stateFailed, r.Err.Error()
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("cannot write the journal: %w", err)
	}
	return nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }
