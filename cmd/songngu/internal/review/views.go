package review

import (
	"path/filepath"
	"unicode/utf8"

	"songngu/align/beadfile"
)

// State is what there is to say of a session as a whole.
type State struct {
	File       string    `json:"file"`
	Title      string    `json:"title"`
	Kind       string    `json:"kind"` // "alignment" or "memory"
	Structural bool      `json:"structural"`
	ReadOnly   bool      `json:"readOnly"`
	Revision   int       `json:"revision"`
	Languages  [2]string `json:"languages"`
	Against    string    `json:"against"`
	CanUndo    bool      `json:"canUndo"`
	CanRedo    bool      `json:"canRedo"`
	UndoLabel  string    `json:"undoLabel"`
	RedoLabel  string    `json:"redoLabel"`
	Counts     Counts    `json:"counts"`
	PerHour    PerHour   `json:"perHour"`
	Reviewers  int       `json:"reviewers"`
	Saved      bool      `json:"saved"` // every edit is on the disk, in the file or its journal
	Trouble    string    `json:"trouble,omitempty"`
	Exports    []string  `json:"exports"`
	Threshold  float64   `json:"threshold"`
	Checks     int       `json:"checks"` // the version of the findings
	// Differences counts what differs from the other file, by kind: pairs of
	// this file, and what only the other one has as "added".
	Differences map[string]int `json:"differences,omitempty"`
}

// Counts is how far the review is.
type Counts struct {
	Beads     int `json:"beads"`
	Accepted  int `json:"accepted"`
	Rejected  int `json:"rejected"`
	NeedsWork int `json:"needsWork"`
	Left      int `json:"left"`
	Doubtful  int `json:"doubtful"`
}

// Index is what lists, filters and the map need of every bead, by columns.
type Index struct {
	Revision   int               `json:"revision"`
	ID         []int             `json:"id"`
	Type       []string          `json:"type"`
	Confidence []float64         `json:"confidence"`
	Status     []beadfile.Status `json:"status"`
	Findings   []int             `json:"findings"`
	Severity   []string          `json:"severity"`
	Difference []string          `json:"difference"`
	Flags      []string          `json:"flags"`
	Note       []bool            `json:"note"`
	Length     [][2]int          `json:"length"` // characters
}

// Row is a bead with all its text.
type Row struct {
	ID         int             `json:"id"`
	Type       string          `json:"type"`
	Confidence float64         `json:"confidence"`
	Status     beadfile.Status `json:"status"`
	Note       string          `json:"note"`
	Moved      bool            `json:"moved"`
	Fixed      bool            `json:"fixed"`
	English    []Sentence      `json:"en"`
	Vietnamese []Sentence      `json:"vi"`
	Findings   []Finding       `json:"findings"`
	Difference *Difference     `json:"difference,omitempty"`
}

// Sentence is a sentence of a Row.
type Sentence struct {
	N          int    `json:"n"`
	Text       string `json:"text"`
	Edited     bool   `json:"edited"`
	Original   string `json:"original,omitempty"`
	Kind       string `json:"kind"`
	Level      int    `json:"level"`
	BlockStart bool   `json:"blockStart"`
	Doubtful   bool   `json:"doubtful"`
}

// Difference is how a bead differs from the other file.
type Difference struct {
	Kind   string `json:"kind"`
	Theirs Theirs `json:"theirs"`
}

// Theirs is the text of the other file's units.
type Theirs struct {
	English    []string `json:"en"`
	Vietnamese []string `json:"vi"`
}

// Rows is a run of rows.
type Rows struct {
	Revision int   `json:"revision"`
	From     int   `json:"from"`
	Rows     []Row `json:"rows"`
}

// Result is what an edit has changed.
type Result struct {
	Revision   int      `json:"revision"`
	Replaced   Replaced `json:"replaced"`
	Index      *Index   `json:"index"` // of the new beads
	Rows       []Row    `json:"rows"`
	Focus      int      `json:"focus"`
	Renumbered bool     `json:"renumbered"`
	State      State    `json:"state"`
}

// Replaced is the run of beads that the new ones stand for.
type Replaced struct {
	From    int `json:"from"`
	Removed int `json:"removed"`
}

// ExportFormats are the formats that a review can be exported to.
var ExportFormats = []string{"tmx", "tsv", "html", "xlsx"}

// State says how the session is.
func (s *Session) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view()
}

