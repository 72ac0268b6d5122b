package pretranslate

import (
	"strings"
)

// itemKind says what an item of a segment is.
type itemKind uint8

const (
	wordsItem itemKind = iota
	openItem           // begins a pair of codes
	closeItem          // ends it
	pointItem          // stands alone
)

// item is a part of a segment: words, or a code as the file has it.
type item struct {
	kind itemKind
	text string // words, decoded; of a code what the file has for it
	pair string // what both codes of a pair have in common; "" for one without partner
}

// plain is the words of items.
func plain(items []item) string {
	if len(items) == 1 && items[0].kind == wordsItem {
		return items[0].text
	}
	var b strings.Builder
	for _, it := range items {
		if it.kind == wordsItem {
			b.WriteString(it.text)
		}
	}
	return b.String()
}

// coded reports whether there are codes among the items.
func coded(items []item) bool {
	for _, it := range items {
		if it.kind != wordsItem {
			return true
		}
	}
	return false
}

// edges are the white space before and after the words, which a translation
// keeps.
func edges(s string) (before, after string) {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	before = s[:len(s)-len(trimmed)]
	return before, trimmed[len(strings.TrimRight(trimmed, " \t\r\n")):]
}

// partners finds for every opening item its closing one, and the other way
// about; -1 for points, words, and those without.
func partners(items []item) []int {
	out := make([]int, len(items))
	open := map[string][]int{}
	for i, it := range items {
		out[i] = -1
		switch {
		case it.kind == openItem && it.pair != "":
			open[it.pair] = append(open[it.pair], i)
		case it.kind == closeItem && len(open[it.pair]) > 0:
			list := open[it.pair]
			j := list[len(list)-1]
			open[it.pair] = list[:len(list)-1]
			out[i], out[j] = j, i
		}
	}
	return out
}

func words(s string) item { return item{kind: wordsItem, text: s} }
