package exchange

import (
	"fmt"
	"io"

	"songngu/align/beadfile"
	"songngu/tmx"
)

// ReadMemory makes an alignment of a memory: a bead for every unit with text
// in English or in Vietnamese, with its Confidence.
// report takes what had to be mended; it may be nil.
func ReadMemory(r io.Reader, name string, report func(tmx.Finding)) (*beadfile.File, error) {
	if report == nil {
		report = func(tmx.Finding) {}
	}
	f, err := UnitsFile(tmx.NewReader(r, tmx.ReaderOptions{Report: report}).Units(), name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// sideOf is a unit's text in a language, as one sentence, or none.
func sideOf(u *tmx.Unit, lang string) []string {
	v := u.Variant(lang)
	if v == nil || v.Text() == "" {
		return nil
	}
	return []string{v.Text()}
}

// UnitsFile makes an alignment of the units of a bilingual file, as ReadMemory
// does of a memory: a bead for every unit with text in English or Vietnamese,
// with its Confidence, and its notes and x-status as what a reviewer said of it.
// Bad records are to be passed by before (PassBy).
func UnitsFile(units Units, name string) (*beadfile.File, error) {
	t := beadfile.NewTexts()
	for u, err := range units {
		if err != nil {
			return nil, err
		}
		if en, vi := sideOf(u, "en"), sideOf(u, "vi"); en != nil || vi != nil {
			t.Add(en, vi, Confidence(u))
			t.File.SetReview(len(t.File.Alignment.Beads)-1, ReviewOf(u))
		}
	}
	t.File.English.Origin.Ref, t.File.Vietnamese.Origin.Ref = name, name
	return t.File, nil
}

// ReviewOf is what a reviewer has said of a unit: its x-status, where it is one
// of ours or a word that rejects it, and its notes.
func ReviewOf(u *tmx.Unit) beadfile.Review {
	status := beadfile.Status(u.Prop(PropStatus))
	switch {
	case Rejected(string(status)):
		status = beadfile.Rejected
	case !status.Valid():
		status = beadfile.Unreviewed
	}
	return beadfile.Review{Status: status, Note: joinNotes(u)}
}
