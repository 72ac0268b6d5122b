package extract

import (
	"net/url"
	"strings"

	"songngu/corpus/text"
)

// findSource looks for the source in the article, and in the few lines below
// it.
func (a *assembly) findSource() {
	for i := a.first; i < min(a.last+3, int32(len(a.t.runs))); i++ {
		if r := &a.t.runs[i]; r.aside == noReason && i != a.title {
			r.aside = a.source(r)
		}
	}
}

// source notes the addresses that a run of the article names, and says why the
// run is set aside if it does nothing but name the article's source:
// "Nguồn: VnExpress" with or without a link, "(Theo TTXVN)", a bare address.
func (a *assembly) source(r *run) reason {
	if r.kind != Paragraph && r.kind != Byline && r.kind != ListItem {
		return noReason
	}
	only := noReason
	if len(r.text) < 300 {
		colon := strings.IndexByte(r.text, ':')
		if label, start := labelBefore(r.text, colon+1); colon > 0 && start == 0 && label != "" && wordCount(r.text[colon+1:], 16) < 16 && !endsSentence(r.text) {
			if href := a.absolute(r.href); href != "" {
				a.links.add(href, label, r.span, labelled)
				only = sourceLine
			} else if isCreditLine(text.FoldMarks(r.text)) {
				only = sourceLine
			}
		}
		if r.text[0] == '(' && isCreditLine(text.FoldMarks(r.text)) {
			only = sourceLine
		}
	}
	for from, n := 0, 0; n < maxLinks; n++ {
		address, ok := nextAddress(r.text, from)
		if !ok {
			break
		}
		label, start := labelBefore(r.text, address.span.Start)
		rank := inText
		if whole := start == 0 && strings.Trim(r.text[address.span.End:], " .,;)") == ""; label != "" {
			rank = labelled
			if whole {
				only = sourceLine
			}
		} else if whole {
			rank, only = bareLine, sourceLine
		}
		a.links.add(address.url, label, r.span, rank)
		from = max(address.span.End, from+1)
	}
	return only
}

// absolute makes a link of the page absolute, by the page's own address where
// that is needed and known; "" for what is no other page.
func (a *assembly) absolute(href string) string {
	u, err := url.Parse(href)
	if err != nil || href == "" {
		return ""
	}
	if base, err := url.Parse(a.base); err == nil && a.base != "" {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.String() == a.base {
		return ""
	}
	return u.String()
}
