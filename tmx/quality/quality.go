// Package quality looks at translation units and says what is wrong with them:
// numbers that disagree, placeholders that were lost, a side in the wrong
// language, words spelt as no Vietnamese syllable can be.
//
// A Checker takes units one after the other and gives back Findings. Each check
// has a code that never changes its meaning, a name, and a severity that the
// user may change. What a check takes for a fault, and where it is known to be
// wrong, stands in the comment above it.
//
// Units stream through; the checks that compare units with each other keep
// hashes, not text.
package quality

import (
	"fmt"

	"songngu/corpus/text"
	"songngu/tmx"
)

// Severity says how much a finding matters; it is the severity of package tmx.
type Severity = tmx.Severity

// The severities, from low to high.
const (
	Info    = tmx.Info    // worth knowing, often right as it is
	Warning = tmx.Warning // likely a fault
	Error   = tmx.Error   // almost surely a fault
)

// Finding is what a check found in one place of one unit.
type Finding struct {
	File     string   `json:"file,omitempty"` // as Checker.Start was told
	Code     string   `json:"code"`
	Name     string   `json:"check"`
	Severity Severity `json:"severity"`
	Unit     string   `json:"unit"`           // the unit's tuid, or # and its number
	Number   int64    `json:"number"`         // the unit's number in its file, from 1
	Line     int64    `json:"line,omitempty"` // of the unit's start tag; 0 when not from a file
	// Lang is the language of the side that Span lies in, as its variant says it.
	Lang string `json:"lang"`
	// Span is the place in the plain text of that side (tmx.Variant.Text), in
	// bytes; an empty span means the side as a whole.
	Span       text.Span `json:"span"`
	Message    string    `json:"message"`
	Vietnamese string    `json:"messageVi"` // the message in Vietnamese
	// Source and Target are the plain texts, with their languages.
	SourceLang string `json:"sourceLang"`
	Source     string `json:"source"`
	TargetLang string `json:"targetLang"`
	Target     string `json:"target"`
}

// String is the finding on one line: unit, severity, code and message.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s %s %s", f.Unit, f.Severity, f.Code, f.Message)
}

// unitName is how findings name a unit.
func unitName(u *tmx.Unit) string {
	if u.ID != "" {
		return u.ID
	}
	return fmt.Sprintf("#%d", u.Number)
}
