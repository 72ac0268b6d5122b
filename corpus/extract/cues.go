package extract

import (
	"strings"

	"songngu/corpus/text"
)

// cueWords are the headings that boxes of a page bear, folded. They are what
// is left to go by where the markup says nothing.
var cueWords = map[string]reason{
	"tin lien quan": relatedBox, "bai lien quan": relatedBox, "bai viet lien quan": relatedBox, "tin cung chuyen muc": relatedBox,
	"cung chuyen muc": relatedBox, "tin bai lien quan": relatedBox, "xem them": relatedBox, "doc them": relatedBox, "tin khac": relatedBox,
	"cac tin khac": relatedBox, "bai khac": relatedBox, "tin moi": relatedBox, "tin moi nhat": relatedBox, "tin cu hon": relatedBox,
	"moi nhat": relatedBox, "doc nhieu": relatedBox, "doc nhieu nhat": relatedBox, "tin doc nhieu": relatedBox, "xem nhieu": relatedBox,
	"xem nhieu nhat": relatedBox, "co the ban quan tam": relatedBox, "co the ban thich": relatedBox, "ban co the quan tam": relatedBox,
	"ban nen doc": relatedBox, "nen doc": relatedBox, "tin noi bat": relatedBox, "tin nong": relatedBox, "goi y cho ban": relatedBox,
	"danh cho ban": relatedBox, "bai cung tac gia": relatedBox, "cung tac gia": relatedBox, "chu de lien quan": relatedBox,
	"tin tai tro": advert, "su kien lien quan": relatedBox, "dong su kien": relatedBox, "tin cung su kien": relatedBox,
	"related articles": relatedBox, "related news": relatedBox, "related stories": relatedBox, "related posts": relatedBox,
	"related topics": relatedBox, "related content": relatedBox, "related": relatedBox, "read more": relatedBox, "see more": relatedBox,
	"more news": relatedBox, "more stories": relatedBox, "most read": relatedBox, "most popular": relatedBox, "you may also like": relatedBox,
	"you might also like": relatedBox, "recommended": relatedBox, "recommended for you": relatedBox, "also read": relatedBox,
	"latest news": relatedBox, "trending": relatedBox, "other news": relatedBox, "in this section": relatedBox, "popular posts": relatedBox,
	"binh luan": commentBox, "y kien": commentBox, "y kien ban doc": commentBox, "ban doc binh luan": commentBox, "phan hoi": commentBox,
	"y kien cua ban": commentBox, "gui binh luan": commentBox, "gui phan hoi": commentBox, "viet binh luan": commentBox,
	"binh luan moi nhat": commentBox, "de lai binh luan": commentBox, "thao luan": commentBox, "ban doc viet": commentBox,
	"comments": commentBox, "comment": commentBox, "leave a comment": commentBox, "leave a reply": commentBox, "add a comment": commentBox,
	"post a comment": commentBox, "reader comments": commentBox, "join the conversation": commentBox,
	"nhan xet": commentBox, "dang nhan xet": commentBox, "y kien doc gia": commentBox, "doc gia binh luan": commentBox, "cau hoi va binh luan": commentBox,
	"co lien quan": relatedBox, "bai viet moi": relatedBox, "bai viet moi nhat": relatedBox, "bai viet khac": relatedBox, "luu tru": relatedBox,
	"luu tru blog": relatedBox, "blog archive": relatedBox, "recent posts": relatedBox, "cac tin da dua": relatedBox, "tin da dua": relatedBox,
	"cac bai khac": relatedBox, "tin cung muc": relatedBox, "more on this story": relatedBox, "top stories": relatedBox, "around the web": relatedBox,
	"ve tac gia": authorBox, "gioi thieu ve toi": authorBox, "about the author": authorBox, "about me": authorBox,
	"chia se": shareBox, "chia se bai viet": shareBox, "share": shareBox, "share this": shareBox, "share this article": shareBox,
	"chia se len": shareBox, "theo doi chung toi": shareBox, "follow us": shareBox,
	"tu khoa": tagBox, "tags": tagBox, "tag": tagBox, "the": tagBox, "chu de": tagBox,
	"quang cao": advert, "advertisement": advert, "sponsored": advert, "dang ky nhan tin": banner, "sign up for our newsletter": banner,
	"muc luc": contents, "table of contents": contents, "contents": contents, "noi dung chinh": contents,
}

