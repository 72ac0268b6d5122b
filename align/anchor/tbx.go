package anchor

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// readTBX reads a termbase in TBX: termEntry, langSet, tig or ntig, term in
// version 2; conceptEntry, langSec, termSec, term in version 3. Markup within a
// term is left out, its text kept.
func (g *Glossary) readTBX(data []byte, name string) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = xml.HTMLEntity
	var (
		lang   string
		terms  map[string][]string // of the concept, by language
		term   strings.Builder
		inTerm bool
		line   int
	)
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			at, _ := d.InputPos()
			return fmt.Errorf("%s:%d: broken XML: %w", name, at, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "termEntry", "conceptEntry":
				terms = map[string][]string{}
				line, _ = d.InputPos()
			case "langSet", "langSec":
				lang = languageOf(t)
			case "term":
				inTerm = true
				term.Reset()
			}
		case xml.CharData:
			if inTerm {
				term.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "term":
				inTerm = false
				if terms != nil && lang != "" {
					terms[lang] = append(terms[lang], strings.NewReplacer("|", " ", ";", " ").Replace(term.String()))
				}
			case "langSet", "langSec":
				lang = ""
			case "termEntry", "conceptEntry":
				g.add(strings.Join(terms["en"], "|"), strings.Join(terms["vi"], "|"), name, line)
				terms = nil
			}
		}
	}
}

// languageOf is "en" or "vi" by the xml:lang of an element, "" for any other.
func languageOf(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local != "lang" {
			continue
		}
		switch tag := strings.ToLower(a.Value); {
		case tag == "en" || strings.HasPrefix(tag, "en-") || strings.HasPrefix(tag, "en_"):
			return "en"
		case tag == "vi" || strings.HasPrefix(tag, "vi-") || strings.HasPrefix(tag, "vi_"):
			return "vi"
		}
	}
	return ""
}
