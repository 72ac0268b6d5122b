package pretranslate

import (
	"fmt"
	"strconv"
	"strings"

	"songngu/tmx/memory"
)

// take2 takes the segments of a unit of XLIFF 2.
func (u *xliffUnit) take2() {
	type place struct {
		s               *segment
		n, source, dest *node
	}
	var list []place
	for _, n := range u.n.kids {
		if n.name == "" || localName(n.name) != "segment" {
			continue
		}
		source, target := n.child("source"), n.child("target")
		if source == nil {
			continue
		}
		items := u.items2(source)
		state := n.attr("state")
		translated := target != nil && isTranslated(u.items2(target), items, state == "" || state == "initial")
		s := newSegment(items, u.left(state == "final" || state == "reviewed", translated))
		if s.text == "" {
			continue
		}
		list = append(list, place{s, n, source, target})
		u.segments = append(u.segments, s)
	}
	u.edits = func() []edit {
		var edits []edit
		var found candidates
		for _, p := range list {
			f := p.s.found
			if f == nil {
				continue
			}
			if f.percent < memory.Exact {
				found.add(u, p.n, p.source, f, &edits)
			}
			state, kind := "initial", "fuzzy"
			if f.percent >= memory.Exact {
				state, kind = "translated", "exact"
			}
			edits = append(edits, p.n.setAttr("state", state), p.n.setAttr("subState", fmt.Sprintf("songngu:%s-%d", kind, f.percent)))
			body := render(f.items)
			name := prefixed(p.source, "target")
			switch {
			case p.dest == nil:
				edits = append(edits, edit{p.source.end, p.source.end, u.indent(p.source) + "<" + name + ">" + body + "</" + name + ">"})
			case p.dest.empty():
				edits = append(edits, edit{p.dest.start, p.dest.end, "<" + name + strings.TrimRight(p.dest.attrs, "/ \t\r\n") + ">" + body + "</" + name + ">"})
			default:
				edits = append(edits, edit{p.dest.open, p.dest.shut, body})
			}
		}
		return append(edits, found.edits(u)...)
	}
}

// items2 takes the content of a source or target of XLIFF 2. Marks of
// annotations are left out, since their words are others in the target, but
// those that say that nothing is to be translated.
func (u *xliffUnit) items2(n *node) []item {
	var items []item
	pairs := 0
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			whole := string(u.raw[k.start:k.end])
			switch localName(k.name) {
			case "":
				items = append(items, words(k.text))
			case "pc":
				if k.empty() {
					items = append(items, item{pointItem, whole, ""})
					break
				}
				pairs++
				pair := "pc" + strconv.Itoa(pairs)
				items = append(items, item{openItem, string(u.raw[k.start:k.open]), pair})
				walk(k)
				items = append(items, item{closeItem, string(u.raw[k.shut:k.end]), pair})
			case "sc":
				items = append(items, item{openItem, whole, "sc" + k.attr("id")})
			case "ec":
				items = append(items, item{closeItem, whole, "sc" + k.attr("startRef")})
			case "sm", "em":
			case "mrk":
				if k.attr("translate") == "no" {
					items = append(items, item{pointItem, whole, ""})
				} else {
					walk(k)
				}
			default:
				items = append(items, item{pointItem, whole, ""})
			}
		}
	}
	walk(n)
	return items
}
