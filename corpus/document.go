// Package corpus reads documents: any supported file or address becomes a
// Document of blocks and numbered sentences, each a span that can be found
// again in the text it came from.
package corpus

import (
	"time"

	"songngu/corpus/charset"
	"songngu/corpus/extract"
	"songngu/corpus/text"
)

// Block and its kinds are the extractor's; they are named here so that the
// floors above need not know which package makes them.
type Block = extract.Block

// Document is one text in one language with its sentences.
type Document struct {
	Lang      string // the language it is read as: "en" or "vi"
	Title     string
	Origin    Origin
	Blocks    []Block
	Aside     []Block // what was set aside, each with its reason
	Sentences []Sentence
	Links     []extract.Link // addresses that the text names as its source
	Encoding  charset.Found  // how its bytes were read, and what was mended in its characters
}

// Sentence is a span of one block with its place in the document.
type Sentence struct {
	Text  string       // the block's text in Span, sharing its memory
	Span  text.Span    // in the text of its block
	Block int          // index into Document.Blocks
	Kind  extract.Kind // of its block
	Level int          // of its block: heading level or list depth
	// Doubtful says that the break before this sentence is one that a human
	// might not make; an aligner may join it to its predecessor.
	Doubtful bool
	// Breaks are the places in Text where it does not end, but a human might
	// think so (segment.Sentence.Breaks): offsets of what would begin the next
	// sentence. An aligner may split it there.
	Breaks []int
}

// Origin says where a document came from, so that it can be found again.
type Origin struct {
	Ref     string    // as the user gave it: a path, an address, "-" for stdin
	URL     string    // the address finally fetched; empty for a file
	Time    time.Time // when it was fetched, or the file's change time; UTC
	SHA256  string    // of the bytes as read, in hex
	Size    int64     // of the bytes as read
	Type    string    // media type, as found: "text/html"
	Charset string    // as found: "utf-8", "windows-1258"
}
