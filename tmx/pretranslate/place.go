package pretranslate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// put is a code with the place in the target where it goes.
type put struct {
	at    int
	class int // at one place: what ends goes before what stands and what begins
	order int
	items []item
}

// place puts the codes of items into target. guessed says that a place was
// found by the word table, short that one of these seems too narrow, lost that a
// code found none and went to the end.
func place(items []item, source, target string, from memory.Side) (out []item, guessed, short, lost bool) {
	partner := partners(items)
	first, last := wordBounds(items)
	var prefix, suffix []item
	var puts []put
	var tail []item
	var spans []text.Span // of the pairs placed
	for i, it := range items {
		j := partner[i]
		switch {
		case it.kind == wordsItem && i < first:
			prefix = append(prefix, it) // white space, as it stands
		case it.kind == wordsItem && i > last:
			suffix = append(suffix, it)
		case it.kind == wordsItem:
			before, after := edges(it.text)
			if i == first && before != "" {
				prefix = append(prefix, words(before))
			}
			if i == last && after != "" {
				suffix = append(suffix, words(after))
			}
		case j >= 0 && (min(i, j) > first || max(i, j) < last) && !(max(i, j) < first || min(i, j) > last):
			if i > j {
				continue // done with its beginning
			}
			inner := strings.TrimSpace(plain(items[i : j+1]))
			span, sure, narrow := rendered(inner, plain(items[:i]), source, target, from)
			if span.Len() == 0 || crosses(spans, span) {
				tail = append(tail, it, items[j])
				lost = true
				continue
			}
			guessed, short = guessed || !sure, short || narrow
			spans = append(spans, span)
			puts = append(puts, put{span.Start, 2, -span.Len()<<16 + i, []item{it}}, put{span.End, 0, span.Len()<<16 - i, []item{items[j]}})
		case i < first:
			prefix = append(prefix, it)
		case i > last:
			suffix = append(suffix, it)
		default:
			at, ok := pointPlace(plain(items[:i]), plain(items[i:]), target)
			if !ok {
				tail = append(tail, it)
				lost = true
				continue
			}
			puts = append(puts, put{at, 1, i, []item{it}})
		}
	}
	slices.SortStableFunc(puts, func(a, b put) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.class, b.class), cmp.Compare(a.order, b.order))
	})
	out = prefix
	at := 0
	for _, p := range puts {
		if p.at > at {
			out = append(out, words(target[at:p.at]))
			at = p.at
		}
		out = append(out, p.items...)
	}
	if at < len(target) {
		out = append(out, words(target[at:]))
	}
	return append(append(out, tail...), suffix...), guessed, short, lost
}

// wordBounds are the indices of the first and the last item with words, both
// past the end where there are none.
func wordBounds(items []item) (first, last int) {
	first, last = len(items), len(items)
	for i, it := range items {
		if it.kind == wordsItem && strings.TrimSpace(it.text) != "" {
			if first == len(items) {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// crosses reports whether a span overlaps one of others without either holding
// the other.
func crosses(others []text.Span, s text.Span) bool {
	for _, o := range others {
		if s.Start < o.End && o.Start < s.End && !(s.Start <= o.Start && o.End <= s.End) && !(o.Start <= s.Start && s.End <= o.End) {
			return true
		}
	}
	return false
}

// rendered finds in target what translates the words inner, which stand in
// source after the words before. sure says that they are the same words, once
// on each side, short that more words may belong to the span. The zero span means
// that it was not found.
func rendered(inner, before, source, target string, from memory.Side) (span text.Span, sure, short bool) {
	if inner == "" {
		return text.Span{}, false, false
	}
	if at, n := find(target, inner); n == 1 {
		if _, m := find(source, inner); m <= 1 {
			return text.Span{Start: at, End: at + len(inner)}, true, false
		}
	} else if n > 1 {
		// The same words the same number of times on both sides: the k-th for
		// the k-th.
		if _, m := find(source, inner); m == n {
			_, k := find(before, inner)
			at = nth(target, inner, k)
			if at >= 0 {
				return text.Span{Start: at, End: at + len(inner)}, false, false
			}
		}
	}
	span, short = likely(inner, source, target, from)
	return span, false, short
}

// find counts where s stands in whole words, and says where first.
func find(in, s string) (at, n int) {
	at = -1
	for from := 0; from <= len(in)-len(s); {
		i := strings.Index(in[from:], s)
		if i < 0 {
			break
		}
		i += from
		if whole(in, i, i+len(s)) {
			if n++; n == 1 {
				at = i
			}
		}
		from = i + len(s)
	}
	return at, n
}

func nth(in, s string, k int) int {
	for from := 0; ; k-- {
		at, n := find(in[from:], s)
		if n == 0 {
			return -1
		}
		if k == 0 {
			return from + at
		}
		from += at + len(s)
	}
}

// whole reports whether in[start:end] neither begins nor ends inside a word.
func whole(in string, start, end int) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(in[:start])
	first, _ := utf8.DecodeRuneInString(in[start:])
	last, _ := utf8.DecodeLastRuneInString(in[:end])
	after, _ := utf8.DecodeRuneInString(in[end:])
	return !(start > 0 && word(before) && word(first)) && !(end < len(in) && word(last) && word(after))
}

// pointPlace finds the place of a code between two words: beside the word,
// number or sign next to it, where the target has the same once.
func pointPlace(before, after, target string) (int, bool) {
	left := before[strings.LastIndexAny(strings.TrimRight(before, " \t\n"), " \t\n")+1:]
	if w := strings.TrimSpace(left); w != "" && anchored(w) {
		if at, n := find(target, w); n == 1 {
			end := at + len(w)
			if strings.HasSuffix(left, " ") && strings.HasPrefix(target[end:], " ") {
				end++
			}
			return end, true
		}
	}
	trimmed := strings.TrimLeft(after, " \t\n")
	right := trimmed
	if i := strings.IndexAny(trimmed, " \t\n"); i >= 0 {
		right = trimmed[:i]
	}
	if right != "" && anchored(right) {
		if at, n := find(target, right); n == 1 {
			if len(trimmed) < len(after) && strings.HasSuffix(target[:at], " ") {
				at--
			}
			return at, true
		}
	}
	return 0, false
}

// anchored reports whether a word is one that both languages write alike.
func anchored(s string) bool {
	return strings.IndexFunc(s, unicode.IsDigit) >= 0 || strings.IndexFunc(s, unicode.IsUpper) >= 0
}
