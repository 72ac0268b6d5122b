package exchange

import (
	"fmt"
	"strings"

	"songngu/corpus/text"
	"songngu/tmx"
)

// A Column says what a column of a table holds.
type Column string

// The columns of a table. Any other name of the form x-… is the prop of that
// type.
const (
	ColID         Column = "id"
	ColSource     Column = "source"
	ColTarget     Column = "target"
	ColConfidence Column = "confidence" // prop x-confidence
	ColNote       Column = "note"
	ColStatus     Column = "status"   // prop x-status
	ColContext    Column = "context"  // prop x-context
	ColURL        Column = "url"      // prop x-source-url
	ColDocument   Column = "document" // prop x-document
	ColNone       Column = "-"        // not read, written empty
)

// DefaultColumns are those that a table writer writes.
var DefaultColumns = []Column{ColID, ColSource, ColTarget, ColConfidence, ColDocument, ColURL, ColNote}

// ReviewColumns are those of a table for review.
var ReviewColumns = []Column{ColID, ColSource, ColTarget, ColConfidence, ColNote, ColStatus}

var columnProps = map[Column]string{
	ColConfidence: PropConfidence, ColStatus: PropStatus, ColContext: PropContext, ColURL: PropSourceURL, ColDocument: PropDocument,
}

// columnNames are the words that tables have in their first row, folded
// (text.FoldMarks), for a column; languages stand for the sides.
var columnNames = map[string]Column{
	"id": ColID, "tuid": ColID, "key": ColID, "ma": ColID, "segment id": ColID, "unit": ColID,
	"source": ColSource, "src": ColSource, "source text": ColSource, "original": ColSource, "nguon": ColSource, "ban goc": ColSource, "goc": ColSource,
	"target": ColTarget, "tgt": ColTarget, "trg": ColTarget, "target text": ColTarget, "translation": ColTarget, "dich": ColTarget, "ban dich": ColTarget,
	"confidence": ColConfidence, "score": ColConfidence, "do tin cay": ColConfidence,
	"note": ColNote, "notes": ColNote, "comment": ColNote, "comments": ColNote, "ghi chu": ColNote, "remark": ColNote,
	"status": ColStatus, "state": ColStatus, "trang thai": ColStatus, "review": ColStatus,
	"context": ColContext, "msgctxt": ColContext, "ngu canh": ColContext,
	"url": ColURL, "source url": ColURL, "source_url": ColURL, "link": ColURL, "dia chi": ColURL,
	"document": ColDocument, "file": ColDocument, "doc": ColDocument, "tai lieu": ColDocument, "van ban": ColDocument,
}

// languageNames are the words for the two languages, folded.
var languageNames = map[string]string{
	"english": "en", "tieng anh": "en", "anh": "en", "vietnamese": "vi", "tieng viet": "vi", "viet": "vi",
}

// NamedColumn finds the column that a heading names, in English or
// Vietnamese, by a language's name or by its code as one of the languages
// source and target. ok is false where it names none; then the column is not
// read.
func NamedColumn(heading, source, target string) (c Column, ok bool) {
	name := strings.TrimSpace(heading)
	if strings.HasPrefix(name, "x-") && plainName(name) {
		return Column(name), true
	}
	if name == string(ColNone) {
		return ColNone, true
	}
	name = text.FoldMarks(name)
	if c, ok := columnNames[name]; ok {
		return c, true
	}
	lang, named := languageNames[name]
	if !named {
		lang = tmx.CanonLang(name)
	}
	switch base(lang) {
	case base(source):
		return ColSource, true
	case base(target):
		return ColTarget, true
	}
	return ColNone, false
}

func base(lang string) string {
	lang, _, _ = strings.Cut(tmx.CanonLang(lang), "-")
	return lang
}

// ParseColumns reads the columns of a table from the left, separated by
// commas, as NamedColumn knows them: "id,en,vi,-,note". Source and target must
// be among them, none twice but "-".
func ParseColumns(list, source, target string) ([]Column, error) {
	var cs []Column
	for name := range strings.SplitSeq(list, ",") {
		c, ok := NamedColumn(name, source, target)
		if !ok {
			return nil, fmt.Errorf("unknown column %q", strings.TrimSpace(name))
		}
		cs = append(cs, c)
	}
	if err := checkColumns(cs); err != nil {
		return nil, fmt.Errorf("columns %q: %w", list, err)
	}
	return cs, nil
}

