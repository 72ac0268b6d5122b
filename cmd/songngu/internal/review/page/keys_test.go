package page_test

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

var named = map[string]int64{
	"Enter": 13, "Escape": 27, "Tab": 9, "Space": 32, "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "ArrowRight": 39,
	"Home": 36, "End": 35, "PageUp": 33, "PageDown": 34, "F1": 112, "F2": 113, "Backspace": 8,
}

// press presses one key with its modifiers, as the keyboard does.
func press(chord string) action {
	parts := strings.Split(chord, "+")
	k := parts[len(parts)-1]
	key := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: k}
	for _, m := range parts[:len(parts)-1] {
		key.Modifiers |= map[string]int64{"Alt": 1, "Ctrl": 2, "Shift": 8}[m]
	}
	switch code, special := named[k]; {
	case k == "Space":
		key.Key, key.Text, key.WindowsVirtualKeyCode = " ", " ", code
	case k == "Enter" && key.Modifiers == 0:
		key.Text, key.WindowsVirtualKeyCode = "\r", code
	case special:
		key.Code, key.WindowsVirtualKeyCode = k, code
	case key.Modifiers&^8 != 0:
		key.WindowsVirtualKeyCode = int64(strings.ToUpper(k)[0])
	default:
		key.Text = k
	}
	up := key
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	return chromedp.Steps(command(input.DispatchKeyEvent, key), command(input.DispatchKeyEvent, up))
}
