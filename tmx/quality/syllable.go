package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// impossibleSyllable (Q601) finds words of a Vietnamese side that are spelt as
// no Vietnamese syllable can be (text.ValidSyllable: onset, rime and tone by
// rule), as trứoc, nghành, khôngcó, qủa are. What is wrong but possible (chuyện
// for truyện) it cannot see.
//
// Foreign words are told by rule, not by a list:
//
//   - words without a Vietnamese mark are foreign, or typed without marks;
//   - words with letters that Vietnamese lacks (f, j, w, z, ö, ç, ñ …), that
//     begin with consonants as no syllable does (crôm, Krông, Xtiêng, Plây)
//     or end in one that ends no syllable (Đắk, gôl) are loans or names of
//     minority languages;
//   - words that stand on the other side too are names (Bogotá, Champs-Élysées);
//   - words in capitals are abbreviations (HĐND), capitalised ones are names,
//     unless moving the mark makes them right (Thúân);
//   - words of several syllables whose marks are all level or acute are loans
//     written together (ôxy, vácxin, côngtenơ); two syllables run together are
//     reported if one has another tone (đượcphép), holds ươ, iê, uô or yê, or
//     begins with kh, nh or ngh (khôngcó).
func impossibleSyllable(p *pair, s *side) {
	if s.base != "vi" {
		return
	}
	looked := 0
	for _, w := range s.words() {
		word := w.Of(s.text)
		if ascii(word) || p.c.syllables.valid(word) {
			continue
		}
		word = text.NFC(word)
		if !misspelt(word) {
			continue
		}
		if looked++; looked > maxLooked || strings.Contains(p.other(s).text, word) {
			continue
		}
		en, vi := "“"+excerpt(word)+"” cannot be a Vietnamese syllable", "“"+excerpt(word)+"” không thể là âm tiết tiếng Việt"
		if right := respelt(word); right != "" {
			en, vi = en+"; perhaps “"+right+"”", vi+"; có lẽ là “"+right+"”"
		}
		p.find(s, w, en, vi)
	}
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// misspelt reports whether a word in NFC that is no syllable is a misspelt one
// rather than a foreign word.
func misspelt(word string) bool {
	marks, groups, vowelBefore := 0, 0, false
	var shape strings.Builder // with tones and marks taken off
	for _, r := range word {
		f := text.FoldRune(r)
		if r == 'ð' || r == 'Ð' || f < 'a' || f > 'z' || strings.ContainsRune("fjwz", f) {
			return false
		}
		if r >= utf8.RuneSelf {
			if !vietnameseLetter(r) {
				return false
			}
			marks++
		}
		vowel := strings.ContainsRune("aeiouy", f)
		if vowel && !vowelBefore {
			groups++
		}
		vowelBefore = vowel
		shape.WriteRune(f)
	}
	plain := shape.String()
	if marks == 0 || groups == 0 || !vietnameseOnset(plain) || !vietnameseEnd(plain) {
		return false
	}
	first, n := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[n:])
	switch {
	case unicode.IsUpper(second): // an abbreviation
		return false
	case unicode.IsUpper(first):
		return moved(word) != ""
	case groups == 1:
		return utf8.RuneCountInString(word) > 1
	}
	return runTogether(word)
}

// vietnameseLetter reports whether Vietnamese writes a letter beyond ASCII.
func vietnameseLetter(r rune) bool {
	r = unicode.ToLower(r)
	return r >= 0x1EA0 && r <= 0x1EF9 || strings.ContainsRune("àáâãèéêìíòóôõùúýăđĩũơư", r)
}

var onsets = setOf("b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x")

// vietnameseOnset reports whether the consonants that a word without marks
// begins with can begin a syllable.
func vietnameseOnset(plain string) bool {
	n := strings.IndexAny(plain, "aeiouy")
	return n == 0 || onsets[plain[:n]]
}

