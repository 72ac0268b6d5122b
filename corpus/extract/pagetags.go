package extract

import (
	"bytes"

	"songngu/corpus/text"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tagTrait says how a tag takes part in the flow of text.
type tagTrait uint16

const (
	isBlock    tagTrait = 1 << iota // begins and ends a run
	isVoid                          // has no end tag
	isBold                          //
	isLast                          // an end tag is looked for only inside the nearest cell
	isHeadline                      // h1 to h6
	isList                          //
	isMute                          // its text is not text of the page
	isOff                           // its text is shown, but never part of an article
)

var tagTraits = map[atom.Atom]tagTrait{
	atom.Address: isBlock, atom.Article: isBlock, atom.Aside: isBlock, atom.Blockquote: isBlock, atom.Body: isBlock,
	atom.Caption: isBlock, atom.Center: isBlock, atom.Dd: isBlock, atom.Details: isBlock, atom.Dialog: isBlock | isOff,
	atom.Div: isBlock, atom.Dl: isBlock, atom.Dt: isBlock, atom.Fieldset: isBlock, atom.Figcaption: isBlock,
	atom.Figure: isBlock, atom.Footer: isBlock, atom.Form: isBlock, atom.Frameset: isBlock, atom.H1: isBlock | isHeadline,
	atom.H2: isBlock | isHeadline, atom.H3: isBlock | isHeadline, atom.H4: isBlock | isHeadline,
	atom.H5: isBlock | isHeadline, atom.H6: isBlock | isHeadline, atom.Header: isBlock, atom.Hgroup: isBlock,
	atom.Html: isBlock, atom.Legend: isBlock, atom.Li: isBlock, atom.Main: isBlock, atom.Menu: isBlock | isList,
	atom.Nav: isBlock | isOff, atom.Ol: isBlock | isList, atom.P: isBlock, atom.Pre: isBlock, atom.Section: isBlock,
	atom.Summary: isBlock, atom.Table: isBlock | isLast, atom.Tbody: isBlock | isLast, atom.Td: isBlock | isLast,
	atom.Tfoot: isBlock | isLast, atom.Th: isBlock | isLast, atom.Thead: isBlock | isLast, atom.Tr: isBlock | isLast,
	atom.Ul: isBlock | isList, atom.Dir: isBlock | isList,

	atom.Area: isVoid, atom.Base: isVoid, atom.Br: isVoid, atom.Col: isVoid, atom.Embed: isVoid, atom.Hr: isVoid | isBlock,
	atom.Img: isVoid, atom.Input: isVoid, atom.Link: isVoid, atom.Meta: isVoid, atom.Param: isVoid, atom.Source: isVoid,
	atom.Track: isVoid, atom.Wbr: isVoid, atom.Frame: isVoid,

	atom.B: isBold, atom.Strong: isBold,

	atom.Script: isMute, atom.Style: isMute, atom.Title: isMute, atom.Iframe: isMute, atom.Noembed: isMute,
	atom.Noframes: isMute, atom.Svg: isMute, atom.Math: isMute, atom.Object: isMute, atom.Canvas: isMute,
	atom.Audio: isMute, atom.Video: isMute, atom.Datalist: isMute, atom.Rp: isMute,

	atom.Button: isBlock | isOff, atom.Select: isBlock | isOff, atom.Option: isBlock | isOff, atom.Textarea: isBlock | isOff,
	atom.Label: isOff, atom.Template: isBlock | isOff, atom.Noscript: isBlock | isOff,
}

var offReasons = map[atom.Atom]reason{
	atom.Nav: navigation, atom.Dialog: banner, atom.Template: hiddenText, atom.Noscript: hiddenText,
	atom.Button: control, atom.Select: control, atom.Option: control, atom.Textarea: control, atom.Label: control,
}

// ampReasons are the components of AMP pages that are no part of an article
// (https://amp.dev/documentation/components).
var ampReasons = map[string]reason{"amp-user-notification": banner, "amp-consent": banner, "amp-ad": advert, "amp-embed": advert,
	"amp-sticky-ad": advert, "amp-sidebar": sidebar, "amp-social-share": shareBox, "amp-lightbox": hiddenText, "amp-state": hiddenText,
	"amp-analytics": hiddenText, "amp-list": relatedBox, "amp-next-page": relatedBox}

// closedBy says which open element a start tag ends, and inside which one the
// search for it stays.
var closedBy = map[atom.Atom]struct{ ends, inside []atom.Atom }{
	atom.Li:     {[]atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol, atom.Menu, atom.Dir}},
	atom.Dt:     {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}},
	atom.Dd:     {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}},
	atom.Tr:     {[]atom.Atom{atom.Tr}, []atom.Atom{atom.Table}},
	atom.Td:     {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table, atom.Tr}},
	atom.Th:     {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table, atom.Tr}},
	atom.Tbody:  {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, []atom.Atom{atom.Table}},
	atom.Thead:  {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, []atom.Atom{atom.Table}},
	atom.Tfoot:  {[]atom.Atom{atom.Tbody, atom.Thead, atom.Tfoot}, []atom.Atom{atom.Table}},
	atom.Option: {[]atom.Atom{atom.Option}, []atom.Atom{atom.Select}},
	atom.Body:   {[]atom.Atom{atom.Head}, nil},
	atom.A:      {[]atom.Atom{atom.A}, nil},
}

