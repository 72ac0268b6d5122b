package diff

import (
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Edit is a stretch of two texts: the same in both where Same is true, else
// what Old became New; one of them may be empty.
type Edit struct {
	Same     bool
	Old, New text.Span
}

// Compounds finds the words of several syllables in a Vietnamese text, as spans
// in order. It may be nil: then every syllable is a word.
type Compounds func(s string) []text.Span

// maxCells bounds the table that two texts' words are compared with; longer
// texts are compared by anchors.
const maxCells = 1 << 20

// Words compares two texts word by word; punctuation marks are words of their
// own. A compound that changed in one syllable counts as changed as a whole:
// kinh tế → kinh doanh is another word, not another half of one. The edits
// cover both texts; blanks between words belong to the edit before them, or to
// the one in which they differ.
//
// Method: longest common subsequence by dynamic programming within the unequal
// middle, in O(words²) time up to 2²⁰ cells, beyond that inOrder.
func Words(old, new string, compounds Compounds) []Edit {
	a, b := tokens(old, compounds), tokens(new, compounds)
	x, y := hashes(old, a), hashes(new, b)
	var edits []Edit
	last := match{}
	for _, p := range append(commonWords(x, y), match{len(a), len(b)}) {
		edits = appendEdit(edits, Edit{false, cover(a, last.x, p.x), cover(b, last.y, p.y)})
		if p.x < len(a) {
			edits = appendEdit(edits, Edit{true, a[p.x], b[p.y]})
		}
		last = match{p.x + 1, p.y + 1}
	}
	return edits
}

// appendEdit appends an edit, joined to the one before it if it is of the same
// kind.
func appendEdit(edits []Edit, e Edit) []Edit {
	if e.Old.Len()+e.New.Len() == 0 {
		return edits
	}
	if n := len(edits); n > 0 && edits[n-1].Same == e.Same {
		edits[n-1].Old.End, edits[n-1].New.End = e.Old.End, e.New.End
		return edits
	}
	return append(edits, e)
}

func cover(tokens []text.Span, from, to int) text.Span {
	if from == to {
		at := 0
		if from > 0 {
			at = tokens[from-1].End
		}
		return text.Span{Start: at, End: at}
	}
	return text.Span{Start: tokens[from].Start, End: tokens[to-1].End}
}

// tokens cuts a text into compounds, words and punctuation marks, each with the
// blanks behind it.
func tokens(s string, compounds Compounds) []text.Span {
	words := text.AppendWords(nil, s)
	if compounds != nil {
		words = joinCompounds(words, compounds(s))
	}
	var list []text.Span
	at := 0
	marks := func(end int) {
		for at < end {
			_, size := utf8.DecodeRuneInString(s[at:])
			list = append(list, text.Span{Start: at, End: at + size})
			at += size
			for at < end {
				r, size := utf8.DecodeRuneInString(s[at:])
				if !unicode.IsSpace(r) {
					break
				}
				list[len(list)-1].End += size
				at += size
			}
		}
	}
	for _, w := range words {
		marks(w.Start)
		end := w.End
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsSpace(r) {
				break
			}
			end += size
		}
		list = append(list, text.Span{Start: w.Start, End: end})
		at = end
	}
	marks(len(s))
	return list
}

// joinCompounds makes one word of those that a compound covers.
func joinCompounds(words, compounds []text.Span) []text.Span {
	joined := words[:0]
	for _, w := range words {
		for len(compounds) > 0 && compounds[0].End <= w.Start {
			compounds = compounds[1:]
		}
		if n := len(joined); n > 0 && len(compounds) > 0 && compounds[0].Start <= joined[n-1].Start && w.End <= compounds[0].End {
			joined[n-1].End = w.End
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

// hashes is the keys of tokens, exact but for the blanks behind them.
func hashes(s string, tokens []text.Span) []uint64 {
	keys := make([]uint64, len(tokens))
	for i, t := range tokens {
		w := t.Of(s)
		for len(w) > 1 && w[len(w)-1] == ' ' {
			w = w[:len(w)-1]
		}
		keys[i] = hashString(hashStart, w)
	}
	return keys
}

// commonWords is what two short sequences have in common, in order.
func commonWords(x, y []uint64) []match {
	start := 0
	for start < min(len(x), len(y)) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < min(len(x), len(y))-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	var found []match
	for i := range start {
		found = append(found, match{i, i})
	}
	mx, my := x[start:len(x)-end], y[start:len(y)-end]
	var middle []match
	if len(mx)*len(my) > maxCells {
		middle = inOrder(mx, my)
	} else {
		middle = longest(mx, my)
	}
	for _, p := range middle {
		found = append(found, match{p.x + start, p.y + start})
	}
	for i := range end {
		found = append(found, match{len(x) - end + i, len(y) - end + i})
	}
	return found
}

// longest is the longest common subsequence.
func longest(x, y []uint64) []match {
	if len(x) == 0 || len(y) == 0 {
		return nil
	}
	w := len(y) + 1
	table := make([]int32, (len(x)+1)*w) // of the suffixes
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				table[i*w+j] = table[(i+1)*w+j+1] + 1
			} else {
				table[i*w+j] = max(table[(i+1)*w+j], table[i*w+j+1])
			}
		}
	}
	var found []match
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			found = append(found, match{i, j})
			i++
			j++
		case table[(i+1)*w+j] >= table[i*w+j+1]:
			i++
		default:
			j++
		}
	}
	return found
}

// Similarity is how much of two texts is the same, 0 to 1: Dice's coefficient
// over the bytes of their common words.
func Similarity(edits []Edit) float64 {
	same, all := 0, 0
	for _, e := range edits {
		n := e.Old.Len() + e.New.Len()
		all += n
		if e.Same {
			same += n
		}
	}
	if all == 0 {
		return 1
	}
	return float64(same) / float64(all)
}
