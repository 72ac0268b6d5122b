package anchor

import (
	"unicode/utf8"

	"songngu/corpus/text"
)

// respelt adds the consonants of a foreign name, so that Scotland and Scốt-len
// or Italy and I-ta-li-a may meet: their classes by sound, the first four of
// them. Weak: two names of a language often share them, and most names are
// not respelt at all. Native syllables give none.
func (s *scan) respelt(i int) {
	t := &s.tokens[i]
	start, end := t.start, t.end
	hyphens := 0
	if s.vi {
		if t.is(glued) && s.sign(i-1, '-') {
			return // inside a name that has been taken from its start
		}
		for k := i + 1; k+1 < len(s.tokens) && hyphens < 6 && s.sign(k, '-') && s.tokens[k].is(glued) && s.tokens[k+1].kind == aWord && s.tokens[k+1].is(glued); k += 2 {
			end = s.tokens[k+1].end
			hyphens++
		}
		if hyphens == 0 && s.syllable(t) {
			return
		}
	} else if s.syllable(t) && t.end-t.start < 5 {
		return
	}
	if end-start < 4 {
		return
	}
	mark := len(s.keys)
	s.keys = append(s.keys, "r:"...)
	if s.keys = appendSkeleton(s.keys, s.text[start:end]); len(s.keys) < mark+4 {
		s.keys = s.keys[:mark]
		return
	}
	s.add(Respelt, mark, start, end, true)
}

// appendSkeleton appends the consonant classes of a name: p for p b, f for f
// ph v, t for t d th đ, k for c k q g kh, s for s x z ch gi j, m, n, l for l r;
// h, w and y are passed by, doubles count once, no more than four are kept.
func appendSkeleton(key []byte, name string) []byte {
	const keep = 4
	begin := len(key)
	var last byte
	prev := rune(0)
	for i, r := range name {
		r = text.FoldRune(r)
		if r == 0 {
			continue
		}
		class := byte(0)
		switch r {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i == 0 {
				class = 'a'
			}
			last = 0
		case 'p', 'b':
			class = 'p'
		case 'f', 'v':
			class = 'f'
		case 't', 'd':
			class = 't'
		case 'c', 'k', 'q', 'g':
			class = 'k'
		case 's', 'x', 'z', 'j':
			class = 's'
		case 'm', 'n', 'l':
			class = byte(r)
		case 'r':
			class = 'l'
		case 'h':
			if n := len(key); n > begin && i > 0 {
				switch prev {
				case 'p':
					key[n-1] = 'f'
				case 'c', 's':
					key[n-1] = 's'
				}
			}
		default:
			if r >= utf8.RuneSelf {
				return key[:begin]
			}
		}
		prev = r
		if class == 0 || class == last {
			continue
		}
		if last = class; len(key)-begin < keep {
			key = append(key, class)
		}
	}
	return key
}