func (r *pageReader) startTag(z *html.Tokenizer, start, end int, selfClosing bool) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	trait := tagTraits[tag]
	if r.top().mute && tag != r.top().tag {
		if !(r.top().tag == atom.Title) {
			return // markup inside svg, video and the like
		}
	}
	switch tag {
	case atom.Br:
		r.point(MarkBreak, start, end)
		r.breaks++
		return
	case atom.Meta:
		r.metaTag(attributes(z, more))
		return
	case atom.Img:
		r.image = true
		r.point(MarkImage, start, end)
	}
	if trait&isBlock != 0 {
		r.flush()
		if tag == atom.Hr || r.count[atom.P] > 0 {
			r.endOpen([]atom.Atom{atom.P}, nil, start)
		}
	}
	if c, ok := closedBy[tag]; ok {
		r.endOpen(c.ends, c.inside, start)
	}
	if trait&isVoid != 0 {
		return
	}
	why := noReason
	if tag == 0 && len(name) > 4 && name[0] == 'a' {
		why = ampReasons[string(name)]
	}
	a := attributes(z, more)
	a.off = why
	r.push(tag, trait, a, start, end)
	if selfClosing && (r.xhtml || tag == atom.A || tag == 0) {
		r.pop(end)
	}
}

// push opens an element.
func (r *pageReader) push(tag atom.Atom, trait tagTrait, attr attrs, start, end int) {
	if tag == atom.Html && attr.lang != "" {
		r.t.meta.lang = attr.lang
	}
	if len(r.stack) >= maxDepth {
		r.depth++
		return
	}
	up := r.top()
	o := open{tag: tag, trait: trait, box: up.box, title: up.title, element: up.element, link: up.link, mark: up.mark, bold: up.bold || trait&isBold != 0, pre: up.pre || tag == atom.Pre,
		mute: up.mute || trait&isMute != 0}
	if tag == atom.Script && attr.typ != "application/ld+json" {
		o.tag = atom.Style
	}
	if tag == atom.A && attr.href != "" && !(attr.href[0] == '#' && r.inHeadline()) {
		r.linkNo++
		r.href = attr.href
		o.link = r.linkNo
	}
	if kind, ok := pageMarks[tag]; ok && !o.pre && !o.mute && (tag != atom.A || o.link != up.link) {
		o.mark = r.newMark(kind, tag, up.mark, start, end)
	}
	o.opens = tag == atom.Span && len(r.buf) == 0
	if trait&isBlock != 0 {
		o.box, o.title = noReason, false
	} else if attr.class != "" || attr.id != "" {
		h := r.hint(tag, attr)
		o.title = o.title || h.title
		o.stamp = tag == atom.Span
		if h.strong {
			o.box = h.against
		}
	}
	why := noReason
	switch {
	case attr.hidden:
		why = hiddenText
	case trait&isOff != 0:
		why = offReasons[tag]
	case attr.off != noReason:
		why = attr.off
	case tag == atom.Sup && attr.noteMark, tag == atom.A && attr.noteMark:
		why = noteMark
	}
	if tag == atom.Rt && !up.mute {
		r.emit([]byte("("), start, end)
	}
	if (trait&isBlock != 0 || why != noReason) && len(r.t.elements) < maxElements {
		if why != noReason && trait&isBlock == 0 {
			if why == noteMark {
				o.note = r.point(MarkNote, start, end)
			}
			r.divert()
			o.aside = true
		}
		r.addElement(&o, tag, trait, attr, why, start)
	}
	if o.raised = tag == atom.Sup && !o.aside && !o.mute; o.raised {
		r.beginSup(start)
	}
	r.count[tag]++
	r.stack = append(r.stack, o)
}

