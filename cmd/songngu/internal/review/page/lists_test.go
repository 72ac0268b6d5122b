package page_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"songngu/tmx"
)

const rowsOnPage = `document.querySelectorAll(".pair").length`

// Of twenty thousand pairs only those in sight, and some around, are on the page,
// wherever the reviewer goes. How long things take is told, not judged.
func TestManyPairs(t *testing.T) {
	b := open(t, start(t, long(20000)), size(1360, 860, 1), command(performance.Enable, performance.EnableParams{TimeDomain: "threadTicks"}))
	t.Logf("the page has worked %.0f ms of processor time to stand there", b.work())
	bounded := func(where string) {
		t.Helper()
		b.wait(`(() => { const box = document.querySelector("#scroller").getBoundingClientRect(); return [...document.querySelectorAll(".pair")].some((p) => { const r = p.getBoundingClientRect(); return r.bottom > box.top && r.top < box.bottom && !p.classList.contains("waiting") }) })()`)
		if n := value[int](b, rowsOnPage); n < 5 || n > 80 {
			t.Errorf("%s: %d rows are on the page", where, n)
		}
	}
	bounded("at the start")
	t.Logf("first paint %.0f ms after the page was asked for; by %.0f ms this test had seen the texts",
		value[float64](b, `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1`), value[float64](b, `performance.now()`))
	b.keys("End")
	b.wait(`document.querySelector("#canvas").innerText.includes("(20000)")`)
	bounded("at the end")
	b.keys("Home")
	b.wait(`document.activeElement.closest("[aria-rowindex='2']")`)
	bounded("back at the start")
	b.keys("n")
	b.wait(`document.querySelector(".pair.current.want")`)
	bounded("at the most doubtful")
	b.run(chromedp.MouseClickXY(1340, 480))
	b.wait(`document.querySelector("#scroller").scrollTop > 300000`)
	bounded("by the map")
	b.run(chromedp.Focus("#map"))
	b.keys("End")
	b.wait(`document.querySelector("#map").getAttribute("aria-valuenow") === "20000"`)
	b.keys("PageUp")
	b.wait(`document.querySelector("#map").getAttribute("aria-valuenow") === "19000"`)
	bounded("by the keys of the map")

	// Scrolling at speed: what the page's thread works for a frame.
	before := b.work()
	value[bool](b, `new Promise((done) => {
		const s = document.querySelector("#scroller"); let n = 0;
		s.scrollTop = 0;
		const step = () => { s.scrollTop += 400; ++n < 120 ? requestAnimationFrame(step) : done(true) };
		requestAnimationFrame(step);
	})`)
	t.Logf("scrolling 400 px a frame: %.1f ms of processor time a frame", (b.work()-before)/120)
	bounded("after scrolling")
	b.clean()
}

// work is the processor time in milliseconds that the page's thread has had.
func (b *tab) work() float64 {
	b.t.Helper()
	metrics, err := chromedp.Call(b.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, m := range metrics.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value * 1000
		}
	}
	return 0
}

// Search finds with and without marks; filters say how many pairs are shown.
func TestSearchAndFilters(t *testing.T) {
	b := open(t, start(t, library), size(1360, 860, 1))
	shown := func(want string) {
		t.Helper()
		b.wait(`document.querySelector("#shown").textContent === "` + want + `"`)
	}
	b.keys("/")
	b.wait(`document.activeElement.id === "query"`)
	b.run(chromedp.KeyEvent("sach"))
	shown("9 of 28 pairs shown")
	b.wait(`[...document.querySelectorAll(".hit")].some((h) => h.textContent === "sách")`)
	b.run(chromedp.Click("#marks"))
	shown("0 of 28 pairs shown")
	b.wait(`!document.querySelector("#nothing").hidden`)
	b.run(chromedp.Evaluate[chromedp.Void](`{ const q = document.querySelector("#query"); q.value = "sách"; q.dispatchEvent(new Event("input")) }`))
	shown("9 of 28 pairs shown")
	b.run(chromedp.Click("#clearFilters"))
	shown("")

	b.run(chromedp.Click("#filtersToggle"))
	choose := func(id, value string) {
		b.run(chromedp.Evaluate[chromedp.Void](`{ const s = document.querySelector("` + id + `"); s.value = "` + value + `"; s.dispatchEvent(new Event("change", {bubbles: true})) }`))
	}
	choose("#fType", "alone")
	shown("2 of 28 pairs shown")
	choose("#fType", "1-2")
	shown("2 of 28 pairs shown")
	choose("#fType", "")
	shown("")
	choose("#fTo", "89")
	shown("4 of 28 pairs shown")
	choose("#fFindings", "warning")
	shown("1 of 28 pairs shown")
	b.run(chromedp.Click("#clearFilters"))
	shown("")

	// All that are shown are accepted at once, and one undo takes it back.
	choose("#fFrom", "99")
	b.wait(`document.querySelector("#shown").textContent.includes(" of 28")`)
	b.run(chromedp.Click("#acceptShown"))
	b.wait(`document.querySelector("dialog[open] button.main")`)
	b.keys("Enter")
	b.say("Accepted: ")
	b.wait(`document.querySelector("#progress").value > 3`)
	b.run(chromedp.Click("#undo"))
	b.wait(`document.querySelector("#progress").value === 0`)
	b.clean()
}

