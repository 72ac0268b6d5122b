package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// sort gives every block its kind and puts it with the text or aside.
func (p *plain) sort() {
	captions := make(map[string]bool)
	image := false // a picture's mark or file name came just before
	lastText := -1 // index in p.blocks of the last running text
	p.blocks = make([]Block, 0, len(p.parts))
	for i := 0; i < len(p.parts); i++ {
		part := p.parts[i]
		if !p.opts.AsIs {
			part = p.cutMarks(part, &image)
			part = p.cutSource(part, i >= len(p.parts)-3)
			if part.Len() == 0 {
				continue
			}
			if why := lineReason(part.Of(p.src)); why != "" {
				p.setAside(part, why)
				image = image || why == fileNameReason
				continue
			}
		}
		b := Block{Text: part.Of(p.src), Source: part}
		p.kind(&b, i, image)
		image = false
		if b.Kind == Caption && !p.opts.AsIs {
			key := text.FoldMarks(text.Clean(b.Text))
			if captions[key] {
				p.setAside(part, repeatedCaption.String())
				continue
			}
			captions[key] = true
		}
		if b.Kind == Paragraph && endsSentence(b.Text) {
			lastText = len(p.blocks)
		}
		p.blocks = append(p.blocks, b)
	}
	p.signatures(lastText)
}

const fileNameReason = "file name"

func (p *plain) setAside(s text.Span, why string) {
	if s = trimSpan(p.src, s); s.Len() > 0 {
		p.aside = append(p.aside, Block{Kind: Junk, Text: s.Of(p.src), Source: s, Reason: why})
	}
}

// kind says what a block of a plain text is. i is its place among the parts.
func (p *plain) kind(b *Block, i int, afterImage bool) {
	s := b.Text
	switch {
	case !afterImage && len(s) < 100 && namesAuthor(s):
		b.Kind = Byline
	case afterImage && len(s) < 400, len(s) < 600 && hasPhotoCredit(s):
		b.Kind = Caption
	case marker(s):
		b.Kind, b.Level = ListItem, 1
	case len(s) > 200 || strings.Contains(s, "\n"):
	case !headingLike(s):
	case len(p.blocks) == 0 && len(p.parts) > 2:
		b.Kind, b.Level = Title, 1
	case p.nextIsLonger(i):
		b.Kind, b.Level = Heading, 2
	}
}

// nextIsLonger reports whether a part is followed, marks and picture names left
// out, by a longer one.
func (p *plain) nextIsLonger(i int) bool {
	size := p.parts[i].Len()
	for j := i + 1; j < len(p.parts) && j < i+4; j++ {
		next := p.parts[j].Of(p.src)
		if !isMark(next) && !isFileName(next) {
			return len(next) > size
		}
	}
	return false
}

// namesAuthor recognises a line that introduces the author by a word for it:
// "By Minh Van", "Tác giả: Minh Vân", "Bài và ảnh: Minh Vân".
func namesAuthor(s string) bool {
	if rest, ok := strings.CutPrefix(s, "By "); ok {
		return isName(rest) && wordCount(rest, 6) <= 5
	}
	label, rest, ok := strings.Cut(s, ":")
	if !ok || len(label) > 24 || endsSentence(s) || wordCount(rest, 8) > 6 {
		return false
	}
	switch text.FoldMarks(strings.TrimSpace(label)) {
	case "author", "authors", "reporter", "reported by", "written by", "translated by", "translator", "story and photos", "text and photos", "story",
		"tac gia", "bai", "bai va anh", "bai, anh", "anh va bai", "anh, bai", "nguoi viet", "nguoi dich", "phong vien", "thuc hien", "bien dich", "dich gia":
		return strings.TrimSpace(rest) != ""
	}
	return false
}

// headingLike reports whether a line could be a heading: not long, no stop at
// its end, and it does not begin with a small letter.
func headingLike(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	last := s[len(s)-1]
	return !unicode.IsLower(r) && !endsSentence(s) && last != ':' && last != ';' && last != ',' && wordCount(s, 26) <= 25
}

// signatures makes names that follow the last running text bylines.
func (p *plain) signatures(lastText int) {
	if lastText < 0 || p.opts.AsIs {
		return
	}
	for i := lastText + 1; i < len(p.blocks) && i <= lastText+3; i++ {
		if b := &p.blocks[i]; (b.Kind == Paragraph || b.Kind == Heading) && isName(b.Text) {
			b.Kind, b.Level = Byline, 0
		}
	}
}

// markNames are what content systems call the things they leave a mark for.
var markNames = []string{"keyword", "image", "img", "photo", "picture", "caption", "video", "embed", "gallery", "slide", "related", "ads", "adv", "quote",
	"anh", "hinh", "quang cao", "box", "readmore", "widget", "table", "infographic"}

