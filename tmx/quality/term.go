package quality

import (
	"strings"

	"songngu/align/anchor"
	"songngu/corpus/text"
)

// termMissing (Q501) finds terms of the glossary in the source for which none of
// their translations stands in the target. Terms are found as anchors are: the
// longest at a place, in any case (a term in capitals in capitals only), with
// hyphens and line ends passed by. A translation counts in any case and tone
// style, and with the words of the glossary's cell in a row.
//
// It is wrong where a sentence uses the word in another sense, or a pronoun
// for the term.
func termMissing(p *pair) {
	if len(p.c.glossary) == 0 || !p.readable() {
		return
	}
	keys := p.keys(&p.tgt)
	var lower string
	places := p.places(&p.src)
	for i := range places {
		met, wanted := false, []string(nil)
		var span text.Span
		for _, a := range places[i].readings {
			if a.Type != anchor.UserTerm {
				continue
			}
			forms := p.c.glossary[a.Key].Vietnamese
			if p.tgt.base == "en" {
				forms = p.c.glossary[a.Key].English
			}
			span, wanted = a.Span, append(wanted, forms...)
			if lower == "" {
				lower = text.FoldTone(p.tgt.text)
			}
			met = met || keys[a.Key] || containsAny(lower, forms)
		}
		if len(wanted) == 0 || met {
			continue
		}
		want := "“" + strings.Join(wanted[:min(len(wanted), 3)], "”, “") + "”"
		p.find(&p.src, span,
			"the glossary translates “"+excerpt(span.Of(p.src.text))+"” as "+want,
			"theo bảng thuật ngữ, “"+excerpt(span.Of(p.src.text))+"” là "+want)
	}
}

func containsAny(lower string, forms []string) bool {
	for _, f := range forms {
		if hasWord(lower, text.FoldTone(f)) {
			return true
		}
	}
	return false
}

// glossaryByKey finds the entries of a glossary by the keys of their anchors.
// Entries that share their first English term share a key, as their anchors do.
func glossaryByKey(g *anchor.Glossary) map[string]anchor.Entry {
	if g == nil {
		return nil
	}
	m := make(map[string]anchor.Entry, len(g.Entries))
	for _, e := range g.Entries {
		if len(e.English) == 0 {
			continue
		}
		key := "g:" + e.English[0]
		old := m[key]
		m[key] = anchor.Entry{English: append(old.English, e.English...), Vietnamese: append(old.Vietnamese, e.Vietnamese...)}
	}
	return m
}
