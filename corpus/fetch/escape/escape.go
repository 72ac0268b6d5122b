// Package escape spells the percent escapes of an address in one way, so that
// two spellings of the same address compare as equal.
package escape

import (
	"strconv"
	"strings"
)

// Normal gives a path or a query with its escapes in upper case, none for what
// needs none in any place (letters, digits and "-._~"), and one for each byte
// outside ASCII, each space and each control character, as RFC 3986, 6.2.2
// has it. A "%" that begins no escape is escaped itself, so that Normal(Normal(s))
// is Normal(s).
func Normal(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		b, escaped := s[i], false
		if b == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b, escaped = byte(n), true
				i += 2
			}
		}
		plain := b == '-' || b == '.' || b == '_' || b == '~' || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
		if escaped && !plain || b == '%' || b <= ' ' || b >= 0x7f {
			out.WriteByte('%')
			out.WriteByte(hex[b>>4])
			out.WriteByte(hex[b&15])
			continue
		}
		out.WriteByte(b)
	}
	return out.String()
}
