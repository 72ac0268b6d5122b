package transform

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
)

// Space is what sorting may take.
type Space struct {
	Memory int    // bytes held at a time; 0 means 64 MiB
	Dir    string // folder of the temporary file; "" means the system's
	// Stop is asked now and then; its error ends the sorting. It may be nil.
	Stop func() error
}

const (
	defaultMemory = 64 << 20
	minMemory     = 64 << 10 // less makes runs too short to be of use
	chunkSize     = 1 << 20
	runBuffer     = 64 << 10
	fanIn         = 128     // runs merged at a time
	maxRecord     = 1 << 30 // of a key or a body
)

// sorter sorts records, a key and a body of bytes, by key, and those of equal
// keys by when they were added.
//
// It is an external merge sort (Knuth, The Art of Computer Programming 3,
// 5.4): records gather in memory and are written as a sorted run when they
// fill it; then runs are merged, fanIn at a time, until one pass can hand out
// the order. Cost: n log n comparisons, and every byte written and read once
// for each power of fanIn in the number of runs. What fits in memory is never
// written.
//
// All runs lie in one temporary file, which has no name any more once it is
// open: the system takes it back however the program ends. (Windows does not
// remove open files; there it goes with close, and a killed program leaves it
// in the temporary folder.)
type sorter struct {
	space  Space
	chunks [][]byte
	free   [][]byte // chunks of runs that are written
	index  []record
	held   int

	file  *os.File
	size  int64
	runs  []run
	added int64
}

// record is a key and a body after it in a chunk.
type record struct{ chunk, at, key, body uint32 }

// run is a sorted piece of the file.
type run struct{ at, size int64 }

func newSorter(space Space) *sorter {
	if space.Memory <= 0 {
		space.Memory = defaultMemory
	}
	space.Memory = max(space.Memory, minMemory)
	return &sorter{space: space}
}

// add takes copies of key and body.
func (s *sorter) add(key, body []byte) error {
	n := len(key) + len(body)
	if len(key) > maxRecord || len(body) > maxRecord {
		return errors.New("unit too large to sort")
	}
	if s.added++; s.added%1024 == 0 && s.space.Stop != nil {
		if err := s.space.Stop(); err != nil {
			return err
		}
	}
	const entry = 16 // of a record in the index
	if s.held+n+entry > s.space.Memory && len(s.index) > 0 {
		if err := s.spill(); err != nil {
			return err
		}
	}
	last := len(s.chunks) - 1
	if last < 0 || cap(s.chunks[last])-len(s.chunks[last]) < n {
		s.chunks = append(s.chunks, s.chunk(n))
		last++
	}
	at := len(s.chunks[last])
	s.chunks[last] = append(append(s.chunks[last], key...), body...)
	s.index = append(s.index, record{uint32(last), uint32(at), uint32(len(key)), uint32(len(body))})
	s.held += n + entry
	return nil
}

func (s *sorter) chunk(n int) []byte {
	size := min(chunkSize, s.space.Memory/8)
	if n > size {
		return make([]byte, 0, n)
	}
	if i := len(s.free) - 1; i >= 0 {
		c := s.free[i]
		s.free = s.free[:i]
		return c
	}
	return make([]byte, 0, size)
}

func (s *sorter) key(r record) []byte { return s.chunks[r.chunk][r.at : r.at+r.key] }
func (s *sorter) body(r record) []byte {
	return s.chunks[r.chunk][r.at+r.key : r.at+r.key+r.body]
}

// order sorts what is in memory.
func (s *sorter) order() {
	slices.SortFunc(s.index, func(a, b record) int {
		return cmp.Or(bytes.Compare(s.key(a), s.key(b)), cmp.Compare(a.chunk, b.chunk), cmp.Compare(a.at, b.at))
	})
}

// spill writes what is in memory as a run.
func (s *sorter) spill() error {
	s.order()
	w, err := s.newRun()
	if err != nil {
		return err
	}
	for _, r := range s.index {
		w.write(s.key(r), s.body(r))
	}
	if err := s.endRun(w); err != nil {
		return err
	}
	size := min(chunkSize, s.space.Memory/8)
	for _, c := range s.chunks {
		if cap(c) == size {
			s.free = append(s.free, c[:0])
		}
	}
	clear(s.chunks)
	s.chunks, s.index, s.held = s.chunks[:0], s.index[:0], 0
	return nil
}

// runWriter writes a run at the end of the file. A failed write shows at its
// end.
type runWriter struct {
	w    *bufio.Writer
	size int64
	num  [binary.MaxVarintLen64]byte
}

func (s *sorter) newRun() (*runWriter, error) {
	if s.file == nil {
		f, err := os.CreateTemp(s.space.Dir, "songngu-*.sort")
		if err != nil {
			return nil, fmt.Errorf("open temporary file: %w", err)
		}
		s.file = f
		_ = os.Remove(f.Name()) // where it cannot go yet, close removes it
	}
	return &runWriter{w: bufio.NewWriterSize(io.NewOffsetWriter(s.file, s.size), runBuffer)}, nil
}

func (w *runWriter) write(key, body []byte) {
	for _, part := range [2][]byte{key, body} {
		n, _ := w.w.Write(w.num[:binary.PutUvarint(w.num[:], uint64(len(part)))])
		m, _ := w.w.Write(part)
		w.size += int64(n + m)
	}
}

func (s *sorter) endRun(w *runWriter) error {
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("write temporary file: %w", err)
	}
	s.runs = append(s.runs, run{s.size, w.size})
	s.size += w.size
	return nil
}

// all hands out every record in order; key and body hold until the next.
// Nothing can be added afterwards.
func (s *sorter) all() iter.Seq2[keyed, error] {
	return func(yield func(keyed, error) bool) {
		if s.file == nil {
			s.order()
			for _, r := range s.index {
				if !yield(keyed{s.key(r), s.body(r)}, nil) {
					return
				}
			}
			return
		}
		if len(s.index) > 0 {
			if err := s.spill(); err != nil {
				yield(keyed{}, err)
				return
			}
		}
		s.chunks, s.free, s.index = nil, nil, nil
		for len(s.runs) > fanIn {
			if err := s.mergePass(); err != nil {
				yield(keyed{}, err)
				return
			}
		}
		s.merge(s.runs)(yield)
	}
}

// mergePass merges every fanIn neighbouring runs into one.
func (s *sorter) mergePass() error {
	old := s.runs
	s.runs = nil
	for group := range slices.Chunk(old, fanIn) {
		w, err := s.newRun()
		if err != nil {
			return err
		}
		for r, err := range s.merge(group) {
			if err != nil {
				return err
			}
			w.write(r.key, r.body)
		}
		if err := s.endRun(w); err != nil {
			return err
		}
	}
	return nil
}

// close gives the file back.
func (s *sorter) close() {
	if s.file != nil {
		_ = s.file.Close()           // nothing of it is needed any more
		_ = os.Remove(s.file.Name()) // is gone already, but on Windows
	}
	*s = sorter{space: s.space}
}
