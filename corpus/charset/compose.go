package charset

import (
	"strings"
	"unicode/utf8"
)

// composer collects runes as UTF-8 and puts every combining mark of Vietnamese
// on the letter before it, in whatever order the marks come.
type composer struct {
	out      []byte
	at       int  // where the last rune starts in out
	last     rune // the last rune written, 0 at the start
	composed int  // marks put on a letter
	loose    int  // marks of other languages, left behind their letter
	invalid  int  // bytes without meaning, written as U+FFFD
}

func (c *composer) add(r rune) {
	if r >= markGrave && r <= markAcuteTone {
		if l := combine(c.last, r); l != 0 {
			c.out = utf8.AppendRune(c.out[:c.at], l)
			c.last = l
			c.composed++
			return
		}
		c.loose++
	}
	c.at = len(c.out)
	c.last = r
	c.out = utf8.AppendRune(c.out, r)
}

func (c *composer) bad() {
	c.add(utf8.RuneError)
	c.invalid++
}

// recompose puts the combining marks of Vietnamese letters on their letters
// and returns how many there were; text without any is returned as it is.
// Other marks stay as they were found.
func recompose(s string) (string, int) {
	if strings.IndexByte(s, 0xCC) < 0 && strings.IndexByte(s, 0xCD) < 0 {
		return s, 0
	}
	c := composer{out: make([]byte, 0, len(s))}
	for i := 0; i < len(s); {
		// What stands before the next mark is copied as it is.
		j := i
		for j < len(s) && s[j] != 0xCC && s[j] != 0xCD {
			j++
		}
		if j > i {
			c.out = append(c.out, s[i:j]...)
			r, n := utf8.DecodeLastRuneInString(s[i:j])
			c.at, c.last = len(c.out)-n, r
		}
		if j < len(s) {
			r, n := utf8.DecodeRuneInString(s[j:])
			c.add(r)
			j += n
		}
		i = j
	}
	if c.composed == 0 {
		return s, 0
	}
	return string(c.out), c.composed
}
