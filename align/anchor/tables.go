package anchor

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// The tables are lines of a type, English forms and Vietnamese forms, with
// tabs between the columns and | between the forms; # begins a comment. All
// forms of a line mean the same. A form is matched whatever its case, unless
// "=" before it asks for a capital at its start; a form of capitals asks for
// capitals. "~" before a form makes it weak.
var (
	//go:embed terms.tsv
	termTable string
	//go:embed places.tsv
	placeTable string
)

// tables are the vocabularies of both languages.
type tables struct{ en, vi *vocabulary }

var builtin = sync.OnceValue(func() *tables { return compile(nil) })

// compile builds the vocabularies from the built-in tables and the user's
// glossaries.
func compile(glossaries []*Glossary) *tables {
	t := &tables{newVocabulary(), newVocabulary()}
	t.en.englishRoles()
	t.vi.vietnameseRoles()
	t.addTable(placeTable, Country, "k:")
	t.addTable(termTable, Term, "t:")
	t.addRegions()
	for _, g := range glossaries {
		t.addGlossary(g)
	}
	t.en.freeze()
	t.vi.freeze()
	return t
}

// addTable adds the lines of an embedded table. The first column is the key;
// where it is "-", the first English form is.
func (t *tables) addTable(table string, typ Type, prefix string) {
	for line := range strings.SplitSeq(table, "\n") {
		key, rest, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		en, vi, _ := strings.Cut(rest, "\t")
		if key == "-" {
			key, _, _ = strings.Cut(en, "|")
			key = strings.ToLower(strings.TrimLeft(key, "=~"))
		}
		typ := typ
		if first, _, _ := strings.Cut(en, "|"); typ == Term && first == strings.ToLower(first) && !strings.ContainsAny(first, " -") {
			typ = Word
		}
		switch {
		case strings.HasPrefix(key, "o:"):
			typ = Ordinal
		case strings.HasPrefix(key, "w:"):
			typ = Weekday
		default:
			key = prefix + key
		}
		for form := range strings.SplitSeq(en, "|") {
			t.en.addForm(form, key, typ, true)
			if capitalsOnly(form) { // acronyms are often kept
				t.vi.addForm(form, key, typ, false)
			}
		}
		for form := range strings.SplitSeq(vi, "|") {
			t.vi.addForm(form, key, typ, false)
		}
	}
}

// addForm adds one form of a term, and its English plural.
func (v *vocabulary) addForm(form, key string, typ Type, plural bool) {
	c := concept{key: key, typ: typ}
	for form != "" && (form[0] == '=' || form[0] == '~') {
		if form[0] == '=' {
			c.cased = initialCase
		} else {
			c.weak = true
		}
		form = form[1:]
	}
	if capitalsOnly(form) {
		c.cased, plural = upperCase, false
	}
	v.addWords(form, c)
	if !plural || form == "" || !isLetterASCII(form[len(form)-1]) {
		return
	}
	switch stem := form[:len(form)-1]; {
	case strings.HasSuffix(form, "s"), strings.HasSuffix(form, "x"), strings.HasSuffix(form, "sh"), strings.HasSuffix(form, "ch"):
		form += "es"
	case strings.HasSuffix(form, "y") && len(form) > 2 && !isVowel(form[len(form)-2]):
		form = stem + "ies"
	default:
		form += "s"
	}
	v.addWords(form, c)
}

// addWords lets the words of form mean the concept.
func (v *vocabulary) addWords(form string, c concept) {
	v.addTerm(hashForm(form), c)
	v.digits = v.digits || strings.ContainsAny(form, "0123456789")
}

// hashForm returns the hashes of the words of a term.
func hashForm(form string) []uint64 {
	var words []uint64
	h, n := newWordHash(), 0
	for _, r := range form + " " {
		l := lookup(r)
		if r >= '0' && r <= '9' {
			l = letter{base: uint16(r), class: isLetter}
		}
		if l.class != 0 {
			h.add(l)
			n++
			continue
		}
		if n > 0 {
			words = append(words, h.sum())
			h, n = newWordHash(), 0
		}
	}
	return words
}

// capitalsOnly reports whether s has two letters or more, all capitals.
func capitalsOnly(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			if !unicode.IsUpper(r) {
				return false
			}
			letters++
		}
	}
	return letters > 1
}
