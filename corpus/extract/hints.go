package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// reason says why a block is set aside. Its string is Block.Reason.
type reason uint8

const (
	noReason reason = iota
	navigation
	breadcrumb
	relatedBox
	commentBox
	shareBox
	tagBox
	sidebar
	pageFoot
	pageHead
	advert
	banner
	control
	hiddenText
	contents
	rating
	authorBox
	dateLine
	noteMark
	codeBlock
	otherArticle
	outside
	linkList
	repeatedCaption
	photoCredit
	readMore
	repeatedTitle
	marks
	references
	sourceLine
	pageNumber
)

var reasonNames = [...]string{"", "navigation", "breadcrumb", "related articles", "comments", "share buttons", "tags", "sidebar",
	"page footer", "page header", "advertisement", "banner", "control", "hidden text", "table of contents", "rating", "about the author",
	"author or date line", "footnote mark", "code", "another article", "outside the article", "list of links", "repeated caption",
	"photo credit", "read more", "repeated title", "no words", "references", "source line", "page number"}

func (r reason) String() string { return reasonNames[r] }

// hint is what an element's tag, class, id and role say it is.
type hint struct {
	against reason
	strong  bool // enough by itself; else only with other evidence
	body    bool // said to be the text of an article
	lead    bool
	caption bool
	byline  bool
	note    bool // a footnote
	quote   bool
	title   bool
	code    bool
	right   bool // set flush right, as signatures are
}

// words of class and id attributes, folded: whole names of one or two parts
// ("related", "tin lien quan" as "lien quan"). Collected from the markup of
// common content systems (WordPress, Drupal, Joomla, Blogger, AMP, DocBook,
// Sphinx) and from how Vietnamese editors name their boxes.
var againstWords = map[string]reason{
	"nav": navigation, "navbar": navigation, "navigation": navigation, "menu": navigation, "topnav": navigation, "navheader": navigation,
	"navfooter": navigation, "pagination": navigation, "pager": navigation, "prevnext": navigation, "phan trang": navigation, "skip": navigation,
	"sphinxsidebar": navigation, "danh muc": navigation, "chuyen muc": navigation,
	"breadcrumb": breadcrumb, "breadcrumbs": breadcrumb, "duong dan": breadcrumb, "bc": breadcrumb,
	"related": relatedBox, "lien quan": relatedBox, "lienquan": relatedBox, "tinlienquan": relatedBox, "tin khac": relatedBox,
	"tinkhac": relatedBox, "cung chuyen": relatedBox, "cungchuyenmuc": relatedBox, "recommend": relatedBox, "recommended": relatedBox,
	"recommendation": relatedBox, "suggest": relatedBox, "suggested": relatedBox, "more stories": relatedBox, "morestories": relatedBox,
	"doc them": relatedBox, "docthem": relatedBox, "xem them": relatedBox, "xemthem": relatedBox, "readmore": readMore, "read more": readMore,
	"also read": relatedBox, "read also": relatedBox, "see also": relatedBox, "seealso": relatedBox, "relatedtopics": relatedBox, "relatedposts": relatedBox, "outbrain": relatedBox,
	"taboola": relatedBox, "goi y": relatedBox, "quan tam": relatedBox, "tin moi": relatedBox, "tinmoi": relatedBox, "doc nhieu": relatedBox,
	"docnhieu": relatedBox, "xem nhieu": relatedBox, "most read": relatedBox, "mostread": relatedBox, "trending": relatedBox, "tin nong": relatedBox,
	"comment": commentBox, "comments": commentBox, "cmt": commentBox, "binh luan": commentBox, "binhluan": commentBox, "disqus": commentBox, "respond": commentBox,
	"y kien": commentBox, "ykien": commentBox, "phan hoi": commentBox, "ban doc": commentBox, "bandoc": commentBox,
	"share": shareBox, "sharing": shareBox, "social": shareBox, "chia se": shareBox, "chiase": shareBox, "addthis": shareBox, "sharedaddy": shareBox,
	"addtoany": shareBox, "follow": shareBox,
	"tags": tagBox, "tag": tagBox, "taglist": tagBox, "keywords": tagBox, "tu khoa": tagBox, "tukhoa": tagBox, "hashtag": tagBox,
	"sidebar": sidebar, "aside": sidebar, "rail": sidebar, "leftside": sidebar, "rightside": sidebar, "widget": sidebar, "cot phai": sidebar,
	"footer": pageFoot, "chan trang": pageFoot, "copyright": pageFoot, "ban quyen": pageFoot, "colophon": pageFoot, "chantrang": pageFoot,
	"topbar": pageHead, "masthead": pageHead, "siteheader": pageHead, "dau trang": pageHead, "dautrang": pageHead, "logo": pageHead, "top bar": pageHead, "site header": pageHead,
	"ad": advert, "ads": advert, "advert": advert, "advertisement": advert, "adsbygoogle": advert, "quang cao": advert, "quangcao": advert,
	"qc": advert, "sponsor": advert, "sponsored": advert, "promo": advert, "banner": advert, "tai tro": advert,
	"cookie": banner, "cookies": banner, "gdpr": banner, "consent": banner, "popup": banner, "modal": banner, "newsletter": banner,
	"subscribe": banner, "paywall": banner, "dang ky": banner, "thong bao": banner, "toast": banner, "app banner": banner,
	"toolbar": control, "search": control, "tim kiem": control, "timkiem": control, "login": control, "dang nhap": control, "form": control,
	"print": control, "tien ich": control, "tienich": control, "editsection": control,
	"toc": contents, "muc luc": contents, "mucluc": contents, "tableofcontents": contents,
	"rating": rating, "danh gia": rating, "danhgia": rating, "vote": rating, "votes": rating, "stars": rating, "kkstarratings": rating,
	"author bio": authorBox, "authorbox": authorBox, "author box": authorBox, "about author": authorBox,
	"time": dateLine, "date": dateLine, "datetime": dateLine, "timestamp": dateLine, "ngay": dateLine, "ngay dang": dateLine, "published": dateLine,
	"post meta": dateLine, "entry meta": dateLine, "meta": dateLine, "postmeta": dateLine, "thoi gian": dateLine, "byline": dateLine, "info": dateLine,
	"reflist": references, "references": references,
	"linenumbers": codeBlock, "linenos": codeBlock,
}

