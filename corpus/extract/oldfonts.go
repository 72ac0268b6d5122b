package extract

import (
	"strings"

	"songngu/corpus/charset"
)

// oldFont reads a piece of text that was typed in a font of TCVN3, which has ư
// in the place of the soft hyphen: it has to be known before soft hyphens go.
// Any other text comes back as it is; the rest of what such fonts do is mended
// by whoever sees the whole document.
func oldFont(s string) string {
	if !strings.Contains(s, "\u00ad") {
		return s
	}
	if mended, repairs := charset.Mend(s, ""); len(repairs) > 0 && !strings.Contains(mended, "\u00ad") {
		return mended
	}
	return s
}