// A second reviewer is told of, and sees what the first one does.
func TestTwoReviewers(t *testing.T) {
	server := serve(t, write(t, library), nil)
	first := open(t, server.URL(), size(1360, 860, 1))
	second := open(t, server.URL(), size(1360, 860, 1))
	for _, b := range []*tab{first, second} {
		b.wait(`document.querySelector("#others").textContent === "others on this file: 1"`)
	}
	first.at("Every Saturday")
	first.keys("a")
	second.wait(`document.querySelector(".pair[data-status=accepted]")?.innerText.includes("Every Saturday")`)
	second.say("Someone else changed the file")
	// What the second one then does stands on what the first one did.
	second.at("How a book is lent")
	second.keys("w")
	first.wait(`document.querySelector("[data-status=needs-work]")`)
	if got := first.text("#done"); got != "2 of 28 reviewed" {
		t.Errorf("the first one reads %q", got)
	}
	second.close()
	first.wait(`document.querySelector("#others").hidden`)
	first.clean()
}

// Differences from another file stand at their pairs, and either side is taken.
func TestAgainst(t *testing.T) {
	b := open(t, serve(t, write(t, library), theirs()).URL(), size(1360, 860, 1))
	b.at("They have added comics")
	b.has(".pair.current .remark.difference", "Other file: text edited")
	b.wait(`document.querySelector(".pair.current .difference ins").textContent === "their" && document.querySelector(".pair.current .difference del").textContent === "there"`)
	b.keys("t")
	b.say("Taken from the other file.")
	b.has(".pair.current .en .text", "stories of their own")
	b.run(chromedp.Click("#undo"))
	b.has(".pair.current .en .text", "stories of there own")
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".pair.current .choices button")[1].click()`))
	b.say("Kept as it is here.")
	b.clean()
}

// The review is ended from the page; what was done is in the file.
func TestStop(t *testing.T) {
	path := write(t, library)
	b := open(t, serve(t, path, nil).URL(), size(1360, 860, 1))
	b.at("Every Saturday")
	b.keys("a")
	b.say("Accepted.")
	b.run(chromedp.Click("#export summary"), chromedp.Click("#stop"))
	b.wait(`document.querySelector("dialog[open] button.main")`)
	b.keys("Enter")
	b.wait(`document.querySelector("#banner").innerText.includes("The program has stopped")`)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), `"accepted"`) {
		t.Error("the file holds no decision")
	}
}

// Of a memory the texts are edited and decided on; that its pairs cannot be cut
// anew is said when it is asked for.
func TestMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "boat.tmx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := tmx.NewWriter(f, tmx.Header{SrcLang: "en"}, tmx.WriterOptions{})
	for _, p := range library[:6] {
		err = errors.Join(err, w.Write(tmx.NewUnit("en", strings.Join(p.en, " "), "vi", strings.Join(p.vi, " "))))
	}
	if err = errors.Join(err, w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	b := open(t, serve(t, path, nil).URL(), size(1360, 860, 1))
	b.keys("m")
	b.say("A memory has no documents")
	b.wait(`document.querySelector("#bar [data-command=mergeNext]").getAttribute("aria-disabled") === "true"`)
	b.at("Every Saturday")
	b.keys("Enter")
	b.wait(`document.activeElement.matches("textarea")`)
	b.run(chromedp.KeyEvent(" Come early!"))
	b.keys("Enter")
	b.has(".pair.current .en .text", "Cái Sậy. Come early!")
	b.keys("a")
	b.has("#done", "1 of 6")
	b.clean()
}