// endingCues are those after which, in a flat page, nothing of the article
// follows.
var endingCues = map[reason]bool{commentBox: true}

// cueOf recognises the heading of a box: the words alone, or with a count or
// punctuation after them.
func cueOf(s string) reason {
	if len(s) > 60 {
		return noReason
	}
	s = text.FoldMarks(s)
	s = strings.Trim(s, " :>»«|+-–—•*[]…#.0123456789()/")
	return cueWords[s]
}

// linePrefixes begin a line within the text that leads elsewhere, folded.
var linePrefixes = []string{"xem them:", "doc them:", "xem them", "doc them", ">> ", ">>", "» ", "mời xem", "moi doc", "tin lien quan:", "xem:", "doc:",
	"video:", "clip:", "read more:", "read also:", "also read:", "see also:", "related:", "tags:", "tag:", "tu khoa:", "chu de:", "bai lien quan:"}

// lineEnds end a teaser within the text, folded.
var lineEnds = []string{"doc ngay", "doc tiep", "xem tiep", "xem ngay", "xem chi tiet", "read more", "continue reading", "learn more"}

func endsElsewhere(s string) bool {
	tail := text.FoldMarks(strings.ToValidUTF8(s[max(0, len(s)-40):], ""))
	tail = strings.TrimRight(tail, " .…>»→[]()")
	for _, e := range lineEnds {
		if strings.HasSuffix(tail, e) {
			return true
		}
	}
	return false
}

func leadsElsewhere(s string) bool {
	head := s
	if len(head) > 40 {
		head = head[:40]
	}
	head = text.FoldMarks(strings.ToValidUTF8(head, ""))
	for _, p := range linePrefixes {
		if strings.HasPrefix(head, p) {
			return true
		}
	}
	return false
}

// imprintWords begin the lines at a page's foot that say who publishes it,
// folded.
var imprintWords = []string{"giay phep so", "giay phep:", "giay phep xuat ban", "giay phep hoat dong", "giay phep thiet lap", "ban quyen", "©", "(c) ", "® ", "copyright",
	"tong bien tap:", "pho tong bien tap:", "phu trach noi dung", "toa soan:", "tru so:", "duong day nong", "hotline", "co quan chu quan", "co quan cua",
	"ghi ro nguon", "all rights reserved", "khong sao chep", "chi duoc phat hanh lai", "cam sao chep", "lien he quang cao", "phat trien boi", "powered by"}

// imprintLetters are the letters that imprintWords begin with.
var imprintLetters = func() string {
	var b []byte
	for _, w := range imprintWords {
		b = append(b, w[0])
	}
	return string(b)
}()

// imprintMarks stand anywhere in such a line; two of them make one.
var imprintMarks = []string{"co quan chu quan", "co quan cua", "giay phep so", "giay phep xuat ban", "giay phep hoat dong", "tong bien tap:", "phu trach noi dung",
	"nhiem noi dung", "dien thoai:", "toa soan:", "email:", "thiet ke boi", "/gp-", "all rights reserved", "©", "bo thong tin va truyen thong cap"}

// isImprint recognises a line of the page's foot.
func isImprint(s string) bool {
	if len(s) >= 400 {
		return false
	}
	if c := s[0] | 0x20; !isASCIILetter(c) || strings.IndexByte(imprintLetters, c) >= 0 {
		head := text.FoldMarks(strings.ToValidUTF8(s[:min(len(s), 40)], ""))
		if hasAnyPrefix(head, imprintWords...) {
			return true
		}
	}
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "©") && !strings.Contains(s, "/GP") {
		return false
	}
	folded, n := text.FoldMarks(s), 0
	for _, w := range imprintMarks {
		if strings.Contains(folded, w) {
			n++
		}
	}
	return n >= 2
}

