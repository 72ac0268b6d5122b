package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"songngu/tmx"
)

// here is what stands at the cursor.
func (b *tab) here() string { b.t.Helper(); return b.text(".pair.current") }

// at clicks on the sentence that begins with some words, wherever it is.
func (b *tab) at(words string) {
	b.t.Helper()
	found := fmt.Sprintf(`[...document.querySelectorAll(".sentence")].find((s) => s.innerText.startsWith(%q))`, words)
	b.wait(`((s) => s && (s.click(), true))(` + found + `) || ((s) => (s.scrollTop = s.scrollTop + s.clientHeight + 9 > s.scrollHeight ? 0 : s.scrollTop + 300, false))(document.querySelector("#scroller"))`)
	b.wait(`document.activeElement.innerText.startsWith(` + fmt.Sprintf("%q", words) + `)`)
}

func (b *tab) has(selector, words string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`document.querySelector(%q)?.innerText.includes(%q)`, selector, words))
}

// A reviewer goes through an article as people do, by the keyboard alone, and
// the file holds just what was typed; the tab is closed in the middle of a word.
func TestReview(t *testing.T) {
	path := write(t, library)
	browser(t)
	songngu := runs(program(t))
	b := open(t, songngu.review(t, path), size(1360, 860, 1))
	b.wait(`document.querySelectorAll(".pair:not(.waiting)").length > 5`)

	// The least certain pair: the sentence about the photograph belongs elsewhere.
	b.keys("n")
	b.wait(`document.activeElement.closest(".pair.current:not(.waiting) .link")`)
	if got := b.here(); !strings.Contains(got, "Nobody paid him.") {
		t.Fatalf("the most doubtful pair is %q", got)
	}
	b.keys("ArrowRight", "ArrowDown", "s")
	b.wait(`document.querySelector("dialog[open] .cuts")`)
	if got := value[string](b, `[...document.querySelectorAll("dialog :checked")].map((i) => i.parentElement.innerText).join()`); got != "cut after sentence 1,cut after sentence 1" {
		t.Errorf("the split that is proposed: %q", got)
	}
	b.keys("Enter")
	b.say("Split.")
	b.wait(`!document.querySelector("dialog")`)

	// What split off is linked as it should be.
	b.at("Nobody paid him.")
	b.keys("Space")
	b.at("Không ai trả công cho anh.")
	b.keys("Space")
	b.has("#chosen", "1 English, 1 Vietnamese")
	b.keys("l")
	b.say("Linked.")
	b.at("She still keeps")
	b.keys("Space")
	b.at("Bà vẫn giữ tấm ảnh")
	b.keys("Space", "l")
	b.wait(`[...document.querySelectorAll(".pair")].some((p) => p.innerText.includes("She still keeps") && p.innerText.includes("Bà vẫn giữ"))`)

	// A word is put right, and a note written.
	b.at("They have added comics")
	b.keys("Enter")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.Evaluate[chromedp.Void](`{ const a = document.activeElement; const i = a.value.indexOf("there"); a.setSelectionRange(i, i + 5); document.execCommand("insertText", false, "their") }`))
	b.keys("Enter")
	b.say("Saved")
	b.wait(`!document.querySelector("textarea")`)
	b.has(".pair.current", "stories of their own")
	b.keys("o")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.KeyEvent("Đã sửa lỗi chính tả."))
	b.keys("Enter")
	b.has(".pair.current .remark.note", "Đã sửa lỗi chính tả.")

	// Undone and done again.
	b.keys("z")
	b.say("Undone.")
	b.wait(`!document.querySelector(".pair.current .remark.note")`)
	b.keys("y")
	b.has(".pair.current .remark.note", "Đã sửa lỗi chính tả.")

	// Decisions.
	b.keys("a")
	b.wait(`document.querySelector(".pair.current").dataset.status === "accepted"`)
	b.at("There are no cards")
	b.keys("r")
	b.wait(`document.querySelector(".pair.current").dataset.status === "rejected"`)
	b.has("#done", "2 of")

	// The tab is closed while a sentence is being typed.
	b.at("Then there is reading")
	b.keys("F2")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.KeyEvent(" And biscuits."))
	b.clean()
	b.close()

	// Another songngu review on the file is another window on the same review.
	again := open(t, songngu.review(t, path), size(1360, 860, 1))
	again.keys("End")
	again.wait(`document.querySelector("#canvas").innerText.includes("someone always brings tea. And biscuits.")`)
	again.run(chromedp.Click("#export summary"))
	again.wait(`document.querySelector("#formats a[download]").getAttribute("href").includes("format=tmx&only=not-rejected")`)
	exported := value[string](again, `fetch(document.querySelector("#formats a").href).then((r) => r.text())`)
	units := map[string]string{}
	reader := tmx.NewReader(strings.NewReader(exported), tmx.ReaderOptions{})
	for unit, err := range reader.Units() {
		if err != nil {
			t.Fatal(err)
		}
		units[unit.Variant("en").Text()] = unit.Variant("vi").Text()
	}
	for english, vietnamese := range map[string]string{
		"Nobody paid him.": "Không ai trả công cho anh.",
		"She still keeps the photograph of the day the boat was launched.":                    "Bà vẫn giữ tấm ảnh chụp hôm hạ thủy.",
		"They have added comics, and a box in which children may leave stories of their own.": library[25].vi[0],
		"Then there is reading by lamplight, and someone always brings tea. And biscuits.":    library[21].vi[0],
		library[1].en[0]: library[1].vi[0],
	} {
		if got := units[english]; got != vietnamese {
			t.Errorf("in the TMX %q has %q, want %q", english, got, vietnamese)
		}
	}
	if _, there := units["There are no cards and no fines."]; there {
		t.Error("a rejected pair is in the TMX")
	}
	if !strings.Contains(exported, "Đã sửa lỗi chính tả.") {
		t.Error("the note is not in the TMX")
	}
	again.clean()
}

