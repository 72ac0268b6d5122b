package page_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// point is the middle of an element, in the window, once it stands still there
// and nothing covers it, as a hand waits for it: a row may be drawn anew, and the
// list may still be scrolling.
func (b *tab) point(expression string) (x, y float64) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](`window.found = null`))
	b.wait(fmt.Sprintf(`(() => { try {
		const e = %s, r = e.getBoundingClientRect()
		const now = [r.left + Math.min(30, r.width / 2), r.top + Math.min(12, r.height / 2)], top = document.elementFromPoint(...now)
		const still = window.found?.[0] === now[0] && window.found[1] === now[1]
		window.found = now
		return still && (e.contains(top) || top.contains(e))
	} catch { return false } })()`, expression))
	p := value[[]float64](b, "window.found")
	return p[0], p[1]
}

func sentence(words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".sentence")].find((s) => s.innerText.startsWith(%q)).querySelector(".text")`, words)
}

// By the mouse alone: a word edited where it was clicked, two sentences chosen
// and linked, a decision, and the words that agree lit up.
func TestMouse(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	b.wait(sentence("It carries"))
	x, y := b.point(sentence("It carries"))
	b.run(chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
	b.wait(`document.activeElement.matches("textarea")`)
	if at := value[int](b, "document.activeElement.selectionStart"); at < 1 || at > 12 {
		t.Errorf("the caret is at %d, far from where it was clicked", at)
	}
	b.run(chromedp.KeyEvent("x"))
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".editorbar button")[1].click()`))
	b.say("Left as it was.")
	b.wait(sentence("It carries no rice and no fish"))

	// Pointing at a pair shows what speaks for it, pointing at a word its partner.
	x, y = b.point(sentence("Mrs Hạnh, 67"))
	b.run(chromedp.MouseEvent("mouseMoved", x, y))
	b.wait(`document.querySelector(".pair:not(.current) [data-link]")`)
	x, y = b.point(`document.querySelector(".pair:not(.current) .en [data-link]")`)
	b.run(chromedp.MouseEvent("mouseMoved", x, y))
	b.wait(`document.querySelector(".pair .en .glow") && document.querySelector(".pair .vi .glow")`)

	// Two sentences are linked by the bar.
	for _, words := range []string{"Nobody paid", "Không ai trả"} {
		b.at(words)
		b.wait(sentence(words))
		x, y = b.point(sentence(words))
		b.run(chromedp.MouseClickXY(x, y, chromedp.ButtonModifiers(2)))
	}
	b.has("#chosen", "1 English, 1 Vietnamese")
	b.run(chromedp.Click(`#bar [data-command=link]`))
	b.say("Linked.")
	b.run(chromedp.Click(`#bar [data-command=accept]`))
	b.wait(`document.querySelector(".pair.current[data-status=accepted]")?.innerText.includes("Nobody paid him.")`)
	b.clean()
}

// By the Tab key and the arrows alone everything is reached, the focus is always
// to be seen, and it comes back from where it was sent.
func TestKeyboardAlone(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	reached := map[string]bool{}
	for range 60 {
		b.keys("Tab")
		name := value[string](b, `(() => { const a = document.activeElement; return a.id || a.dataset.side || (a.closest("#bar") ? "bar" : a.closest("#doubts") ? "doubts" : a.className || a.localName) })()`)
		reached[name] = true
		if name != "body" && !value[bool](b, `(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1 })()`) {
			t.Errorf("the focus on %q is not to be seen", name)
		}
	}
	for _, name := range []string{"skip", "help", "language", "query", "marks", "side", "filtersToggle", "doubts", "link", "map", "bar"} {
		if !reached[name] {
			t.Errorf("the Tab key does not reach %q (of %v)", name, reached)
		}
	}
	at := func(want string) {
		t.Helper()
		b.wait(fmt.Sprintf(`(() => { const a = document.activeElement; return %s })()`, want))
	}
	b.keys("d")
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".pair.current .link").focus()`))
	b.keys("ArrowDown", "ArrowRight")
	at(`a.dataset.side === "vi" && a.closest("[aria-rowindex='3']")`)
	b.keys("?")
	at(`a.closest("dialog")`)
	b.keys("Escape")
	at(`a.dataset.side === "vi" && a.closest("[aria-rowindex='3']")`)
	b.keys("d")
	at(`a.closest("#doubts")`)
	b.keys("ArrowDown", "Enter")
	at(`a.closest(".pair.current .link")`)
	b.keys("f")
	at(`a.id === "fStatus"`)
	b.keys("Escape")
	at(`a.id === "filtersToggle"`)
	// Letters in a field are letters.
	b.keys("/")
	at(`a.id === "query"`)
	b.keys("a", "r", "m")
	b.wait(`document.querySelector("#query").value === "arm"`)
	b.keys("Escape")
	b.wait(`document.querySelector("#query").value === ""`)
	if got := b.text("#done"); got != "0 of 28 reviewed" {
		t.Errorf("letters typed into a field were taken for commands: %s", got)
	}
	b.clean()
}

// The browser's language is spoken, the switch changes it, and it stays.
func TestLanguages(t *testing.T) {
	server := serve(t, write(t, library), nil)
	b := open(t, server.URL(), size(1360, 860, 1), spoken("vi-VN,vi"))
	b.has("#bar", "Đáng ngờ tiếp")
	b.wait(`document.documentElement.lang === "vi" && document.querySelector("#query").placeholder === "Tìm trong văn bản"`)
	b.run(chromedp.Click("#language"))
	b.has("#bar", "Next doubtful")
	b.wait(`document.documentElement.lang === "en"`)
	b.run(chromedp.Reload())
	b.has("#bar", "Next doubtful")
	b.run(chromedp.Evaluate[chromedp.Void]("localStorage.clear()"))
	b.clean()
}

// At twice the size, and on a phone, nothing is cut off or hidden under another.
func TestSmallWindows(t *testing.T) {
	for _, w := range []struct{ width, height int64 }{{680, 430}, {360, 740}, {320, 480}} {
		t.Run(fmt.Sprint(w.width), func(t *testing.T) {
			b := open(t, start(t, library), size(w.width, w.height, 2))
			b.keys("n")
			if over := value[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("the page is %d px too wide", over)
			}
			if high := value[float64](b, `document.querySelector("#scroller").clientHeight / innerHeight`); high < .4 {
				t.Errorf("only %.0f %% of the height are left for the table", high*100)
			}
			for _, id := range []string{"undo", "redo", "help", "language", "doubtsToggle", "query", "filtersToggle"} {
				if !value[bool](b, fmt.Sprintf(`(() => { const e = document.querySelector("#%s"); const r = e.getBoundingClientRect(); const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); return r.left >= 0 && r.right <= innerWidth && r.width > 15 && (e === top || e.contains(top)) })()`, id)) {
					t.Errorf("%q is not to be reached", id)
				}
			}
			b.clean()
		})
	}
}
