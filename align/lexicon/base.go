package lexicon

import "strings"

// baseForms finds the base forms an English word may have: few, likeliest
// first. It knows spelling rules and the irregular forms of common words, not
// meaning; only those that a vocabulary holds are used, which weeds out most
// of its mistakes.
type baseForms struct {
	buf    [6][maxWord + 2]byte
	length [6]uint8
	n      int
}

func (b *baseForms) form(i int) []byte { return b.buf[i][:b.length[i]] }

func (b *baseForms) add(stem []byte, ending string) {
	if b.n == len(b.buf) || len(stem)+len(ending) > maxWord {
		return
	}
	n := copy(b.buf[b.n][:], stem)
	n += copy(b.buf[b.n][n:], ending)
	b.length[b.n] = uint8(n)
	b.n++
}

func (b *baseForms) find(w []byte) {
	b.n = 0
	if base, ok := irregular[string(w)]; ok {
		b.add(nil, base)
		return
	}
	if len(w) < 4 || fixed[string(w)] {
		return
	}
	cut := func(n int) []byte { return w[:len(w)-n] }
	switch {
	case ends(w, "ies"):
		b.add(cut(3), "y")
		b.add(cut(1), "")
	case ends(w, "ses"), ends(w, "xes"), ends(w, "zes"), ends(w, "ches"), ends(w, "shes"), ends(w, "oes"):
		b.add(cut(2), "")
		b.add(cut(1), "")
	case ends(w, "ves"):
		b.add(cut(1), "")
		b.add(cut(3), "f")
	case ends(w, "ss"), ends(w, "us"), ends(w, "is"):
	case ends(w, "s"):
		b.add(cut(1), "")
	case ends(w, "ied"):
		b.add(cut(3), "y")
	case ends(w, "eed"):
	case ends(w, "ed"):
		b.suffix(w, 2)
	case ends(w, "ing") && len(w) > 5:
		b.suffix(w, 3)
	case ends(w, "ily") && len(w) > 5:
		b.add(cut(3), "y")
	case ends(w, "ly") && len(w) > 5:
		b.add(cut(2), "")
		b.add(cut(1), "e")
	case ends(w, "iest") && len(w) > 6:
		b.add(cut(4), "y")
	case ends(w, "est") && len(w) > 5:
		b.suffix(w, 3)
	case ends(w, "isation"), ends(w, "isations"):
		b.add(w[:strings.LastIndex(string(w), "isation")], "ization")
	}
}

// suffix adds the stems of a word whose ending of n letters may have swallowed
// an e or doubled a consonant: making, stopped, talked.
func (b *baseForms) suffix(w []byte, n int) {
	stem := w[:len(w)-n]
	k := len(stem)
	if k < 2 {
		return
	}
	if stem[k-1] == stem[k-2] && strings.IndexByte("bdgmnprtl", stem[k-1]) >= 0 {
		b.add(stem[:k-1], "")
		b.add(stem, "")
		return
	}
	// A short vowel before one consonant would have doubled it: "hoped" is of
	// hope, not of hop.
	if k >= 2 && isVowel(stem[k-2]) && !isVowel(stem[k-1]) && (k == 2 || !isVowel(stem[k-3])) && k <= 4 {
		b.add(stem, "e")
		b.add(stem, "")
		return
	}
	b.add(stem, "")
	b.add(stem, "e")
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func ends(w []byte, suffix string) bool {
	return len(w) > len(suffix)+1 && string(w[len(w)-len(suffix):]) == suffix
}

// fixed are words that look inflected and are not, or mean something else.
var fixed = set(`news evening during morning according united states species series
	hundred sacred naked wicked building meeting nothing something anything everything
	king ring thing bring string spring wing ceiling sibling darling being
	early only family reply apply supply italy july rally ally likely
	forest interest honest request harvest protest contest west east
	means always perhaps besides mass unless alas hers ours yours theirs lens
	mathematics physics politics economics linguistics statistics ethics james charles
	wales paris texas arkansas kansas thames christmas athens brussels philippines
	netherlands iris bias atlas canvas gas`)

func set(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// irregular maps irregular forms to their base.
var irregular = irregularForms()

func irregularForms() map[string]string {
	m := make(map[string]string)
	for _, line := range strings.Split(irregularList, ";") {
		f := strings.Fields(line)
		for _, w := range f[1:] {
			m[w] = f[0]
		}
	}
	return m
}

const irregularList = `be am is are was were been being; have has had having; do does did done;
	go goes went gone; say said; get got gotten; make made; know knew known; think thought;
	take took taken; see saw seen; come came; give gave given; find found; tell told;
	become became; show shown; feel felt; bring brought; begin began begun;
	keep kept; hold held; write wrote written; stand stood; hear heard; mean meant; meet met;
	run ran; pay paid; sit sat; speak spoke spoken; lie lay lain; lead led; read; grow grew grown;
	lose lost; fall fell fallen; send sent; build built; understand understood; draw drew drawn;
	break broke broken; spend spent; rise rose risen; drive drove driven; buy bought;
	wear wore worn; choose chose chosen; eat ate eaten; sleep slept; fight fought; catch caught;
	throw threw thrown; teach taught; sell sold; fly flew flown; win won; forget forgot forgotten;
	hide hid hidden; strike struck; seek sought; swear swore sworn; bear bore borne born;
	shoot shot; sing sang sung; drink drank drunk; swim swam swum; ring rang rung; ride rode ridden;
	steal stole stolen; wake woke woken; arise arose arisen; forgive forgave forgiven;
	forbid forbade forbidden; shake shook shaken; sink sank sunk; slay slew slain; flee fled;
	feed fed; lend lent; bend bent; bind bound; wind wound; dig dug; hang hung; shine shone;
	stick stuck; sweep swept; tear tore torn; weep wept; deal dealt; dream dreamt; learn learnt;
	burn burnt; overcome overcame; withdraw withdrew withdrawn; undergo underwent undergone;
	undertake undertook undertaken; man men; woman women; child children; foot feet; tooth teeth;
	mouse mice; person people; life lives; wife wives; knife knives; leaf leaves; half halves;
	self selves; wolf wolves; thief thieves; analysis analyses; crisis crises; basis bases;
	datum data; medium media; criterion criteria; bad worse worst;
	far further farther furthest; this these; that those;
	i me my mine myself; we us our ours ourselves; you your yours yourself yourselves;
	he him his himself; she her hers herself; it its itself; they them their theirs themselves;
	who whom whose; a an; color colour colors colours; center centre centers centres;
	program programme programmes; favor favour; labor labour; neighbor neighbour neighbours;
	behavior behaviour; honor honour; defense defence; license licence; meter metre metres;
	organization organisation organisations; catalog catalogue; gray grey; theater theatre;
	thou thee thy thine ye; have hath; do doth; shall shalt; will wilt`
