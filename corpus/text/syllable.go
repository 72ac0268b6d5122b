package text

import "strings"

// maxSyllable is the greatest number of letters a syllable can have, with one
// to spare: nghiêng has seven.
const maxSyllable = 8

// The rimes of Vietnamese without their tones, as they are spelt. Rimes with
// an initial glide (oa, uê …) stand with the others; after qu the glide is the
// u of the onset.
//
// Source: the sound system as taught in Đoàn Thiện Thuật, Ngữ âm tiếng Việt
// (1977), and the spelling rules of the school primers; ooc, oong and oeng are
// of loans and of echoic words.
const rimeList = `a ac ach ai am an ang anh ao ap at au ay
 ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
 e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
 i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
 o oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
 u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
 ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
 oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
 oe oem oen oeng oeo oet uân uâng uât uây uê uên uêch uênh uêu uơ
 uy uya uych uyên uyêt uyn uynh uyp uyt uyu
 y yêm yên yêng yêt yêu yn ynh yt ych`

const onsetList = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"

// rime is what the table knows of one rime.
type rime struct {
	oldPlace, newPlace int8 // the letter that bears the tone mark
	stop               bool // ends in c, ch, p or t: only acute and dot
	glide              bool // begins with the glide o or u before a vowel
	first              byte
}

var (
	rimes  = map[string]rime{}
	onsets = map[string]bool{"": true}
)

func init() {
	encode := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(letterOf(r).base)
		}
		return b.String()
	}
	for _, s := range strings.Fields(onsetList) {
		onsets[encode(s)] = true
	}
	for _, s := range strings.Fields(rimeList) {
		code := encode(s)
		r := rime{first: code[0]}
		r.oldPlace, r.newPlace = tonePlaces(code)
		switch code[len(code)-1] {
		case 'c', 'p', 't':
			r.stop = true
		case 'h':
			r.stop = strings.HasSuffix(code, "ch")
		}
		switch {
		case len(code) < 2 || !vowel(code[1]):
		case code[0] == 'o':
			r.glide = code[1] == 'a' || code[1] == aBreve || code[1] == 'e'
		case code[0] == 'u':
			r.glide = code[1] == aHat || code[1] == eHat || code[1] == oHorn || code[1] == 'y'
		}
		rimes[code] = r
	}
}

// tonePlaces says which letter of a rime bears the tone mark in the old and in
// the new style. A vowel with a quality mark bears it (the last, in ươ); else
// the second vowel before a consonant and the middle one of three; of two open
// vowels the first, but for oa, oe and uy, where the new style marks the second.
func tonePlaces(code string) (old, new int8) {
	vowels, marked := 0, int8(-1)
	for vowels < len(code) && vowel(code[vowels]) {
		if c := code[vowels]; c < 'a' {
			marked = int8(vowels)
		}
		vowels++
	}
	switch {
	case marked >= 0:
		return marked, marked
	case vowels == 1:
		return 0, 0
	case vowels == 3 || vowels < len(code):
		return 1, 1
	case code == "oa" || code == "oe" || code == "uy":
		return 0, 1
	}
	return 0, 0
}

// syllable is a word of Vietnamese letters taken apart.
type syllable struct {
	start int // the number of letters before the rime
	tone  tone
	place int // the letter of the rime that bears the tone mark, if any does
	rime  rime
}

// parseSyllable takes letters apart by rule; ok is false if they are no
// Vietnamese syllable, wherever the tone mark stands.
func parseSyllable(letters []letter) (s syllable, ok bool) {
	var codes [maxSyllable]byte
	at := -1
	for i, l := range letters {
		codes[i] = l.base
		if l.tone != level {
			if at >= 0 {
				return s, false
			}
			at, s.tone = i, l.tone
		}
	}
	n := len(letters)
	start := 0
	for start < n && !vowel(codes[start]) {
		start++
	}
	if start == n {
		return s, false
	}
	// The i of gi and the u of qu are of the onset where a vowel follows; iê
	// after g is written once (giêng, giết).
	if start == 1 && start+1 < n && vowel(codes[2]) &&
		(codes[0] == 'q' && codes[1] == 'u' || codes[0] == 'g' && codes[1] == 'i' && codes[2] != eHat) {
		start = 2
	}
	info, known := rimes[string(codes[start:n])]
	if !known || !onsets[string(codes[:start])] && !(start == 1 && codes[0] == 'g') {
		return s, false
	}
	if info.stop && s.tone != acute && s.tone != dot {
		return s, false
	}
	if !fits(codes[:start], info, codes[start:n]) {
		return s, false
	}
	s.start, s.rime, s.place = start, info, at-start
	return s, true
}

// fits says whether the spelling rules let the rime follow the onset.
func fits(onset []byte, r rime, code []byte) bool {
	front := r.first == 'i' || r.first == 'e' || r.first == eHat
	alone := len(code) == 1
	switch string(onset) {
	case "":
		return r.first != 'i' || len(code) < 3 || code[1] != eHat // yêu, not iêu
	case "qu":
		switch r.first {
		case 'u', uHorn, 'o':
			return false
		case oHat:
			return string(code) == "Oc"
		case oHorn:
			return alone || string(code) == "Pt" || string(code) == "Pn"
		case 'i':
			return len(code) < 2 || code[1] != eHat && code[1] != 'a' && code[1] != 'u'
		}
		return true
	case "c", "ng":
		return !front && r.first != 'y'
	case "g":
		return r.first != 'e' && r.first != eHat && r.first != 'y'
	case "gh", "ngh":
		return front
	case "k":
		return front || r.first == 'y' && alone
	case "b", "m", "ph", "v", "p":
		// Lips are round already: the glide follows only in loans (voan, buýt).
		if r.glide {
			switch string(code) {
			case "oa", "oan", "oay", "uy", "uyt", "uyp":
				return true
			}
			return false
		}
	case "n":
		if r.glide && r.first == 'o' && code[1] == 'e' {
			return false
		}
	}
	if r.first == 'y' {
		switch string(onset) {
		case "h", "l", "m", "s", "t", "th", "v":
			return alone
		}
		return false
	}
	return true
}

// ValidSyllable reports whether s is spelt as a Vietnamese syllable can be:
// an onset, a rime that may follow it, and a tone that the rime may bear, its
// mark where the old or the new style puts it. It goes by rule, not by a list of
// words: "hoà", "hòa" and "nghiêng" are syllables, so is "trắp", which is no
// word; "hòan" (misplaced), "cê", "nghang", "hat" and "school" are none. Case
// and normal form do not matter.
func ValidSyllable(s string) bool {
	if len(s) > 4*maxSyllable {
		return false
	}
	return validSyllable(compose(s))
}

func validSyllable(s string) bool {
	var buf [maxSyllable]letter
	letters, ok := decodeSyllable(s, &buf)
	if !ok {
		return false
	}
	p, ok := parseSyllable(letters)
	return ok && (p.tone == level || p.place == int(p.rime.newPlace) || p.place == int(p.rime.oldPlace))
}
