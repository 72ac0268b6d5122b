package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// repeated (Q306) finds a word, or two words, that stand twice in a row with
// only white space between: "the the", "của của", "in the in the".
//
// English: all words but those that rightly follow themselves (had had, that
// that, very very), words with capitals (Duran Duran), numbers and letters.
//
// Vietnamese doubles words to change their meaning: xa xa, dần dần, người
// người, thường thường, mãi mãi. Nearly every noun, verb and adjective can be
// doubled, function words cannot; so only those of a closed list are found, and
// not where the second begins another word (của của cải). The list leaves out
// what is doubled after all: từ từ, là là, đều đều, hay hay, đi đi.
// Two words in a row are found in both languages if they have five letters
// between them at least and do not begin with a word that doubles (từng, and).
//
// Other languages are left alone. What the other side doubles too is meant.
func repeated(p *pair, s *side) {
	if s.base != "en" && s.base != "vi" {
		return
	}
	words := s.words()
	for i := 1; i < len(words); i++ {
		if same(s.text, words[i-1], words[i]) && blank(s.text[words[i-1].End:words[i].Start]) {
			if s.wronglyDoubled(i) {
				p.foundTwice(s, text.Span{Start: words[i-1].Start, End: words[i].End}, words[i].Of(s.text))
			}
			continue
		}
		if i < 3 || !same(s.text, words[i-2], words[i]) || !same(s.text, words[i-3], words[i-1]) {
			continue
		}
		span := text.Span{Start: words[i-3].Start, End: words[i].End}
		two := text.Span{Start: words[i-1].Start, End: words[i].End}
		if twoWords(two.Of(s.text)) && onlyBlanks(s.text, words[i-3:i+1]) && !s.thrice(i) {
			p.foundTwice(s, span, two.Of(s.text))
		}
	}
}

func (p *pair) foundTwice(s *side, span text.Span, word string) {
	p.find(s, span, "“"+excerpt(word)+"” stands twice in a row", "lặp “"+excerpt(word)+"”")
}

func same(s string, a, b text.Span) bool { return strings.EqualFold(a.Of(s), b.Of(s)) }

func blank(s string) bool { return s != "" && strings.TrimSpace(s) == "" }

func onlyBlanks(s string, words []text.Span) bool {
	for i := 1; i < len(words); i++ {
		if !blank(s[words[i-1].End:words[i].Start]) {
			return false
		}
	}
	return true
}

// thrice reports whether one of the two words that end at i stands a third time
// in the same rhythm, which is meant: around and around and around.
func (s *side) thrice(i int) bool {
	w := s.words()
	return i >= 4 && same(s.text, w[i-4], w[i]) || i+1 < len(w) && same(s.text, w[i+1], w[i-1])
}

// wronglyDoubled reports whether the word at i, which stands before itself, is
// one that is not doubled in right text.
func (s *side) wronglyDoubled(i int) bool {
	words := s.words()
	word := strings.ToLower(words[i].Of(s.text))
	if i >= 2 && same(s.text, words[i-2], words[i]) || i+1 < len(words) && same(s.text, words[i+1], words[i]) {
		return false // no no no
	}
	if s.base == "vi" {
		if !undoubled[word] {
			return false
		}
		if word == "không" && i >= 2 && strings.EqualFold(words[i-2].Of(s.text), "nếu") {
			return false // nếu không, không thể
		}
		next := ""
		if i+1 < len(words) {
			next = strings.ToLower(words[i+1].Of(s.text))
		}
		return !strings.Contains(" "+undoubledBefore[word]+" ", " "+next+" ") || next == ""
	}
	first, n := utf8.DecodeRuneInString(words[i].Of(s.text))
	return n < len(word) && unicode.IsLower(first) && !doubled[word]
}

func twoWords(s string) bool {
	lower := strings.ToLower(s)
	first, _, _ := strings.Cut(lower, " ")
	if len(s) < 6 || doubledBefore[first] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// What two words may begin with that rightly follow themselves: so on and so
// on, and lots and lots, từng bước từng bước, rất nhiều rất nhiều.
var doubledBefore = setOf("từng rất so and or và hay")

// English words that may follow themselves.
var doubled = setOf(`had that is was do so very no yes really long far many much more on out in up over now
 bye ha ho hey la well there oh many again never ever blah knock tut big old little chop night can what who`)

// Vietnamese function words, which are not doubled.
var undoubled = setOf(`của và các những được bị với cho để tại khi thì đã sẽ đang cũng nên do bởi vì nếu hoặc
 nhưng mà rằng đến này một trong trên dưới là ở về theo như không có cùng`)

// What follows where the second of two equal words begins another one.
var undoubledBefore = map[string]string{
	"của": "cải", "được": "mùa thua việc lòng", "bị": "cáo đơn can gậy động", "cho": "vay thuê phép", "để": "dành ý lại tang",
	"đến": "nơi", "nên": "người thơ", "do": "dự", "là": "lượt tà ủi", "về": "nhà hưu nước quê đích", "theo": "đuổi dõi", "trong": "veo sáng suốt trẻo vắt sạch",
	"có": "thể", "không": "khí gian quân lực", "một": "mình", "các": "tông", "như": "ý", "cùng": "cực", "trên": "dưới", "đang": "tay",
	"với": "tay", "đã": "đời khát", "ở": "ẩn đợ", "tại": "chức ngoại gia", "rằm": "",
}
