package quality

import (
	"fmt"

	"songngu/align/anchor"
)

// Options are the choices of a Checker; the zero value runs every check.
type Options struct {
	// Source is the language of the source side. "" takes the SrcLang of the
	// header given to Checker.Start, and without one the first variant.
	Source string
	// Target is the language of the target side; "" checks every other variant.
	Target string
	// Only names the checks to run by code or name, Skip those to leave out.
	// Where a name ends in "xx", as in "Q1xx", it stands for all checks of the
	// hundred.
	Only, Skip []string
	// Severities overrides the severity of checks, by code or name.
	Severities map[string]Severity
	// Glossary is what the check "term" holds the units to; nil for none.
	Glossary *anchor.Glossary
	// Forbidden are the terms that the check "forbidden" looks for.
	Forbidden []ForbiddenTerm
	// Lengths says how long translations are; nil for
	// DefaultLengths, between English and Vietnamese only.
	Lengths *Lengths
	// MaxRemembered bounds how many sources, and how many targets, the checks
	// of units against each other keep in mind, at about 50 bytes each; 0 means
	// two million. Units beyond it are still compared with those kept.
	MaxRemembered int
}

// UnknownCheckError says that an option names a check that does not exist.
type UnknownCheckError struct{ Name string }

func (e *UnknownCheckError) Error() string { return fmt.Sprintf("unknown check %q", e.Name) }

// selection returns which checks run.
func (o *Options) selection() ([]bool, error) {
	on := make([]bool, len(all))
	for i := range on {
		on[i] = len(o.Only) == 0
	}
	set := func(names []string, to bool) error {
		for _, name := range names {
			list := named(name)
			if list == nil {
				return &UnknownCheckError{name}
			}
			for _, i := range list {
				on[i] = to
			}
		}
		return nil
	}
	if err := set(o.Only, true); err != nil {
		return nil, err
	}
	return on, set(o.Skip, false)
}

// named returns the checks that a name stands for, nil for none.
func named(name string) []int {
	if i := indexOf(name); i >= 0 {
		return []int{i}
	}
	var list []int
	if len(name) == 4 && name[0]|0x20 == 'q' && (name[2:] == "xx" || name[2:] == "XX") {
		for i := range all {
			if all[i].Code[1] == name[1] {
				list = append(list, i)
			}
		}
	}
	return list
}

// severities returns the severity of every check.
func (o *Options) severities() ([]Severity, error) {
	list := make([]Severity, len(all))
	for i := range all {
		list[i] = all[i].Severity
	}
	for name, s := range o.Severities {
		found := named(name)
		if found == nil {
			return nil, &UnknownCheckError{name}
		}
		for _, i := range found {
			list[i] = s
		}
	}
	return list, nil
}

// ParseSeverity reads "info", "warning" or "error".
func ParseSeverity(s string) (Severity, error) {
	for _, v := range []Severity{Info, Warning, Error} {
		if s == v.String() {
			return v, nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q", s)
}