// Every edit by the keyboard, each taken back.
func TestEdits(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	before := func() string {
		return value[string](b, `fetch("/api/rows?from=0&count=100").then((r) => r.json()).then((x) => JSON.stringify(x.rows.map((r) => [r.en.map((s) => s.text), r.vi.map((s) => s.text)])))`)
	}
	whole := before()
	until := func(good func(string) bool) (s string) {
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
			if s = before(); good(s) {
				break
			}
		}
		return s
	}
	for _, c := range []struct {
		name, at string
		keys     []string
		want     string // in the page, when it is done
	}{
		{"merge with the next", "How a book is lent", []string{"m"}, `["How a book is lent","There are no cards and no fines."]`},
		{"merge with the one before", "There are no cards", []string{"M"}, `["How a book is lent","There are no cards and no fines."]`},
		{"unlink", "Every Saturday", []string{"u"}, `[["Every Saturday morning a wooden boat painted green ties up below the market of Cái Sậy."],[]]`},
		{"join sentences", "“My house was full", []string{"b"}, `“My house was full of books,” she says. “The water took me to the readers.”`},
		{"join with the one before", "“The water took", []string{"B"}, `“My house was full of books,” she says. “The water took me to the readers.”`},
		{"move down", "Những em nhỏ nhất", []string{"Alt+ArrowDown"}, `["Những em nhỏ nhất bám vào sợi dây bác lái đò buộc sẵn.","Bà Hạnh`},
		{"move up", "Bà Hạnh, 67", []string{"Alt+ArrowUp"}, `sợi dây bác lái đò buộc sẵn.","Bà Hạnh`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.t = t
			b.keys("Home")
			b.at(c.at)
			for _, k := range c.keys {
				if strings.ToUpper(k) == k && len(k) == 1 {
					k = "Shift+" + k
				}
				b.keys(k)
			}
			after := until(func(s string) bool { return s != whole })
			if !strings.Contains(after, c.want) {
				t.Fatalf("%s is not in %s; the page says %q", c.want, after, b.text("#toast"))
			}
			b.keys("Ctrl+z")
			if back := until(func(s string) bool { return s == whole }); back != whole {
				t.Errorf("undone, it is %s", back)
			}
			b.clean()
		})
	}
}

// Keys that come faster than the server answers mean what they would mean if
// they came slowly.
func TestFastKeys(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".pair .link").focus(); for (const key of "ajwjrmjaza") document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}))`))
	b.wait(`[...document.querySelectorAll(".pair")].slice(0, 5).map((p) => p.dataset.status).join() === "accepted,needs-work,,accepted,"`)
	b.clean()
}

// A sentence is split where the caret is.
func TestSplitSentence(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	b.at("It carries no rice")
	b.keys("Shift+S")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.Evaluate[chromedp.Void](`{ const a = document.activeElement; const i = a.value.indexOf("only"); a.setSelectionRange(i, i) }`))
	b.keys("Ctrl+Enter")
	b.say("Sentence split.")
	b.wait(`[...document.querySelectorAll(".sentence .text")].some((s) => s.innerText.trim() === "only 1,240 books in plastic crates.")`)
	b.clean()
}
