package align

import (
	"context"
	"slices"
	"unicode/utf8"

	"songngu/align/anchor"
	"songngu/align/lexicon"
	"songngu/corpus"
	"songngu/corpus/text"
)

// pair is both texts as the model sees them, with everything that a bead's
// score is made of. Once prepared it is only read.
type pair struct {
	side  [2]side // English, Vietnamese
	words [2]*vocabulary
	rows  [2]*rows // translations of the words of each side
	// shipped are the rows before the document taught anything.
	shipped [2]*rows
	chance  [2][]float32 // unigram of each word in this document
	null    [2]float32   // probability that a word of a side has no reason
	start   float32      // what null was before the document taught anything
	keys    keyTable

	expect [][maxBlock]expectation // of each English block's partner
	common [][maxBlock]float32     // log density of each Vietnamese block's length
	shapes shapeChances
	struc  structureChances

	lift  float64 // nats for every sentence of a bead; see level.go
	blank bool    // a text has sentences without a character

	ruled bool
	must  [2][]int32 // what the user has fixed; see rules.go
}

// sides names the languages as anchors and lexicon do.
var languages = [2]string{"en", "vi"}

// prepare reads both texts.
func prepare(ctx context.Context, src, tgt []corpus.Sentence, o *Options, w *weights) (*pair, error) {
	p := &pair{}
	texts := [2][]corpus.Sentence{src, tgt}
	p.keys.number = make(map[string]int32)
	var finds [2]*finds
	for s := range 2 {
		p.side[s].measure(texts[s])
		p.words[s] = newVocabulary(o.Lexicon, lexicon.Side(s))
		var err error
		if finds[s], err = p.read(ctx, s, texts[s], o); err != nil {
			return nil, err
		}
	}
	for s := range 2 {
		p.settle(s, finds[s])
		finds[s] = nil
	}
	p.keys.weigh([2]int{p.side[0].n, p.side[1].n})
	p.silence()
	for s := range 2 {
		p.rows[s] = newRows(o.Lexicon, p.words[s], p.words[1-s])
		p.chance[s] = unigrams(o.Lexicon, p.words[s], p.side[s].n)
		p.null[s], p.start = startNull, startNull
		p.shipped[s] = p.rows[s]
	}
	for s := range 2 {
		p.rows[s].weigh(p.chance[1-s])
	}
	p.lengths(w)
	p.shapes.count(p, w)
	p.struc.count(p)
	p.blank = slices.Contains(p.side[0].length, 0) || slices.Contains(p.side[1].length, 0)
	return p, nil
}

// finds are the words and anchors of one side before it is known which of them
// the other side can answer.
type finds struct {
	words   []int32
	span    []extent
	wordAt  []int
	anchors []numbered
	at      []int
}

// extent is a span within a sentence, small because there are many.
type extent struct{ start, end int32 }

// readBatch is how many sentences are read at once before their words are
// numbered, which must happen in order.
const readBatch = 256

// usualWords is what room is made for in each sentence.
const usualWords = 24

// read cuts one side into words and anchors: the reading on all cores, the
// numbering in order.
func (p *pair) read(ctx context.Context, s int, sentences []corpus.Sentence, o *Options) (*finds, error) {
	type batch struct {
		tokens  []lexicon.Token
		tokenAt []int
		anchors []found
		at      []int
	}
	n := len(sentences)
	f := &finds{wordAt: make([]int, 1, n+1), at: make([]int, 1, n+1)}
	const batches = 64 // at once, to bound memory
	all := make([]batch, min(batches, (n+readBatch-1)/readBatch))
	for start := 0; start < n; start += readBatch * batches {
		count := (min(n-start, readBatch*batches) + readBatch - 1) / readBatch
		read := all[:count]
		err := forEach(ctx, o.Workers, count, func(x int) {
			b := &read[x]
			if b.tokens == nil {
				b.tokenAt, b.at = make([]int, 1, readBatch+1), make([]int, 1, readBatch+1)
				b.tokens = make([]lexicon.Token, 0, min(n, readBatch)*usualWords)
			}
			b.tokenAt, b.at, b.tokens, b.anchors = b.tokenAt[:1], b.at[:1], b.tokens[:0], b.anchors[:0]
			var as []anchor.Anchor
			for i := start + x*readBatch; i < min(n, start+(x+1)*readBatch); i++ {
				if ctx.Err() != nil {
					return
				}
				p.side[s].shape[i] = shapeOf(sentences[i].Text)
				line := opening(sentences[i].Text)
				if !o.NoLexicon {
					b.tokens = o.Lexicon.Tokens(b.tokens, lexicon.Side(s), line)
				}
				b.tokenAt = append(b.tokenAt, len(b.tokens))
				if !o.NoAnchors {
					as = o.Anchors.Append(as[:0], line, languages[s])
					b.anchors = places(b.anchors, as)
				}
				b.at = append(b.at, len(b.anchors))
			}
		})
		if err != nil {
			return nil, err
		}
		if start == 0 {
			words, anchors := 0, 0
			for x := range read {
				words += len(read[x].tokens)
				anchors += len(read[x].anchors)
			}
			more := 1.05 * float64(n) / float64(min(n, readBatch*batches))
			words, anchors = int(float64(words)*more), int(float64(anchors)*more)
			f.words, f.span, f.anchors = make([]int32, 0, words), make([]extent, 0, words), make([]numbered, 0, anchors)
		}
		for x := range read {
			b := &read[x]
			for k := range len(b.at) - 1 {
				i := start + x*readBatch + k
				for _, t := range b.tokens[b.tokenAt[k]:b.tokenAt[k+1]] {
					form := ""
					if t.ID < 0 {
						form = text.FoldMarks(t.Span.Of(sentences[i].Text))
					}
					f.words = append(f.words, p.words[s].add(t.ID, form, i))
					f.span = append(f.span, extent{int32(t.Span.Start), int32(t.Span.End)})
				}
				f.wordAt = append(f.wordAt, len(f.words))
				own := b.anchors[b.at[k]:b.at[k+1]]
				f.anchors = p.keys.count(f.anchors, s, i, own)
				f.at = append(f.at, len(f.anchors))
			}
		}
	}
	return f, nil
}

