package page_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

type action = chromedp.Action[chromedp.Void]

// command is an action that sends one command of the browser's protocol.
func command[P, R any](c cdp.Command[P, R], parameters P) action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, parameters)
		return err
	})
}

// patience bounds what a test waits for; it is long, since nothing is measured
// by it.
const patience = 20 * time.Second

var chromium = struct {
	sync.Once
	ctx    context.Context
	cancel func()
	err    error
}{}

// tab is a tab of the browser with what went wrong in it: errors on its console,
// and requests that left this machine.
type tab struct {
	t   *testing.T
	ctx context.Context
	// close closes the tab, as a person does.
	close func()

	mu      sync.Mutex
	trouble []string
	asked   []string // every address
}

// open opens a tab at an address, in a browser that all tests share; the test is
// skipped where there is no Chromium.
func open(t *testing.T, address string, before ...action) *tab {
	t.Helper()
	return openIn(t, browser(t), address, before...)
}

func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("no browser in short runs")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here: apt-get install chromium")
	}
	chromium.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
			chromedp.Flag("lang", "en-US"), chromedp.Flag("disable-dev-shm-usage", true), chromedp.WindowSize(1360, 860))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, cancel := chromedp.NewContext(allocator)
		chromium.ctx, chromium.err = ctx, chromedp.Do(ctx)
		chromium.cancel = func() { cancel(); stop() }
	})
	if chromium.err != nil {
		t.Fatalf("chromium does not start: %v", chromium.err)
	}
	return chromium.ctx
}

func openIn(t *testing.T, browser context.Context, address string, before ...action) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	tab := &tab{t: t, ctx: ctx, close: func() { chromedp.Cancel(ctx) }}
	if err := chromedp.Listen(ctx, tab.listen); err != nil {
		t.Fatal(err)
	}
	actions := append([]action{command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{})}, before...)
	tab.run(append(actions, chromedp.Navigate(address))...)
	tab.wait(`document.querySelector("#table")?.getAttribute("aria-busy") === "false" && document.querySelectorAll(".pair:not(.waiting)").length > 0 && +document.body.dataset.checks > 0`)
	return tab
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.trouble = append(b.trouble, exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.trouble = append(b.trouble, fmt.Sprint("console: ", string(e.Args[0].Value)))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.trouble = append(b.trouble, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	}
}

// clean fails the test for whatever went wrong in the tab.
func (b *tab) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.trouble {
		b.t.Errorf("in the browser: %s", s)
	}
	b.trouble = nil
}

func (b *tab) run(actions ...action) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.clean()
		b.t.Fatal(err)
	}
}

// wait waits until an expression is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return
		}
	}
	b.clean()
	b.t.Fatalf("never true: %s\nthe page says %q, and at the cursor stands %q", expression, b.text("#toast"), b.text(".pair.current"))
}

// value evaluates an expression.
func value[T any](b *tab, expression string) (v T) {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// text is the text of the first element that fits a selector, as it is seen.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return strings.Join(strings.Fields(value[string](b, fmt.Sprintf("document.querySelector(%q)?.innerText || ''", selector))), " ")
}

// keys presses keys one after the other: "n", "Shift+M", "Enter", "Ctrl+z".
func (b *tab) keys(list ...string) {
	b.t.Helper()
	for _, k := range list {
		b.run(press(k))
	}
}

// say waits until the page has announced some words.
func (b *tab) say(words string) {
	b.t.Helper()
	b.wait(fmt.Sprintf("(document.querySelector('#polite').textContent + document.querySelector('#alarm').textContent).includes(%q)", words))
}

// size is the window as a person has it: its width and height in CSS pixels.
func size(width, height int64, scale float64) action {
	return command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: scale, Mobile: width < 500})
}

// scheme is the person's choice of light or dark.
func scheme(name string) action {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// spoken is the language that the browser is set to.
func spoken(language string) action {
	return command(emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome", AcceptLanguage: language})
}

func exception(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chromium.cancel != nil {
		chromium.cancel()
	}
	os.Exit(code)
}
