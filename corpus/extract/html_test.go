package extract

import (
	"errors"
	"strings"
	"testing"

	"songngu/corpus/text"
)

const (
	para1 = "Sáng nay, đoàn khảo sát đã đo xong mực nước ở cả chín giếng của làng."
	para2 = "Kết quả sẽ được niêm yết tại nhà văn hóa trước ngày 15/3 để bà con theo dõi."
)

// TestHTMLFlow holds how markup becomes text: what separates blocks, what
// joins words, what disappears.
func TestHTMLFlow(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"two breaks end a paragraph", "<div>" + para1 + "<br><br>" + para2 + "</div>", []string{para1, para2}},
		{"breaks with blanks and comments between", "<div>" + para1 + "<br /> &nbsp;<!-- x --><br>" + para2 + "</div>", []string{para1, para2}},
		{"one break in a sentence is a blank", "<p>" + strings.Replace(para1, "đã đo", "<br>đã đo", 1) + "</p>", []string{para1}},
		{"one break after a stop", "<p>" + para1 + "<br>" + para2 + "</p>", []string{para1, para2}},
		{"in-line elements add no blank", "<p>Sáng <b>n</b>ay, <a href=/x>đoàn</a> khảo&nbsp;sát <span>đã</span> đo xong mực nước ở cả chín <i>giếng</i> của làng.</p>", []string{para1}},
		{"entities", "<p>Công ty A&amp;B b&aacute;n 5 &lt; 7 t&#7845;n &#x111;&#432;&#7901;ng trong quý I n&#259;m nay.</p>", []string{"Công ty A&B bán 5 < 7 tấn đường trong quý I năm nay."}},
		{"decomposed letters are composed", "<p>Sa\u0301ng nay, đo\u0061\u0300n kha\u0309o sa\u0301t nghi\u0309 tru\u031ba tại đi\u0300nh la\u0300ng Thuỵ Khuê.</p>", []string{"Sáng nay, đoàn khảo sát nghỉ trưa tại đình làng Thuỵ Khuê."}},
		{"zero width and soft hyphens go", "<p>Sáng nay, đo\u200bàn kh\u00adảo sát đã\ufeff đo xong mực nước ở cả chín giếng của làng.</p>", []string{para1}},
		{"superscript stays, note marks go", "<p>Làng rộng 4 km<sup>2</sup> và có chín giếng cổ<sup class=reference><a href=#n1>[1]</a></sup> còn dùng được.</p>", []string{"Làng rộng 4 km2 và có chín giếng cổ còn dùng được."}},
		{"ruby reads in brackets", "<p>Trên bia có chữ <ruby>井<rp>(</rp><rt>tỉnh</rt><rp>)</rp></ruby>, nghĩa là cái giếng của cả làng.</p>", []string{"Trên bia có chữ 井(tỉnh), nghĩa là cái giếng của cả làng."}},
		{"hidden text goes", "<p>" + para1 + "<span style='display: none'> Ẩn đi.</span></p><p hidden>Không thấy.</p>", []string{para1}},
		{"paragraphs without end tags", "<p>" + para1 + "<p>" + para2, []string{para1, para2}},
		{"list items without end tags", "<p>" + para1 + "</p><ul><li>Giếng đình<li>Giếng chùa</ul><p>" + para2, []string{para1, "Giếng đình", "Giếng chùa", para2}},
		{"a stray end tag closes nothing", "<div><p>" + para1 + "</span></div></b></p></td><p>" + para2, []string{para1, para2}},
		{"a link left open", "<div><a href=/x><p>" + para1 + "</p><p>" + para2 + "</p></div>", nil},
		{"script text is no text", "<p>" + para1 + "</p><script>document.write('<p>Giả.</p>')</script><p>" + para2 + "</p>", []string{para1, para2}},
		{"image credit alone", "<p>" + para1 + "</p><figure><figcaption>Ảnh: Hà Vy</figcaption></figure><p>" + para2 + "</p>", []string{para1, para2}},
		{"XHTML closes itself", "<?xml version='1.0'?><html><body><div id='a'/><p><a id='x'/>" + para1 + "</p></body></html>", []string{para1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := HTML(c.src, Options{})
			if c.want == nil {
				if !errors.Is(err, ErrNotArticle) {
					t.Fatalf("got %v, want ErrNotArticle", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(p.Blocks); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

// TestHTMLSpans holds that a block's Source is its element in the page.
func TestHTMLSpans(t *testing.T) {
	for _, f := range fixtures(t) {
		if !strings.HasSuffix(f.name, ".html") {
			continue
		}
		p, err := f.read()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range p.Blocks {
			if b.Source == (text.Span{}) {
				if f.name != "json-ld.html" {
					t.Errorf("%s: no source: %q", f.name, b.Text)
				}
				continue
			}
			in := readTree(b.Source.Of(f.src))
			var words strings.Builder
			for i := range in.runs {
				words.WriteString(text.Clean(in.runs[i].text) + " ")
			}
			if !strings.Contains(words.String(), strings.TrimSuffix(b.Text, ".")) {
				t.Errorf("%s: %q is not in its source %q", f.name, b.Text, b.Source.Of(f.src))
			}
		}
	}
}

func TestHTMLErrors(t *testing.T) {
	links := strings.Repeat("<li><a href=/tin>Một tiêu đề khá dài dẫn sang trang khác của báo</a></li>", 40)
	for _, c := range []struct {
		name, src string
		opts      Options
		want      error
	}{
		{"empty", " \n", Options{}, ErrEmpty},
		{"front page", "<html><title>Báo</title><body><ul>" + links + "</ul></body>", Options{}, ErrNotArticle},
		{"front page with teasers", "<html><title>Báo</title><body><ul>" + links + links + "</ul><div><h3><a href=/a>Một tin nổi bật của ngày hôm nay</a></h3><p>" + para1 + "</p></div><ul>" + links + "</ul></body>", Options{}, ErrNotArticle},
		{"no text", "<html><body><img src=x></body></html>", Options{}, ErrNotArticle},
		{"only a script", "<html><body><script>var a = 'Một câu dài trong mã, không phải bài viết.'</script></body></html>", Options{}, ErrNotArticle},
		{"too large", strings.Repeat("x", 100), Options{MaxBytes: 99}, ErrTooLarge},
	} {
		if _, err := HTML(c.src, c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// TestHTMLAmongLinks holds that a short article on a page full of links is
// found.
func TestHTMLAmongLinks(t *testing.T) {
	links := "<ul>" + strings.Repeat("<li><a href=/tin>Một tiêu đề khá dài dẫn sang trang khác của báo</a></li>", 200) + "</ul>"
	p, err := HTML("<title>Đo giếng làng - Báo</title>"+links+"<h1>Đo giếng làng</h1><div><p>"+para1+"</p><p>"+para2+"</p></div>"+links, Options{})
	if err != nil || strings.Join(texts(p.Blocks), "|") != "Đo giếng làng|"+para1+"|"+para2 {
		t.Errorf("%v: %+v", err, p)
	}
}

// TestHTMLHostile reads pages made to break readers. They only have to end.
func TestHTMLHostile(t *testing.T) {
	const n = 100_000
	for name, src := range map[string]string{
		"nested divs":      strings.Repeat("<div>", n) + para1 + strings.Repeat("</div>", n),
		"nested lists":     strings.Repeat("<ul><li>", n) + para1,
		"nested tables":    strings.Repeat("<table><tr><td>", n) + para1,
		"nested links":     strings.Repeat("<a href=/x>", n) + para1,
		"nested spans":     strings.Repeat("<span hidden>", n) + para1,
		"nested headings":  strings.Repeat("<h1>", n) + para1,
		"open tags":        strings.Repeat("<p class=x ", n),
		"unmatched ends":   para1 + strings.Repeat("</div></p></b></td>", n),
		"angle brackets":   strings.Repeat("<", n) + para1,
		"many breaks":      strings.Repeat("x<br>", n),
		"many attributes":  "<p " + strings.Repeat("a=b ", n) + ">" + para1,
		"one long class":   "<p class='" + strings.Repeat("lien-quan ", n) + "'>" + para1,
		"many headings":    strings.Repeat("<h1>Tin</h1><p>"+para1+"</p>", n/20),
		"cues in a row":    strings.Repeat("<div>Tin liên quan</div>", n/4),
		"deep JSON":        "<script type=application/ld+json>" + strings.Repeat("[", n) + "</script><p>" + para1,
		"invalid bytes":    strings.Repeat("\xff\xc3<p>\x80", n),
		"one long line":    strings.Repeat("a", 20*n),
		"paragraph in svg": strings.Repeat("<svg><p>", n),
	} {
		_, err := HTML(src, Options{Reference: ReferenceFrom([]string{para1})})
		if err != nil && !errors.Is(err, ErrNotArticle) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTwoArticles holds that without a reference the page's own title decides,
// and that the other article is set aside with its reason.
func TestTwoArticles(t *testing.T) {
	src := read(t, "testdata/two-articles.html")
	p, err := HTML(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Blocks[0].Text; !strings.HasPrefix(got, "Ga tàu cổ Đồng Văn") {
		t.Errorf("title %q", got)
	}
	for _, b := range p.Blocks {
		if strings.Contains(b.Text, "Long Sơn") {
			t.Errorf("of the other article: %q", b.Text)
		}
	}
	other := 0
	for _, b := range p.Aside {
		if b.Reason == otherArticle.String() {
			other++
		}
	}
	if other < 6 {
		t.Errorf("%d blocks set aside as another article's", other)
	}
}

// TestHTMLSource holds how a page names where its text comes from.
func TestHTMLSource(t *testing.T) {
	for _, c := range []struct {
		name, tail, url, label string
		aside                  int
	}{
		{"a link with a label", "<p>Nguồn: <a href='https://bao.example/goc-1.html'>Báo Ngày Mới</a></p>", "https://bao.example/goc-1.html", "Nguồn", 1},
		{"a relative link with a label", "<p>Theo: <a href='../goc-3.html'>bản tin sáng</a></p>", "https://bao.example/goc-3.html", "Theo", 1},
		{"an address with a label", "<p><i>Source: https://bao.example/goc-2.html#1</i></p>", "https://bao.example/goc-2.html#1", "Source", 1},
		{"a credit", "<p>(Theo TTXVN)</p>", "", "", 1},
		{"a link in a sentence", "<p>Bản đồ ở <a href='https://bao.example/x'>trang của xã</a> có đủ chín giếng.</p>", "", "", 0},
		{"an address in a sentence", "<p>Bản đồ ở https://bao.example/x có đủ chín giếng.</p>", "https://bao.example/x", "", 0},
	} {
		p, err := HTML("<p>"+para1+"</p><p>"+para2+"</p>"+c.tail, Options{BaseURL: "https://bao.example/xa/tin.html"})
		if err != nil {
			t.Fatal(err)
		}
		var l Link
		if len(p.Links) > 0 {
			l = p.Links[0]
		}
		if l.URL != c.url || l.Label != c.label || len(p.Aside) != c.aside {
			t.Errorf("%s: link %+v, aside %+v", c.name, l, p.Aside)
		}
	}
}

// TestReference holds that the other side decides between articles, however
// the page sets them apart, and that it leaves a page of one article whole.
func TestReference(t *testing.T) {
	story := func(tag, heading, place, number string) string {
		return "<" + tag + "><h2>" + heading + "</h2><p>Sáng " + number + "/3, xã " + place + " khởi công xây trường mầm non với sáu phòng học và một bếp ăn.</p><p>Theo ông Lê Văn " + place +
			", công trình có kinh phí " + number + ",5 tỷ đồng, dự kiến xong trước năm học mới để đón các cháu.</p><p>Ban quản lý thôn " + place + " sẽ giám sát việc thi công hằng ngày.</p></" + tag + ">"
	}
	ref := ReferenceFrom([]string{"Nam Dong commune starts work on a nursery school on March 17", "Mr. Le Van Nam Dong said it will cost VND17.5 billion.", "The board of Nam Dong hamlet will watch the work."})
	articles := story("article", "Khởi công trường mầm non", "Bắc Sơn", "12") + story("article", "Thêm một ngôi trường", "Nam Đông", "17") + story("article", "Trường mới ở vùng cao", "Tây Hòa", "25")
	for name, src := range map[string]string{
		"article elements":     "<title>Tin trong ngày</title><main>" + articles + "</main>",
		"far apart":            "<title>Tin</title><div class=x>" + story("section", "Khởi công trường mầm non", "Bắc Sơn", "12") + "<p>" + strings.Repeat("Bà con xã Bắc Sơn rất phấn khởi trước tin vui này. ", 30) + "</p></div><ul>" + strings.Repeat("<li><a href=/t>Tin này dẫn sang một trang khác của báo</a></li>", 60) + "</ul><div>" + story("section", "Thêm một ngôi trường", "Nam Đông", "17") + "</div>",
		"first-level headings": "<title>Tin trong ngày</title><div>" + strings.ReplaceAll(strings.ReplaceAll(articles, "article>", "div>"), "h2>", "h1>") + "</div>",
	} {
		p, err := HTML(src, Options{Reference: ref})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(texts(p.Blocks), "\n")
		if !strings.Contains(got, "Thêm một ngôi trường") || strings.Contains(got, "Bắc Sơn") || strings.Contains(got, "Tây Hòa") || len(p.Blocks) != 4 {
			t.Errorf("%s:\n%s", name, got)
		}
		if p, err = HTML(src, Options{}); err != nil || len(p.Blocks) < 4 {
			t.Errorf("%s: without a reference: %v, %d blocks", name, err, len(p.Blocks))
		}
	}
	// Sections of one manual, each with a heading of the first level.
	manual := "<title>Sổ tay</title><div>" + strings.ReplaceAll(strings.ReplaceAll(story("div", "Chuẩn bị", "Nam Đông", "17")+story("div", "Thi công", "Nam Đông", "17"), "h2>", "h1>"), "article>", "div>") + "</div>"
	if p, err := HTML(manual, Options{Reference: ref}); err != nil || len(p.Blocks) != 8 {
		t.Errorf("a manual lost a section: %v, %+v", err, p)
	}
}

// TestLanguageChooses holds that of an article in two languages on one page
// the wanted one is read.
func TestLanguageChooses(t *testing.T) {
	en := strings.Repeat("The survey team finished measuring all nine wells of the village this morning. ", 4)
	src := "<title>Wells</title><div><h1>Nine wells</h1><p>" + en + "</p></div><div><h1>Chín cái giếng</h1><p>" + para1 + " " + para2 + " " + para1 + "</p></div>"
	guess := func(s string) string {
		if strings.Contains(s, "giếng") {
			return "vi"
		}
		return "en"
	}
	for lang, want := range map[string]string{"en": "Nine wells", "vi": "Chín cái giếng"} {
		p, err := HTML(src, Options{Lang: lang, GuessLang: guess})
		if err != nil || len(p.Blocks) != 2 || p.Blocks[0].Text != want || p.Blocks[1].Lang != lang {
			t.Errorf("%s: %v, %+v", lang, err, p)
		}
	}
}
