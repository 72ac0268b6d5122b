package review

import (
	"strings"

	"songngu/corpus/text"
)

// maxQuery bounds what is searched for, in bytes.
const maxQuery = 1 << 10

// Find lists the ids of beads that have all these words, in document order:
// each somewhere in one of the sides that are searched ("en", "vi", or any
// other for both). Without marks, what was typed without them finds marked
// text; case and the style of tone marks never count. Notes are searched too.
func (s *Session) Find(query string, marks bool, side string) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	words := strings.Fields(folded(query[:min(len(query), maxQuery)], marks))
	ids := []int{}
	if len(words) == 0 {
		return ids
	}
	only := sideIndex(side)
	for _, b := range s.beads {
		if b.has(words, marks, only) {
			ids = append(ids, b.id)
		}
	}
	return ids
}

func (b *bead) has(words []string, marks bool, only int) bool {
	for _, w := range words {
		if !b.hasWord(w, marks, only) {
			return false
		}
	}
	return true
}

func (b *bead) hasWord(w string, marks bool, only int) bool {
	for side := range b.side {
		if only >= 0 && side != only {
			continue
		}
		for _, x := range b.side[side] {
			if strings.Contains(x.fold(marks), w) {
				return true
			}
		}
	}
	return b.note != "" && only < 0 && strings.Contains(folded(b.note, marks), w)
}

func folded(s string, marks bool) string {
	if marks {
		return strings.ToLower(text.FoldTone(text.Clean(s)))
	}
	return text.FoldMarks(text.Clean(s))
}

// fold is the sentence's text for searching. The session's lock guards it.
func (s *sentence) fold(marks bool) string {
	k := 0
	if marks {
		k = 1
	}
	if s.folds[k] == "" {
		s.folds[k] = folded(s.Text, marks)
	}
	return s.folds[k]
}
