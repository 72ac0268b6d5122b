package diff

import "strings"

// Kind is what became of a unit, or of several that belong together.
type Kind uint8

// The kinds. A change that is of several kinds has the first of them in the
// order of precedence and names the others in Change.Also.
const (
	Kept        Kind = iota // the same sentences on both sides
	Relinked                // the same sentences, other partners
	Merged                  // several units became one
	Split                   // one unit became several
	Resegmented             // the text is cut into sentences at other places
	Edited                  // the words of one side or both
	Moved                   // it stands elsewhere in the order
	Metadata                // only what is said about the unit
	Added
	Removed
	kindCount
)

var kindNames = [kindCount]string{"kept", "re-linked", "merged", "split", "re-segmented", "edited", "moved", "metadata", "added", "removed"}

func (k Kind) String() string { return kindNames[k] }

// MarshalText makes a kind its name in JSON.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// ParseKind finds a kind by its name.
func ParseKind(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), true
		}
	}
	return 0, false
}

// AllKinds lists the kinds of differences: all but Kept.
func AllKinds() []Kind {
	return []Kind{Relinked, Merged, Split, Resegmented, Edited, Moved, Metadata, Added, Removed}
}

// Kinds is a set of kinds.
type Kinds uint16

// SetOf is the set of these kinds.
func SetOf(kinds ...Kind) Kinds {
	var s Kinds
	for _, k := range kinds {
		s |= 1 << k
	}
	return s
}

// Has reports whether k is in the set.
func (s Kinds) Has(k Kind) bool { return s&(1<<k) != 0 }

// List is the kinds of the set in their order.
func (s Kinds) List() []Kind {
	var list []Kind
	for k := range kindCount {
		if s.Has(k) {
			list = append(list, k)
		}
	}
	return list
}

func (s Kinds) String() string {
	var names []string
	for _, k := range s.List() {
		names = append(names, k.String())
	}
	return strings.Join(names, ",")
}
