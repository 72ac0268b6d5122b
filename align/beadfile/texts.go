package beadfile

import (
	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/text"
)

// Texts builds a File out of a format that gives the text of each bead: the
// sentences are numbered as they come, each in a block of its own.
type Texts struct{ File *File }

// NewTexts begins a File without a bead.
func NewTexts() *Texts {
	return &Texts{&File{English: &corpus.Document{Lang: "en"}, Vietnamese: &corpus.Document{Lang: "vi"}, Alignment: &align.Alignment{}}}
}

// Add appends a bead of these sentences; one side may be empty.
func (t *Texts) Add(english, vietnamese []string, confidence float64) {
	src, tgt := appendSentences(t.File.English, english), appendSentences(t.File.Vietnamese, vietnamese)
	t.File.Alignment.Beads = appendRun(t.File.Alignment.Beads, src, tgt, confidence)
}

func appendSentences(d *corpus.Document, list []string) align.Range {
	r := align.Range{Start: len(d.Sentences), End: len(d.Sentences) + len(list)}
	for _, s := range list {
		d.Sentences = append(d.Sentences, corpus.Sentence{Text: s, Span: text.Span{End: len(s)}, Block: len(d.Blocks)})
		d.Blocks = append(d.Blocks, corpus.Block{Text: s})
	}
	return r
}

// Attach makes a File of an alignment that has numbers only, with the
// sentences of both documents. A document may be nil where its text is not
// known; then it gets as many empty sentences as the beads name.
func Attach(a *align.Alignment, english, vietnamese *corpus.Document) (*File, error) {
	f := &File{English: english, Vietnamese: vietnamese, Alignment: a}
	if f.English == nil {
		f.English = unknown("en", a, func(b align.Bead) int { return b.Src.End })
	}
	if f.Vietnamese == nil {
		f.Vietnamese = unknown("vi", a, func(b align.Bead) int { return b.Tgt.End })
	}
	return f, f.Check()
}

func unknown(lang string, a *align.Alignment, end func(align.Bead) int) *corpus.Document {
	n := 0
	for _, b := range a.Beads {
		n = max(n, end(b))
	}
	d := &corpus.Document{Lang: lang}
	// Numbers from a file may be anything: more sentences than the beads could
	// cover one by one would be refused by Check, so no more are made.
	appendSentences(d, make([]string, min(n, covers(a)+1)))
	return d
}

func covers(a *align.Alignment) int {
	n := 0
	for _, b := range a.Beads {
		n += max(b.Src.Len(), b.Tgt.Len())
	}
	return n
}
