package anchor

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"songngu/corpus/text"
)

// Extractor finds anchors. It is safe for concurrent use.
type Extractor struct {
	en, vi *vocabulary
	scans  sync.Pool
}

// Option changes what New makes.
type Option func(*options)

type options struct{ glossaries []*Glossary }

// WithGlossary adds the user's terms to the built-in ones. It may be given
// more than once.
func WithGlossary(g *Glossary) Option {
	return func(o *options) {
		if g != nil {
			o.glossaries = append(o.glossaries, g)
		}
	}
}

// New returns an extractor. Without a glossary it takes its tables from a
// store that the first call fills in some milliseconds.
func New(opts ...Option) *Extractor {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	var t *tables
	if len(o.glossaries) == 0 {
		t = builtin()
	} else {
		t = compile(o.glossaries)
	}
	x := &Extractor{en: t.en, vi: t.vi}
	x.scans.New = func() any { return new(scan) }
	return x
}

// Append appends the anchors of sentence to buf, ordered by the start of their
// spans, and returns it. sentence is in NFC; in other forms all but a few rules
// hold. lang is "vi" (or a tag that begins so) for
// Vietnamese; anything else is read as English. The keys of one sentence share
// one allocation; nothing else is allocated but buf. Any bytes will do: what
// is not UTF-8 is no anchor.
func (x *Extractor) Append(buf []Anchor, sentence string, lang string) []Anchor {
	s := x.scans.Get().(*scan)
	vocab, vi := x.en, false
	if strings.HasPrefix(lang, "vi") {
		vocab, vi = x.vi, true
	}
	s.reset(sentence, vocab, vi)
	s.out = buf
	base := len(buf)
	s.lex()
	s.read()
	s.seal(base)
	buf = s.out
	s.release()
	x.scans.Put(s)
	return buf
}

// scan is the state of one sentence's extraction.
type scan struct {
	text    string
	vi      bool
	vocab   *vocabulary
	tokens  []token
	out     []Anchor
	keys    []byte    // the keys made for this sentence, one after the other
	pending []keyPart // which anchor gets which part of keys
	// letters and uppers count the letters of the sentence and the capitals
	// among them.
	letters, uppers int
	shape           shape
	plainUntil      int // up to here nothing is an address or a code
}

type keyPart struct{ anchor, start, end int }

func (s *scan) reset(sentence string, vocab *vocabulary, vi bool) {
	s.text, s.vocab, s.vi = sentence, vocab, vi
	s.tokens, s.keys, s.pending = s.tokens[:0], s.keys[:0], s.pending[:0]
	s.letters, s.uppers, s.plainUntil = 0, 0, 0
}

// release lets go of the caller's memory, and of buffers that one very long
// sentence has blown up.
func (s *scan) release() {
	const keep = 1 << 16
	s.text, s.out = "", nil
	if cap(s.tokens) > keep {
		s.tokens = nil
	}
	if cap(s.keys) > keep {
		s.keys = nil
	}
	if cap(s.pending) > keep {
		s.pending = nil
	}
}

// add appends an anchor whose key is what stands in s.keys from mark on.
func (s *scan) add(t Type, mark int, start, end int32, weak bool) {
	s.pending = append(s.pending, keyPart{len(s.out), mark, len(s.keys)})
	s.out = append(s.out, Anchor{Type: t, Span: text.Span{Start: int(start), End: int(end)}, Weak: weak})
}

// addKey appends an anchor whose key exists already.
func (s *scan) addKey(t Type, key string, start, end int32, weak bool) {
	s.out = append(s.out, Anchor{Type: t, Key: key, Span: text.Span{Start: int(start), End: int(end)}, Weak: weak})
}

// seal gives the anchors their keys and puts them in order.
func (s *scan) seal(base int) {
	if len(s.pending) > 0 {
		keys := string(s.keys)
		for _, p := range s.pending {
			s.out[p.anchor].Key = keys[p.start:p.end]
		}
	}
	slices.SortStableFunc(s.out[base:], func(a, b Anchor) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}
