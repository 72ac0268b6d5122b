package charset

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeUTF16 decodes UTF-16 without its byte order mark. Lone surrogates and
// a last odd byte become U+FFFD and are counted.
func decodeUTF16(data []byte, order binary.ByteOrder) ([]byte, counts) {
	out := make([]byte, 0, len(data)+len(data)/4)
	var n counts
	i := 0
	for ; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+3 < len(data) {
				pair = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
			}
			if pair == utf8.RuneError {
				n.invalid++
			} else {
				i += 2
			}
			r = pair
		}
		out = utf8.AppendRune(out, r)
	}
	if i < len(data) {
		out = utf8.AppendRune(out, utf8.RuneError)
		n.invalid++
	}
	return out, n
}

// decodeUTF32 decodes UTF-32 without its byte order mark; what is no character
// becomes U+FFFD and is counted.
func decodeUTF32(data []byte, order binary.ByteOrder) ([]byte, counts) {
	out := make([]byte, 0, len(data)/2+4)
	var n counts
	i := 0
	for ; i+3 < len(data); i += 4 {
		u := order.Uint32(data[i:])
		if u > utf8.MaxRune || !utf8.ValidRune(rune(u)) {
			u = utf8.RuneError
			n.invalid++
		}
		out = utf8.AppendRune(out, rune(u))
	}
	if i < len(data) {
		out = utf8.AppendRune(out, utf8.RuneError)
		n.invalid++
	}
	return out, n
}

// bom finds a byte order mark and returns the charset it stands for and its
// length. FF FE 00 00 is UTF-32 only where that reads better than UTF-16 that
// begins with a NUL, which no text does.
func bom(data []byte) (name string, size int) {
	has := func(mark string) bool { return len(data) >= len(mark) && string(data[:len(mark)]) == mark }
	switch {
	case has("\xEF\xBB\xBF"):
		return nameUTF8, 3
	case has("\xFF\xFE\x00\x00") && len(data)%4 == 0:
		return nameUTF32LE, 4
	case has("\x00\x00\xFE\xFF"):
		return nameUTF32BE, 4
	case has("\xFF\xFE"):
		return nameUTF16LE, 2
	case has("\xFE\xFF"):
		return nameUTF16BE, 2
	}
	return "", 0
}

// wideSample bounds how much is read to tell UTF-16 by its NUL bytes.
const wideSample = 64 << 10

// guessWide tells UTF-16 and UTF-32 without a byte order mark by where their
// NUL bytes stand: blanks, line ends and the unmarked letters of English and
// Vietnamese have a NUL in the upper byte, and no text has one elsewhere. It
// returns the empty string for anything else.
func guessWide(data []byte) string {
	d := data[:min(len(data), wideSample)]
	if len(d) < 4 || bytes.IndexByte(d, 0) < 0 {
		return ""
	}
	var nul [4]int
	for i, b := range d {
		if b == 0 {
			nul[i&3]++
		}
	}
	quarter := len(d) / 4
	few, most := len(d)/500, quarter*9/10
	if len(data)%4 == 0 {
		if nul[3] >= most && nul[2] >= most && nul[0] <= few {
			return nameUTF32LE
		}
		if nul[0] >= most && nul[1] >= most && nul[3] <= few {
			return nameUTF32BE
		}
	}
	even, odd := nul[0]+nul[2], nul[1]+nul[3]
	enough := max(1, len(d)/2*3/10)
	if odd >= enough && even <= few {
		return nameUTF16LE
	}
	if even >= enough && odd <= few {
		return nameUTF16BE
	}
	return ""
}
