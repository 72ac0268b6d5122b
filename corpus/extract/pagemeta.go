package extract

import (
	"encoding/json"
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html"
)

func (r *pageReader) metaTag(a attrs) {
	m := &r.t.meta
	switch a.name {
	case "og:title", "twitter:title":
		if m.ogTitle == "" {
			m.ogTitle = text.Clean(a.content[:min(len(a.content), maxTitle)])
		}
	case "og:type":
		m.ogIsPage = a.content == "article"
	case "og:locale", "content-language", "language":
		if m.lang == "" {
			m.lang = strings.ReplaceAll(strings.TrimSpace(a.content), "_", "-")
		}
	}
}

// linkedData is the part of a schema.org article that is read of a page's
// JSON-LD (https://schema.org/Article).
type linkedData struct {
	Headline    string
	Description string
	Body        string
	Lang        string
}

// article returns the article with the longest body that the page's JSON-LD
// scripts describe.
func (m *pageMeta) article() (best linkedData) {
	for _, script := range m.jsonLD {
		var v any
		if err := json.Unmarshal([]byte(script), &v); err != nil {
			continue // a broken script says nothing; the page is read without it
		}
		findArticle(v, 0, &best)
	}
	return best
}

// findArticle looks for articles in a decoded JSON value, in lists and in
// @graph as well.
func findArticle(v any, depth int, best *linkedData) {
	if depth > 32 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			findArticle(e, depth+1, best)
		}
	case map[string]any:
		get := func(key string) string { s, _ := v[key].(string); return html.UnescapeString(s) }
		if body := get("articleBody"); len(body) > len(best.Body) {
			*best = linkedData{Headline: get("headline"), Description: get("description"), Body: body, Lang: get("inLanguage")}
		} else if h := get("headline"); best.Body == "" && best.Headline == "" && h != "" {
			*best = linkedData{Headline: h, Description: get("description"), Lang: get("inLanguage")}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf"} {
			if e, ok := v[key]; ok {
				findArticle(e, depth+1, best)
			}
		}
	}
}

// blocks cuts an articleBody, which is plain text or markup, into paragraphs.
func (d *linkedData) blocks() []Block {
	var out []Block
	add := func(kind Kind, s string) {
		if s = text.Clean(s); s != "" {
			out = append(out, Block{Kind: kind, Text: s})
		}
	}
	add(Title, d.Headline)
	var body []Block
	if strings.Contains(d.Body, "</") || strings.Contains(d.Body, "<br") {
		for _, r := range readTree(d.Body).runs {
			if r.aside == noReason {
				body = append(body, Block{Text: text.Clean(r.text)})
			}
		}
	} else {
		for line := range strings.SplitSeq(d.Body, "\n") {
			if line = text.Clean(line); line != "" {
				body = append(body, Block{Text: line})
			}
		}
	}
	if desc := text.Clean(d.Description); desc != "" && (len(body) == 0 || !strings.HasPrefix(body[0].Text, strings.TrimRight(desc, ".…"))) {
		add(Lead, desc)
	}
	return append(out, body...)
}
