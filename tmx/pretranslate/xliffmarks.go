package pretranslate

import (
	"strconv"
	"strings"

	"songngu/tmx/memory"
)

// mark12 is a segment of a trans-unit with the place of its translation.
type mark12 struct {
	s    *segment
	mark *node // in seg-source
	to   *node // in the target; nil where the target has to be made
	seg  *node // Trados' sdl:seg, nil in other dialects
}

// marked12 takes a trans-unit whose source is parted into segments.
func (u *xliffUnit) marked12(source *node, marks []*node, target *node) {
	targets := map[string]*node{}
	whole := target != nil && strings.TrimSpace(target.flat()) != ""
	if target != nil {
		for _, m := range segmentMarks(target, nil) {
			targets[m.attr("mid")] = m
			whole = false
		}
	}
	locked := u.n.attr("approved") == "yes"
	about := map[string]*node{}
	if defs := u.n.child("seg-defs"); defs != nil {
		for _, k := range defs.kids {
			if k.name != "" {
				about[k.attr("id")] = k
			}
		}
	}
	var list []*mark12
	for _, m := range marks {
		mid := m.attr("mid")
		items := u.items12(m)
		one := &mark12{mark: m, to: targets[mid], seg: about[mid]}
		translated := whole || len(targets) > 0 && one.to == nil
		if one.to != nil {
			fresh := false
			if target != nil {
				state := target.attr("state")
				fresh = state == "new" || state == "needs-translation"
				locked = locked || state == "final" || state == "signed-off"
			}
			if one.seg != nil {
				conf := one.seg.attr("conf")
				fresh = fresh || (conf == "" || conf == "Unspecified") && one.seg.attr("origin") == "source"
			}
			translated = isTranslated(u.items12(one.to), items, fresh)
		}
		one.s = newSegment(items, u.left(locked || one.seg != nil && one.seg.attr("locked") == "true", translated))
		if one.s.text == "" {
			continue
		}
		list = append(list, one)
		u.segments = append(u.segments, one.s)
	}
	u.edits = func() []edit {
		var edits []edit
		if len(targets) == 0 {
			edits = append(edits, u.newTarget(source, target, list))
		}
		exact := true
		for _, one := range list {
			f := one.s.found
			if f == nil {
				exact = false
				continue
			}
			exact = exact && f.percent >= memory.Exact
			edits = append(edits, u.sdl(one, f)...)
			switch {
			case one.to == nil:
			case one.to.empty():
				tag := strings.TrimRight(string(u.raw[one.to.start:one.to.end-1]), "/ \t\r\n")
				edits = append(edits, edit{one.to.start, one.to.end, tag + ">" + render(f.items) + "</" + one.to.name + ">"})
			default:
				edits = append(edits, edit{one.to.open, one.to.shut, render(f.items)})
			}
		}
		if len(targets) > 0 && len(about) == 0 && !exact && target.attr("state") != "" {
			edits = append(edits, target.setAttr("state", "needs-review-translation"))
		}
		return edits
	}
}

// newTarget makes a target like the parted source: what stands between the
// segments stays, the segments hold their translations, or nothing.
func (u *xliffUnit) newTarget(source, target *node, list []*mark12) edit {
	var b strings.Builder
	at := source.open
	exact := true
	for _, m := range segmentMarks(source, nil) {
		b.Write(u.raw[at:m.start])
		at = m.end
		var f *filling
		for _, one := range list {
			if one.mark == m {
				f = one.s.found
			}
		}
		tag := strings.TrimRight(string(u.raw[m.start:m.open-1]), "/ \t\r\n")
		if f == nil {
			exact = false
			b.WriteString(tag + "/>")
			continue
		}
		exact = exact && f.percent >= memory.Exact
		b.WriteString(tag + ">" + render(f.items) + "</" + m.name + ">")
	}
	b.Write(u.raw[at:source.shut])
	name := prefixed(source, "target")
	start, end, attrs, before := source.end, source.end, "", u.indent(source)
	if target != nil {
		start, end, before = target.start, target.end, ""
		attrs = strings.TrimRight(target.attrs, "/ \t\r\n")
	}
	if u.n.child("seg-defs") == nil {
		attrs = withoutAttr(withoutAttr(attrs, "state"), "state-qualifier")
		if exact {
			attrs += ` state="translated" state-qualifier="exact-match"`
		} else {
			attrs += ` state="needs-review-translation"`
		}
	}
	return edit{start, end, before + "<" + name + attrs + ">" + b.String() + "</" + name + ">"}
}

// sdl says in Trados' words where a translation comes from.
func (u *xliffUnit) sdl(one *mark12, f *filling) []edit {
	n := one.seg
	if n == nil {
		return nil
	}
	conf := "Draft"
	if f.percent >= memory.Exact {
		conf = "Translated"
	}
	edits := []edit{n.setAttr("conf", conf), n.setAttr("origin", "tm"), n.setAttr("percent", strconv.Itoa(min(f.percent, memory.Exact)))}
	if f.percent >= memory.InContext {
		edits = append(edits, n.setAttr("text-match", "SourceAndTarget"))
	}
	return edits
}
