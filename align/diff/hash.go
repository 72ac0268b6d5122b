package diff

import (
	"unicode/utf8"

	"songngu/align"
	"songngu/corpus/text"
)

// FNV-1a with 64 bits: the same on every machine, which a seeded hash is not.
// Equal hashes are a hint only; texts are compared before they count as equal.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// mix makes one number of two, in an order that matters, all bits stirred.
// Source of the constants: the finaliser of SplitMix64 (Steele, Lea and Flood,
// 2014).
func mix(a, b uint64) uint64 {
	z := a*0x9e3779b97f4a7c15 + b
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// hashRange is the hash of the text of a range, as if its sentences were joined
// by blanks, so that it does not depend on where they are cut.
func (m *Memory) hashRange(side int, r align.Range) uint64 {
	h := uint64(hashStart)
	for i := r.Start; i < r.End; i++ {
		if i > r.Start {
			h = hashString(h, " ")
		}
		h = hashString(h, m.Sentences[side][i])
	}
	return h
}

// hashWord is the hash of a word without regard to case and marks, so that a
// spelling put right still looks like the word it was.
func hashWord(w string) uint64 {
	h := uint64(hashStart)
	for _, r := range w {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		} else if r = text.FoldRune(r); r == 0 {
			continue
		}
		h = (h ^ uint64(r)) * hashPrime
	}
	return h
}
