package extract

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextSource(t *testing.T) {
	const body = "The dike held through the night. "
	for _, c := range []struct {
		name, src string
		url       string // first of Page.Links
		label     string
		text      string // of the blocks, joined by "|"
		aside     string
	}{
		{"own line", body + "\n\nSource: https://a.example/x-1.html#2\n", "https://a.example/x-1.html#2", "Source", "The dike held through the night.", "Source: https://a.example/x-1.html#2"},
		{"glued", body + "Source: https://a.example/x", "https://a.example/x", "Source", "The dike held through the night.", "Source: https://a.example/x"},
		{"glued without a blank", "The dike held.Source:https://a.example/x", "https://a.example/x", "Source", "The dike held.", "Source:https://a.example/x"},
		{"Vietnamese label", "Đê vẫn đứng vững qua đêm.\nNguồn: https://a.example/de-song", "https://a.example/de-song", "Nguồn", "Đê vẫn đứng vững qua đêm.", "Nguồn: https://a.example/de-song"},
		{"decomposed label", "Đê vẫn đứng vững qua đêm.\nNguo\u0302\u0300n: https://a.example/de", "https://a.example/de", "Nguo\u0302\u0300n", "Đê vẫn đứng vững qua đêm.", "Nguo\u0302\u0300n: https://a.example/de"},
		{"Theo", "Đê vẫn đứng vững qua đêm.\n(Theo: https://a.example/de)", "https://a.example/de", "Theo", "Đê vẫn đứng vững qua đêm.", "(Theo: https://a.example/de)"},
		{"bare line", body + "\n\nhttps://a.example/x?id=3&p=1\n", "https://a.example/x?id=3&p=1", "", "The dike held through the night.", "https://a.example/x?id=3&p=1"},
		{"bare, glued", body + "https://a.example/x.", "https://a.example/x", "", "The dike held through the night.", "https://a.example/x."},
		{"angle brackets", body + "\nLink: <https://a.example/x>", "https://a.example/x", "Link", "The dike held through the night.", "Link: <https://a.example/x>"},
		{"Markdown link", body + "\nSource: [the article](https://a.example/x_(1))", "https://a.example/x_(1)", "Source", "The dike held through the night.", "Source: [the article](https://a.example/x_(1))"},
		{"www", body + "\nSource: www.a.example/x", "http://www.a.example/x", "Source", "The dike held through the night.", "Source: www.a.example/x"},
		{"two addresses", body + "\nSource: https://a.example/1, https://a.example/2", "https://a.example/1", "Source", "The dike held through the night.", "Source: https://a.example/1, https://a.example/2"},
		{"in a sentence", "See https://a.example/map for the map of the dike.", "https://a.example/map", "", "See https://a.example/map for the map of the dike.", ""},
		{"labelled goes before others", "See https://a.example/map for the map.\nSource: https://a.example/x", "https://a.example/x", "Source", "See https://a.example/map for the map.", "Source: https://a.example/x"},
		{"no address", body + "\nSource: VNA", "", "", "The dike held through the night.", "Source: VNA"},
		{"a word that is no label", "The source is at https://a.example/spring in the hills.", "https://a.example/spring", "", "The source is at https://a.example/spring in the hills.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Text(c.src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var l Link
			if len(p.Links) > 0 {
				l = p.Links[0]
			}
			if l.URL != c.url || l.Label != c.label {
				t.Errorf("link %q with label %q", l.URL, l.Label)
			}
			if got := strings.Join(texts(p.Blocks), "|"); got != c.text {
				t.Errorf("text %q", got)
			}
			if got := strings.Join(texts(p.Aside), "|"); got != c.aside {
				t.Errorf("aside %q", got)
			}
		})
	}
}

func TestTextLayout(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"one paragraph a line", "First paragraph here.\nSecond paragraph here.\nThird.", []string{"First paragraph here.", "Second paragraph here.", "Third."}},
		{"blank lines", "First here.\n\nSecond here.\n \nThird.", []string{"First here.", "Second here.", "Third."}},
		{"no-break spaces make no line", "First here.\n\u00a0\n\u200b\n\u3000\nSecond here.", []string{"First here.", "Second here."}},
		{"wrapped", "The council met on Tuesday to hear the plan for the\nnew market, which is to open before the rains come\nin June.\n\nNobody spoke against it, and the vote was over in\nless than a minute.", []string{"The council met on Tuesday to hear the plan for the\nnew market, which is to open before the rains come\nin June.", "Nobody spoke against it, and the vote was over in\nless than a minute."}},
		{"wrapped with a list", "The council met on Tuesday to hear the plan for the\nnew market, which is to have these\n- forty stalls for fish and meat, all of\n  them under one roof;\n- a well.", []string{"The council met on Tuesday to hear the plan for the\nnew market, which is to have these", "- forty stalls for fish and meat, all of\n  them under one roof;", "- a well."}},
		{"carriage returns", "First here.\r\rSecond here.\r\nThird.", []string{"First here.", "Second here.", "Third."}},
		{"line separator", "First here.\u2028Second here.", []string{"First here.", "Second here."}},
		{"byte order mark", "\ufeffFirst here.", []string{"First here."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Text(c.src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(p.Blocks); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestTextErrors(t *testing.T) {
	for src, want := range map[string]error{"": ErrEmpty, " \n\u00a0\r\n": ErrEmpty, "a\x00b": ErrBinary} {
		if _, err := Text(src, Options{}); !errors.Is(err, want) {
			t.Errorf("%q: %v", src, err)
		}
		if _, err := Markdown(src, Options{}); !errors.Is(err, want) {
			t.Errorf("markdown %q: %v", src, err)
		}
	}
	if _, err := Text("long", Options{MaxBytes: 3}); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// TestTextLosesNothing holds that every character that is not white space is
// in exactly one block, in order, and that spans are exact.
func TestTextLosesNothing(t *testing.T) {
	piece := rapid.SampledFrom([]string{"The dike held.", "Đê vẫn vững", "\n", "\n\n", " ", "\u00a0", "{keywords}", "anh.jpg", "Source: ", "https://a.example/x#1",
		"- ", "1. ", "Photo: VNA", "Minh Vân", ".", ",", "(", ")", "[", "](", "\r\n", "\u200b", "\ufeff", "www.b.example", "Nguồn:", "\"", "…", "a"})
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, "pieces"), "")
		p, err := Text(src, Options{})
		if errors.Is(err, ErrEmpty) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		checkText(t, src, p)
	})
}

