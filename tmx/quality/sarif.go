package quality

import (
	"bufio"
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"strings"
)

// NewSARIF returns a report in SARIF 2.1.0, the exchange format of checkers that
// code hosts and editors read (OASIS, 2020). Results stream; each names the
// file, the line of its unit's start tag and, as a logical location, the unit.
// The place in the text, both texts and the message in Vietnamese are
// properties of the result. tool and version name the program.
func NewSARIF(w io.Writer, tool, version string) Report {
	return &sarifReport{w: bufio.NewWriter(w), tool: tool, version: version}
}

type sarifReport struct {
	w             *bufio.Writer
	tool, version string
	begun         bool
	err           error
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Short   sarifText `json:"shortDescription"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Logical []sarifLogical `json:"logicalLocations"`
}

type sarifRegion struct {
	StartLine int64 `json:"startLine"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

type sarifResult struct {
	RuleID     string          `json:"ruleId"`
	RuleIndex  int             `json:"ruleIndex"`
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
	Properties map[string]any  `json:"properties"`
}

func level(s Severity) string {
	if s == Info {
		return "note"
	}
	return s.String()
}

// begin writes what stands before the results.
func (r *sarifReport) begin() {
	rules := make([]sarifRule, len(all))
	for i, c := range all {
		rules[i] = sarifRule{ID: c.Code, Name: c.Name, Short: sarifText{c.About}}
		rules[i].Default.Level = level(c.Severity)
	}
	driver := struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}{r.tool, r.version, rules}
	r.begun = true
	r.put(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":`)
	r.json(driver)
	r.put(`},"columnKind":"utf16CodeUnits","results":[`)
}

func (r *sarifReport) put(s string) {
	if r.err == nil {
		_, r.err = r.w.WriteString(s)
	}
}

func (r *sarifReport) json(v any) {
	if r.err != nil {
		return
	}
	var b []byte
	if b, r.err = json.Marshal(v); r.err == nil {
		_, r.err = r.w.Write(b)
	}
}

func (r *sarifReport) Write(f Finding) error {
	if r.begun {
		r.put(",\n")
	} else {
		r.begin()
		r.put("\n")
	}
	result := sarifResult{RuleID: f.Code, RuleIndex: indexOf(f.Code), Level: level(f.Severity), Message: sarifText{f.Message}, Locations: make([]sarifLocation, 1),
		Properties: map[string]any{
			"unit": f.Number, "language": f.Lang, "start": f.Span.Start, "end": f.Span.End, "messageVi": f.Vietnamese,
			"sourceLanguage": f.SourceLang, "source": f.Source, "targetLanguage": f.TargetLang, "target": f.Target,
		}}
	at := &result.Locations[0]
	at.Physical.Artifact.URI = fileURI(f.File)
	if f.Line > 0 {
		at.Physical.Region = &sarifRegion{f.Line}
	}
	at.Logical = []sarifLogical{{f.Unit, "element"}}
	r.json(result)
	return r.err
}

func (r *sarifReport) Close(s Summary) error {
	if !r.begun {
		r.begin()
	}
	r.put("\n],\"properties\":")
	r.json(map[string]Summary{"summary": s})
	r.put("}]}\n")
	if r.err != nil {
		return r.err
	}
	return r.w.Flush()
}

// fileURI is a file's name as a relative or absolute URI.
func fileURI(file string) string {
	if file == "-" {
		return "stdin"
	}
	u := url.URL{Path: filepath.ToSlash(file)}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
