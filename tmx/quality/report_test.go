package quality

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songngu/tmx"
)

var update = flag.Bool("update", false, "write the golden files of the reports")

// reported is a small memory with a fault of most kinds, hostile text among
// them.
var reported = []*tmx.Unit{
	unit(1, "The kiln holds 40 bowls.", "Lò chứa được 14 cái bát."),
	unit(2, "Open the kiln on Monday, {name}.", "Mở lò vào thứ Ba ."),
	unit(3, `=HYPERLINK("<script>alert(1)</script>")`, "Kết qủa <b>nung\tgốm"),
	unit(4, "The kiln is cold.", "Lò nguội."),
	unit(5, "The kiln is cold.", "Lò đã nguội hẳn."),
}

func TestReports(t *testing.T) {
	paint := func(_ Severity, s string) string { return "[" + s + "]" }
	for name, make := range map[string]func(io.Writer) Report{
		"report.txt":   func(w io.Writer) Report { return NewText(w, paint) },
		"report.jsonl": NewJSON,
		"report.sarif": func(w io.Writer) Report { return NewSARIF(w, "songngu", "1.0") },
		"report.tsv":   NewChecklist,
		"report.html":  func(w io.Writer) Report { return NewHTML(w, "songngu 1.0") },
	} {
		var b bytes.Buffer
		r := make(&b)
		c := newChecker(t, Options{Target: "vi"})
		c.Start("in/kiln.tmx", &tmx.Header{SrcLang: "en"})
		for _, u := range reported {
			for _, f := range c.Check(u) {
				if err := r.Write(f); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := r.Close(c.Summary()); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s is not what it was; look at it and run with -update:\n%s", name, b.String())
		}
		checkForm(t, name, b.Bytes())
	}
}

// checkForm holds a report to its format.
func checkForm(t *testing.T, name string, data []byte) {
	t.Helper()
	switch filepath.Ext(name) {
	case ".jsonl":
		for line := range bytes.Lines(data) {
			if !json.Valid(line) {
				t.Errorf("%s: no JSON: %s", name, line)
			}
		}
	case ".sarif":
		var log struct {
			Version string
			Runs    []struct {
				Tool struct {
					Driver struct{ Rules []struct{ ID string } }
				}
				Results []struct {
					RuleID    string
					RuleIndex int
				}
			}
		}
		if err := json.Unmarshal(data, &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range log.Runs[0].Results {
			if log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
				t.Errorf("%s: result of rule %s at index %d", name, r.RuleID, r.RuleIndex)
			}
		}
	case ".tsv":
		for line := range strings.Lines(string(data)) {
			if n := strings.Count(line, "\t"); n != 11 || strings.Contains(line, "\t=") {
				t.Errorf("%s: %d tabs in %q", name, n, line)
			}
		}
	case ".html":
		if bytes.Contains(data, []byte("<script")) {
			t.Errorf("%s holds a script", name)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestEmptyReports(t *testing.T) {
	for name, make := range map[string]func(io.Writer) Report{
		"report.jsonl": NewJSON,
		"report.sarif": func(w io.Writer) Report { return NewSARIF(w, "songngu", "1.0") },
		"report.tsv":   NewChecklist,
		"report.html":  func(w io.Writer) Report { return NewHTML(w, "songngu 1.0") },
	} {
		var b bytes.Buffer
		if err := make(&b).Close(Summary{}); err != nil {
			t.Fatal(err)
		}
		checkForm(t, name, b.Bytes())
	}
}
