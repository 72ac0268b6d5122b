package tmx

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"songngu/corpus/measuring"
)

// samplesDir finds the collection of other tools' TMX files, which is not part
// of the project.
func samplesDir(t testing.TB) string { return measuring.Path(t, "data", "tmx-samples") }

func sampleFiles(t testing.TB, dir string) []string {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.EqualFold(filepath.Ext(path), ".tmx") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

type memory struct {
	header *Header
	units  []*Unit
	found  []Finding
	counts map[string]int64
	bad    int64
	err    error
}

func readAll(data []byte, opts ReaderOptions) memory {
	r := NewReader(bytes.NewReader(data), opts)
	var m memory
	for r.Scan() {
		m.units = append(m.units, r.Unit())
	}
	m.header, m.found, m.counts, m.bad, m.err = r.Header(), r.Findings(), r.Counts(), r.PassedBy(), r.Err()
	return m
}

// index is INDEX.tsv: for each file its number of tu and two verdicts.
func index(t testing.TB, dir string) map[string][]string {
	f, err := os.Open(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		return nil
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = '\t', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	m := map[string][]string{}
	for _, row := range rows {
		if len(row) >= 9 {
			m[row[0]] = row
		}
	}
	return m
}

// tuDiffers says why more or fewer units are read than INDEX.tsv counts tu.
var tuDiffers = map[string]string{
	"quirks/45-truncated.tmx":     "the file ends inside the third unit",
	"quirks/63-utf16le-nobom.tmx": "the index does not see through UTF-16 without byte order mark",
}

// TestSamples reads every sample, writes it keeping everything, and reads it
// again: the units must be equal.
func TestSamples(t *testing.T) {
	dir := samplesDir(t)
	rows := index(t, dir)
	for _, path := range sampleFiles(t, dir) {
		name, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m := readAll(data, ReaderOptions{})
		row := rows[name]
		for len(row) < 9 {
			row = append(row, "?")
		}
		if row[5] != "?" && row[5] != fmt.Sprint(len(m.units)) {
			t.Logf("%s: %s tu in the index, %d units read: %s", name, row[5], len(m.units), tuDiffers[name])
			if tuDiffers[name] == "" {
				t.Errorf("%s: no reason known", name)
			}
		}
		var cs []string
		for _, c := range slices.Sorted(maps.Keys(m.counts)) {
			cs = append(cs, fmt.Sprintf("%s×%d", c, m.counts[c]))
		}
		t.Logf("%-60.60s tu %s read %d passed by %d [%s] err %v | validator: %.30s | xmllint: %.40s", name, row[5], len(m.units), m.bad, strings.Join(cs, " "), m.err, row[7], row[8])
		for _, f := range m.found {
			if f.Severity > Info {
				t.Logf("    %v", f)
			}
		}
		if m.err != nil {
			continue
		}
		var b bytes.Buffer
		w := NewWriter(&b, *m.header, WriterOptions{Keep: true})
		for _, u := range m.units {
			if err := w.Write(u); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		again := readAll(b.Bytes(), ReaderOptions{})
		for _, f := range again.found {
			if f.Severity > Info {
				t.Errorf("%s: what we wrote: %v", name, f)
			}
		}
		if len(again.units) != len(m.units) {
			t.Errorf("%s: %d units, written and read again %d", name, len(m.units), len(again.units))
			continue
		}
		for i, u := range m.units {
			if d := u.Attr("creationdate"); d != "" && !exactDate(d) { // kept as a prop
				u.SetAttr("creationdate", "")
				u.SetProp("x-creationdate", d)
			}
			if got, want := describe(again.units[i], again.header.SrcLang), describe(u, again.header.SrcLang); got != want {
				t.Errorf("%s: unit %d written and read again:\n%s\nwant\n%s", name, i+1, got, want)
			}
		}
	}
}

// describe gives all a unit holds, but for what the Writer is free to change:
// the order of attributes, the source variant coming first and under the code
// of the header, and notes coming before props.
func describe(u *Unit, src string) string {
	var b strings.Builder
	sorted := func(as []Attr) []Attr {
		return slices.SortedFunc(slices.Values(as), func(a, b Attr) int { return strings.Compare(a.Name, b.Name) })
	}
	part := func(as []Attr, ps []Prop, ns []Note, other []string) {
		fmt.Fprintf(&b, "  %q", sorted(as))
		for _, p := range ps {
			fmt.Fprintf(&b, " prop %q %q %q", p.Type, p.Value, sorted(p.Attrs))
		}
		for _, n := range ns {
			fmt.Fprintf(&b, " note %q %q", n.Value, sorted(n.Attrs))
		}
		fmt.Fprintf(&b, " other %q\n", other)
	}
	fmt.Fprintf(&b, "unit %q\n", u.ID)
	part(u.Attrs, u.Props, u.Notes, u.Other)
	vs := slices.Clone(u.Variants)
	if i := findVariant(vs, src); i > 0 {
		v := vs[i]
		vs = slices.Insert(slices.Delete(vs, i, i+1), 0, v)
	}
	for _, v := range vs {
		raw := v.Seg.Raw()
		if strings.Contains(raw, cdataOpen) { // written as text
			raw = EscapeText(v.Seg.Text())
		}
		fmt.Fprintf(&b, " variant %q seg %q\n", baseLang(v.Lang), raw)
		part(v.Attrs, v.Props, v.Notes, v.Other)
	}
	return b.String()
}