// strongReasons are those whose name is enough: nobody calls an article's text
// so. The others count only for elements that hold little running text.
var strongReasons = map[reason]bool{navigation: true, breadcrumb: true, relatedBox: true, commentBox: true, shareBox: true,
	tagBox: true, sidebar: true, pageFoot: true, advert: true, banner: true, control: true, contents: true, readMore: true,
	pageHead: true, references: true, rating: true, authorBox: true}

var roleReasons = map[string]reason{"navigation": navigation, "search": control, "contentinfo": pageFoot, "banner": pageHead,
	"complementary": sidebar, "dialog": banner, "alertdialog": banner, "menu": navigation, "menubar": navigation, "doc-toc": contents,
	"button": control, "toolbar": control, "tooltip": hiddenText}

func hintOf(tag atom.Atom, a attrs) hint {
	var h hint
	switch tag {
	case atom.Footer:
		h.against, h.strong = pageFoot, true
	case atom.Aside:
		h.against, h.strong = sidebar, true
	case atom.Header:
		h.against = pageHead
	case atom.Article, atom.Main:
		h.body = true
	case atom.Form:
		h.against = control
	case atom.Blockquote:
		h.quote = true
	case atom.Figcaption, atom.Caption:
		h.caption = true
	case atom.Html, atom.Body:
		return h
	}
	if why, ok := roleReasons[a.role]; ok {
		h.against, h.strong = why, true
	}
	if a.itemprop == "articleBody" || a.role == "main" || a.role == "article" {
		h.body = true
	}
	if a.itemprop == "author" || a.itemprop == "datePublished" {
		h.against = dateLine
	}
	nameHints(&h, a.class)
	nameHints(&h, a.id)
	nameHints(&h, a.typ)
	h.right = a.right
	if strings.Contains(a.itemtype, "Comment") {
		h.against, h.strong = commentBox, true
	}
	return h
}

