package quality

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/charset"
	"songngu/corpus/text"
)

// wrongStroke (Q603) finds letters that look like Đ and are others: Ð U+00D0
// and ð U+00F0 of Icelandic, Ɖ U+0189 and ɖ U+0256 of African languages. Old
// converters wrote them; no search finds such words. A word that stands on the
// other side too is a foreign name (Ólafur Þórðarson).
func wrongStroke(p *pair, s *side) {
	if s.base != "vi" || !strings.Contains(s.text, "Ð") && !strings.Contains(s.text, "ð") && !strings.Contains(s.text, "Ɖ") && !strings.Contains(s.text, "ɖ") {
		return
	}
	looked := 0
	for _, w := range s.words() {
		word := w.Of(s.text)
		n := strings.IndexAny(word, "ÐðƉɖ")
		if n < 0 {
			continue
		}
		if looked++; looked > maxLooked || strings.Contains(p.other(s).text, word) {
			continue
		}
		r, size := utf8.DecodeRuneInString(word[n:])
		right := "Đ"
		if unicode.IsLower(r) {
			right = "đ"
		}
		p.find(s, text.Span{Start: w.Start + n, End: w.Start + n + size}, "“"+string(r)+"” stands for “"+right+"”", "ký tự “"+string(r)+"” dùng thay cho “"+right+"”")
	}
}

// debris (Q604) finds what a wrong character encoding leaves behind: U+FFFD
// where a byte had no meaning; a question mark amid the letters of a word
// ("Vi?t Nam"); UTF-8 read as windows-1252 ("Viá»‡t Nam") and letters of a TCVN3
// or VNI font ("ViÖt Nam"), which charset.Mend can read.
//
// A question mark in an address, or before a capital (what?Who), passes.
func debris(p *pair, s *side) {
	if ascii(s.text) && strings.IndexByte(s.text, '?') < 0 {
		return
	}
	if i := strings.IndexRune(s.text, utf8.RuneError); i >= 0 {
		_, size := utf8.DecodeRuneInString(s.text[i:])
		p.find(s, text.Span{Start: i, End: i + size}, "a character that could not be read (U+FFFD)", "có ký tự không đọc được (U+FFFD)")
	}
	if i := lostLetter(s.text); i >= 0 && s.base == "vi" {
		p.find(s, text.Span{Start: i, End: i + 1}, "a question mark inside a word, where a letter was lost", "dấu hỏi giữa từ, có lẽ mất một chữ cái")
	}
	if ascii(s.text) {
		return
	}
	mended, repairs := charset.Mend(s.text, s.base)
	for _, r := range repairs {
		if !strings.Contains(r.What, "mojibake") && !strings.Contains(r.What, "font") {
			continue
		}
		span := changed(s.text, mended)
		right := excerpt(text.Clean(mended))
		p.find(s, span, "text in a wrong character encoding, to be read as “"+right+"”", "văn bản sai bảng mã, đúng ra là “"+right+"”")
		return
	}
}

// lostLetter is the place of the first question mark between two small letters,
// or -1.
func lostLetter(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '?' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+1:])
		if !unicode.IsLetter(before) || !unicode.IsLower(after) {
			continue
		}
		start, end := strings.LastIndexByte(s[:i], ' ')+1, strings.IndexByte(s[i:], ' ')
		if end < 0 {
			end = len(s) - i
		}
		if !strings.ContainsAny(s[start:i+end], "/=&.@") {
			return i
		}
	}
	return -1
}

// changed is the span of a that b has otherwise, cut to whole characters.
func changed(a, b string) text.Span {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(a) && !utf8.RuneStart(a[i]) {
		i--
	}
	end, k := len(a), len(b)
	for end > i && k > i && a[end-1] == b[k-1] {
		end--
		k--
	}
	for end < len(a) && !utf8.RuneStart(a[end]) {
		end++
	}
	return text.Span{Start: i, End: end}
}

// decomposed (Q605) finds text that is not in Unicode's normal form C: letters
// and marks apart, which look right and compare unequal.
func decomposed(p *pair, s *side) {
	if c := text.NFC(s.text); c != s.text && utf8.ValidString(s.text) {
		p.find(s, changed(s.text, c), "marks stand apart from their letters (not in NFC)", "dấu tách rời khỏi chữ cái (không ở dạng NFC)")
	}
}

// lookAlike (Q606) finds words that mix Latin letters with Cyrillic or Greek
// ones that look the same, as "Сan" with a Cyrillic С. Words of one foreign
// script pass, and so do Greek letters that look like no Latin one (αB, μm).
func lookAlike(p *pair, s *side) {
	if ascii(s.text) {
		return
	}
	for _, w := range s.words() {
		word := w.Of(s.text)
		if ascii(word) {
			continue
		}
		latin, alien := false, rune(0)
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Latin, r):
				latin = true
			case strings.ContainsRune(alike, r):
				alien = r
			}
		}
		if latin && alien != 0 {
			p.find(s, w, "“"+excerpt(word)+"” has the letter “"+string(alien)+"” of another script", "“"+excerpt(word)+"” có chữ “"+string(alien)+"” của bảng chữ khác")
		}
	}
}

// Letters of Cyrillic and Greek that look like Latin ones.
const alike = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοορυ"

// invisible (Q607) finds characters that no reader sees: zero-width blanks,
// soft hyphens, byte order marks, control characters (text.Invisible).
func invisible(p *pair, s *side) {
	for i, r := range s.text {
		if r != '\n' && r != '\t' && r != '\r' && text.Invisible(r) {
			p.find(s, text.Span{Start: i, End: i + utf8.RuneLen(r)}, fmtRune(r)+" cannot be seen", "có ký tự ẩn "+fmtRune(r))
		}
	}
}

// fmtRune names a character that cannot be shown.
func fmtRune(r rune) string { return fmt.Sprintf("U+%04X", r) }
