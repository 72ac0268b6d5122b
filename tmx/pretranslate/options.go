package pretranslate

import (
	"context"
	"errors"
	"fmt"

	"songngu/tmx/leverage"
	"songngu/tmx/memory"
)

// Matcher finds matches; *memory.Memory is one.
type Matcher interface {
	Lookup(ctx context.Context, q memory.Query) ([]memory.Match, error)
}

// Options say how a file is filled; the zero value suits English files.
type Options struct {
	From memory.Side // the language of the file
	// Detect takes the direction from the file where it says one (XLIFF, the
	// Language of PO), or from the language that its text is surely in (text,
	// Markdown, DOCX), and From only where neither tells.
	Detect    bool
	Min       int               // least percentage that is put in; 0: 75
	Penalties *memory.Penalties // nil: memory.DefaultPenalties
	// Overwrite fills segments that have a translation already. Those that are
	// locked, approved or not to be translated stay even so.
	Overwrite bool
	// Mark writes the percentage behind each translation of text and Markdown,
	// in a comment that Markdown does not show.
	Mark bool
	// MaxPart bounds a unit, paragraph or entry in bytes; larger ones are left
	// as they are. 0: 4 MiB.
	MaxPart int
	// MaxFile bounds a DOCX file, and each part of it unpacked. 0: 256 MiB.
	MaxFile int64
	// Progress is told now and then how many bytes were read; may be nil.
	Progress func(read int64)
}

func (o Options) filled() Options {
	if o.Min == 0 {
		o.Min = 75
	}
	if o.MaxPart <= 0 {
		o.MaxPart = 4 << 20
	}
	if o.MaxFile <= 0 {
		o.MaxFile = 256 << 20
	}
	return o
}

func (o *Options) check() error {
	if o.Min < memory.MinFuzzy || o.Min > memory.InContext {
		return fmt.Errorf("least percentage %d is not from %d to %d", o.Min, memory.MinFuzzy, memory.InContext)
	}
	return nil
}

// The ways in which a file cannot be filled.
var (
	ErrLanguages = errors.New("the file is not between English and Vietnamese")
	ErrCharset   = errors.New("the file is not in Unicode")
	ErrFormat    = errors.New("the file is not of its format")
	ErrTooLarge  = errors.New("the file is larger than the limit")
)

// Report says what became of a file.
type Report struct {
	Format   Format         `json:"-"`
	From     memory.Side    `json:"from"`
	Segments int64          `json:"segments"` // of the file, those left alone too
	Words    int64          `json:"words"`
	Filled   int64          `json:"filled"`
	FilledW  int64          `json:"filled_words"` // words of their source
	Bands    leverage.Table `json:"bands"`        // of the segments looked up, by what was put in
	Review   int64          `json:"review"`       // filled with codes whose place was guessed
	Placed   int64          `json:"placed"`       // filled with numbers put in
	// Left counts segments that were not looked up, or not filled in spite of
	// a match, by reason.
	Left map[string]int64 `json:"left,omitempty"`
}

// The reasons of Report.Left.
const (
	LeftTranslated = "translated already"
	LeftLocked     = "locked"
	LeftPlural     = "plural forms"
	LeftCodes      = "codes that cannot be placed"
	LeftBroken     = "not well-formed"
	LeftLarge      = "too large"
	LeftUndecoded  = "not UTF-8"
)

func (r *Report) leave(why string) {
	if r.Left == nil {
		r.Left = map[string]int64{}
	}
	r.Left[why]++
}