// inHeadline reports whether a headline is open: there a link to a place in the
// same page is only an anchor for readers to copy.
func (r *pageReader) inHeadline() bool {
	return r.count[atom.H1]+r.count[atom.H2]+r.count[atom.H3]+r.count[atom.H4]+r.count[atom.H5]+r.count[atom.H6] > 0
}

func (r *pageReader) addElement(o *open, tag atom.Atom, trait tagTrait, attr attrs, why reason, start int) {
	parent := &r.t.elements[o.element]
	e := element{tag: tag, parent: o.element, depth: parent.depth + 1, span: text.Span{Start: start, End: start},
		first: int32(len(r.t.runs)), aside: parent.aside, level: parent.level}
	if trait&isList != 0 && e.level < 255 {
		e.level++
	}
	if e.aside == noReason {
		e.aside = why
	}
	e.class = classHash(tag, attr.class)
	e.hint = r.hint(tag, attr)
	o.element = int32(len(r.t.elements))
	o.own = true
	r.t.elements = append(r.t.elements, e)
}

func (r *pageReader) endTag(tag atom.Atom, start, end int) {
	if tag == atom.Br { // </br> is read as <br>
		r.breaks++
		return
	}
	if r.depth > 0 && r.count[tag] == 0 {
		r.depth--
		if tagTraits[tag]&isBlock != 0 {
			r.flush()
		}
		return
	}
	if tag == atom.P && r.count[tag] == 0 { // </p> alone is an empty paragraph
		r.flush()
		return
	}
	if tagTraits[tag]&isBlock != 0 {
		r.flush()
	}
	if r.count[tag] == 0 {
		return
	}
	if r.depth > 0 {
		r.depth--
		return
	}
	trait := tagTraits[tag]
	for i := len(r.stack) - 1; i > 0; i-- {
		t := r.stack[i].tag
		if t == tag || tag == atom.Script && t == atom.Style {
			r.popTo(i, end)
			return
		}
		if of := r.stack[i].trait; of&isLast != 0 && trait&isLast == 0 || trait&isBlock == 0 && of&isBlock != 0 && tag != atom.A {
			return // not to be believed: it would end what is around it
		}
	}
}

// endOpen ends the nearest open element among ends, unless one of inside, or a
// cell, stands between.
func (r *pageReader) endOpen(ends, inside []atom.Atom, at int) {
	for i := len(r.stack) - 1; i > 0; i-- {
		t := r.stack[i].tag
		for _, e := range ends {
			if t == e {
				if t == atom.A && i < len(r.stack)-1 {
					r.unlink(i)
					return
				}
				r.popTo(i, at)
				return
			}
		}
		for _, s := range inside {
			if t == s {
				return
			}
		}
		if inside == nil && (r.stack[i].trait&isLast != 0 || t == atom.Button) {
			return
		}
	}
}

// unlink makes what follows no part of the link opened at stack level i, which
// a later link shows to have been left open.
func (r *pageReader) unlink(i int) {
	r.count[atom.A]--
	r.count[atom.Span]++
	r.stack[i].tag, r.stack[i].trait = atom.Span, 0
	for ; i < len(r.stack); i++ {
		r.stack[i].link = 0
	}
}

func (r *pageReader) popTo(i, end int) {
	for len(r.stack) > i {
		r.pop(end)
	}
}

func (r *pageReader) pop(end int) {
	o := r.top()
	if o.tag == atom.Rt && !o.mute && len(r.buf) > 0 {
		r.buf = append(r.buf, ')')
	}
	if o.raised {
		r.endSup(o.element, o.link != 0, end)
	}
	if o.own {
		if o.aside {
			if o.note != 0 {
				r.t.markTags[o.note].code.End = end
			}
			r.resume()
		} else {
			r.flush()
		}
		e := &r.t.elements[o.element]
		e.last = int32(len(r.t.runs))
		e.span.End = end
	}
	r.afterStamp = o.stamp || o.opens && bytes.IndexByte(r.buf, ' ') > 0
	r.count[o.tag]--
	r.stack = r.stack[:len(r.stack)-1]
}
