package review

import "fmt"

// Kind says what is wrong with an edit.
type Kind int

// The kinds of faults.
const (
	Malformed  Kind = iota // it says nothing that could be done
	Unknown                // it names what is not there
	Conflict               // somebody else was faster
	Impossible             // it cannot be done, and Hint says why
	Forbidden              // this session may only be read
)

// Fault is why an edit was not made. Nothing has changed.
type Fault struct {
	Kind     Kind
	Message  string
	Hint     string
	Revision int // of the session, so that one may look again
}

func (f *Fault) Error() string { return f.Message }

// HintLine says what can be done about it; it may be empty.
func (f *Fault) HintLine() string { return f.Hint }

func malformed(format string, args ...any) error {
	return &Fault{Kind: Malformed, Message: fmt.Sprintf(format, args...)}
}

func impossible(hint, format string, args ...any) error {
	return &Fault{Kind: Impossible, Message: fmt.Sprintf(format, args...), Hint: hint}
}

func unknown(format string, args ...any) error {
	return &Fault{Kind: Unknown, Message: fmt.Sprintf(format, args...)}
}