func (s *Session) view() State {
	v := State{File: s.name, Title: s.title(), Kind: "alignment", Structural: s.memory == nil, ReadOnly: s.readOnly, Revision: s.revision,
		Languages: sideNames, Against: s.opts.AgainstName, CanUndo: len(s.done) > 0 && !s.readOnly, CanRedo: len(s.undone) > 0 && !s.readOnly,
		PerHour: s.pace.perHour(s.now()), Reviewers: s.feed.count(), Saved: s.trouble == nil, Exports: ExportFormats, Threshold: s.opts.Threshold, Checks: s.version}
	if s.memory != nil {
		v.Kind = "memory"
	}
	if s.trouble != nil {
		v.Trouble = s.trouble.Error()
	}
	if v.CanUndo {
		v.UndoLabel = s.done[len(s.done)-1].label
	}
	if v.CanRedo {
		v.RedoLabel = s.undone[len(s.undone)-1].label
	}
	v.Counts.Beads = len(s.beads)
	for _, b := range s.beads {
		switch b.status {
		case beadfile.Accepted:
			v.Counts.Accepted++
		case beadfile.Rejected:
			v.Counts.Rejected++
		case beadfile.NeedsWork:
			v.Counts.NeedsWork++
		default:
			v.Counts.Left++
		}
		if s.doubtful(b) {
			v.Counts.Doubtful++
		}
	}
	v.Differences = s.against.counts()
	return v
}

// title is what the document calls itself, or its file is called.
func (s *Session) title() string {
	for _, name := range []string{s.base.Vietnamese.Title, s.base.English.Title} {
		if name != "" {
			return name
		}
	}
	return filepath.Base(s.base.English.Origin.Ref)
}

// Index is the columns of all beads.
func (s *Session) Index() *Index {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.index(s.beads)
}

func (s *Session) index(beads []*bead) *Index {
	n := len(beads)
	x := &Index{s.revision, make([]int, n), make([]string, n), make([]float64, n), make([]beadfile.Status, n), make([]int, n),
		make([]string, n), make([]string, n), make([]string, n), make([]bool, n), make([][2]int, n)}
	for i, b := range beads {
		x.ID[i], x.Type[i], x.Confidence[i], x.Status[i] = b.id, b.kind(), b.confidence, b.status
		x.Findings[i], x.Severity[i] = len(b.findings)+len(b.compared), b.severity()
		x.Note[i] = b.note != ""
		x.Difference[i] = s.against.kindOf(b)
		switch {
		case b.moved && b.fixed:
			x.Flags[i] = "moved fixed"
		case b.moved:
			x.Flags[i] = "moved"
		case b.fixed:
			x.Flags[i] = "fixed"
		}
		for side := range b.side {
			for _, t := range b.side[side] {
				x.Length[i][side] += utf8.RuneCountInString(t.Text)
			}
		}
	}
	return x
}

// MaxRows bounds the rows of one request.
const MaxRows = 500

// Rows is count rows from a place in the list on.
func (s *Session) Rows(from, count int) *Rows {
	s.mu.Lock()
	defer s.mu.Unlock()
	from = min(max(from, 0), len(s.beads))
	to := min(from+min(max(count, 0), MaxRows), len(s.beads))
	return &Rows{s.revision, from, s.rows(s.beads[from:to])}
}

// Row is the row of a bead; ok is false where there is none of that id.
func (s *Session) Row(id int) (r Row, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 0 || id >= len(s.at.bead) || s.at.bead[id] < 0 {
		return Row{}, false
	}
	return s.rows(s.beads[s.at.bead[id] : s.at.bead[id]+1])[0], true
}

func (s *Session) rows(beads []*bead) []Row {
	s.recheck(beads)
	rows := make([]Row, len(beads))
	for i, b := range beads {
		rows[i] = s.row(b)
	}
	return rows
}

func (s *Session) row(b *bead) Row {
	r := Row{ID: b.id, Type: b.kind(), Confidence: b.confidence, Status: b.status, Note: b.note, Moved: b.moved, Fixed: b.fixed,
		English: s.sentences(b, english), Vietnamese: s.sentences(b, vietnamese), Findings: b.all(), Difference: s.against.differenceOf(b)}
	for i, f := range r.Findings {
		if list := b.side[f.side]; f.in < len(list) {
			f.N = int(s.at.number[f.side][list[f.in].id])
		}
		r.Findings[i] = f
	}
	return r
}

func (s *Session) sentences(b *bead, side int) []Sentence {
	list := make([]Sentence, len(b.side[side]))
	for i, x := range b.side[side] {
		n := int(s.at.number[side][x.id])
		list[i] = Sentence{N: n, Text: x.clean(), Edited: x.edited, Original: x.original, Kind: x.Kind.String(), Level: x.Level,
			BlockStart: n == 0 || s.text[side][n-1].Block != x.Block, Doubtful: x.Doubtful}
	}
	return list
}

// result is what a step that was made has changed.
func (s *Session) result(p *step) *Result {
	focus := p.focus
	if focus >= len(s.at.bead) || s.at.bead[focus] < 0 {
		if i := min(p.beads.at, len(s.beads)-1); i >= 0 {
			focus = s.beads[i].id
		}
	}
	return &Result{s.revision, Replaced{p.beads.at, len(p.beads.old)}, s.index(p.beads.new), s.rows(p.beads.new), focus, p.renumbers(), s.view()}
}
