package pretranslate

import (
	"io"

	splitter "songngu/corpus/segment"
	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// piece is a stretch of a block's source: what it shows, and where it stands.
// Together the pieces are the block, without gap.
type piece struct {
	item
	start, end int  // in the source
	exact      bool // the text is the source itself, byte for byte
}

// block is a paragraph of a text that is filled sentence by sentence.
type block struct {
	pieces []piece
	plain  string // the words of the pieces
	cell   bool   // of a table: | is to be escaped
}

func newBlock(pieces []piece) *block {
	items := make([]item, len(pieces))
	for i := range pieces {
		items[i] = pieces[i].item
	}
	return &block{pieces: pieces, plain: plain(items)}
}

// sentence is a segment with the stretch of the source that it fills.
type sentence struct {
	*segment
	block      *block
	span       text.Span // of the block's plain text
	start, end int       // in the source
}

// sentences parts blocks into sentences, or takes a block whole where the
// memory has all of it.
func (e *engine) sentences(blocks []*block) ([][]*sentence, error) {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.plain
	}
	spans, err := e.split(texts)
	if err != nil {
		return nil, err
	}
	out := make([][]*sentence, len(blocks))
	for i, b := range blocks {
		for _, span := range spans[i] {
			if s := b.sentence(span); s.text != "" {
				out[i] = append(out[i], s)
			}
		}
	}
	return out, nil
}

// split gives the sentences of each text, or one span where the memory has the
// text as a whole.
func (e *engine) split(texts []string) ([][]text.Span, error) {
	if e.segmenter == nil {
		s, err := splitter.New(e.opts.From.String())
		if err != nil {
			return nil, err
		}
		e.segmenter = s
	}
	found, err := e.segmenter.Document(texts)
	if err != nil {
		return nil, err
	}
	out := make([][]text.Span, len(texts))
	for i, list := range found {
		if len(list) > 1 {
			whole, err := e.m.Lookup(e.ctx, memory.Query{Text: texts[i], From: e.opts.From, Min: memory.Exact, Max: 1, Penalties: e.opts.Penalties})
			if err != nil {
				return nil, err
			}
			if len(whole) > 0 {
				out[i] = []text.Span{{Start: list[0].Span.Start, End: list[len(list)-1].Span.End}}
				continue
			}
		}
		for _, s := range list {
			out[i] = append(out[i], s.Span)
		}
	}
	return out, nil
}

// sentence takes the pieces in a span of the plain text. A code at its
// beginning belongs to it unless it ends something, one at its end if it does.
func (b *block) sentence(span text.Span) *sentence {
	s := &sentence{block: b, span: span, start: -1}
	var items []item
	at := 0
	take := func(it item, start, end int) {
		items = append(items, it)
		if s.start < 0 {
			s.start = start
		}
		s.end = end
	}
	for _, p := range b.pieces {
		if p.kind != wordsItem {
			first, last := at == span.Start && span.Start > 0 || at < span.Start, at == span.End && span.End < len(b.plain) || at > span.End
			if at >= span.Start && at <= span.End && !(first && p.kind == closeItem) && !(last && p.kind != closeItem) {
				take(p.item, p.start, p.end)
			}
			continue
		}
		from, to := max(span.Start-at, 0), min(span.End-at, len(p.text))
		at += len(p.text)
		if from >= to {
			continue
		}
		start, end := p.start, p.end
		if p.exact {
			start, end = p.start+from, p.start+to
		}
		take(words(p.text[from:to]), start, end)
	}
	s.segment = newSegment(items, "")
	return s
}

// fillBlocks passes a source on with its sentences filled. write makes the
// words of a translation the source's.
func (e *engine) fillBlocks(src []byte, blocks []*block, strict bool, write func(s *sentence, f *filling) string) error {
	lists, err := e.sentences(blocks)
	if err != nil {
		return err
	}
	at := 0
	for _, list := range lists {
		for _, s := range list {
			if s.start < at {
				continue
			}
			if s.start > at {
				if err := e.raw(src[at:s.start]); err != nil {
					return err
				}
			}
			s.strict = strict
			own := src[s.start:s.end]
			at = s.end
			if err := e.add(&part{segments: []*segment{s.segment}, size: len(own), write: func(w io.Writer) error {
				if s.found == nil {
					_, err := w.Write(own)
					return err
				}
				_, err := io.WriteString(w, write(s, s.found))
				return err
			}}); err != nil {
				return err
			}
		}
	}
	return e.raw(src[at:])
}
