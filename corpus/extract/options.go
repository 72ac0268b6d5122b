package extract

import (
	"errors"
	"fmt"
)

// The errors that a caller can tell apart with errors.Is. They arrive wrapped
// in words that say more.
var (
	// ErrNotArticle says that a page was read and holds no running text: a
	// front page, a list of links, a video, an error page.
	ErrNotArticle = errors.New("no article found in the page")
	// ErrBinary says that the input is no text, or of a kind that cannot be
	// read as one.
	ErrBinary = errors.New("not a text")
	// ErrEmpty says that the input holds nothing but white space.
	ErrEmpty = errors.New("nothing to read")
	// ErrTooLarge says that the input, or what it unpacks to, is beyond the
	// bound in Options.
	ErrTooLarge = errors.New("too large")
)

// DefaultMaxBytes bounds an input when Options.MaxBytes is zero: far beyond any
// page or book, small enough that nothing a stranger sends fills the memory.
const DefaultMaxBytes = 512 << 20

// maxPageBytes bounds a page of markup, whose tree takes several times its
// size. The largest pages of statutes that are published as one file are
// about 10 MB.
const maxPageBytes = 64 << 20

// Options says what is known beforehand about a text. The zero value works.
type Options struct {
	// Lang is the language wanted, "en" or "vi"; empty if it is not known.
	// With GuessLang it decides which of several articles on a page is read
	// where there is no Reference; it never drops a block of the chosen one.
	Lang string
	// Reference describes the other side, so that of several articles on a
	// page the one is taken that the other side is a translation of.
	Reference *Reference
	// BaseURL is the address that the page came from; links that name a source
	// are made absolute by it.
	BaseURL string
	// MaxBytes bounds the input, and what an archive unpacks to; 0 means
	// DefaultMaxBytes.
	MaxBytes int64
	// GuessLang guesses a block's language: "en", "vi" or "". Nil leaves
	// Block.Lang empty.
	GuessLang func(string) string
	// AsIs says that a text file holds nothing but the text wanted: no line
	// is set aside, and no address is looked for.
	AsIs bool
	// PDFToText is the program that reads PDF files, poppler's pdftotext; ""
	// to look for that name where the system looks for programs.
	PDFToText string
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// checkSize returns ErrTooLarge, with both figures, for an input over its bound.
func (o Options) checkSize(n int64) error {
	if limit := o.maxBytes(); n > limit {
		return fmt.Errorf("%d bytes, at most %d are read: %w", n, limit, ErrTooLarge)
	}
	return nil
}

// guessLanguages fills in Block.Lang.
func (o Options) guessLanguages(blocks []Block) {
	if o.GuessLang == nil {
		return
	}
	for i := range blocks {
		if blocks[i].Lang == "" {
			blocks[i].Lang = o.GuessLang(blocks[i].Text)
		}
	}
}
