// Package validate holds a TMX file against the rules of the TMX 1.4 DTD and
// against what one CAT tool is known to stumble over, and says where and why.
package validate

import (
	"errors"
	"fmt"
	"io"

	"songngu/tmx"
)

// Codes of findings, stable. What is wrong with the XML itself comes from
// tmx.Reader under its own T codes.
const (
	CodeVersion    = "D001" // version is not 1.4
	CodeEnum       = "D002" // segtype or pos with another value than the DTD's
	CodeAttribute  = "D003" // attribute that the DTD does not know
	CodeRequired   = "D004" // attribute that the DTD requires
	CodeElement    = "D005" // element that the DTD does not know there
	CodeDate       = "D006" // date not of the form YYYYMMDDThhmmssZ
	CodeNumber     = "D007" // usagecount that is no number
	CodePair       = "D008" // bpt without ept of the same i, or the reverse
	CodeLanguage   = "D009" // language code that BCP 47 does not allow
	CodeNoSource   = "D010" // unit without a variant in srclang, byte for byte
	CodeSourceLang = "P001" // srclang missing or *all*
	CodeCode       = "P002" // language code the client does not match
	CodeEmpty      = "P003" // empty variant
	CodeOrder      = "P004" // source variant not first
	CodeExtra      = "P005" // more than two variants
	CodeReserved   = "P006" // prop with a meaning of its own in the client
	CodeMarkup     = "P007" // in-line markup whose words the client loses
	CodeBlanks     = "P008" // blanks at an end, or line breaks
	CodeLong       = "P009" // segment over the client's limit
	CodeTool       = "P010" // creationtool that changes how the client reads
	CodeSegType    = "P011" // segtype that the client segments again
	CodeOneSided   = "P012" // unit without a target
)

// Options are the choices of File.
type Options struct {
	Profile Profile // the client to check for; "" checks the DTD's rules alone
	Reader  tmx.ReaderOptions
}

// Summary counts what File found.
type Summary struct {
	Units    int64 // read
	PassedBy int64 // beyond reading
	Errors   int64 // what makes the file invalid, or lost to the client
	Warnings int64 // what costs matches
	Infos    int64
}

// Valid reports whether nothing worse than Info was found.
func (s Summary) Valid() bool { return s.Errors == 0 && s.Warnings == 0 }

// File reads a whole TMX file and hands each finding to report, in file order.
// A broken file is no error; the error is one of reading, or of an unknown
// profile. Memory does not grow with the file.
func File(r io.Reader, opts Options, report func(tmx.Finding)) (Summary, error) {
	var sum Summary
	client, err := opts.Profile.rules()
	if err != nil {
		return sum, err
	}
	c := &checker{client: client, told: map[string]bool{}}
	c.report = func(f tmx.Finding) {
		switch f.Severity {
		case tmx.Error:
			sum.Errors++
		case tmx.Warning:
			sum.Warnings++
		default:
			sum.Infos++
		}
		report(f)
	}
	ropts := opts.Reader
	ropts.Strict, ropts.KeepCodes = false, true
	ropts.Report = func(f tmx.Finding) { c.report(c.fromReader(f)) }
	rd := tmx.NewReader(r, ropts)
	header := rd.Header()
	c.place = rd.RootPlace
	c.root(header)
	c.place = rd.HeaderPlace
	c.header(header)
	for u, err := range rd.Units() {
		if err != nil {
			if _, ok := errors.AsType[*tmx.SyntaxError](err); ok {
				break // reported
			}
			return sum, fmt.Errorf("validate TMX: %w", err)
		}
		c.unit(u)
	}
	sum.Units, sum.PassedBy = rd.Count(), rd.PassedBy()
	return sum, nil
}

// checker checks one file.
type checker struct {
	client  rules
	srclang string
	report  func(tmx.Finding)
	at      *tmx.Unit                   // the unit at hand; nil in the header
	place   func() (line, column int64) // where the fault is, if in no unit
	told    map[string]bool             // language codes said to have no region
}

// fromReader is the Reader's finding as the DTD sees it: what a Reader takes
// in its stride may still be invalid.
func (c *checker) fromReader(f tmx.Finding) tmx.Finding {
	switch f.Code {
	case tmx.CodeUnknown, tmx.CodePrefix, tmx.CodeOldLang:
		f.Severity = tmx.Error
	case tmx.CodeControl, tmx.CodeControlRef, tmx.CodeBareAmp, tmx.CodeBareLess, tmx.CodeHTMLEntity, tmx.CodeEntity,
		tmx.CodeBadBytes, tmx.CodeCDATAEnd, tmx.CodeNoEnd, tmx.CodeStrayTag, tmx.CodeBeforeXML, tmx.CodeEncoding,
		tmx.CodeHeader, tmx.CodeNoBody, tmx.CodeNoUnitEnd, tmx.CodeMisplaced, tmx.CodeStrayText, tmx.CodeSecond, tmx.CodeComment:
		f.Severity = tmx.Error // not well formed, or not valid: clients drop the file
	}
	f.Repair = ""
	return f
}

func (c *checker) fault(code string, severity tmx.Severity, format string, args ...any) {
	f := tmx.Finding{Code: code, Severity: severity, Message: fmt.Sprintf(format, args...)}
	if c.at != nil {
		f.Line, f.Column = c.at.Line, c.at.Column
		if f.Unit = c.at.ID; f.Unit == "" {
			f.Unit = fmt.Sprintf("#%d", c.at.Number)
		}
	} else if c.place != nil {
		f.Line, f.Column = c.place()
	}
	c.report(f)
}
