package charset

import "unicode/utf8"

// decodeTable decodes a one-byte charset, composing as it goes.
func decodeTable(t *table, data []byte) ([]byte, counts) {
	c := composer{out: make([]byte, 0, len(data)+len(data)/3+16)}
	for _, b := range data {
		r := t[b]
		switch {
		case r < utf8.RuneSelf:
			c.at, c.last = len(c.out), r
			c.out = append(c.out, byte(r))
		case r == utf8.RuneError:
			c.bad()
		default:
			c.add(r)
		}
	}
	return c.out, counts{loose: c.loose, invalid: c.invalid}
}

// counts is what a decoder has to report beside its text.
type counts struct {
	loose    int // combining marks that no Vietnamese letter takes
	invalid  int // bytes that the charset gives no meaning
	capitals int // letters raised to capitals, TCVN3 only
}
