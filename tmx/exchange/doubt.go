package exchange

import (
	"strconv"
	"strings"

	"songngu/tmx"
)

// Doubt tells why a unit's translation is not to be taken as sure, in a few
// words, or "" where nothing speaks against it: what a PO file, an XLIFF file
// or its dialects say of the state of the work, or a reviewer of the unit.
func Doubt(u *tmx.Unit) string {
	for _, p := range u.Props {
		if doubtful(p.Type, p.Value) {
			return strings.TrimPrefix(p.Type, "x-") + " " + p.Value
		}
	}
	return ""
}

func doubtful(name, value string) bool {
	switch name {
	case PropFuzzy:
		return value == "yes"
	case PropApproved:
		return value == "no"
	case PropState: // XLIFF 1.2, and 2's "initial"
		return value == "new" || value == "initial" || strings.HasPrefix(value, "needs-")
	case PropSDLConf:
		return value == "Draft" || value == "Unspecified" || strings.HasPrefix(value, "Rejected")
	case PropMQStatus:
		switch value {
		case "NotStarted", "Pretranslated", "PartiallyEdited", "MachineTranslated", "AssembledFromFragments", "Rejected":
			return true
		}
	case PropStatus:
		return Rejected(value)
	}
	return false
}

// Rejected reports whether a reviewer's word for the status of a unit, in
// English or Vietnamese, turns it down.
func Rejected(status string) bool {
	switch strings.ToLower(strings.TrimSpace(status)) {
	case "reject", "rejected", "wrong", "bad", "no", "sai", "loại", "bỏ", "không":
		return true
	}
	return false
}

// Confidence is how far a unit of a bilingual file may be trusted, 0 to 1: what
// x-confidence says, 0 for one without a translation or with a Doubt, and 1
// for any other, since people made it.
func Confidence(u *tmx.Unit) float64 {
	if c, err := strconv.ParseFloat(u.Prop(PropConfidence), 64); err == nil && c >= 0 && c <= 1 {
		return c
	}
	if len(u.Variants) < 2 || u.Variants[1].Text() == "" || Doubt(u) != "" {
		return 0
	}
	return 1
}
