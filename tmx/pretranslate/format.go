package pretranslate

import (
	"fmt"
	"path"
	"strings"
)

// Format is a kind of file that can be filled.
type Format uint8

// The formats.
const (
	XLIFF    Format = iota // 1.0 to 2.x, SDLXLIFF, MQXLIFF
	PO                     // gettext
	Text                   // paragraphs of plain text
	Markdown               // CommonMark with tables
	DOCX                   // Word
)

var formatNames = []string{"xliff", "po", "text", "markdown", "docx"}

// String is the format's name, as ParseFormat takes it.
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return fmt.Sprintf("format %d", uint8(f))
}

// FormatNames lists the names of all formats.
func FormatNames() []string { return formatNames }

// ParseFormat finds a format by its name.
func ParseFormat(name string) (Format, bool) {
	for i, n := range formatNames {
		if n == name {
			return Format(i), true
		}
	}
	return 0, false
}

var suffixes = map[string]Format{
	".xlf": XLIFF, ".xliff": XLIFF, ".xlf2": XLIFF, ".sdlxliff": XLIFF, ".mqxliff": XLIFF, ".mxliff": XLIFF, ".txlf": XLIFF,
	".po": PO, ".pot": PO, ".txt": Text, ".text": Text,
	".md": Markdown, ".markdown": Markdown, ".mkd": Markdown, ".docx": DOCX, ".docm": DOCX,
}

// FormatOf tells the format of a file by the ending of its name.
func FormatOf(name string) (Format, bool) {
	f, ok := suffixes[strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))]
	return f, ok
}
