package anchor

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Glossary is the user's list of terms.
type Glossary struct {
	Entries []Entry
	// Bad are the lines that could not be read; they were passed by.
	Bad []BadLine
}

// Entry is one meaning with its terms in both languages, none of them empty.
type Entry struct{ English, Vietnamese []string }

// BadLine is a line, or a concept of a TBX file, that could not be read.
type BadLine struct {
	File   string
	Line   int
	Reason string
}

// Error returns "terms.csv:12: no Vietnamese term".
func (b BadLine) Error() string { return fmt.Sprintf("%s:%d: %s", b.File, b.Line, b.Reason) }

// The formats of glossaries.
const (
	CSV    = "csv"    // comma or semicolon, RFC 4180 quotes
	TSV    = "tsv"    // tabs, a heading or none
	TBX    = "tbx"    // ISO 30042, version 2 (martif) or 3 (tbx)
	UTX    = "utx"    // AAMT's UTX 1.11 and 1.20
	OmegaT = "omegat" // source, tab, target, tab, comment
)

// maxGlossary bounds the size of a glossary file in bytes.
const maxGlossary = 64 << 20

// LoadGlossary reads a glossary in UTF-8. name is that of the file: it stands in the
// bad lines, and where format is empty its ending says the format; a file of
// any other ending is read as OmegaT's.
//
// In tables the first two columns are English and Vietnamese unless a heading
// says otherwise (en, English, source; vi, Vietnamese, target), or the marks of
// the letters show that Vietnamese comes first. Several terms in one cell are
// parted by "|" or ";". A line without both terms is passed by and reported in
// Bad; so is a concept of a TBX file. An error is one of reading, an unknown
// format, or XML so broken that nothing after the place can be read: then what
// was read before it is returned too.
func LoadGlossary(r io.Reader, name, format string) (*Glossary, error) {
	if format == "" {
		format = formatByName(name)
	}
	data, err := io.ReadAll(io.LimitReader(r, maxGlossary+1))
	if err != nil {
		return nil, fmt.Errorf("reading glossary %q: %w", name, err)
	}
	if len(data) > maxGlossary {
		return nil, fmt.Errorf("glossary %q is larger than %d bytes", name, maxGlossary)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	g := &Glossary{}
	switch format {
	case CSV:
		g.readCSV(data, name)
	case TSV, OmegaT, UTX:
		g.readTabs(data, name)
	case TBX:
		err = g.readTBX(data, name)
	default:
		return nil, fmt.Errorf("unknown glossary format %q", format)
	}
	return g, err
}

func formatByName(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return CSV
	case ".tsv":
		return TSV
	case ".tbx", ".xml":
		return TBX
	case ".utx":
		return UTX
	}
	return OmegaT
}

func (g *Glossary) bad(file string, line int, reason string) {
	g.Bad = append(g.Bad, BadLine{file, line, reason})
}

// add appends an entry from two cells, or reports why it cannot.
func (g *Glossary) add(english, vietnamese, file string, line int) {
	e := Entry{splitTerms(english), splitTerms(vietnamese)}
	switch {
	case !utf8.ValidString(english) || !utf8.ValidString(vietnamese):
		g.bad(file, line, "not UTF-8")
	case len(e.English) == 0 && len(e.Vietnamese) == 0:
		g.bad(file, line, "no terms")
	case len(e.English) == 0:
		g.bad(file, line, "no English term")
	case len(e.Vietnamese) == 0:
		g.bad(file, line, "no Vietnamese term")
	default:
		g.Entries = append(g.Entries, e)
	}
}

// splitTerms parts the terms of a cell; a term without a letter or digit is none.
func splitTerms(cell string) (terms []string) {
	for term := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '|' || r == ';' }) {
		if term = text.Clean(term); len(hashForm(term)) > 0 {
			terms = append(terms, term)
		}
	}
	return terms
}

// addGlossary adds the user's terms to the vocabularies; where a built-in term
// has the same words, both readings stand.
func (t *tables) addGlossary(g *Glossary) {
	for _, e := range g.Entries {
		if len(e.English) == 0 || len(e.Vietnamese) == 0 {
			continue
		}
		key := "g:" + e.English[0]
		for _, form := range e.English {
			t.en.addUserForm(form, key)
		}
		for _, form := range e.Vietnamese {
			t.vi.addUserForm(form, key)
		}
	}
}

// addUserForm adds a term in any case, but a term in capitals in capitals.
func (v *vocabulary) addUserForm(form, key string) {
	c := concept{key: key, typ: UserTerm}
	if capitalsOnly(form) {
		c.cased = upperCase
	}
	v.addWords(form, c)
}
