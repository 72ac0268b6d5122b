package memory

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// ReadTMX returns the units of a TMX file for Import. report takes what had to
// be mended, and each unit without an English or a Vietnamese text, which is
// passed by; it may be nil.
func ReadTMX(r io.Reader, name string, report func(tmx.Finding)) iter.Seq2[*Unit, error] {
	if report == nil {
		report = func(tmx.Finding) {}
	}
	return func(yield func(*Unit, error) bool) {
		reader := tmx.NewReader(r, tmx.ReaderOptions{Report: report})
		for reader.Scan() {
			u, ok := FromTMX(reader.Unit())
			if !ok {
				report(notBilingual(reader.Unit(), reader.Unit().Line))
				continue
			}
			if !yield(u, nil) {
				return
			}
		}
		if err := reader.Err(); err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
		}
	}
}

// FromUnits returns the units of another format for Import. report takes each
// unit without an English or a Vietnamese text, which is passed by; it may be
// nil. An error ends the stream.
func FromUnits(in exchange.Units, report func(tmx.Finding)) iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		for u, err := range in {
			if err != nil {
				yield(nil, err)
				return
			}
			unit, ok := FromTMX(u)
			if !ok {
				if report != nil {
					report(notBilingual(u, u.Number))
				}
				continue
			}
			if !yield(unit, nil) {
				return
			}
		}
	}
}

// notBilingual is the finding of a unit that is no pair, in that line or row.
func notBilingual(u *tmx.Unit, line int64) tmx.Finding {
	return tmx.Finding{
		Code: "M001", Severity: tmx.Info, Line: line, Column: 1, Unit: u.ID,
		Message: "no text in English or none in Vietnamese", Repair: "passed by",
	}
}

// ReadTSV returns the units of a table for Import: English, Vietnamese, the
// type of the bead, which is not looked at, the confidence, the document and
// the date of the last change, the last four of which may be missing. A first
// line that names the columns is passed by. report takes each line that holds
// no pair, with its number from 1; it may be nil.
func ReadTSV(r io.Reader, name string, report func(line int, err error)) iter.Seq2[*Unit, error] {
	if report == nil {
		report = func(int, error) {}
	}
	return func(yield func(*Unit, error) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(nil, 2*MaxText)
		line := 0
		for s.Scan() {
			line++
			f := strings.Split(strings.TrimPrefix(s.Text(), "\ufeff"), "\t")
			if line == 1 && len(f) > 1 && (strings.EqualFold(f[0], "en") || strings.EqualFold(f[0], "english")) {
				continue
			}
			u, err := tableUnit(f)
			if err != nil {
				report(line, err)
				continue
			}
			if !yield(u, nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(nil, fmt.Errorf("%s:%d: %w", name, line+1, err))
		}
	}
}

func tableUnit(f []string) (*Unit, error) {
	if len(f) < 2 {
		return nil, errors.New("one column only, want English and Vietnamese, separated by a tab")
	}
	u := &Unit{Text: [2]string{text.Clean(f[0]), text.Clean(f[1])}, Confidence: NoConfidence}
	if u.Text[0] == "" || u.Text[1] == "" {
		return nil, errors.New("one side is empty")
	}
	if len(f) > 3 {
		if c, err := strconv.ParseFloat(f[3], 64); err == nil && c >= 0 && c <= 1 {
			u.Confidence = c
		}
	}
	if len(f) > 5 {
		if t, ok := tmx.ParseDate(f[5]); ok {
			u.Document, u.Changed = f[4], t
		}
	}
	return u, nil
}

// FromAlignment returns the pairs of an alignment for Import, each with its
// neighbours in both texts.
func FromAlignment(f *beadfile.File) iter.Seq2[*Unit, error] {
	made := f.English.Origin.Time
	if t := f.Vietnamese.Origin.Time; t.After(made) {
		made = t
	}
	return func(yield func(*Unit, error) bool) {
		for _, b := range f.Alignment.Beads {
			if b.Null() {
				continue
			}
			u := &Unit{
				Text:       [2]string{beadfile.Joined(f.English.Sentences, b.Src), beadfile.Joined(f.Vietnamese.Sentences, b.Tgt)},
				Confidence: b.Confidence, Created: made.Truncate(time.Second), Document: documentName(f.English.Origin.Ref),
			}
			if u.Text[0] == "" || u.Text[1] == "" || exchange.Untranslated(u.Text[1]) {
				continue
			}
			u.Before = [2]string{sentence(f.English, b.Src.Start-1), sentence(f.Vietnamese, b.Tgt.Start-1)}
			u.After = [2]string{sentence(f.English, b.Src.End), sentence(f.Vietnamese, b.Tgt.End)}
			u.SetProp(exchange.PropBeadType, b.Type())
			if corpus.IsURL(f.Vietnamese.Origin.Ref) {
				u.SetProp(exchange.PropSourceURL, f.Vietnamese.Origin.Ref)
			}
			if b.Moved {
				u.SetProp(exchange.PropMoved, "yes")
			}
			if !yield(u, nil) {
				return
			}
		}
	}
}

// sentence is the text of a document's sentence, "" outside it.
func sentence(d *corpus.Document, i int) string {
	if i < 0 || i >= len(d.Sentences) {
		return ""
	}
	return text.Clean(d.Sentences[i].Text)
}

// documentName is the last part of a path or an address.
func documentName(ref string) string {
	if ref == "-" {
		return ""
	}
	ref = strings.TrimRight(strings.ReplaceAll(ref, "\\", "/"), "/")
	return ref[strings.LastIndexByte(ref, '/')+1:]
}