func checkColumns(cs []Column) error {
	seen := map[Column]bool{}
	for _, c := range cs {
		if c != ColNone && seen[c] {
			return fmt.Errorf("column %q is named twice", c)
		}
		seen[c] = true
	}
	if !seen[ColSource] || !seen[ColTarget] {
		return fmt.Errorf("a source and a target column are needed")
	}
	return nil
}

// headings reads the first row of a table. ok is false where it is no heading:
// then the table has its source and target in the first two columns.
func headings(row []string, source, target string) (cs []Column, ok bool) {
	seen := map[Column]bool{}
	for _, cell := range row {
		c, _ := NamedColumn(cell, source, target)
		if seen[c] {
			c = ColNone
		}
		seen[c] = true
		cs = append(cs, c)
	}
	if seen[ColSource] && seen[ColTarget] {
		return cs, true
	}
	return []Column{ColSource, ColTarget}, false
}

// Rows makes units of the rows of a table, of which the first may name the
// columns.
type Rows struct {
	columns        []Column
	source, target string
	begun          bool
	number         int64
}

// NewRows begins a table.
func NewRows(opts ReadOptions) *Rows {
	source, target := opts.languages("", "")
	return &Rows{columns: opts.Columns, source: source, target: target}
}

// Unit is the unit of a row, which stands on that line, or nil for an empty
// row and for the one that names the columns.
func (t *Rows) Unit(row []string, line int) (*tmx.Unit, error) {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return nil, nil
	}
	if !t.begun {
		t.begun = true
		named, ok := headings(row, t.source, t.target)
		if t.columns == nil {
			t.columns = named
		}
		if ok {
			return nil, nil
		}
	}
	u, err := rowUnit(row, t.columns, t.source, t.target)
	if err != nil {
		return nil, err
	}
	t.number++
	u.Number, u.Line = t.number, int64(line)
	return u, nil
}

// rowUnit makes a unit of a row. One without a source is an error.
func rowUnit(row []string, columns []Column, source, target string) (*tmx.Unit, error) {
	u := &tmx.Unit{}
	var src, tgt string
	for i, c := range columns {
		if i >= len(row) || row[i] == "" {
			continue
		}
		cell := row[i]
		switch c {
		case ColNone:
		case ColID:
			u.ID = cell
		case ColSource:
			src = cell
		case ColTarget:
			tgt = cell
		case ColNote:
			u.Notes = append(u.Notes, tmx.Note{Value: cell})
		default:
			u.SetProp(first(columnProps[c], string(c)), cell)
		}
	}
	if strings.TrimSpace(src) == "" {
		return nil, fmt.Errorf("no text in the source column")
	}
	u.Variants = []tmx.Variant{{Lang: source, Seg: tmx.TextSegment(src)}}
	if tgt != "" {
		u.Variants = append(u.Variants, tmx.Variant{Lang: target, Seg: tmx.TextSegment(tgt)})
	}
	return u, nil
}

// UnitRow is a unit as a row of a table. In-line codes are left out.
func UnitRow(u *tmx.Unit, columns []Column, opts WriteOptions) ([]string, error) {
	opts = opts.filled()
	src, tgt, err := opts.sides(u)
	if err != nil {
		return nil, err
	}
	row := make([]string, len(columns))
	for i, c := range columns {
		switch c {
		case ColNone:
		case ColID:
			row[i] = u.ID
		case ColSource:
			row[i] = plainText(src)
		case ColTarget:
			if tgt != nil {
				row[i] = plainText(tgt)
			}
		case ColNote:
			row[i] = joinNotes(u)
		default:
			row[i] = u.Prop(first(columnProps[c], string(c)))
		}
	}
	return row, nil
}

// joinNotes is a unit's notes in one cell.
func joinNotes(u *tmx.Unit) string {
	var list []string
	for _, n := range u.Notes {
		list = append(list, n.Value)
	}
	return strings.Join(list, "\n")
}
