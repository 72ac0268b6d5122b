package exchange

import (
	"strconv"
	"strings"
)

// content2 writes the content of the sources and targets of one unit of
// XLIFF 2, whose codes share a table of original data.
type content2 struct {
	x     *xliffWriter
	data  map[string]string // id of the data, by its text
	order []string
}

func (c *content2) collect(ps []piece) {
	for _, p := range ps {
		if (p.kind == opening || p.kind == closing || p.kind == point) && p.text != "" && c.data[p.text] == "" {
			c.order = append(c.order, p.text)
			c.data[p.text] = "d" + strconv.Itoa(len(c.order))
		}
	}
}

func (c *content2) write(ps []piece) {
	nested, partner := nesting(ps)
	used := map[string]bool{}
	ids := make([]string, len(ps))
	marks := 0
	for i, p := range ps {
		ref := attribute("dataRef", c.data[p.text])
		switch p.kind {
		case words:
			c.x.put(xmlText(p.text))
			continue
		case markOpen:
			marks++
			kind := "tmx:hi"
			if p.typ != "" && !strings.ContainsAny(p.typ, " :\t\r\n") {
				kind += "-" + p.typ
			}
			c.x.put(`<mrk id="m`, strconv.Itoa(marks), `"`, attribute("type", kind), ">")
			continue
		case markClose:
			c.x.put("</mrk>")
			continue
		case closing:
			if !p.isolated {
				if nested[i] {
					c.x.put("</pc>")
				} else {
					c.x.put("<ec", attribute("startRef", ids[partner[i]]), ref, "/>")
				}
				continue
			}
		}
		// An id is a name token, and no two codes of a side have the same.
		id := nameToken(p.id)
		for n := 2; used[id]; n++ {
			id = nameToken(p.id) + "." + strconv.Itoa(n)
		}
		used[id], ids[i] = true, id
		typ := typeTo2(p.typ)
		switch {
		case p.kind == point:
			c.x.put("<ph", attribute("id", id), typ, ref, "/>")
		case p.isolated && p.kind == opening:
			c.x.put("<sc", attribute("id", id), typ, ref, ` isolated="yes"/>`)
		case p.isolated:
			c.x.put("<ec", attribute("id", id), typ, ref, ` isolated="yes"/>`)
		case nested[i]:
			c.x.put("<pc", attribute("id", id), typ, attribute("dataRefStart", c.data[p.text]), attribute("dataRefEnd", c.data[ps[partner[i]].text]), ">")
		default:
			c.x.put("<sc", attribute("id", id), typ, ref, "/>")
		}
	}
}

// nameToken is s as an XML name token.
func nameToken(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-._:", r)) {
			return '_'
		}
		if r > 0x7F {
			return '_'
		}
		return r
	}, s)
	return first(s, "_")
}

// nesting finds the pairs of codes that stand inside one another as elements
// do, so that they can be written as an element with content; partner is the
// index of a code's other half, or -1. Highlights always nest: a pair of codes
// that crosses one does not.
func nesting(ps []piece) (nested []bool, partner []int) {
	nested, partner = make([]bool, len(ps)), make([]int, len(ps))
	var stack []int
	open := map[string]int{}
	for i, p := range ps {
		partner[i] = -1
		switch {
		case p.kind == markOpen:
			stack = append(stack, i)
		case p.kind == markClose:
			for len(stack) > 0 {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if ps[top].kind == markOpen {
					break
				}
			}
		case p.isolated:
		case p.kind == opening:
			open[p.pair] = i
			stack = append(stack, i)
		case p.kind == closing:
			j, ok := open[p.pair]
			if !ok {
				continue
			}
			partner[i], partner[j] = j, i
			if n := len(stack); n > 0 && stack[n-1] == j {
				nested[i], nested[j] = true, true
				stack = stack[:n-1]
				continue
			}
			for k := range stack {
				if stack[k] == j {
					stack = append(stack[:k], stack[k+1:]...)
					break
				}
			}
		}
	}
	return nested, partner
}
