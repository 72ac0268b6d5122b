package charset

import (
	"bytes"
	"unicode/utf8"
)

// decodeUTF8 copies valid UTF-8 and puts U+FFFD for every byte that is not.
func decodeUTF8(data []byte) ([]byte, counts) {
	if utf8.Valid(data) {
		return bytes.Clone(data), counts{}
	}
	out := make([]byte, 0, len(data)+len(data)/8)
	var n counts
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			n.invalid++
		}
		out = utf8.AppendRune(out, r)
		data = data[size:]
	}
	return out, n
}

var replaced = []byte("\uFFFD")

func countReplaced(text []byte) int { return bytes.Count(text, replaced) }
