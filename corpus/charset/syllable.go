package charset

import "strings"

// onsets are the consonants a Vietnamese syllable may begin with, the longer
// before the shorter.
var onsets = []string{"ngh", "ng", "nh", "ch", "gh", "kh", "ph", "th", "tr", "qu", "gi",
	"b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"}

// rimes are what may follow, without tone.
var rimes = newRimes(`a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt u ua uâc uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt up ut
uy uya uych uyên uyêt uyn uynh uyt uyu uyp uơ uơn ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu`)

func newRimes(list string) map[string]bool {
	m := make(map[string]bool)
	for r := range strings.FieldsSeq(list) {
		m[r] = true
	}
	return m
}

// syllable reports whether a word, given in lower case without tones, and the
// tone it carries make a Vietnamese syllable: an onset or none, a rime, and
// sắc or nặng where the rime ends in a stop (after the usual descriptions of
// the syllable, Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977).
func syllable(word string, t tone) bool {
	if rimes[word] {
		return stopped(word, t)
	}
	for _, o := range onsets {
		rest, ok := strings.CutPrefix(word, o)
		if !ok {
			continue
		}
		if rimes[rest] && stopped(rest, t) {
			return true
		}
		if o == "gi" && (rest == "" || rimes["i"+rest]) { // gì, giếng
			return stopped(rest, t)
		}
	}
	return false
}

func stopped(rime string, t tone) bool {
	switch {
	case strings.HasSuffix(rime, "c"), strings.HasSuffix(rime, "ch"), strings.HasSuffix(rime, "p"), strings.HasSuffix(rime, "t"):
		return t == acute || t == dot
	}
	return true
}
