package pretranslate

import (
	"fmt"
	"strconv"
	"strings"
)

// matchesSpace is the namespace of the Translation Candidates module of XLIFF
// 2.0 and 2.1.
const matchesSpace = "urn:oasis:names:tc:xliff:matches:2.0"

// candidates are the matches of a unit of XLIFF 2 as the Translation
// Candidates module has them (XLIFF 2.1, 5.1): elements match in an element
// matches, which stands first in the unit; ref names the segment by its id.
type candidates struct {
	list  []candidate
	taken map[string]bool // ids in the unit, and those that others refer to
}

type candidate struct {
	ref, core string // core is the prefix of XLIFF's own elements
	f         *filling
}

// add takes the match that a segment's translation was made of, and gives the
// segment an id where it has none.
func (c *candidates) add(u *xliffUnit, segment, source *node, f *filling, edits *[]edit) {
	id := segment.attr("id")
	if id == "" {
		if c.taken == nil {
			c.taken = map[string]bool{}
			c.take(u.n)
		}
		for n := 1; id == "" || c.taken[id]; n++ {
			id = "s" + strconv.Itoa(n)
		}
		c.taken[id] = true
		*edits = append(*edits, segment.setAttr("id", id))
	}
	c.list = append(c.list, candidate{id, prefixed(source, ""), f})
}

func (c *candidates) take(n *node) {
	for _, k := range n.kids {
		c.taken[k.attr("id")] = true
		c.taken[strings.TrimPrefix(k.attr("ref"), "#")] = true
		c.take(k)
	}
}

// edits put the matches into the unit: behind those that are there, in their
// element, or in a new one.
func (c *candidates) edits(u *xliffUnit) []edit {
	if len(c.list) == 0 {
		return nil
	}
	prefix, there := "mtc:", u.n.child("matches")
	if there != nil {
		prefix = prefixed(there, "")
	}
	var b strings.Builder
	for _, m := range c.list {
		fmt.Fprintf(&b, `<%[1]smatch ref="#%[2]s" type="tm" origin="songngu" matchQuality="%[3]d.0" similarity="%[4]d.0"><%[5]ssource>%[6]s</%[5]ssource><%[5]starget>%[7]s</%[5]starget></%[1]smatch>`,
			prefix, xmlAttr(m.ref), m.f.percent, m.f.match.Percent, m.core, xmlText(m.f.match.Source), xmlText(m.f.match.Target))
	}
	switch {
	case there != nil && there.empty():
		return []edit{{there.start, there.end, "<" + there.name + strings.TrimRight(there.attrs, "/ \t\r\n") + ">" + b.String() + "</" + there.name + ">"}}
	case there != nil:
		return []edit{{there.shut, there.shut, b.String()}}
	}
	in := ""
	for _, k := range u.n.kids {
		if k.name != "" {
			in = u.indent(k)
			break
		}
	}
	return []edit{{u.n.open, u.n.open, in + `<mtc:matches xmlns:mtc="` + matchesSpace + `">` + b.String() + "</mtc:matches>"}}
}

// xmlAttr is s as the value of an attribute in double quotes.
func xmlAttr(s string) string { return strings.ReplaceAll(xmlText(s), `"`, "&quot;") }
