package tmx

import "fmt"

// Severity says how much a finding matters.
type Severity uint8

const (
	Info    Severity = iota // legal or harmless, but worth knowing
	Warning                 // a fault that was mended; nothing of the text is lost
	Error                   // something could not be kept: a unit, a variant, the rest of the file
)

func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	}
	return "error"
}

// MarshalText makes a severity its word in JSON and other reports.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is a fault in a TMX file and what was done about it.
type Finding struct {
	Code     string   `json:"code"` // stable: T… from the Reader, W… from the Writer
	Severity Severity `json:"severity"`
	Line     int64    `json:"line,omitempty"`   // 1-based; 0 when not in a file
	Column   int64    `json:"column,omitempty"` // 1-based, in bytes of the text as UTF-8
	Unit     string   `json:"unit,omitempty"`   // the unit's tuid, or # and its number; "" outside units
	Message  string   `json:"message"`
	Repair   string   `json:"repair,omitempty"` // what was done; "" when nothing was
}

// String is the finding on one line: position, severity, code, unit, message
// and repair.
func (f Finding) String() string {
	s := ""
	if f.Line > 0 {
		s = fmt.Sprintf("%d:%d: ", f.Line, f.Column)
	}
	s += f.Severity.String() + " " + f.Code + ": "
	if f.Unit != "" {
		s += "unit " + f.Unit + ": "
	}
	s += f.Message
	if f.Repair != "" {
		s += "; " + f.Repair
	}
	return s
}

// unitName is how findings name a unit.
func unitName(u *Unit) string {
	if u.ID != "" {
		return u.ID
	}
	if u.Number > 0 {
		return fmt.Sprintf("#%d", u.Number)
	}
	return ""
}