// setAsideByCue finds the boxes that are headed by such words. The box is the
// largest element that begins with the heading; where the heading stands
// alone in its element, the links that follow it.
func (t *tree) setAsideByCue() {
	mass := t.sums(func(r *run) int { return max(0, r.weight) })
	total := mass[0]
	why := make([]reason, len(t.elements))
	for i := range t.runs {
		r := &t.runs[i]
		if r.aside != noReason || why[r.element] != noReason {
			continue
		}
		if r.linked*3 > len(r.text) && leadsElsewhere(r.text) || r.linked*5 > len(r.text) && endsElsewhere(r.text) {
			r.aside = readMore
			continue
		}
		if isImprint(r.text) {
			r.aside = pageFoot
			r.weight = t.weightOf(r)
			continue
		}
		cue := cueOf(r.text)
		if cue == noReason {
			continue
		}
		box := t.boxOf(i, mass, total)
		if e := &t.elements[box]; e.last-e.first > 1 && box != 0 {
			why[box] = cue
			for j := e.first; j < e.last; j++ {
				why[t.runs[j].element] = cue
			}
			continue
		}
		t.flatBox(i, cue)
	}
	t.markAside(why)
}

// boxOf returns the largest element that begins with run i and does not hold
// most of the page's running text.
func (t *tree) boxOf(i int, mass []int, total int) int32 {
	e := t.runs[i].element
	for {
		p := t.elements[e].parent
		if p <= 0 || t.firstShown(p) != i || mass[p]*2 > total && total-mass[p] < 600 {
			return e
		}
		e = p
	}
}

// firstShown is the first run of an element that is not set aside already.
// What is set aside stays so, so that each search goes on where the last ended.
func (t *tree) firstShown(e int32) int {
	if t.shown == nil {
		t.shown = make([]int32, len(t.elements))
	}
	i := max(t.shown[e], t.elements[e].first)
	for i < t.elements[e].last && t.runs[i].aside != noReason {
		i++
	}
	t.shown[e] = i
	if i < t.elements[e].last {
		return int(i)
	}
	return -1
}

// flatBox sets aside a heading and the runs after it that are links, or, after
// a heading that ends an article, all of them in the same element.
func (t *tree) flatBox(i int, cue reason) {
	t.runs[i].aside = cue
	around := t.elements[t.runs[i].element].parent
	for j := i + 1; j < len(t.runs); j++ {
		r := &t.runs[j]
		if !endingCues[cue] && r.linked*10 < len(r.text)*7 || around >= 0 && !t.within(r.element, around) {
			break
		}
		if r.aside == noReason {
			r.aside = cue
		}
	}
}

// setAsideTeasers finds lists of teasers: three or more alike elements in a
// row of which each begins with a headline that is a link and goes on with a
// summary that is none.
func (t *tree) setAsideTeasers() {
	teasers := make(map[siblings][]int32)
	alike := make(map[siblings]int)
	for i := 1; i < len(t.elements); i++ {
		e := &t.elements[i]
		if e.last == e.first || e.aside != noReason {
			continue
		}
		key := siblings{e.parent, e.class}
		alike[key]++
		r := &t.runs[e.first]
		if e.last-e.first >= 2 && e.last-e.first <= 6 && r.linked*10 >= len(r.text)*9 && wordCount(r.text, 4) >= 4 {
			teasers[key] = append(teasers[key], int32(i))
		}
	}
	if len(teasers) == 0 {
		return
	}
	why := make([]reason, len(t.elements))
	mass := t.sums(func(r *run) int { return max(0, r.weight) })
	found := false
	for key, elements := range teasers {
		if len(elements) < 3 || len(elements)*3 < alike[key]*2 {
			continue
		}
		// Sections of a manual whose headings are links stand among other text.
		rest := mass[key.parent]
		for _, e := range elements {
			rest -= mass[e]
		}
		if rest*7 > mass[key.parent] {
			continue
		}
		found = true
		for _, e := range elements {
			why[e] = relatedBox
		}
	}
	if !found {
		return
	}
	for i := 1; i < len(why); i++ {
		if why[i] == noReason {
			why[i] = why[t.elements[i].parent]
		}
	}
	t.markAside(why)
}