const (
	// maxText bounds, in bytes, the text of one sentence that is read for words
	// and anchors: some four thousand words. What is longer is no sentence, and
	// its beginning tells enough about where it belongs. Length and shape are
	// still those of the whole.
	maxText = 24 << 10
	// maxWords bounds the words of it that count.
	maxWords = 1000
)

// opening is the part of a sentence that is read.
func opening(s string) string {
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for end > maxText-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// settle keeps of one side's words and anchors those that the other side can
// answer. A word inside an anchor that counts is left out: the same evidence
// must not be counted twice.
func (p *pair) settle(s int, f *finds) {
	sd := &p.side[s]
	sd.wordAt = make([]int, 1, sd.n+1)
	sd.anchorAt = make([]int, 1, sd.n+1)
	sd.words = make([]int32, 0, len(f.words)) // nearly all are kept
	some := 0
	for _, a := range f.anchors {
		if p.keys.both(a.key) {
			some++
		}
	}
	sd.anchors = make([]reading, 0, some)
	var taken []extent
	for i := range sd.n {
		taken = taken[:0]
		from := len(sd.anchors)
		for _, a := range f.anchors[f.at[i]:f.at[i+1]] {
			key := a.key
			if !p.keys.both(key) {
				continue
			}
			taken = append(taken, a.span)
			if !slices.ContainsFunc(sd.anchors[from:], func(r reading) bool { return r.key == key }) {
				sd.anchors = append(sd.anchors, reading{key, a.place, a.weak})
			}
		}
		sd.anchorAt = append(sd.anchorAt, len(sd.anchors))
		k := 0
		for x := f.wordAt[i]; x < f.wordAt[i+1] && sd.total[i] < maxWords; x++ {
			for k < len(taken) && taken[k].end <= f.span[x].start {
				k++
			}
			if k < len(taken) && taken[k].start < f.span[x].end {
				continue
			}
			sd.total[i]++
			if w := f.words[x]; p.words[s].ids[w] >= 0 || p.words[1-s].has(p.words[s].kept[w]) {
				sd.words = append(sd.words, w)
			}
		}
		sd.wordAt = append(sd.wordAt, len(sd.words))
	}
}

// silence prepares what a sentence's anchors say of a block that holds none of
// them: most pairs looked at are such.
func (p *pair) silence() {
	for s := range 2 {
		sd := &p.side[s]
		sd.silence = make([][maxBlock]float32, sd.n)
		sp := &spread{p: p, side: 1 - s, other: sd, size: maxBlock, held: make([]uint8, len(p.keys.p))}
		for i := range sd.silence {
			sp.places(&sd.silence[i], sd.anchorsOf(i))
		}
	}
}

// lengths prepares what the length model knows of each block.
func (p *pair) lengths(w *weights) {
	en, vi := &p.side[0], &p.side[1]
	bg := newBackground(vi)
	p.expect = grow(p.expect, en.n)
	for i := range p.expect {
		for k := 0; k < maxBlock && i+k < en.n; k++ {
			p.expect[i][k] = w.LengthForm.expect(float64(en.logLen[i][k]))
		}
	}
	p.common = make([][maxBlock]float32, vi.n)
	for j := range p.common {
		for k := 0; k < maxBlock && j+k < vi.n; k++ {
			p.common[j][k] = bg.at(float64(vi.logLen[j][k]), k+1)
		}
	}
}

// rest is what speaks for bead type t at (i, j) besides words and anchors, in
// nats.
func (p *pair) rest(w *weights, i, j, t int) float64 {
	bt := beadTypes[t]
	sum := w.Type[t] + p.lift*float64(bt.m+bt.n)
	if w.Length != 0 {
		sum += w.Length * p.lengthNats(w, i, j, bt)
	}
	if w.Shape != 0 || w.Join != 0 {
		match, join := p.shapes.nats(p, i, j, bt)
		sum += w.Shape*match + w.Join*join
	}
	if p.struc.active {
		sum += w.Structure * p.struc.nats(p, i, j, bt)
	}
	return sum
}

func (p *pair) lengthNats(w *weights, i, j int, bt beadType) float64 {
	return p.expect[i][bt.m-1].nats(p.side[1].logLen[j][bt.n-1], p.common[j][bt.n-1], (w.LengthForm.Freedom+1)/2)
}
