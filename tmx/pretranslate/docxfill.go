package pretranslate

import (
	"slices"
	"strconv"
	"strings"
)

// fillDocx puts the translations of sentences into the runs of a paragraph;
// guessed is how many of them were parted by guess and not counted so yet.
func fillDocx(raw []byte, paragraphs []*docxParagraph, sentences []*docxSentence) (out []byte, guessed int64) {
	for _, s := range sentences {
		if s.found != nil && !s.spread() && !s.found.review {
			guessed++
		}
	}
	var edits []edit
	for _, p := range paragraphs {
		for _, r := range p.runs {
			if !r.edited {
				continue
			}
			slices.SortStableFunc(r.parts, func(a, b docxChange) int { return a.start - b.start })
			var b strings.Builder
			at := 0
			for _, c := range r.parts {
				b.WriteString(r.text[at:c.start] + c.text)
				at = c.end
			}
			b.WriteString(r.text[at:])
			s := b.String()
			edits = append(edits, edit{r.n.open, r.n.shut, xmlText(s)})
			if s != strings.TrimSpace(s) && r.n.attr("xml:space") != "preserve" {
				edits = append(edits, r.n.setAttr("xml:space", "preserve"))
			}
		}
	}
	return apply(raw, edits), guessed
}

// spread gives each group of runs its part of the translation: by the codes,
// where those stand in the order of the groups, else by the share of the words
// that the group has in the source; then sure is false.
func (s *docxSentence) spread() (sure bool) {
	texts, sure := s.byCodes()
	if !sure {
		texts = s.byShare()
	}
	for i, g := range s.groups {
		for k, r := range g.runs {
			from, to := max(s.span.Start, r.start)-r.start, min(s.span.End, r.start+len(r.text))-r.start
			change := docxChange{from, to, ""}
			if k == 0 {
				change.text = texts[i]
			}
			r.edited, r.parts = true, append(r.parts, change)
		}
	}
	return sure
}

// byCodes parts the translation where its codes stand. ok is false where they
// were not all placed, stand in another order than the groups, or leave words
// where no run of their look is.
func (s *docxSentence) byCodes() (texts []string, ok bool) {
	texts = make([]string, len(s.groups))
	if len(s.groups) == 1 {
		texts[0] = plain(s.found.items)
		return texts, true
	}
	base := s.groups[s.base].runs[0].format
	at, inside := -1, false // the group being filled
	for i, it := range s.found.items {
		switch it.kind {
		case openItem:
			n, err := strconv.Atoi(it.text)
			if err != nil || n <= at || inside || n >= len(s.groups) || i+1 >= len(s.found.items) || s.found.items[i+1].kind != wordsItem {
				return nil, false
			}
			at, inside = n, true
		case closeItem:
			inside = false
		case wordsItem:
			if inside {
				texts[at] += it.text
				continue
			}
			next := at
			if at < 0 || s.groups[at].runs[0].format != base {
				next = s.nextBase(at)
			}
			if next < 0 {
				if strings.TrimSpace(it.text) != "" {
					return nil, false
				}
				// A blank behind the last group has no run of its own.
				if next = at; at < 0 {
					return nil, false
				}
				texts[next] += it.text
				continue
			}
			at = next
			texts[at] += it.text
		}
	}
	return texts, true
}

// nextBase is the next group after at that looks like most words, or -1.
func (s *docxSentence) nextBase(at int) int {
	base := s.groups[s.base].runs[0].format
	for i := at + 1; i < len(s.groups); i++ {
		if s.groups[i].runs[0].format == base {
			return i
		}
	}
	return -1
}

// byShare parts the translation between words as the source is parted.
func (s *docxSentence) byShare() []string {
	target := plain(s.found.items)
	fields := strings.SplitAfter(target, " ")
	var total int
	for _, g := range s.groups {
		total += g.span.Len()
	}
	texts := make([]string, len(s.groups))
	done, at := 0, 0
	for i, g := range s.groups {
		done += g.span.Len()
		end := len(fields)
		if i < len(s.groups)-1 {
			end = min(len(fields), (len(fields)*done+total/2)/max(total, 1))
		}
		texts[i] = strings.Join(fields[at:max(at, end)], "")
		at = max(at, end)
	}
	return texts
}