// vietnameseEnd reports whether a word without marks ends as a syllable can.
func vietnameseEnd(plain string) bool {
	n := strings.LastIndexAny(plain, "aeiouy") + 1
	switch plain[n:] {
	case "", "c", "ch", "m", "n", "ng", "nh", "p", "t":
		return true
	case "g", "gn", "hn", "gh": // ng or nh gone wrong
		return strings.HasSuffix(plain, "n"+plain[n:]) || len(plain[n:]) > 1
	}
	return false
}

// moved is the word with its tone mark where it belongs, "" if that does not
// make it a syllable.
func moved(word string) string {
	right := text.FoldTone(word)
	if right == strings.ToLower(word) || !text.ValidSyllable(right) {
		return ""
	}
	if startsUpper(word) {
		r, n := utf8.DecodeRuneInString(right)
		right = string(unicode.ToUpper(r)) + right[n:]
	}
	return right
}

// respelt is what was likely meant: the tone mark moved, ươ for uơ, the letters
// that the spelling asks for before e, ê and i (k, gh, ngh) or before others (c,
// g, ng), or two syllables parted. It is "" where none makes syllables.
func respelt(word string) string {
	if right := moved(word); right != "" {
		return right
	}
	lower := strings.ToLower(word)
	for _, r := range respellings {
		if right := strings.Replace(lower, r[0], r[1], 1); right != lower {
			if right = text.FoldTone(right); text.ValidSyllable(right) {
				return right
			}
		}
	}
	if i := strings.IndexFunc(word, unicode.IsLower); i >= 0 {
		if k := strings.IndexFunc(word[i:], unicode.IsUpper); k > 0 { // lệnhHình
			return word[:i+k] + " " + word[i+k:]
		}
	}
	if vowelGroups(word) < 2 {
		return ""
	}
	if a, b := parted(word); a != "" {
		return a + " " + b
	}
	return ""
}

// respellings are usual slips: what is written, and what is right.
var respellings = [][2]string{
	{"uơ", "ươ"}, {"ưo", "ươ"}, {"uớ", "ướ"}, {"uờ", "ườ"}, {"uở", "ưở"}, {"uỡ", "ưỡ"}, {"uợ", "ượ"},
	{"ứo", "ướ"}, {"ừo", "ườ"}, {"ửo", "ưở"}, {"ữo", "ưỡ"}, {"ựo", "ượ"},
	{"ngh", "ng"}, {"ng", "ngh"}, {"gh", "g"}, {"k", "c"}, {"c", "k"}, {"ie", "iê"}, {"ye", "yê"}, {"gn", "ng"}, {"hn", "nh"},
}

func vowelGroups(word string) (n int) {
	before := false
	for _, r := range text.FoldMarks(word) {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	return n
}

// parted cuts a word into two syllables, each with a vowel and at least two
// letters, "" if there is no way; of several ways the one with the longest
// first part.
func parted(word string) (a, b string) {
	for i := range word {
		if i >= 2 && len(word)-i >= 2 && text.ValidSyllable(word[:i]) && text.ValidSyllable(word[i:]) {
			a, b = word[:i], word[i:]
		}
	}
	return a, b
}

// runTogether reports whether a word is two Vietnamese syllables written
// together by mistake rather than a loan.
func runTogether(word string) bool {
	a, b := parted(word)
	return a != "" && (nativeSyllable(a) || nativeSyllable(b))
}

// nativeSyllable reports whether a syllable has what loans have not: a tone
// other than level and acute, a diphthong written with a mark, or an onset that
// loans are not written with.
func nativeSyllable(s string) bool {
	for _, r := range strings.ToLower(s) {
		if strings.ContainsRune("àằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ", r) {
			return true
		}
	}
	level := text.FoldMarks(s)
	for _, onset := range []string{"kh", "nh", "ngh"} {
		if strings.HasPrefix(level, onset) {
			return true
		}
	}
	for _, d := range []string{"ươ", "ướ", "iê", "iế", "yê", "yế", "uô", "uố"} {
		if strings.Contains(s, d) {
			return len(level) > 2
		}
	}
	return false
}