// nameHints reads the words of a class or id attribute.
func nameHints(h *hint, names string) {
	if names == "" {
		return
	}
	n := 0
	for name := range strings.FieldsSeq(names) {
		if n++; n > 32 {
			break
		}
		parts := nameParts(name)
		whole := strings.Join(parts, "")
		if why, ok := againstWords[whole]; ok {
			h.speak(why)
		}
		for i, p := range parts {
			if why, ok := againstWords[p]; ok && (why != dateLine || i == len(parts)-1) {
				h.speak(why)
			}
			if i > 0 {
				if why, ok := againstWords[parts[i-1]+" "+p]; ok {
					h.speak(why)
				}
			}
			h.name(p, parts, i)
		}
		h.name(whole, nil, 0)
	}
}

func (h *hint) speak(why reason) {
	if h.strong {
		return
	}
	h.against, h.strong = why, strongReasons[why]
}

func (h *hint) name(p string, parts []string, i int) {
	switch p {
	case "sapo", "lead", "summary", "standfirst", "excerpt", "chapeau", "tomtat", "intro", "subtitle", "description":
		h.lead = true
	case "tom", "mo": // tom-tat, mo-ta
		h.lead = h.lead || i+1 < len(parts) && (parts[i+1] == "tat" || parts[i+1] == "ta")
	case "caption", "figcaption", "thumbcaption", "chuthich", "photocms", "imgcaption", "desc":
		h.caption = h.caption || p != "desc"
	case "chu":
		h.caption = h.caption || i+1 < len(parts) && parts[i+1] == "thich"
	case "author", "tacgia", "butdanh", "signature":
		h.byline = true
	case "tac", "but":
		h.byline = h.byline || i+1 < len(parts) && (parts[i+1] == "gia" || parts[i+1] == "danh")
	case "footnote", "footnotes", "endnote":
		h.note = true
	case "quote", "blockquote", "pullquote", "trichdan":
		h.quote = true
	case "title", "headline", "tieude":
		h.title = true
	case "tieu":
		h.title = h.title || i+1 < len(parts) && parts[i+1] == "de"
	case "code", "highlight", "programlisting", "sourcecode", "bascode", "screen":
		h.code = true
	case "article", "content", "body", "noidung", "baiviet", "entry", "post", "story", "detail", "chitiet":
		h.body = true
	}
}

// nameParts splits a name of a class into its words, in lower case:
// "box-lienQuan_2" is box, lien, quan.
func nameParts(name string) []string {
	var parts []string
	start := -1
	for i := 0; i <= len(name); i++ {
		letter := i < len(name) && isASCIILetter(name[i])
		camel := letter && start >= 0 && name[i] <= 'Z' && name[i-1] >= 'a'
		if start >= 0 && (!letter || camel) {
			parts = append(parts, strings.ToLower(name[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		if len(parts) >= 16 {
			break
		}
	}
	return parts
}

func hidingStyle(s string) bool {
	s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

func hidingClass(class string) bool {
	for _, c := range strings.Fields(class) {
		switch c {
		case "hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "is-hidden", "display-none", "mw-editsection", "mw-cite-backlink", "mw-jump-link", "noprint":
			return true
		}
	}
	return false
}

// isNoteMark recognises the mark that leads to a footnote.
func isNoteMark(a attrs) bool {
	if hasAnyPrefix(a.href, "#_ftn", "#ftn", "#fn", "#_edn", "#cite_note", "#footnote", "#endnote") {
		return true
	}
	if strings.HasPrefix(a.href, "#") || strings.HasPrefix(a.class, "footnote") || a.class == "para" || a.class == "reference" {
		for _, s := range []string{a.class, a.role} {
			switch s {
			case "footnote", "footnote-ref", "doc-noteref", "noteref", "reference", "footnoteref", "para":
				return true
			}
		}
	}
	return false
}
