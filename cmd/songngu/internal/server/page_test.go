package server

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The page fetches nothing from elsewhere, and nothing in it would break its
// own policy.
func TestPageFiles(t *testing.T) {
	address := start(t, Options{Store: memoryOf(t, lakes)})
	for path, kind := range map[string]string{"/": "text/html", "/page.css": "text/css", "/page.js": "text/javascript", "/icon.svg": "image/svg+xml"} {
		status, body, h := get(t, address, path)
		if status != 200 || !strings.HasPrefix(h.Get("Content-Type"), kind) {
			t.Errorf("%s: status %d, %s", path, status, h.Get("Content-Type"))
		}
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if status, _, _ := get(t, address, path, "If-None-Match", h.Get("ETag")); status != 304 {
			t.Errorf("%s: status %d for what the browser has already", path, status)
		}
		for _, wrong := range []string{`\son[a-z]+="`, `style="`, `<style`, `<script>`, `innerHTML`, `https?://`} {
			if kind != "image/svg+xml" && !(path == "/page.js" && wrong == `https?://`) && regexp.MustCompile(wrong).MatchString(body) {
				t.Errorf("%s has %s", path, wrong)
			}
		}
	}
	// Every text is there in both languages.
	js, err := pageFiles.ReadFile("page/page.js")
	if err != nil {
		t.Fatal(err)
	}
	html, err := pageFiles.ReadFile("page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`data-say="(\w+)"|say\('(\w+)'`).FindAllStringSubmatch(string(js)+string(html), -1) {
		name := m[1] + m[2]
		if n := len(regexp.MustCompile(`[{\s]`+name+`: '`).FindAllString(string(js), -1)); n != 2 {
			t.Errorf("the text %s is there in %d languages", name, n)
		}
	}
}

// tab is the page in a browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// open opens an address in Chromium, of the language and size given.
func open(t *testing.T, address, language string, width, height int64, scheme string) tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("no Chromium here (Debian package chromium), or a short run: the page is not tried in it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the page fails: %v", e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "401") {
				t.Errorf("the browser says: %s", e.Entry.Text)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	b := tab{t, ctx}
	b.do(
		command(log.Enable, cdp.Empty{}),
		command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}),
		command(emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome", AcceptLanguage: language}),
		chromedp.Navigate(address),
	)
	return b
}

func command[P, R any](c cdp.Command[P, R], parameters P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, parameters)
		return err
	})
}

func (b tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// js is the text that an expression gives.
func (b tab) js(expression string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// text is what an element shows, once it is there and shows something.
func (b tab) text(selector string) string {
	b.t.Helper()
	for range 1000 {
		if s := b.js("(document.querySelector(" + strconv.Quote(selector) + ") || {innerText: ''}).innerText"); s != "" {
			return s
		}
		time.Sleep(30 * time.Millisecond)
	}
	b.t.Fatalf("%s does not come: %s", selector, b.js("document.body.innerText"))
	return ""
}

// shows fails the test where the page shows something else.
func (b tab) shows(got, want string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("the page shows %q, want %q", got, want)
	}
}

// fits fails the test where the page has to be moved from side to side, and
// keeps a picture where SONGNGU_SHOTS names a folder.
func (b tab) fits(name string) {
	b.t.Helper()
	b.shows(b.js("document.documentElement.scrollWidth <= innerWidth"), "true")
	if dir := os.Getenv("SONGNGU_SHOTS"); dir != "" {
		png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666)
		}
		if err != nil {
			b.t.Error(err)
		}
	}
}

// A user types, finds, walks through the results with the keys alone, and
// changes the language of the page.
func TestPage(t *testing.T) {
	b := open(t, start(t, Options{Store: memoryOf(t, lakes)}), "en-GB", 1100, 800, "light")
	b.shows(b.text("#held"), "lakes · 6 units")
	b.do(chromedp.KeyEvent("The lake is 712 metres long." + kb.Enter)) // the box has the focus
	b.shows(b.text("#matches li .percent"), "99 %")
	b.shows(b.text("#matches li .target"), "Hồ dài 712 mét.")
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	b.shows(b.js("document.activeElement.querySelector('.target').innerText"), "Hồ dài 712 mét.")
	b.do(chromedp.KeyEvent(kb.ArrowUp + kb.Escape))
	b.do(chromedp.KeyEvent("pha" + kb.Enter)) // what was there is selected, and so replaced
	b.shows(b.text("#hits li mark.found"), "phà")
	b.shows(b.text("#hits li mark.likely"), "ferry")
	b.shows(b.js("location.hash"), "#q=pha&from=auto&mode=all")
	b.fits("serve-light")
	b.do(chromedp.Click("#tongue"))
	b.shows(b.text("#hits h2"), "Từ trong ngữ cảnh")
	b.shows(b.js("document.documentElement.lang"), "vi")
}

// The page on a phone in Vietnamese, in the dark, of a server that asks for a
// key; with a unit that holds what a browser must not take for a page.
func TestPageWithKey(t *testing.T) {
	pairs := append([][2]string{{`<img src=x onerror="document.title='taken'"> The bell <b>rings</b>.`, `<script>document.title='taken'</script> Chuông reo.`}}, lakes...)
	b := open(t, start(t, Options{Store: memoryOf(t, pairs), Keys: keysOf(t)})+"/#q=chuong+reo&from=auto&mode=all", "vi-VN,vi", 360, 740, "dark")
	b.shows(b.text("#keyform label"), "Máy chủ này yêu cầu khóa")
	b.do(chromedp.SendKeys("#key", "a-key-that-is-no-key"+kb.Enter))
	b.shows(b.text("#state.wrong"), "Khóa không được chấp nhận.")
	b.js("document.querySelector('#key').value = ''")
	b.do(chromedp.SendKeys("#key", reader+kb.Enter))
	b.shows(b.text("main li .target"), pairs[0][0])
	b.shows(b.js("document.title"), "songngu")
	b.shows(b.js("document.documentElement.lang + getComputedStyle(document.documentElement).backgroundColor"), "virgb(20, 25, 23)")
	b.fits("serve-phone-dark")
}
