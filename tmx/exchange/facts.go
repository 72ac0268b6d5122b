package exchange

import (
	"net/url"
	"slices"
	"strings"

	"songngu/tmx"
)

// Props that readers set on units, beside those of an alignment. The names of
// dialects keep the dialect's own words.
const (
	PropState     = "x-state"           // of the translation, in the words of XLIFF 1.2 or 2
	PropQualifier = "x-state-qualifier" // XLIFF 1.2 state-qualifier, XLIFF 2 subState
	PropApproved  = "x-approved"        // XLIFF 1.2 approved: "yes" or "no"
	PropFuzzy     = "x-fuzzy"           // "yes": PO says that the translation is a guess
	PropPlural    = "x-plural"          // "singular" or "plural": the forms of one PO entry
	PropContext   = "x-context"         // msgctxt of PO, context of a table
	PropReference = "x-reference"       // where the text stands in the program: PO #:
	PropFlags     = "x-flags"           // PO flags but fuzzy: "c-format"
	PropResource  = "x-resname"         // name of the resource: XLIFF 1.2 resname, XLIFF 2 name
	PropStatus    = "x-status"          // what a reviewer said of the unit
	PropSDLConf   = "x-sdl-conf"        // SDLXLIFF conf: Draft, Translated, ApprovedSignOff …
	PropSDLOrigin = "x-sdl-origin"      // SDLXLIFF origin: tm, mt, interactive …
	PropSDLMatch  = "x-sdl-percent"     // SDLXLIFF percent, 0 to 100
	PropMQStatus  = "x-mq-status"       // MQXLIFF status: ManuallyConfirmed, Edited …
	PropMQMatch   = "x-mq-percent"      // MQXLIFF percent, 0 to 100
	PropLocked    = "x-locked"          // "yes" where a dialect has locked the segment
)

// A fact is one named thing known of a unit beside its texts and notes, in the
// form that XLIFF's context-type allows: x- and no blank. It is how formats
// with a list of free properties carry what a TMX unit holds:
//
//	x-NAME          prop of that type
//	x-tmx-tuid      the unit's id
//	x-tmx-note      note of the unit, where the format has no place for it
//	x-tmx-tu:NAME   attribute of the unit
//	x-tmx-prop:NAME prop whose type is not of the first form
//	x-tmx-src:NAME, x-tmx-tgt:NAME           attribute of a variant
//	x-tmx-src-prop:NAME, x-tmx-tgt-prop:NAME prop of a variant
//	x-tmx-src-note, x-tmx-tgt-note           note of a variant
//
// A NAME after a colon is percent-encoded.
type fact struct{ name, value string }

const (
	factID   = "x-tmx-tuid"
	factTU   = "x-tmx-tu:"
	factProp = "x-tmx-prop:"
	factNote = "x-tmx-note"
)

// facts lists what is known of a unit, but for the props in without.
func facts(u *tmx.Unit, src, tgt *tmx.Variant, without ...string) []fact {
	var fs []fact
	if u.ID != "" {
		fs = append(fs, fact{factID, u.ID})
	}
	for _, a := range u.Attrs {
		fs = append(fs, fact{factTU + url.QueryEscape(a.Name), a.Value})
	}
	for _, p := range u.Props {
		switch {
		case slices.Contains(without, p.Type):
		case plainName(p.Type):
			fs = append(fs, fact{p.Type, p.Value})
		default:
			fs = append(fs, fact{factProp + url.QueryEscape(p.Type), p.Value})
		}
	}
	fs = variantFacts(fs, "x-tmx-src", src)
	return variantFacts(fs, "x-tmx-tgt", tgt)
}

func variantFacts(fs []fact, side string, v *tmx.Variant) []fact {
	if v == nil {
		return fs
	}
	for _, a := range v.Attrs {
		fs = append(fs, fact{side + ":" + url.QueryEscape(a.Name), a.Value})
	}
	for _, p := range v.Props {
		fs = append(fs, fact{side + "-prop:" + url.QueryEscape(p.Type), p.Value})
	}
	for _, n := range v.Notes {
		fs = append(fs, fact{side + "-note", n.Value})
	}
	return fs
}

// plainName reports whether a prop's type is a fact's name as it stands.
func plainName(s string) bool {
	if len(s) < 3 || !strings.HasPrefix(s, "x-") || strings.HasPrefix(s, "x-tmx-") {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return r <= ' ' || r == ':' || r == '"' || r >= 0x7F
	}) < 0
}

// addFact puts a fact back where it belongs; what is none of ours becomes a
// prop. src and tgt may be nil.
func addFact(u *tmx.Unit, src, tgt *tmx.Variant, f fact) {
	side, name, _ := strings.Cut(f.name, ":")
	name, err := url.QueryUnescape(name)
	if err == nil && strings.HasPrefix(side, "x-tmx-") {
		v := src
		if strings.HasPrefix(side, "x-tmx-tgt") {
			v = tgt
		}
		switch side {
		case factID:
			u.ID = f.value
			return
		case factNote:
			u.Notes = append(u.Notes, tmx.Note{Value: f.value})
			return
		case "x-tmx-tu":
			u.SetAttr(name, f.value)
			return
		case "x-tmx-prop":
			u.Props = append(u.Props, tmx.Prop{Type: name, Value: f.value})
			return
		}
		if v != nil {
			switch strings.TrimPrefix(strings.TrimPrefix(side, "x-tmx-src"), "x-tmx-tgt") {
			case "":
				v.SetAttr(name, f.value)
				return
			case "-prop":
				v.Props = append(v.Props, tmx.Prop{Type: name, Value: f.value})
				return
			case "-note":
				v.Notes = append(v.Notes, tmx.Note{Value: f.value})
				return
			}
		}
	}
	u.Props = append(u.Props, tmx.Prop{Type: f.name, Value: f.value})
}

// setNonEmpty sets a prop that has a value.
func setNonEmpty(u *tmx.Unit, name, value string) {
	if value != "" {
		u.SetProp(name, value)
	}
}

// setIfNone sets a prop that has a value and that the unit has not: our own
// files hold the words of the format a unit came from beside those of theirs.
func setIfNone(u *tmx.Unit, name, value string) {
	if u.Prop(name) == "" {
		setNonEmpty(u, name, value)
	}
}
