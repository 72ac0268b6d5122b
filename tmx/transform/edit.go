package transform

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"songngu/tmx"
)

// Replacement is a regexp and what stands for it, as regexp.ReplaceAllString
// takes them: $1 is the first group.
type Replacement struct {
	Pattern *regexp.Regexp
	With    string
}

// Replace replaces in the text of the unit's variants in lang, or of all with
// "", and returns how many variants changed. In-line codes stay, and no match
// reaches across one.
func (r Replacement) Replace(u *tmx.Unit, lang string) int {
	n := 0
	for _, v := range variantsIn(u, lang) {
		now := editText(v.Seg, func(s string) string { return r.Pattern.ReplaceAllString(s, r.With) })
		if !now.Equal(v.Seg) {
			v.Seg = now
			n++
		}
	}
	return n
}

// variantsIn are the variants in a language, its regions counted, or all.
func variantsIn(u *tmx.Unit, lang string) (vs []*tmx.Variant) {
	lang = tmx.CanonLang(lang)
	for i := range u.Variants {
		v := &u.Variants[i]
		if lang == "" || v.Lang == lang || strings.HasPrefix(v.Lang, lang+"-") {
			vs = append(vs, v)
		}
	}
	return vs
}

// Change sets or removes a field of a unit, or of variants.
type Change struct {
	Kind  string // "attr", "prop" or "note"
	Name  string // of the attribute or the type of the prop; nothing for a note
	Value string
	Unset bool   // removes all of that name (of a note: all notes) instead
	Lang  string // on variants in this language; "" is on the unit
}

// ParseChange reads "NAME=VALUE", or with unset a name.
func ParseChange(kind, s, lang string, unset bool) (Change, error) {
	c := Change{Kind: kind, Unset: unset, Lang: lang}
	name, value, has := strings.Cut(s, "=")
	switch {
	case kind == "note":
		c.Value = s
		return c, nil
	case unset:
		name = s
	case !has:
		return c, fmt.Errorf("%s %q is not of the form NAME=VALUE", kind, s)
	}
	c.Name, c.Value = name, value
	if strings.TrimSpace(name) == "" {
		return c, fmt.Errorf("%s %q has no name", kind, s)
	}
	if kind == "attr" {
		return c, c.checkAttr()
	}
	return c, nil
}

var attrName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._:-]*$`)

// checkAttr refuses what no file could hold.
func (c *Change) checkAttr() error {
	switch {
	case !attrName.MatchString(c.Name):
		return fmt.Errorf("%q is no name of an attribute", c.Name)
	case c.Name == "xml:lang" || c.Name == "lang":
		return fmt.Errorf("the language of a variant is what it is found by and cannot be set here")
	case !c.Unset && strings.HasSuffix(c.Name, "date"):
		fixed, ok := tmx.FixDate(c.Value)
		if !ok {
			return fmt.Errorf("%q is no date like 20260314T090000Z or 2026-03-14", c.Value)
		}
		c.Value = fixed
	}
	return nil
}

// Apply makes the change and reports whether anything is different.
func (c Change) Apply(u *tmx.Unit) bool {
	if c.Lang == "" {
		return c.onUnit(u)
	}
	changed := false
	for _, v := range variantsIn(u, c.Lang) {
		changed = c.onVariant(v) || changed
	}
	return changed
}

func (c Change) onUnit(u *tmx.Unit) bool {
	switch c.Kind {
	case "attr":
		was := u.Attr(c.Name)
		u.SetAttr(c.Name, c.value())
		return was != u.Attr(c.Name)
	case "note":
		return c.onNotes(&u.Notes)
	}
	return c.onProps(&u.Props)
}

func (c Change) onVariant(v *tmx.Variant) bool {
	switch c.Kind {
	case "attr":
		was := v.Attr(c.Name)
		v.SetAttr(c.Name, c.value())
		return was != v.Attr(c.Name)
	case "note":
		return c.onNotes(&v.Notes)
	}
	return c.onProps(&v.Props)
}

func (c Change) value() string {
	if c.Unset {
		return ""
	}
	return c.Value
}

// onProps leaves one prop of the name with the value, where the first was, or
// none.
func (c Change) onProps(props *[]tmx.Prop) bool {
	was := slices.Clone(*props)
	set := false
	*props = slices.DeleteFunc(*props, func(p tmx.Prop) bool {
		if p.Type != c.Name {
			return false
		}
		if c.Unset || set {
			return true
		}
		set = true
		return false
	})
	for i := range *props {
		if (*props)[i].Type == c.Name {
			(*props)[i].Value = c.Value
		}
	}
	if !c.Unset && !set {
		*props = append(*props, tmx.Prop{Type: c.Name, Value: c.Value})
	}
	return !slices.EqualFunc(was, *props, func(a, b tmx.Prop) bool { return a.Type == b.Type && a.Value == b.Value })
}

// onNotes adds a note that is not there yet, or removes all.
func (c Change) onNotes(notes *[]tmx.Note) bool {
	if c.Unset {
		had := len(*notes) > 0
		*notes = nil
		return had
	}
	if slices.ContainsFunc(*notes, func(n tmx.Note) bool { return n.Value == c.Value }) {
		return false
	}
	*notes = append(*notes, tmx.Note{Value: c.Value})
	return true
}
