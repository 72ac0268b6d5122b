package extract

import "songngu/corpus/text"

// nfc is text.NFC with a quick answer for what Vietnamese and English consist
// of: letters of Latin-1, Latin Extended-A and -B, Latin Extended Additional
// and general punctuation, none of which ever changes.
func nfc(s string) string {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < 0x80:
			i++
		case c < 0xCC:
			i += 2
		case i+2 < len(s) && (c == 0xE1 && s[i+1] >= 0xB8 && s[i+1] <= 0xBB || c == 0xE2 && s[i+1] == 0x80 && s[i+2] >= 0x82):
			i += 3
		default:
			return text.NFC(s)
		}
	}
	return s
}

// clean is text.Clean with a quick answer for what is clean already and in
// letters that nfc need not look at.
func clean(s string) string {
	space := true
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' && space, c < ' ', c == 0x7F:
			return text.Clean(s)
		case c < 0x80:
			space = c == ' '
			i++
			continue
		case c >= 0xC3 && c < 0xCC:
			i += 2
		case i+1 < len(s) && c == 0xE1 && s[i+1] >= 0xB8 && s[i+1] <= 0xBB:
			i += 3
		case i+2 < len(s) && c == 0xE2 && s[i+1] == 0x80 && s[i+2] >= 0x90 && s[i+2] <= 0xA7: // dashes, quotes, bullets, ellipsis
			i += 3
		default:
			return text.Clean(s)
		}
		space = false
	}
	if space && s != "" {
		return text.Clean(s)
	}
	return s
}
