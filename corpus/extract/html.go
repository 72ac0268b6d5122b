package extract

import (
	"fmt"
	"strings"

	"songngu/corpus/text"
)

// HTML takes the article out of a page: its title, lead, paragraphs, headings,
// list items, cells, captions and quotes, in reading order. Everything else
// that the page shows goes to Page.Aside, each piece with its reason.
//
// The method works on runs, the text between two block boundaries, after
// Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow
// Text Features" (WSDM 2010): a run is judged by its number of words, its link
// density and whether it ends as sentences do. Around that stand the names of
// classes and ids, as Readability (Arc90, 2009) began to use them, and the
// headings of boxes ("Tin liên quan"), in English and Vietnamese. The steps:
//
//  1. Tags to elements and runs in one pass (readTree), no tree of pointers.
//  2. Runs get a kind and a weight (weigh).
//  3. Elements are set aside by name, by heading, as lists of teasers, and as
//     comments that can be answered.
//  4. The element with the greatest sum of weights is the article's (choose).
//  5. Runs within it are judged again by their neighbours (smooth), since a
//     short line between two paragraphs is a heading or a list item, and at the
//     end of a page a link to elsewhere.
//
// Beside the two libraries that do the same in Go, on the same pages, without a
// Reference, precision and recall of blocks and of words (go-readability v2.1.1
// from Readeck; go-domdistiller v1.0.0; each given the title it found as a first
// block; November 2026). Articles are the 21 pages in testdata and one of a review;
// manuals are 42 pages of Debian's and LibreOffice's.
//
//	                    articles                   manuals
//	                    blocks       words         blocks       words
//	go-readability      .693  .849   .876  .930    .891  .741   .995  .889
//	go-domdistiller     .762  .808   .862  .902    .915  .841   .995  .937
//	HTML                .971  .971   .966  .973    1.00  .996   1.00  .999
//
// The former keeps related boxes and comments, and loses the lead and captions
// that stand outside of the body; the latter keeps captions better and loses
// lists, tables and short paragraphs. Neither reads JSON-LD. All that this loses
// on articles is the page with two of them, of which it takes the longer unless
// a Reference says which is meant. Neither is used here, for they would add
// nothing; that was measured, page by page: on no page is one of them ahead
// but that one, where go-domdistiller keeps both articles.
//
// Cost is linear in the page's size for pages of bounded depth. No script is
// run and nothing is fetched: text that a page loads later is not there,
// except where its JSON-LD has the articleBody.
//
// The error wraps ErrNotArticle, ErrEmpty or ErrTooLarge.
func HTML(src string, opts Options) (*Page, error) {
	if err := opts.checkSize(int64(len(src))); err != nil {
		return nil, err
	}
	if len(src) > maxPageBytes {
		return nil, fmt.Errorf("a page of %d bytes, at most %d are read: %w", len(src), maxPageBytes, ErrTooLarge)
	}
	if strings.TrimSpace(src) == "" {
		return nil, ErrEmpty
	}
	t := readTree(src)
	t.weigh()
	t.setAsideByName()
	t.setAsideTeasers()
	t.setAsideReplies()
	t.setAsideByCue()
	first, last := t.choose(opts)
	a := assembly{t: t, first: first, last: last, base: opts.BaseURL}
	page := a.page()
	if ld := t.meta.article(); len(ld.Body) > 200 && textBytes(page.Blocks)*5 < len(ld.Body)*2 {
		page = a.fromLinkedData(ld)
	} else if !a.isArticle(opts.Reference != nil) {
		return nil, ErrNotArticle
	}
	opts.guessLanguages(page.Blocks)
	return page, nil
}

func textBytes(blocks []Block) int {
	n := 0
	for i := range blocks {
		n += len(blocks[i].Text)
	}
	return n
}

// assembly makes a Page of a judged tree.
type assembly struct {
	t           *tree
	first, last int32 // the article's runs
	title       int32 // the title's run, -1 if the page shows none
	links       addressList
	base        string // the page's own address, if known
}

func (a *assembly) page() *Page {
	a.findTitle()
	a.findSource()
	a.smooth()
	a.settleKinds()
	p := &Page{Title: a.t.meta.ogTitle, Lang: a.t.meta.lang}
	if p.Title == "" {
		p.Title = a.t.meta.title
	}
	seen := make(map[uint64]shownText)
	for i := range a.t.runs {
		r := &a.t.runs[i]
		b := a.block(int32(i))
		key := uint64(0)
		if r.aside == noReason && len(b.Text) < maxRepeat {
			key = foldedHash(b.Text)
			r.aside = repeats(b, r.image, key, seen)
		}
		if r.aside == noReason && !hasWord(b.Text) {
			r.aside = marks
		}
		if r.aside == noReason {
			if old, ok := seen[key]; key != 0 && !ok || ok && old.kind != Caption && old.kind != Title {
				seen[key] = shownText{b.Kind, r.image}
			}
			p.Blocks = append(p.Blocks, b)
			continue
		}
		b.Kind, b.Level, b.Reason = Junk, 0, r.aside.String()
		p.Aside = append(p.Aside, b)
	}
	p.Links = a.links.ranked()
	return p
}

// maxRepeat bounds the blocks that are looked at for repetition: titles and
// captions are shorter.
const maxRepeat = 500

