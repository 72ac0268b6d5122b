package segment

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of an SRX file.
const (
	maxSRXBytes = 8 << 20
	maxSRXRules = 20_000
	maxSRXRegex = 16 << 10 // bytes of one expression
)

// SRX is a set of segmentation rules for any number of languages, as other
// tools exchange them (Segmentation Rules eXchange, versions 1.0 and 2.0).
type SRX struct {
	cascade bool // all rules whose language map matches, not only the first
	rules   map[string][]srxRule
	maps    []srxMap
}

// srxRule is one rule as it stands in the file.
type srxRule struct {
	breaks        bool
	before, after string
	name          string // for errors: `rule 3 of "English"`
}

// srxMap says which languages use a list of rules.
type srxMap struct{ pattern, rules string }

// ParseSRX reads an SRX file of version 1.0 or 2.0, encoded in UTF-8. It refuses
// files over 8 MiB, resolves no entities and loads nothing that a file refers to.
// The expressions are checked when a Segmenter is made for a language.
func ParseSRX(r io.Reader) (*SRX, error) {
	limited := &io.LimitedReader{R: r, N: maxSRXBytes + 1}
	d := xml.NewDecoder(limited)
	p := srxParser{srx: &SRX{rules: map[string][]srxRule{}}}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if limited.N <= 0 {
			return nil, fmt.Errorf("srx: more than %d bytes", maxSRXBytes)
		}
		if err == nil {
			err = p.token(tok)
		}
		if err != nil {
			line, _ := d.InputPos()
			return nil, fmt.Errorf("srx: line %d: %w", line, err)
		}
	}
	switch {
	case !p.seen:
		return nil, errors.New("srx: no srx element: not an SRX file")
	case len(p.srx.maps) == 0:
		return nil, errors.New("srx: no language maps")
	}
	return p.srx, nil
}

// srxParser follows the elements of a file.
type srxParser struct {
	srx   *SRX
	seen  bool
	list  string // the languagerule that is open
	rule  *srxRule
	text  *string // where character data goes
	count int
}

func (p *srxParser) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.StartElement:
		return p.open(t)
	case xml.EndElement:
		p.close(t.Name.Local)
	case xml.CharData:
		if p.text != nil {
			if len(*p.text)+len(t) > maxSRXRegex {
				return fmt.Errorf("%s: expression of more than %d bytes", p.rule.name, maxSRXRegex)
			}
			*p.text += string(t)
		}
	}
	return nil
}

func (p *srxParser) open(t xml.StartElement) error {
	name := t.Name.Local
	if !p.seen {
		if name != "srx" {
			return fmt.Errorf("element %q where srx should be: not an SRX file", name)
		}
		p.seen = true
		if v := attribute(t, "version"); v != "" && !strings.HasPrefix(v, "1.") && !strings.HasPrefix(v, "2.") {
			return fmt.Errorf("version %q of SRX: want 1.0 or 2.0", v)
		}
		return nil
	}
	switch name {
	case "header":
		p.srx.cascade = attribute(t, "cascade") == "yes"
	case "languagerule":
		p.list = attribute(t, "languagerulename")
		if _, ok := p.srx.rules[p.list]; !ok {
			p.srx.rules[p.list] = nil
		}
	case "rule":
		if p.count++; p.count > maxSRXRules {
			return fmt.Errorf("more than %d rules", maxSRXRules)
		}
		p.rule = &srxRule{
			breaks: attribute(t, "break") != "no",
			name:   fmt.Sprintf("rule %d of %q", len(p.srx.rules[p.list])+1, p.list),
		}
	case "beforebreak":
		if p.rule != nil {
			p.text = &p.rule.before
		}
	case "afterbreak":
		if p.rule != nil {
			p.text = &p.rule.after
		}
	case "languagemap":
		p.srx.maps = append(p.srx.maps, srxMap{attribute(t, "languagepattern"), attribute(t, "languagerulename")})
	}
	return nil
}

func (p *srxParser) close(name string) {
	switch name {
	case "rule":
		if p.rule != nil {
			p.srx.rules[p.list] = append(p.srx.rules[p.list], *p.rule)
			p.rule = nil
		}
	case "beforebreak", "afterbreak":
		p.text = nil
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// of returns the rules for a language in the order in which they are tried.
func (x *SRX) of(lang string) ([]srxRule, error) {
	var out []srxRule
	found := false
	for _, m := range x.maps {
		re, err := compileSRX(`\A(?:`, m.pattern, `)\z`, inMap)
		if err != nil {
			return nil, fmt.Errorf("srx: language map %q: %w", m.pattern, err)
		}
		if !re.MatchString(lang) {
			continue
		}
		rules, ok := x.rules[m.rules]
		if !ok {
			return nil, fmt.Errorf("srx: language map %q names rules %q that the file has not", m.pattern, m.rules)
		}
		found = true
		out = append(out, rules...)
		if !x.cascade {
			break
		}
	}
	if !found {
		return nil, fmt.Errorf("srx: no rules for language %q", lang)
	}
	return out, nil
}
