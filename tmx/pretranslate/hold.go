package pretranslate

import (
	"bytes"
	"io"
)

// hold is a writer that can wait: a few bytes of what is written to it have
// two forms, one for a file into which nothing is put and one for others. What
// follows them is kept until decide or Close says which, or until too much is
// kept; then it is the second form.
type hold struct {
	w       io.Writer
	waiting bool
	as      []byte // the bytes in their first form
	changed []byte // in their second
	kept    bytes.Buffer
	seen    bool // the bytes have been written
	err     error
}

// maxKept bounds what is kept, in bytes.
const maxKept = 32 << 20

// wait says that bytes which are about to be written have a second form.
func (h *hold) wait(as, changed []byte) {
	if !h.waiting && !h.seen {
		h.waiting, h.as, h.changed = true, bytes.Clone(as), changed
	}
}

// decide says that something was put into the file.
func (h *hold) decide() { h.settle(h.changed) }

func (h *hold) settle(form []byte) {
	if !h.waiting {
		return
	}
	h.waiting, h.seen = false, true
	b := h.kept.Bytes()
	if i := bytes.Index(b, h.as); i >= 0 {
		h.put(b[:i])
		h.put(form)
		b = b[i+len(h.as):]
	}
	h.put(b)
	h.kept = bytes.Buffer{}
}

func (h *hold) put(b []byte) {
	if h.err == nil && len(b) > 0 {
		_, h.err = h.w.Write(b)
	}
}

// Write keeps what it must and passes on the rest.
func (h *hold) Write(b []byte) (int, error) {
	if !h.waiting {
		h.put(b)
		return len(b), h.err
	}
	h.kept.Write(b)
	if h.kept.Len() > maxKept {
		h.decide()
	}
	return len(b), h.err
}

// Close writes what is kept, in its first form.
func (h *hold) Close() error {
	h.settle(h.as)
	return h.err
}
