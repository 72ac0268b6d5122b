package update

import (
	"strings"
	"unicode"

	"songngu/align"
	"songngu/align/diff"
	"songngu/corpus"
	"songngu/corpus/text"
)

// Sentences is one document as diff compares it: every sentence a unit of the
// given side (diff.English, diff.Vietnamese). originals holds the document's
// text of sentences that a reviewer has changed.
func Sentences(d *corpus.Document, side int, originals map[int]string) *diff.Memory {
	m := &diff.Memory{Name: d.Origin.Ref, Documents: true}
	m.Sentences[side] = make([]string, len(d.Sentences))
	m.Units = make([]diff.Unit, len(d.Sentences))
	for i, s := range d.Sentences {
		was, edited := originals[i]
		if !edited {
			was = s.Text
		}
		m.Sentences[side][i] = text.Clean(was)
		m.Units[i].Sides[side] = align.Range{Start: i, End: i + 1}
	}
	return m
}

// sides is what became of the sentences of one document.
type sides struct {
	to  []int // by old number: the new one, -1 where it is gone
	now *corpus.Document
}

// follow finds the sentences of the old document in the new one. Where the new
// one is cut into sentences at other places but the letters are the same, it
// is cut as the old one was: by the other side (align.Recut), or by a reviewer.
func follow(old, now *corpus.Document, side int, originals map[int]string) sides {
	r := diff.Compare(Sentences(old, side, originals), Sentences(now, side, nil), diff.Options{IgnoreMeta: true})
	cuts := map[int]cut{}
	for _, c := range r.Changes {
		if len(c.A) == 0 || len(c.B) == 0 || len(c.A) == 1 && len(c.B) == 1 || !follows(c.A) || !follows(c.B) {
			continue
		}
		if pieces, ok := recut(r.A, side, c.A, now, c.B); ok {
			cuts[int(c.B[0])] = cut{len(c.B), pieces}
		}
	}
	if len(cuts) > 0 {
		now = withCuts(now, cuts)
		r = diff.Compare(r.A, Sentences(now, side, nil), diff.Options{IgnoreMeta: true})
	}
	s := sides{to: make([]int, len(old.Sentences)), now: now}
	for i := range s.to {
		s.to[i] = -1
	}
	for _, c := range r.Changes {
		if len(c.A) == 1 && len(c.B) == 1 && !c.Is(diff.Edited) && r.A.Sentences[side][c.A[0]] == r.B.Sentences[side][c.B[0]] {
			s.to[c.A[0]] = int(c.B[0])
		}
	}
	return s
}

// follows reports whether numbers count up without a gap.
func follows(numbers []int32) bool {
	for i, n := range numbers {
		if n != numbers[0]+int32(i) {
			return false
		}
	}
	return true
}

// cut is how a run of new sentences is cut otherwise.
type cut struct {
	sentences int // how many there are now
	pieces    []corpus.Sentence
}

// recut cuts the new sentences b as the old ones a are cut; ok is false if
// their letters differ or b is not of one block.
func recut(old *diff.Memory, side int, a []int32, now *corpus.Document, b []int32) ([]corpus.Sentence, bool) {
	first, last := now.Sentences[b[0]], now.Sentences[b[len(b)-1]]
	if first.Block != last.Block || first.Block >= len(now.Blocks) || last.Span.End > len(now.Blocks[first.Block].Text) {
		return nil, false
	}
	block := now.Blocks[first.Block].Text
	at, end := first.Span.Start, last.Span.End
	var pieces []corpus.Sentence
	for _, n := range a {
		for at < end && unicode.IsSpace(rune(block[at])) {
			at++
		}
		start := at
		for _, want := range old.Sentences[side][n] {
			if unicode.IsSpace(want) {
				continue
			}
			for at < end && strings.TrimLeftFunc(block[at:end], unicode.IsSpace) != block[at:end] {
				at = end - len(strings.TrimLeftFunc(block[at:end], unicode.IsSpace))
			}
			if !strings.HasPrefix(block[at:end], string(want)) {
				return nil, false
			}
			at += len(string(want))
		}
		piece := first
		piece.Span = text.Span{Start: start, End: at}
		piece.Text, piece.Breaks, piece.Doubtful = block[start:at], nil, len(pieces) == 0 && first.Doubtful
		pieces = append(pieces, piece)
	}
	if strings.TrimSpace(block[at:end]) != "" {
		return nil, false
	}
	return pieces, true
}

// withCuts is a document with some of its sentences cut otherwise; by number
// of the first.
func withCuts(d *corpus.Document, cuts map[int]cut) *corpus.Document {
	other := *d
	other.Sentences = make([]corpus.Sentence, 0, len(d.Sentences))
	for i := 0; i < len(d.Sentences); {
		c, ok := cuts[i]
		if !ok {
			other.Sentences = append(other.Sentences, d.Sentences[i])
			i++
			continue
		}
		other.Sentences = append(other.Sentences, c.pieces...)
		i += c.sentences
	}
	return &other
}
