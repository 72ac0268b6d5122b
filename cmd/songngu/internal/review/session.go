package review

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/diff"
	"songngu/corpus"
	"songngu/tmx/quality"
)

// Options say how a file is reviewed.
type Options struct {
	Threshold float64       // pairs of less confidence deserve a look
	Align     align.Options // what the aligner goes by; Fixed and Meet are not used
	// Against, if not nil, is what the file is compared with, and AgainstName
	// its name.
	Against     *diff.Memory
	AgainstName string
	ReadOnly    bool
	Tool        string           // its version, for files it writes
	Now         func() time.Time // nil: time.Now
	// Idle is after how long without an edit the file itself is written; 0
	// means 20 seconds, less than 0 never.
	Idle time.Duration
	// Say takes what a person may like to know, Warn what he should: one line
	// of talk without its end. They may be nil.
	Say, Warn func(format string, args ...any)
}

// Session is one file under review. Its methods may be called at the same time.
type Session struct {
	path string
	name string
	opts Options
	now  func() time.Time
	say  func(string, ...any)
	warn func(string, ...any)

	mu       sync.Mutex
	base     *beadfile.File // as read, for what edits do not change
	memory   *memory        // of a translation memory, nil for an alignment
	hash     string         // of the file on disk, as we read or wrote it
	readOnly bool

	state
	at           *places
	revision     int
	renumbered   int         // the last revision that gave sentences other numbers
	changed      map[int]int // by bead id: the revision that last changed it
	nextBead     int
	nextSentence [2]int
	done, undone []*step
	saves        int // how often the file has been written

	journal *journal
	dirty   bool  // there are edits that the file does not hold
	trouble error // of the last attempt to keep something
	idle    *time.Timer
	closed  bool

	checker *quality.Checker // nil until all beads have been checked
	background
	against *against
	pace    pace
	feed    feed
}

// maxFile bounds the files that are read into memory.
const maxFile = 1 << 30

// Open reads a file and takes over the edits of a journal beside it.
func Open(ctx context.Context, path string, opts Options) (*Session, error) {
	s := &Session{path: path, name: filepath.Base(path), opts: opts, now: opts.Now, say: opts.Say, warn: opts.Warn, readOnly: opts.ReadOnly, changed: map[int]int{}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.say == nil {
		s.say = func(string, ...any) {}
	}
	if s.warn == nil {
		s.warn = func(string, ...any) {}
	}
	data, err := readBounded(path)
	if err != nil {
		return nil, err
	}
	s.hash = hashOf(data)
	if isMemory(path) {
		err = s.readMemory(data)
	} else {
		s.base, err = beadfile.ReadJSONL(bytes.NewReader(data), path)
	}
	if err != nil {
		return nil, err
	}
	s.begin()
	if s.journal, err = openJournal(s); err != nil {
		return nil, err
	}
	s.compareAll()
	if err := s.prepare(ctx); err != nil {
		s.journal.close()
		return nil, err
	}
	return s, nil
}

// isMemory tells a memory from an alignment by its name.
func isMemory(path string) bool {
	name := strings.ToLower(path)
	return strings.HasSuffix(name, ".tmx") || strings.HasSuffix(name, ".tmx.gz")
}

func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%q is no ordinary file", path)
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%q has %d bytes, more than are read into memory", path, info.Size())
	}
	return os.ReadFile(path)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// begin makes the first state of the file.
func (s *Session) begin() {
	for side, d := range s.documents() {
		s.text[side] = make([]*sentence, len(d.Sentences))
		for n := range d.Sentences {
			x := &sentence{id: n, Sentence: d.Sentences[n], roots: []int32{int32(n)}}
			if o, ok := s.base.Originals[side][n]; ok {
				x.edited, x.original = true, o
			}
			s.text[side][n] = x
		}
		s.nextSentence[side] = len(d.Sentences)
	}
	s.beads = make([]*bead, len(s.base.Alignment.Beads))
	for i, b := range s.base.Alignment.Beads {
		r := s.base.Review(i)
		s.beads[i] = &bead{id: i, confidence: b.Confidence, features: b.Features, moved: b.Moved, fixed: b.Fixed, status: r.Status, note: r.Note,
			side: [2][]*sentence{slices.Clone(s.text[0][b.Src.Start:b.Src.End]), slices.Clone(s.text[1][b.Tgt.Start:b.Tgt.End])}}
	}
	s.nextBead = len(s.beads)
	s.at = s.state.places(s.nextBead, s.nextSentence)
}

func (s *Session) documents() [2]*corpus.Document {
	return [2]*corpus.Document{s.base.English, s.base.Vietnamese}
}

// file is the alignment as it stands now.
func (s *Session) file() *beadfile.File {
	f := *s.base
	f.Alignment, f.Reviews, f.Originals = &align.Alignment{}, nil, [2]map[int]string{}
	docs := s.documents()
	for side, list := range s.text {
		d := *docs[side]
		d.Sentences = make([]corpus.Sentence, len(list))
		for n, x := range list {
			d.Sentences[n] = x.Sentence
			if x.edited {
				f.SetOriginal(side, n, x.original)
			}
		}
		docs[side] = &d
	}
	f.English, f.Vietnamese = docs[0], docs[1]
	f.Alignment.Beads = make([]align.Bead, len(s.beads))
	for i, b := range s.beads {
		x := align.Bead{Confidence: b.confidence, Features: b.features, Moved: b.moved, Fixed: b.fixed}
		x.Src, _ = s.at.run(b, english)
		x.Tgt, _ = s.at.run(b, vietnamese)
		f.Alignment.Beads[i] = x
		f.SetReview(i, beadfile.Review{Status: b.status, Note: b.note})
	}
	f.PlaceEmpty()
	return &f
}

// Close writes the file if there are edits that it does not hold, and ends the
// session.
func (s *Session) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.idle != nil {
		s.idle.Stop()
	}
	s.background.end()
	s.feed.end()
	err := s.save()
	s.journal.close()
	return err
}

// Save writes the file whole if there are edits that it does not hold.
func (s *Session) Save() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.save()
}

// touched has the file written when nothing more happens for a while.
func (s *Session) touched() {
	s.dirty = true
	after := s.opts.Idle
	switch {
	case after < 0:
		return
	case after == 0:
		after = 20 * time.Second
	}
	if s.idle != nil {
		s.idle.Stop()
	}
	s.idle = time.AfterFunc(after, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.closed {
			return
		}
		if err := s.save(); err != nil {
			s.warn("%v", err)
		}
	})
}
