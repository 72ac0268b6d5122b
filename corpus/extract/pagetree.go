package extract

import (
	"songngu/corpus/text"

	"golang.org/x/net/html/atom"
)

// A page is read into two flat lists, both in document order: its block-level
// elements, each with the index of its parent, and its runs, each the text
// between two block boundaries. Flat lists keep a hostile page of a hundred
// thousand nested elements from costing stack or quadratic time.

// element is a block-level element of a page, or an in-line one that is hidden.
type element struct {
	tag    atom.Atom
	parent int32     // index of the element around it; -1 for the root
	depth  int32     // 0 for the root
	span   text.Span // from "<" of the start tag to ">" of the end tag
	first  int32     // its runs are runs[first:last]
	last   int32
	class  uint32 // hash of tag and class attribute: alike elements of a list
	hint   hint   // what its class, id and role say it is
	aside  reason // why nothing in it can be text of the article; noReason if it can
	level  uint8  // depth of lists around it, itself included
}

// run is the text between two block boundaries.
type run struct {
	text    string
	element int32     // the innermost block-level element it stands in
	span    text.Span // from its first character to its last, as marked up
	linked  int       // bytes of it inside links
	links   int       // number of links in it
	href    string    // where the first of them leads
	bold    int       // bytes of it inside strong, b or a heading's weight
	boxed   int       // bytes of it in in-line elements whose name speaks against them
	box     reason    // what these are called
	titled  int       // bytes of it in in-line elements that are called titles
	weight  int       // how much it speaks for being running text, see weigh
	aside   reason
	kind    Kind
	marks   []runMark
	image   bool // an image stands directly before it in the same element
}

// tree is a page as elements and runs.
type tree struct {
	elements []element
	runs     []run
	meta     pageMeta
	src      string
	markTags []markTag // the first stands for none
	shown    []int32   // where firstShown goes on
}

// within reports whether element e is a or lies inside a.
func (t *tree) within(e, a int32) bool {
	for e >= 0 && t.elements[e].depth > t.elements[a].depth {
		e = t.elements[e].parent
	}
	return e == a
}

// ancestor returns the nearest element from e upwards for which is holds, or -1.
func (t *tree) ancestor(e int32, is func(*element) bool) int32 {
	for ; e >= 0; e = t.elements[e].parent {
		if is(&t.elements[e]) {
			return e
		}
	}
	return -1
}

// pageMeta is what a page says about itself outside its text.
type pageMeta struct {
	title    string // <title>
	ogTitle  string // og:title or twitter:title
	lang     string // html lang, or a meta that stands for it
	jsonLD   []string
	ogIsPage bool // og:type says "article"
}