// foldedHash is FNV-1a over what text.FoldMarks makes of s, without making it.
func foldedHash(s string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range s {
		if r = text.FoldRune(r); r != 0 {
			h = (h ^ uint64(r)) * 1099511628211
		}
	}
	return h
}

// shownText is what is remembered of a text to know it again.
type shownText struct {
	kind  Kind
	image bool // a picture stood before it
}

// repeats says whether a block only repeats one before it: a caption shown
// twice, under a picture and under its thumbnail, or a title that the text
// begins with once more. A caption that says what a paragraph says is no
// repetition: the other side has both as well.
func repeats(b Block, image bool, key uint64, seen map[uint64]shownText) reason {
	old, ok := seen[key]
	switch {
	case ok && b.Kind == Caption && old.kind == Caption:
		return repeatedCaption
	case ok && (b.Kind == Caption || image) && (old.kind == Caption || old.image) && b.Kind != Heading && wordCount(b.Text, 4) == 4:
		return repeatedCaption
	case ok && old.kind == Title && (b.Kind == Heading || b.Kind == Paragraph || b.Kind == Title):
		return repeatedTitle
	case b.Kind == Caption && isPhotoCredit(text.FoldMarks(b.Text)):
		return photoCredit
	}
	return noReason
}

// block makes a Block of a run.
func (a *assembly) block(i int32) Block {
	r := &a.t.runs[i]
	b := Block{Kind: r.kind, Text: r.text, Source: r.span, Level: a.t.levelOf(r)}
	if r.aside == noReason {
		b.Marks = a.t.marksOf(r, b.Text)
	}
	if e := &a.t.elements[r.element]; e.last-e.first == 1 && r.element != 0 {
		b.Source = e.span
	}
	if i == a.title {
		b.Kind, b.Level = Title, 1
	}
	return b
}

// findTitle looks for the headline: what the page's metadata calls its title,
// else the nearest heading of the first level at or above the article's start.
func (a *assembly) findTitle() {
	a.title = -1
	for i := int32(0); i < a.last; i++ {
		r := &a.t.runs[i]
		if r.aside != noReason && r.aside != pageHead && r.aside != dateLine {
			continue
		}
		hint := a.t.elements[r.element].hint
		heading := r.kind == Heading || hint.title || r.titled*10 > len(r.text)*9
		heading = heading || (r.bold*10 > len(r.text)*9 || i <= a.first+3) && a.t.meta.isWhole(r.text)
		top := r.kind == Heading && a.t.levelOf(r) == 1
		if heading && a.t.meta.isTitle(r.text) && r.linked*2 <= len(r.text) {
			a.title = i
			break
		}
		if near := i <= a.first+2 && r.linked*2 <= len(r.text); near && (top || i >= a.first-6 && r.titled*10 > len(r.text)*9) {
			a.title = i
		}
	}
	if a.title < 0 {
		a.title = a.datedLine()
	}
	if a.title >= 0 {
		a.t.runs[a.title].aside = noReason
		if a.t.runs[a.title].kind != Heading {
			a.t.runs[a.title].kind = Title
		}
	}
}

// datedLine is the line at the article's start that the line with its date
// follows, or -1: a headline on a page where nothing else says so.
func (a *assembly) datedLine() int32 {
	for i := max(0, a.first-4); i < min(a.first+2, int32(len(a.t.runs))-1); i++ {
		r, next := &a.t.runs[i], &a.t.runs[i+1]
		if r.aside == noReason && r.linked == 0 && len(r.text) < 200 && wordCount(r.text, 5) >= 5 && !endsSentence(r.text) &&
			!isDateLine(r.text) && isDateLine(next.text) {
			return i
		}
	}
	return -1
}

// isArticle reports whether what was found is running text rather than the
// longest teaser of a front page: it must outweigh the links in and around it,
// and a short text among many links must at least have a headline, or be what
// the other side speaks of.
func (a *assembly) isArticle(known bool) bool {
	mass, linked, near := 0, 0, 0
	for i := range a.t.runs {
		r := &a.t.runs[i]
		linked += r.linked
		if int32(i) < a.first || int32(i) >= a.last || i == int(a.title) {
			continue
		}
		near += r.linked
		if r.aside == noReason {
			mass += max(0, r.weight)
			if r.kind == ListItem || r.kind == Cell {
				mass += len(r.text) / 4
			}
		}
	}
	if mass*2 > linked {
		return mass > 0
	}
	headed := a.title >= 0 || known
	return mass*4 > near && (mass >= 120 && headed || mass >= 600 || mass >= minPart && mass*20 > linked)
}

// fromLinkedData makes the page of the JSON-LD article; all that the page
// shows is set aside.
func (a *assembly) fromLinkedData(ld linkedData) *Page {
	p := &Page{Title: a.t.meta.ogTitle, Lang: a.t.meta.lang, Blocks: ld.blocks()}
	if p.Title == "" {
		p.Title = ld.Headline
	}
	if p.Lang == "" {
		p.Lang = ld.Lang
	}
	for i := range a.t.runs {
		b := a.block(int32(i))
		why := a.t.runs[i].aside
		if why == noReason {
			why = outside
		}
		b.Kind, b.Level, b.Reason = Junk, 0, why.String()
		p.Aside = append(p.Aside, b)
	}
	return p
}
