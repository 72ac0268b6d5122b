package transform

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"songngu/tmx"
)

// Order is what Sort sorts by.
type Order struct {
	By      string // one of Orders, or a language code: by the text in that language
	Reverse bool
}

// Orders are the values of Order.By besides language codes.
//
// Text is in the order of its language's dictionaries (Unicode Collation
// Algorithm with CLDR's tailoring), so that a Vietnamese side comes a, ă, â …
// d, đ, e, ê; texts that differ in nothing a dictionary minds come in the order
// of their bytes. A unit without what is sorted by comes first.
var Orders = []string{"source", "target", "id", "created", "changed", "confidence", "usage", "length", "document"}

// Sort is the units in order, by the first of by, those equal in it by the
// second and so on, those equal in all as they came. Source and target are the
// languages that Sides takes. The memory is bounded by space.
func Sort(in Units, by []Order, source, target string, space Space) (Units, error) {
	keys := newKeys(source, target)
	for _, o := range by {
		if !slices.Contains(Orders, o.By) && !isCode(o.By) {
			return nil, fmt.Errorf("unknown order %q: want one of %s, or a language code", o.By, strings.Join(Orders, ", "))
		}
	}
	return func(yield func(*tmx.Unit, error) bool) {
		s := newSorter(space)
		defer s.close()
		var key, body []byte
		for u, err := range in {
			if err == nil {
				key = key[:0]
				for _, o := range by {
					key = keys.append(key, u, o)
				}
				body = appendUnit(body[:0], u)
				err = s.add(key, body)
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
		for r, err := range s.all() {
			var u *tmx.Unit
			if err == nil {
				u, err = decodeUnit(string(r.body))
			}
			if !yield(u, err) || err != nil {
				return
			}
		}
	}, nil
}

// isCode reports whether s looks like a language code.
func isCode(s string) bool {
	base, _, _ := strings.Cut(s, "-")
	if len(base) < 2 || len(base) > 3 || len(s) > 35 {
		return false
	}
	_, err := language.Parse(s)
	return err == nil
}

// keys makes sort keys: bytes that compare as what they are made of.
type keys struct {
	source, target string
	collators      map[string]*collate.Collator
	buf            collate.Buffer
}

func newKeys(source, target string) *keys {
	return &keys{source: source, target: target, collators: map[string]*collate.Collator{}}
}

// append appends the key of one order, which holds its own end, so that keys
// may follow each other.
func (k *keys) append(b []byte, u *tmx.Unit, o Order) []byte {
	start := len(b)
	src, tgt := Sides(u, k.source, k.target)
	switch o.By {
	case "source":
		b = k.text(b, src)
	case "target":
		b = k.text(b, tgt)
	case "id":
		b = appendKey(b, u.ID)
	case "created":
		b = appendKey(b, created(u))
	case "changed":
		b = appendKey(b, changed(u))
	case "confidence":
		b = appendKey(b, fmt.Sprintf("%.9f", Confidence(u)))
	case "usage":
		b = appendKey(b, fmt.Sprintf("%019d", usage(u)))
	case "length":
		n := 0
		if src != nil {
			n = utf8.RuneCountInString(src.Text())
		}
		b = appendKey(b, fmt.Sprintf("%019d", n))
	case "document":
		b = appendKey(b, Document(u))
	default:
		b = k.text(b, u.Variant(o.By))
	}
	if o.Reverse {
		for i := start; i < len(b); i++ {
			b[i] ^= 0xFF
		}
	}
	return b
}

func (k *keys) text(b []byte, v *tmx.Variant) []byte {
	if v == nil {
		return appendKey(b, "")
	}
	s := v.Text()
	c := k.collators[v.Lang]
	if c == nil {
		tag, err := language.Parse(v.Lang)
		if err != nil {
			tag = language.Und
		}
		c = collate.New(tag)
		if len(k.collators) < 1000 {
			k.collators[v.Lang] = c
		}
	}
	k.buf.Reset()
	return appendKey(appendKey(b, c.KeyFromString(&k.buf, s)), s)
}

// appendKey appends s so that the result sorts as s does whatever follows: a
// zero byte becomes 0 255, the end is 0 1.
func appendKey[S string | []byte](b []byte, s S) []byte {
	for i := range len(s) {
		b = append(b, s[i])
		if s[i] == 0 {
			b = append(b, 0xFF)
		}
	}
	return append(b, 0, 1)
}

// PropConfidence is the prop that holds a unit's confidence, 0 to 1.
const PropConfidence = "x-confidence"

// Confidence returns how sure it is that a unit's sides translate each other,
// 0 to 1, as its prop x-confidence says. A unit that says nothing was paired
// by a translator, not by a program: 1.
func Confidence(u *tmx.Unit) float64 {
	c, err := strconv.ParseFloat(u.Prop(PropConfidence), 64)
	if err != nil || !(c >= 0 && c <= 1) {
		return 1
	}
	return c
}

// Document returns the name of the document that a unit comes from, as the
// common tools write it, or "".
func Document(u *tmx.Unit) string {
	for _, name := range documentProps {
		if s := u.Prop(name); s != "" {
			return s
		}
	}
	for i := range u.Variants {
		for _, name := range documentProps {
			if s := u.Variants[i].Prop(name); s != "" {
				return s
			}
		}
	}
	return ""
}

// documentProps are the types of the props that name a document: ours and
// memoQ's, MateCat's, OpenTM2's, Olifant's and Bitextor's.
var documentProps = []string{"x-document", "document", "x-MateCAT-filename", "tmgr:docname", "Txt::FileName", "Att::FileName", "source-document", "x-source-url"}

// created is the earliest creation date of the unit and its variants, "" for
// none.
func created(u *tmx.Unit) string {
	first := date(u.Attr("creationdate"))
	for i := range u.Variants {
		if d := date(u.Variants[i].Attr("creationdate")); d != "" && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

// changed is the latest change date of the unit and its variants, or failing
// that their latest creation date.
func changed(u *tmx.Unit) string {
	for _, name := range [2]string{"changedate", "creationdate"} {
		last := date(u.Attr(name))
		for i := range u.Variants {
			last = max(last, date(u.Variants[i].Attr(name)))
		}
		if last != "" {
			return last
		}
	}
	return ""
}

// lastUsed is the latest date of use of the unit and its variants.
func lastUsed(u *tmx.Unit) string {
	last := date(u.Attr("lastusagedate"))
	for i := range u.Variants {
		last = max(last, date(u.Variants[i].Attr("lastusagedate")))
	}
	return last
}

// date is a date of TMX in its exact form, or "".
func date(s string) string {
	if s == "" {
		return ""
	}
	fixed, _ := tmx.FixDate(s)
	return fixed
}

// usage is the highest usagecount of the unit and its variants.
func usage(u *tmx.Unit) int64 {
	n := int64(0)
	for i := -1; i < len(u.Variants); i++ {
		s := u.Attr("usagecount")
		if i >= 0 {
			s = u.Variants[i].Attr("usagecount")
		}
		if v, err := strconv.ParseInt(s, 10, 64); err == nil {
			n = max(n, v)
		}
	}
	return n
}
