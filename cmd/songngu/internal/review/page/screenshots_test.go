package page_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshots writes pictures of the page into the folder that SONGNGU_SHOTS
// names, to be looked at.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("SONGNGU_SHOTS")
	if folder == "" {
		t.Skip("SONGNGU_SHOTS names no folder for screenshots")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		name           string
		pairs, against []pair
		before         []action
		do             func(*tab)
	}{
		{"light", library, nil, nil, func(b *tab) { b.keys("n") }},
		{"dark", library, theirs(), []action{scheme("dark")}, func(b *tab) { b.keys("n") }},
		{"vietnamese", library, nil, []action{spoken("vi")}, func(b *tab) { b.keys("n", "n") }},
		{"narrow", library, nil, []action{size(360, 740, 2)}, func(b *tab) { b.keys("n") }},
		{"zoom", library, nil, []action{size(680, 430, 2)}, func(b *tab) { b.keys("n") }},
		{"keys", library, nil, nil, func(b *tab) { b.keys("?"); b.wait(`document.querySelector("dialog[open]")`) }},
		{"editing", library, nil, nil, func(b *tab) {
			b.at("Mrs Hạnh, 67")
			b.keys("Enter")
			b.wait(`document.querySelector("textarea")`)
		}},
		{"split", library, nil, nil, func(b *tab) {
			b.keys("n", "n", "n", "s")
			b.wait(`document.querySelector("dialog[open]")`)
		}},
		{"why", library, nil, nil, func(b *tab) {
			b.at("On 3 May 2024")
			b.keys("i")
			b.wait(`document.querySelector("dialog[open]")`)
		}},
		{"filters", library, theirs(), []action{spoken("vi")}, func(b *tab) {
			b.at("On 3 May 2024")
			b.keys("a", "j", "r", "j", "w", "f")
			b.run(chromedp.SendKeys("#query", "thuyen"))
			b.wait(`document.querySelector(".hit")`)
		}},
		{"many", long(20000), nil, nil, func(b *tab) { b.keys("n", "n", "n") }},
	} {
		t.Run(s.name, func(t *testing.T) {
			b := open(t, serve(t, write(t, s.pairs), s.against).URL(), append([]action{size(1360, 860, 1)}, s.before...)...)
			s.do(b)
			b.wait("true")
			b.run(chromedp.Sleep(4e8))
			png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, s.name+".png"), png, 0o644); err != nil {
				t.Fatal(err)
			}
			b.clean()
		})
	}
}