// isMark recognises the placeholders that a content system leaves where a
// picture stood: {keywords}, [caption id="3"], [/caption], [Ảnh 2]. In braces
// any single word is one, except where it ends a line of text.
func isMark(s string) bool {
	if len(s) < 3 || len(s) > 60 {
		return false
	}
	open, last := s[0], s[len(s)-1]
	if !(open == '{' && last == '}' || open == '[' && last == ']') {
		return false
	}
	inner := s[1 : len(s)-1]
	if strings.ContainsAny(inner, "{}[]\n") {
		return false
	}
	return open == '{' && !strings.ContainsAny(inner, " \u00a0") || isMarkName(inner)
}

func isMarkName(inner string) bool {
	return hasAnyPrefix(strings.TrimLeft(text.FoldMarks(inner), "/! "), markNames...)
}

// cutMarks takes {marks} off the ends of a block and sets them aside.
func (p *plain) cutMarks(s text.Span, image *bool) text.Span {
	for s.Len() > 0 {
		t := s.Of(p.src)
		if isMark(t) {
			p.setAside(s, "mark")
			*image = true
			return text.Span{Start: s.End, End: s.End}
		}
		i := strings.IndexByte(t, '}')
		if t[0] != '{' || i < 0 || !isMark(t[:i+1]) || !isMarkName(t[1:i]) {
			break
		}
		p.setAside(text.Span{Start: s.Start, End: s.Start + i + 1}, "mark")
		*image = true
		s = trimSpan(p.src, text.Span{Start: s.Start + i + 1, End: s.End})
	}
	for s.Len() > 0 {
		t := s.Of(p.src)
		i := strings.LastIndexByte(t, '{')
		if t[len(t)-1] != '}' || i < 0 || !isMark(t[i:]) || !isMarkName(t[i+1:len(t)-1]) {
			break
		}
		p.setAside(text.Span{Start: s.Start + i, End: s.End}, "mark")
		s = trimSpan(p.src, text.Span{Start: s.Start, End: s.Start + i})
	}
	return s
}

// lineReason says why a line is no text of the article, or "".
func lineReason(s string) string {
	if len(s) > 120 {
		return ""
	}
	switch {
	case isFileName(s):
		return fileNameReason
	case !hasWord(s):
		return marks.String()
	}
	if strings.IndexByte(s, ':') < 0 && s[0] != '(' && strings.IndexByte(s, ' ') >= 0 && !strings.Contains(s, "hoto") {
		return ""
	}
	f := text.FoldMarks(s)
	switch {
	case isPhotoCredit(f):
		return photoCredit.String()
	case isSiteName(f), isCreditLine(f):
		return "credit line"
	}
	return ""
}

var pictureSuffixes = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".heic", ".mp4", ".mp3"}

// isFileName recognises a line that is only the name of a picture or clip.
func isFileName(s string) bool {
	if len(s) > 120 || len(s) < 5 {
		return false
	}
	dot := strings.LastIndexByte(s, '.')
	if dot <= 0 || len(s)-dot > 5 || strings.Contains(s[:dot], ". ") || strings.Contains(s, "://") {
		return false
	}
	// "He sent a file called a.jpg" is a sentence.
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsUpper(r) && wordCount(s, 6) > 5 {
		return false
	}
	ext := strings.ToLower(s[dot:])
	for _, suffix := range pictureSuffixes {
		if ext == suffix {
			return true
		}
	}
	return false
}

// isSiteName recognises a line that is only a host name: "Vietnamnet.vn".
func isSiteName(folded string) bool {
	if strings.ContainsAny(folded, " /@\n") {
		return false
	}
	dot := strings.LastIndexByte(folded, '.')
	if dot <= 0 || dot < 3 {
		return false
	}
	switch folded[dot:] {
	case ".vn", ".com", ".net", ".org", ".info", ".gov", ".edu", ".asia":
		return true
	}
	return false
}

// isCreditLine recognises a short line that names where a text comes from and
// gives no address: "Source: VNA", "Nguồn: TTXVN", "(Theo VnExpress)".
func isCreditLine(folded string) bool {
	s := strings.Trim(folded, "()[]* \t")
	for _, label := range []string{"source:", "nguon:", "source :", "nguon :", "theo:", "nguon tin:"} {
		if rest, ok := strings.CutPrefix(s, label); ok {
			return wordCount(rest, 8) <= 6 && !endsSentence(rest)
		}
	}
	if folded[0] == '(' {
		return hasAnyPrefix(s, "theo ", "source ", "according to ") && wordCount(s, 8) <= 6
	}
	return false
}

// hasPhotoCredit reports whether a short block ends by naming a photographer,
// as captions do: "… Photo: VNA", "… Ảnh: Hoàng Hà".
func hasPhotoCredit(s string) bool {
	tail := s
	if len(tail) > 80 {
		tail = strings.ToValidUTF8(tail[len(tail)-80:], "")
	}
	if strings.IndexByte(tail, ':') < 0 && !strings.Contains(tail, "hoto") {
		return false
	}
	tail = text.FoldMarks(tail)
	for _, label := range []string{"photo:", "anh:", "photo by ", "photo credit", "image:", "picture:"} {
		if i := strings.LastIndex(tail, label); i > 0 && strings.IndexByte(" .(/|-", tail[i-1]) >= 0 && wordCount(tail[i:], 10) <= 8 {
			return true
		}
	}
	return false
}
