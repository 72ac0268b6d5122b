package pretranslate

import (
	"fmt"
	"strconv"
	"strings"

	"songngu/tmx/memory"
)

// take12 takes the segments of a trans-unit of XLIFF 1.x.
func (u *xliffUnit) take12() {
	source, target := u.n.child("source"), u.n.child("target")
	if source == nil {
		return
	}
	if seg := u.n.child("seg-source"); seg != nil {
		if marks := segmentMarks(seg, nil); len(marks) > 0 {
			u.marked12(seg, marks, target)
			return
		}
	}
	items := u.items12(source)
	locked := u.n.attr("approved") == "yes" || strings.HasPrefix(u.n.attr("mq:locked"), "locked") || u.n.attr("mq:locked") == "true"
	translated := false
	if target != nil {
		state := target.attr("state")
		locked = locked || state == "final" || state == "signed-off"
		translated = isTranslated(u.items12(target), items, state == "new" || state == "needs-translation" || state == "")
	}
	s := newSegment(items, u.left(locked, translated))
	if s.text == "" {
		return
	}
	u.segments = []*segment{s}
	u.edits = func() []edit {
		f := s.found
		body := render(f.items)
		var edits []edit
		state, qualifier := f.state12()
		if u.n.attr("mq:status") != "" {
			edits = append(edits, u.n.setAttr("mq:status", "Pretranslated"), u.n.setAttr("mq:percent", strconv.Itoa(f.percent)))
			state = ""
		}
		tagged := func(n *node) []edit {
			if state == "" {
				return nil
			}
			return []edit{n.setAttr("state", state), n.setAttr("state-qualifier", qualifier)}
		}
		alternative := ""
		if state != "" && f.percent < memory.Exact {
			alternative = u.alternative(source, f)
		}
		if target != nil && !target.empty() {
			edits = append(edits, tagged(target)...)
			return append(edits, edit{target.open, target.shut, body}, edit{target.end, target.end, alternative})
		}
		name := prefixed(source, "target")
		attrs := ""
		if state != "" {
			attrs = fmt.Sprintf(` state="%s" state-qualifier="%s"`, state, qualifier)
		}
		if target != nil { // <target/>, with what it says
			kept := strings.TrimRight(target.attrs, "/ \t\r\n")
			for _, name := range []string{"state", "state-qualifier"} {
				kept = withoutAttr(kept, name)
			}
			return append(edits, edit{target.start, target.end, "<" + name + kept + attrs + ">" + body + "</" + name + ">" + alternative})
		}
		after := source
		if seg := u.n.child("seg-source"); seg != nil {
			after = seg
		}
		return append(edits, edit{after.end, after.end, u.indent(source) + "<" + name + attrs + ">" + body + "</" + name + ">" + alternative})
	}
}

// indent is the white space before an element, for one that goes behind it.
func (u *xliffUnit) indent(n *node) string {
	at := n.start
	for at > 0 && strings.IndexByte(" \t\r\n", u.raw[at-1]) >= 0 {
		at--
	}
	return string(u.raw[at:n.start])
}

// prefixed is a name with the prefix of a neighbour.
func prefixed(n *node, local string) string {
	return strings.TrimSuffix(n.name, localName(n.name)) + local
}

func withoutAttr(attrs, name string) string {
	start, end, _ := attrSpan(attrs, name)
	if start < 0 {
		return attrs
	}
	from := strings.LastIndex(attrs[:start], name)
	return strings.TrimRight(attrs[:from], " \t\r\n") + attrs[end+1:]
}

// alternative is the match that a fuzzy translation was made of.
func (u *xliffUnit) alternative(source *node, f *filling) string {
	name := func(local string) string { return prefixed(source, local) }
	in := u.indent(source)
	return fmt.Sprintf(`%s<%s match-quality="%d%%" origin="songngu"><%s>%s</%s><%s>%s</%s></%s>`, in,
		name("alt-trans"), f.percent, name("source"), xmlText(f.match.Source), name("source"),
		name("target"), xmlText(f.match.Target), name("target"), name("alt-trans"))
}

// isTranslated reports whether a target holds a translation. One that is the
// source's own text is none where its state says so (fresh).
func isTranslated(target, source []item, fresh bool) bool {
	text := strings.TrimSpace(plain(target))
	if text == "" {
		return false
	}
	return !fresh || text != strings.TrimSpace(plain(source))
}

// segmentMarks are the segment marks inside an element, at any depth.
func segmentMarks(n *node, found []*node) []*node {
	for _, k := range n.kids {
		if localName(k.name) == "mrk" && k.attr("mtype") == "seg" {
			found = append(found, k)
		} else {
			found = segmentMarks(k, found)
		}
	}
	return found
}

// items12 takes the content of a source, target or mark.
func (u *xliffUnit) items12(n *node) []item {
	var items []item
	pairs := 0
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			local := localName(k.name)
			whole := string(u.raw[k.start:k.end])
			switch local {
			case "":
				items = append(items, words(k.text))
			case "g":
				if k.empty() {
					items = append(items, item{pointItem, whole, ""})
					break
				}
				pairs++
				pair := "g" + strconv.Itoa(pairs)
				items = append(items, item{openItem, string(u.raw[k.start:k.open]), pair})
				walk(k)
				items = append(items, item{closeItem, string(u.raw[k.shut:k.end]), pair})
			case "bpt", "bx":
				items = append(items, item{openItem, whole, first(k.attr("rid"), k.attr("id"))})
			case "ept", "ex":
				items = append(items, item{closeItem, whole, first(k.attr("rid"), k.attr("id"))})
			case "mrk":
				if k.attr("mtype") == "x-sdl-deleted" {
					break
				}
				if k.attr("mtype") != "protected" {
					walk(k) // a remark on the words, which are others in the target
					break
				}
				items = append(items, item{pointItem, whole, ""})
			default:
				items = append(items, item{pointItem, whole, ""})
			}
		}
	}
	walk(n)
	return items
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
