package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// choose returns the runs [first, last) that hold the article, and marks what
// in them belongs to another article.
//
// The article's element is the one with the greatest sum of weights: going
// outwards from the text an element is taken as long as it adds more running
// text than furniture (the maximum subsequence of Pasternack and Roth 2009,
// over the tree rather than the token sequence). Where two articles stand on
// a page, the reference decides; without one, the page's own title.
func (t *tree) choose(opts Options) (first, last int32) {
	ref := opts.Reference
	sum := t.sums(func(r *run) int { return r.weight })
	best := int32(0)
	for i := range sum {
		if sum[i] >= sum[best] {
			best = int32(i)
		}
	}
	best = t.narrow(best, sum)
	if ref != nil {
		best = t.byReference(best, sum, ref)
	}
	e := &t.elements[best]
	return t.oneArticle(e.first, e.last, opts)
}

// narrow goes inwards while one element that is said to be the article's body
// holds nearly everything.
func (t *tree) narrow(best int32, sum []int) int32 {
	for i := best + 1; int(i) < len(sum); i++ {
		e := &t.elements[i]
		if e.first >= t.elements[best].last {
			break
		}
		if e.hint.body && t.within(i, best) && sum[i]*100 >= sum[best]*95 {
			best = i
		}
	}
	return best
}

// byReference looks for an element apart from best that shares more with the
// other side.
func (t *tree) byReference(best int32, sum []int, ref *Reference) int32 {
	most := t.sharedIn(t.elements[best].first, t.elements[best].last, ref)
	floor := max(minPart, sum[best]/20)
	end := int32(-1) // candidates are the outermost elements that best does not overlap
	found := best
	for i := int32(1); int(i) < len(sum); i++ {
		e := &t.elements[i]
		if e.first < end || sum[i] < floor || t.within(best, i) || t.within(i, best) {
			continue
		}
		end = e.last
		if n := t.sharedIn(e.first, e.last, ref); n > most+most/4+2 {
			most, found = n, i
		}
	}
	return found
}

func (t *tree) sharedIn(first, last int32, ref *Reference) int {
	shared, _ := ref.shared(t.textsOf(first, last))
	return shared
}

func (t *tree) textsOf(first, last int32) func(func(string)) {
	return func(yield func(string)) {
		for i := first; i < last; i++ {
			if r := &t.runs[i]; r.aside == noReason {
				yield(r.text)
			}
		}
	}
}

// part is one of several articles that follow each other in an element.
type part struct {
	first, last int32
	mass        int
	shared, all int
	titled      bool // its heading is the page's title
	apart       bool // it stands in an article element of its own
}

// oneArticle narrows a range that holds several articles to one of them.
func (t *tree) oneArticle(first, last int32, opts Options) (int32, int32) {
	ref := opts.Reference
	parts := t.parts(first, last)
	if len(parts) < 2 {
		return first, last
	}
	chosen := 0
	if ref != nil {
		for i := range parts {
			parts[i].shared, parts[i].all = ref.shared(t.textsOf(parts[i].first, parts[i].last))
			if parts[i].shared > parts[chosen].shared {
				chosen = i
			}
		}
	} else {
		for i := range parts {
			if parts[i].titled {
				chosen = i
				break
			}
		}
		chosen = t.inLanguage(parts, chosen, opts)
	}
	for i := range parts {
		p, c := &parts[i], &parts[chosen]
		if i == chosen {
			continue
		}
		// A page whose sections all have a heading of the first level is one
		// article: its parts all share with the reference.
		foreign := p.apart && c.apart
		if ref != nil {
			foreign = p.shared*(c.all+1)*10 < c.shared*(p.all+1)*4
		}
		if foreign {
			if i < chosen {
				first = c.first
			}
			for j := p.first; j < p.last; j++ {
				if t.runs[j].aside == noReason {
					t.runs[j].aside = otherArticle
				}
			}
		}
	}
	return first, last
}

// minPart is how many bytes of running text make an article of its own.
const minPart = 200

// inLanguage returns the first part in the language wanted where the chosen one
// is in another: a page may have the same article in both.
func (t *tree) inLanguage(parts []part, chosen int, opts Options) int {
	if opts.Lang == "" || opts.GuessLang == nil {
		return chosen
	}
	guess := func(p part) string {
		var b strings.Builder
		t.textsOf(p.first, p.last)(func(s string) {
			if b.Len() < 2000 {
				b.WriteString(s + " ")
			}
		})
		return opts.GuessLang(b.String())
	}
	if lang := guess(parts[chosen]); lang == opts.Lang || lang == "" {
		return chosen
	}
	for i := range parts {
		if guess(parts[i]) == opts.Lang {
			return i
		}
	}
	return chosen
}

// parts cuts a range at its headings of the first level, if there are several
// with running text below each.
func (t *tree) parts(first, last int32) []part {
	var parts []part
	mass, h1 := t.headings()
	for i := first; i < last; i++ {
		r := &t.runs[i]
		if r.aside != noReason {
			continue
		}
		if r.kind == Heading && t.levelOf(r) == 1 {
			if n := len(parts); n > 0 {
				parts[n-1].last = i
			}
			parts = append(parts, part{first: i, last: last, titled: t.meta.isTitle(r.text), apart: t.ownElement(i, mass, h1)})
		}
	}
	for i := range parts {
		parts[i].mass = mass[parts[i].last] - mass[parts[i].first]
	}
	kept := parts[:0]
	for _, p := range parts {
		if p.mass >= minPart {
			kept = append(kept, p)
		}
	}
	if len(kept) < 2 {
		return t.articleElements(first, last, mass)
	}
	return kept
}

// articleElements returns the outermost article elements in a range that hold
// running text, if there are several. They are apart from each other only
// where one of them has the page's title: the entries of a live blog are
// articles too, below a title that is none's own.
func (t *tree) articleElements(first, last int32, mass []int) []part {
	var parts []part
	end, titled := first, false
	for i := range t.elements {
		e := &t.elements[i]
		if e.tag != atom.Article || e.first < end || e.last > last || mass[e.last]-mass[e.first] < minPart {
			continue
		}
		end = e.last
		p := part{first: e.first, last: e.last, mass: mass[e.last] - mass[e.first]}
		for j := e.first; j < e.last; j++ {
			if r := &t.runs[j]; r.aside == noReason && r.kind == Heading {
				p.titled = t.meta.isTitle(r.text)
				break
			}
		}
		titled = titled || p.titled
		parts = append(parts, p)
	}
	for i := range parts {
		parts[i].apart = titled
	}
	return parts
}

// headings are prefix sums over the runs: of weight, and of headings of the
// first level that are not set aside.
func (t *tree) headings() (mass, h1 []int) {
	mass, h1 = make([]int, len(t.runs)+1), make([]int, len(t.runs)+1)
	for i := range t.runs {
		r := &t.runs[i]
		mass[i+1], h1[i+1] = mass[i]+max(0, r.weight), h1[i]
		if r.aside == noReason && r.kind == Heading && t.levelOf(r) == 1 {
			h1[i+1]++
		}
	}
	return mass, h1
}

// ownElement reports whether the nearest element around the heading at run i
// that holds running text holds no other heading of the first level.
func (t *tree) ownElement(i int32, mass, h1 []int) bool {
	e := t.ancestor(t.runs[i].element, func(e *element) bool { return mass[e.last]-mass[e.first] >= minPart })
	return e >= 0 && h1[t.elements[e].last]-h1[t.elements[e].first] == 1
}
