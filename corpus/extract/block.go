// Package extract turns a page or a file, already decoded to UTF-8, into
// blocks: the article's title, paragraphs, headings, list items, captions and
// cells, in reading order, with what does not belong to it set aside.
package extract

import "songngu/corpus/text"

// Kind says what a block is in its document.
type Kind uint8

// The kinds of block. Paragraph is the zero value: what a text without any
// markup consists of.
const (
	Paragraph Kind = iota
	Title
	Lead // the bold summary under the title (sapo)
	Heading
	ListItem
	Cell
	Caption
	Quote
	Footnote
	Byline // author, source or date line
	Code
	Junk // set aside: navigation, boxes, share buttons, markers, file names
)

var kindNames = [...]string{"paragraph", "title", "lead", "heading", "list-item", "cell", "caption", "quote", "footnote", "byline", "code", "junk"}

// String returns the kind's name as it stands in files: "paragraph", "list-item".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// ParseKind is the inverse of String; ok is false for a name it does not know.
func ParseKind(name string) (k Kind, ok bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return Paragraph, false
}

// Block is one piece of text that the document shows apart from its neighbours.
type Block struct {
	Kind  Kind
	Level int    // of a heading, 1 to 6; of a list item, its depth from 1; else 0
	Text  string // immutable; white space of a page's markup collapsed, line breaks of a text file kept
	// Source is the part of the decoded file that the block was taken from:
	// exactly its text in a text file, its element in a page; the zero span
	// where the format has no such place (a DOCX is a zip).
	Source text.Span
	// Reason says, of a Junk block, why it was set aside ("file name",
	// "repeated caption", "source line"); empty otherwise.
	Reason string
	// Marks are the in-line markup, in the order in which it begins, what
	// covers more before what it covers. None where a format has none or its
	// reader keeps none: text, subtitles, PDF.
	Marks []Mark
	// Lang is the guess at the block's own language, "en", "vi" or "" when
	// too little speaks for either.
	Lang string
}

// Page is what an extractor makes of a file.
type Page struct {
	Title  string // of the document, as its metadata gives it; may be empty
	Lang   string // as declared, a BCP 47 tag; may be empty
	Blocks []Block
	Aside  []Block // Junk blocks in reading order, each with its Reason
	// Links are the addresses that the text itself names as its source, the
	// likeliest first.
	Links []Link
}

// Link is an address that a text names as the place it comes from.
type Link struct {
	URL    string
	Label  string // the words before it: "Source", "Nguồn", "" for a bare address
	Source text.Span
}
