package show

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"songngu/align/diff"
)

//go:embed diff.html
var diffPage string

var page = template.Must(template.New("diff").Parse(diffPage))

// Vietnamese names of the kinds, for the page.
var vietnamese = map[diff.Kind]string{
	diff.Kept: "giữ nguyên", diff.Relinked: "ghép lại", diff.Merged: "gộp", diff.Split: "tách", diff.Resegmented: "ngắt câu lại",
	diff.Edited: "sửa chữ", diff.Moved: "dời chỗ", diff.Metadata: "thông tin kèm", diff.Added: "thêm", diff.Removed: "bỏ",
}

// HTML writes the differences as one self-contained page: no script, no
// request, labels in English and Vietnamese, light and dark. The kinds can be
// hidden one by one. Text is escaped, whatever it holds.
func HTML(w io.Writer, r *diff.Result, o Options) error {
	b := bufio.NewWriter(w)
	if err := page.Execute(b, htmlView(r, &o)); err != nil {
		return err
	}
	return b.Flush()
}

type htmlPage struct {
	A, B                string
	Summary, Vietnamese string
	Kinds               []htmlKind
	Rows                func(yield func(htmlRow) bool)
	Gold                bool
}

type htmlKind struct {
	Name, Vietnamese string
	Count            int
}

type htmlRow struct {
	Kind, Label, Vietnamese string
	Units                   string
	Right                   bool
	Cells                   [2]htmlCell // by language
	MetaA, MetaB            []string
}

// htmlCell is one language of a change: the text once, if it is the same in
// both, else what was and what is.
type htmlCell struct {
	Lang     string
	Same     []htmlSegment
	Old, New [][]htmlSegment
}

type htmlSegment struct {
	Text    string
	Changed bool
}

func htmlView(r *diff.Result, o *Options) htmlPage {
	p := htmlPage{A: r.A.Name, B: r.B.Name, Summary: Summary(r, o), Vietnamese: vietnameseSummary(r, o), Gold: o.Gold}
	for _, k := range append([]diff.Kind{diff.Kept}, diff.AllKinds()...) {
		if n := r.Counts[k]; n > 0 && (k != diff.Kept || o.All) {
			p.Kinds = append(p.Kinds, htmlKind{k.String(), vietnamese[k], n})
		}
	}
	p.Rows = func(yield func(htmlRow) bool) {
		for i := range r.Changes {
			if c := &r.Changes[i]; o.shown(c) && !yield(htmlRowOf(entryOf(r, c, o), o)) {
				return
			}
		}
	}
	return p
}

func htmlRowOf(e entry, o *Options) htmlRow {
	row := htmlRow{Kind: e.Kind.String(), Label: kindsOf(e.Change), Vietnamese: vietnamese[e.Kind], Units: arrow(e)}
	for _, k := range e.Also.List() {
		row.Vietnamese += ", " + vietnamese[k]
	}
	if o.Gold {
		row.Right = o.right(e.Change)
		row.Label = verdict(&e, o)
		row.Vietnamese = "đúng"
		switch {
		case !row.Right && len(e.B) == 0:
			row.Vietnamese = "thiếu"
		case !row.Right:
			row.Vietnamese = fmt.Sprintf("sai: %s", vietnamese[e.Kind])
		}
	}
	for side, lang := range languages {
		cell := htmlCell{Lang: lang}
		if e.same[side] {
			cell.Same = htmlSegments(e.b[0].sides[side])
		} else {
			for i := range e.a {
				cell.Old = append(cell.Old, htmlSegments(e.a[i].sides[side]))
			}
			for i := range e.b {
				cell.New = append(cell.New, htmlSegments(e.b[i].sides[side]))
			}
		}
		row.Cells[side] = cell
	}
	if len(e.a) == 1 && len(e.b) == 1 {
		row.MetaA, row.MetaB = e.a[0].meta, e.b[0].meta
	}
	return row
}

func htmlSegments(segments []segment) []htmlSegment {
	list := make([]htmlSegment, len(segments))
	for i, s := range segments {
		list[i] = htmlSegment{s.text, s.changed}
	}
	return list
}

// vietnameseSummary is Summary in Vietnamese, without the kinds, which stand
// below it.
func vietnameseSummary(r *diff.Result, o *Options) string {
	if o.Gold {
		v := r.Judge(o.Coarse)
		return fmt.Sprintf("%d/%d cặp chuẩn đúng, thiếu %d; sai %d/%d cặp; đúng %d/%d câu không có cặp",
			v.RightGold, v.Gold, v.Missed(), v.Wrong(), v.Test, v.RightNull, v.GoldNull)
	}
	kept := r.Counts[diff.Kept]
	return fmt.Sprintf("%d chỗ khác, %d chỗ giữ nguyên", len(r.Changes)-kept, kept)
}