type fataler interface {
	Fatalf(format string, args ...any)
}

// checkText fails if p is not a partition of what is visible in src.
func checkText(t fataler, src string, p *Page) {
	covered := make([]bool, len(src))
	for _, b := range append(append([]Block(nil), p.Blocks...), p.Aside...) {
		if b.Source.Start < 0 || b.Source.End > len(src) || b.Source.Of(src) != b.Text {
			t.Fatalf("block %q has source %v of %q", b.Text, b.Source, src)
		}
		for i := b.Source.Start; i < b.Source.End; i++ {
			if covered[i] {
				t.Fatalf("byte %d of %q is in two blocks", i, src)
			}
			covered[i] = true
		}
	}
	for i, r := range src {
		if !covered[i] && r > ' ' && r < 0x7f {
			t.Fatalf("byte %d of %q, %q, is in no block", i, src, r)
		}
	}
	for _, l := range p.Links {
		if l.Source.Start < 0 || l.Source.End > len(src) {
			t.Fatalf("link %q has source %v", l.URL, l.Source)
		}
	}
}

// TestTextMarks holds what is a placeholder and what is text in brackets.
func TestTextMarks(t *testing.T) {
	for line, aside := range map[string]bool{
		"{keywords}": true, "{img_1}": true, "{ keywords }": true, "[caption id=\"7\"]": true, "[/caption]": true, "[Ảnh 2]": true, "[Hình]": true,
		"{put your own name here}": false, "[laughs]": false, "[1]": false, "[vỗ tay]": false, "* * *": true, "----": true,
		"bia.jpg": true, "tong bi thu1.jpg": true, "DSC_0042.JPG": true, "He sent a file called bia.jpg": false, "bac ho tham nha may co khi ha noi2.jpg": true, "Node.js": false,
		"Photo: VNA": true, "Ảnh: Hoàng Hà/TTXVN": true, "Photo by Luong Tri": true, "Ảnh minh họa: Internet": true,
		"Ảnh: Một góc làng nhìn từ trên đồi xuống vào buổi chiều muộn.": false, "(Theo TTXVN)": true, "Nguồn: VnExpress": true, "Source of the river": false,
		"Vietnamnet.vn": true, "Theo kế hoạch, xã sẽ xây thêm 5 điểm.": false,
	} {
		p, err := Text("The first line stands here.\n\n"+line+"\n\nThe last line stands here.\n", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(p.Aside) == 1 && p.Aside[0].Text == line; got != aside {
			t.Errorf("%q: aside %v, want %v: %+v", line, got, aside, p.Aside)
		}
	}
	for _, src := range []string{"Type the name between braces: {name}", "The {name} stands for yours."} {
		if p, err := Text(src, Options{}); err != nil || len(p.Aside) != 0 {
			t.Errorf("%q: %v, %+v", src, err, p.Aside)
		}
	}
	if p, _ := Text("{keywords} The bridge at dawn.", Options{}); len(p.Blocks) != 1 || p.Blocks[0].Text != "The bridge at dawn." {
		t.Errorf("a mark glued to a caption: %+v", p)
	}
	if p, _ := Text("{keywords}\n\n"+strings.Repeat("One. ", 3), Options{AsIs: true}); len(p.Aside) != 0 || len(p.Blocks) != 2 {
		t.Errorf("as is: %+v", p)
	}
}

func TestTextBylines(t *testing.T) {
	for line, byline := range map[string]bool{
		"By Minh Van": true, "Tác giả: Minh Vân": true, "Bài và ảnh: Minh Vân – Hoàng Hà": true, "Thực hiện: Minh Vân": true, "Reported by: Minh Van": true,
		"By the river": false, "By noon the market had closed.": false, "Bài: cách gieo mạ trên nền đất cứng và những điều cần tránh": false, "Price: 30,000 dong": false,
	} {
		p, err := Text("A heading for the story\n\n"+line+"\n\nThe first sentence of the story is here, and it is long enough. So is the second one.\n", Options{})
		if err != nil || len(p.Blocks) != 3 {
			t.Fatalf("%q: %v, %+v", line, err, p)
		}
		if got := p.Blocks[1].Kind == Byline; got != byline {
			t.Errorf("%q: %s", line, p.Blocks[1].Kind)
		}
	}
}
