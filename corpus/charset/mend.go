package charset

import (
	"unicode/utf8"
)

// The kinds of damage that Repairs speak of.
const (
	repairInvalid       = "invalid bytes replaced"
	repairCapitals      = "capitals of a capital-letter font restored"
	repairMojibake      = "mojibake of utf-8 read as windows-1252, undone"
	repairMojibakeAgain = "mojibake of utf-8 read as windows-1252 once more, undone"
	repairMarks         = "combining marks recomposed"
	repairStroke        = "Ð U+00D0 for Đ"
	repairLookalike     = "look-alike letters"
	repairSpacing       = "spacing marks put on their letters"
)

// symptoms is what a text shows of damage, before any is mended.
type symptoms struct {
	mojibake   int // odd letters that may begin a sequence of UTF-8
	marks      int // combining marks
	words      int // letters and marks that Vietnamese writes otherwise
	font       int // letters that stand for Vietnamese ones in old fonts
	vietnamese int // letters that only Vietnamese has
}

// any reports whether there is anything to mend, perhaps.
func (y symptoms) any() bool {
	return y.mojibake > 0 || y.marks > 0 || y.words > 0 || y.font > 0
}

// look counts the symptoms of valid UTF-8 text.
func look(s string) symptoms {
	var y symptoms
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= highStart && r < highEnd, r == 'đ', r == 'ơ', r == 'ư', r == 'ă', r == 'Đ', r == 'Ơ', r == 'Ư', r == 'Ă':
			y.vietnamese++
		case r < 0xC2:
			if !ordinary(r, false) {
				y.font++
			}
			if r == '´' {
				y.words++
			}
		case r <= 0xFF:
			if i < len(s) && s[i] >= 0xC2 {
				y.mojibake++
			}
			if placeOf(r) == nowhere && r != '×' {
				y.font++
			}
			if r == 'Ð' || r == 'ð' {
				y.words++
			}
		case r >= 0x300 && r <= markAcuteTone:
			y.marks++
		case oddRune(r):
			y.words++
		}
	}
	return y
}

// Mend repairs Unicode text that went wrong before it reached us and reports
// what it did; text without damage comes back as it is. It is for text that
// some other reader decoded: a paragraph of a DOCX, a page of a PDF; Decode
// calls it itself. lang is the language wanted: "vi", "en" or "".
//
// It undoes UTF-8 read as windows-1252, once or several times; reads letters
// that only mean something in a font of TCVN3 or VNI; puts combining marks on
// their letters in whatever order they come; writes Đ for Ð, and Latin letters
// for the Cyrillic and Greek ones inside Latin words.
func Mend(text, lang string) (string, []Repair) {
	y := look(text)
	var repairs []Repair
	if y.mojibake > 0 {
		text, repairs = unmojibake(text)
		if len(repairs) > 0 {
			y = look(text)
		}
	}
	if y.font >= fontWords { // a syllable of such text has at least one odd letter
		t, name, n := readFonts(text)
		if n > 0 {
			text = t
			repairs = append(repairs, Repair{"letters of a " + name + " font read", n})
			y = look(text)
		}
	}
	if y.marks > 0 {
		t, n := recompose(text)
		if n > 0 {
			text = t
			repairs = append(repairs, Repair{repairMarks, n})
			y = look(text)
		}
	}
	if y.words > 0 {
		m := wordMender{vietnamese: lang == "vi" || y.vietnamese >= 3}
		text = m.mendWords(text)
		for _, r := range []Repair{{repairStroke, m.stroke}, {repairSpacing, m.spacing}, {repairLookalike, m.lookalike}} {
			if r.Count > 0 {
				repairs = append(repairs, r)
			}
		}
	}
	return text, repairs
}
