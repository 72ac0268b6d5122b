package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"songngu/align/beadfile"
	"songngu/corpus"
)

// file makes an alignment of n one-to-one beads, with a hostile sentence, a
// doubtful bead, a moved one and one without partner.
func file(n int) *beadfile.File {
	t := beadfile.NewTexts()
	for i := range n {
		t.Add([]string{fmt.Sprintf("Room %d is open.", 1000+i)}, []string{fmt.Sprintf("Phòng %d đang mở.", 1000+i)}, 0.99)
	}
	t.Add([]string{`<script>alert("1")</script> & "quoted"`}, []string{"\u202eđảo ngược <b>đậm</b>"}, 0.4)
	t.Add([]string{"Nobody translated this."}, nil, 0.8)
	t.File.Alignment.Beads[0].Moved = true
	t.File.English.Origin = corpus.Origin{Ref: "javascript:alert(1)", URL: "javascript:alert(1)"}
	t.File.English.Aside = []corpus.Block{{Text: "<img src=x onerror=alert(1)>", Reason: "image name"}}
	t.File.Tool, t.File.ToolVersion = "songngu", "0.1.0"
	return t.File
}

// Whatever a text holds, it is text on the page: no element, no address and no
// script comes from data.
func TestHTMLIsSafe(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, file(3), 0.9); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "<b>đậm", "<img", `href="javascript:`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, want := range []string{"&lt;script&gt;", `class="doubtful"`, `class="alone"`, "Deserve a look", "Cần xem lại", "0.40 · 1-1", "dời chỗ", "default-src 'none'", "image name"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// The least certain pair stands first in the list of doubtful ones.
func TestDoubtfulFirst(t *testing.T) {
	f := file(4)
	f.Alignment.Beads[2].Confidence = 0.5
	v := viewOf(f, 0.9)
	if len(v.Doubtful) != 2 || v.Doubtful[0].ID != 4 || v.Doubtful[1].ID != 2 {
		t.Errorf("doubtful: %+v", v.Doubtful)
	}
}

// A map is well-formed, and one of ten thousand sentences is no larger than a
// picture has to be.
func TestMap(t *testing.T) {
	for _, n := range []int{0, 1, 30, 10000} {
		f := file(n)
		if n == 0 {
			f = beadfile.NewTexts().File
		}
		var b bytes.Buffer
		if err := Map(&b, f, 0.9); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 400_000 {
			t.Errorf("the map of %d sentences has %d bytes", n, b.Len())
		}
		d := xml.NewDecoder(&b)
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%d sentences: %v", n, err)
			}
		}
	}
}

// What lies on the path is drawn: each anchor of a small text has its dot, and
// a doubtful bead its colour.
func TestMapShows(t *testing.T) {
	var b bytes.Buffer
	if err := Map(&b, file(10), 0.9); err != nil {
		t.Fatal(err)
	}
	svg := b.String()
	if n := strings.Count(svg, `<circle class="anchor"`); n < 11 {
		t.Errorf("%d anchors drawn, want one for each of ten numbers and the legend's", n)
	}
	for _, class := range []string{`class="doubtbox"`, `class="surebox"`, `class="moved"`, `class="band"`} {
		if !strings.Contains(svg, class) {
			t.Errorf("nothing of %s is drawn", class)
		}
	}
}

// What a reviewer has said stands at the pair, in both languages; a pair that he
// has accepted is no doubt any more.
func TestReviewed(t *testing.T) {
	f := file(4)
	f.Alignment.Beads[2].Confidence = 0.5
	f.SetReview(1, beadfile.Review{Status: beadfile.NeedsWork, Note: "which <room>?"})
	f.SetReview(2, beadfile.Review{Status: beadfile.Accepted})
	f.SetReview(3, beadfile.Review{Status: beadfile.Rejected})
	var b bytes.Buffer
	if err := HTML(&b, f, 0.9); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"needs work", "cần sửa", "which &lt;room&gt;?", "accepted", "đã duyệt", "rejected", "bị loại", "<dd>3</dd>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if v := viewOf(f, 0.9); len(v.Doubtful) != 1 {
		t.Errorf("doubtful: %+v", v.Doubtful)
	}
}
