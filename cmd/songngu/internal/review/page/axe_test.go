package page_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe-core finds nothing at all in any state of the page. It is not in the
// repository: npm pack axe-core brings it, and SONGNGU_AXE says where its
// axe.min.js is.
func TestAccessible(t *testing.T) {
	path := os.Getenv("SONGNGU_AXE")
	if path == "" {
		t.Skip("SONGNGU_AXE names no axe.min.js: npm pack axe-core, and unpack it")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		name   string
		before []action
		do     func(*tab)
	}{
		{"light", nil, func(b *tab) { b.keys("n") }},
		{"dark", []action{scheme("dark")}, func(b *tab) { b.keys("n") }},
		{"Vietnamese", []action{spoken("vi")}, func(b *tab) { b.keys("n") }},
		{"narrow", []action{size(360, 740, 1)}, func(b *tab) { b.keys("n") }},
		{"keys", nil, func(b *tab) { b.keys("?"); b.wait(`document.querySelector("dialog[open]")`) }},
		{"keys, dark", []action{scheme("dark")}, func(b *tab) { b.keys("?"); b.wait(`document.querySelector("dialog[open]")`) }},
		{"split", nil, func(b *tab) { b.keys("n", "s"); b.wait(`document.querySelector("dialog[open]")`) }},
		{"why", nil, func(b *tab) { b.keys("n", "i"); b.wait(`document.querySelector("dialog[open]")`) }},
		{"editing", nil, func(b *tab) { b.at("Every Saturday"); b.keys("Enter"); b.wait(`document.querySelector("textarea")`) }},
		{"filters", nil, func(b *tab) { b.keys("f"); b.wait(`document.activeElement.id === "fStatus"`) }},
		{"searched, dark", []action{scheme("dark")}, func(b *tab) {
			b.run(chromedp.SendKeys("#query", "thuyen"))
			b.wait(`document.querySelector(".hit")`)
		}},
		{"selected and decided", nil, func(b *tab) {
			b.keys("a", "j", "r", "j", "w", "j", "ArrowLeft", "Space")
			b.wait(`document.querySelector("[aria-selected=true]")`)
		}},
		{"selected and decided, dark", []action{scheme("dark")}, func(b *tab) {
			b.keys("a", "j", "r", "j", "w", "j", "ArrowLeft", "Space")
			b.wait(`document.querySelector("[aria-selected=true]")`)
		}},
		{"export", nil, func(b *tab) { b.run(chromedp.Click("#export summary")); b.wait(`document.querySelector("#formats a")`) }},
		{"doubtful list over the table", []action{size(700, 500, 1)}, func(b *tab) { b.keys("d"); b.wait(`document.activeElement.closest("#doubts")`) }},
	} {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, serve(t, write(t, library), theirs()).URL(), append([]action{size(1360, 860, 1), scheme("light")}, s.before...)...)
			b.wait(`document.querySelectorAll(".pair:not(.waiting)").length > 3`)
			s.do(b)
			// Transitions end, and evidence arrives.
			b.run(chromedp.Sleep(500e6))
			b.run(chromedp.Evaluate[chromedp.Void](string(axe)))
			answer := value[string](b, `axe.run().then((r) => JSON.stringify(r.violations.map((v) => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map((n) => n.html.slice(0, 160) + " — " + (n.failureSummary || "").slice(0, 300))}))))`)
			var found []struct {
				ID, Impact, Help string
				Nodes            []string
			}
			if err := json.Unmarshal([]byte(answer), &found); err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Errorf("%s: %s (%s)\n%q", f.Impact, f.Help, f.ID, f.Nodes[:min(3, len(f.Nodes))])
			}
			b.clean()
		})
	}
}
