package transform

import (
	"cmp"
	"slices"

	"songngu/tmx"
)

// Source is where units come from, an address or a document, or what they come
// under or when, and how many units name it.
type Source struct {
	Kind  string // "url", "document", "licence" or "time"
	Value string
	Units int64
}

// sourceProps are the types of props that say where a unit comes from, by the
// kind of what they say: ours, and those of Bitextor, memoQ, MateCat, OpenTM2
// and Olifant.
var sourceProps = map[string]string{
	"x-source-url": "url", "x-url": "url", "url": "url", "source-document": "url",
	"x-document": "document", "document": "document", "x-MateCAT-filename": "document", "tmgr:docname": "document", "Txt::FileName": "document",
	"x-licence": "licence", "x-license": "licence", "licence": "licence", "license": "licence",
	"x-fetched": "time",
}

// maxSources bounds the list of a SourceCounter.
const maxSources = 1_000_000

// SourceCounter lists the sources of units, in memory that grows with the
// sources, not with the units.
type SourceCounter struct {
	counts map[[2]string]int64
	More   bool // there were more sources than it lists, a million
}

// Header takes what the header of a memory says of all its units, as of none.
func (c *SourceCounter) Header(h *tmx.Header) { c.props(h.Props, 0) }

// Add counts the sources of a unit.
func (c *SourceCounter) Add(u *tmx.Unit) {
	c.props(u.Props, 1)
	for i := range u.Variants {
		c.props(u.Variants[i].Props, 1)
	}
}

func (c *SourceCounter) props(props []tmx.Prop, n int64) {
	if c.counts == nil {
		c.counts = map[[2]string]int64{}
	}
	for _, p := range props {
		kind := sourceProps[p.Type]
		if kind == "" || p.Value == "" {
			continue
		}
		key := [2]string{kind, p.Value}
		if _, known := c.counts[key]; !known && len(c.counts) >= maxSources {
			c.More = true
			continue
		}
		c.counts[key] += n
	}
}

// Sources returns the list: licences, addresses, documents, times, each in the
// order of its values. One that only the header names has no units.
func (c *SourceCounter) Sources() []Source {
	var all []Source
	for key, n := range c.counts {
		all = append(all, Source{key[0], key[1], n})
	}
	order := []string{"licence", "url", "document", "time"}
	slices.SortFunc(all, func(a, b Source) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), cmp.Compare(a.Value, b.Value))
	})
	return all
}
