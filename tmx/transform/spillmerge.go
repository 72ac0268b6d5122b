package transform

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
)

// keyed is a record as it comes out of a sorter.
type keyed struct{ key, body []byte }

// merge hands out the records of several runs in order, those of equal keys in
// the order of the runs.
func (s *sorter) merge(runs []run) iter.Seq2[keyed, error] {
	return func(yield func(keyed, error) bool) {
		var heap mergeHeap
		for i, r := range runs {
			in := &runReader{r: bufio.NewReaderSize(io.NewSectionReader(s.file, r.at, r.size), runBuffer), n: i}
			if in.next() {
				heap = append(heap, in)
			} else if in.err != nil {
				yield(keyed{}, in.err)
				return
			}
		}
		for i := len(heap)/2 - 1; i >= 0; i-- {
			heap.down(i)
		}
		for len(heap) > 0 {
			top := heap[0]
			if !yield(top.at, nil) {
				return
			}
			if !top.next() {
				if top.err != nil {
					yield(keyed{}, top.err)
					return
				}
				heap[0] = heap[len(heap)-1]
				heap = heap[:len(heap)-1]
			}
			heap.down(0)
		}
	}
}

// runReader reads the records of a run.
type runReader struct {
	r   *bufio.Reader
	n   int // which of the runs
	at  keyed
	buf []byte
	err error
}

// next reads the next record; false at the end, and at an error.
func (r *runReader) next() bool {
	n, err := binary.ReadUvarint(r.r)
	if err == io.EOF {
		return false
	}
	r.buf = r.buf[:0]
	if err == nil {
		err = r.read(n)
	}
	if err == nil {
		var m uint64
		if m, err = binary.ReadUvarint(r.r); err == nil {
			err = r.read(m)
		}
	}
	if err != nil {
		r.err = fmt.Errorf("read temporary file: %w", err)
		return false
	}
	r.at = keyed{r.buf[:n:n], r.buf[n:]}
	return true
}

// read appends n bytes to the buffer.
func (r *runReader) read(n uint64) error {
	if n > maxRecord {
		return errTemporary
	}
	have := len(r.buf)
	if cap(r.buf)-have < int(n) {
		r.buf = append(make([]byte, 0, 2*(have+int(n))), r.buf...)
	}
	r.buf = r.buf[:have+int(n)]
	_, err := io.ReadFull(r.r, r.buf[have:])
	return err
}

// mergeHeap has the reader at the least record on top.
type mergeHeap []*runReader

func (h mergeHeap) less(a, b *runReader) bool {
	c := bytes.Compare(a.at.key, b.at.key)
	return c < 0 || c == 0 && a.n < b.n
}

func (h mergeHeap) down(i int) {
	for {
		least := i
		for _, c := range [2]int{2*i + 1, 2*i + 2} {
			if c < len(h) && h.less(h[c], h[least]) {
				least = c
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
