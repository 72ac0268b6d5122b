package extract

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// Format is what kind of file some bytes are.
type Format uint8

// The formats. Those that are not Readable are recognised so that a message can
// name them.
const (
	FormatText Format = iota
	FormatHTML
	FormatMarkdown
	FormatDOCX
	FormatODT
	FormatEPUB
	FormatRTF
	FormatSRT
	FormatVTT
	FormatTMX
	FormatXLIFF
	FormatPO
	FormatXML
	FormatCSV
	FormatJSON
	FormatPDF
	FormatXLSX
	FormatPPTX
	FormatDOC
	FormatZip
	FormatGzip
	FormatArchive
	FormatImage
	FormatSound
	FormatVideo
	FormatExecutable
	FormatFont
	FormatDatabase
	FormatBinary
	FormatEmpty
)

var formatNames = [...]string{"text", "html", "markdown", "docx", "odt", "epub", "rtf", "srt", "vtt", "tmx", "xliff", "po", "xml", "csv",
	"json", "pdf", "xlsx", "pptx", "doc", "zip", "gzip", "archive", "image", "sound", "video", "executable", "font", "database", "binary", "empty"}

// String returns the format's name: "html", "docx", "image".
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return "binary"
}

// Readable reports whether Read or ReadPacked has a reader for the format.
func (f Format) Readable() bool { return f <= FormatVTT || f == FormatPDF }

// magic is how files of a format begin.
var magic = []struct {
	at     int
	prefix string
	format Format
}{
	{0, "%PDF-", FormatPDF}, {0, `{\rtf`, FormatRTF}, {0, "WEBVTT", FormatVTT}, {0, "\xef\xbb\xbfWEBVTT", FormatVTT},
	{0, "\x1f\x8b", FormatGzip}, {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FormatDOC},
	{0, "\x89PNG\r\n", FormatImage}, {0, "\xff\xd8\xff", FormatImage}, {0, "GIF87a", FormatImage}, {0, "GIF89a", FormatImage},
	{8, "WEBP", FormatImage}, {0, "II*\x00", FormatImage}, {0, "MM\x00*", FormatImage}, {0, "BM", FormatBinary}, {4, "ftypavif", FormatImage}, {4, "ftypheic", FormatImage},
	{0, "\x7fELF", FormatExecutable}, {0, "MZ", FormatBinary}, {0, "\xcf\xfa\xed\xfe", FormatExecutable}, {0, "\xca\xfe\xba\xbe", FormatExecutable},
	{0, "\x00asm", FormatExecutable},
	{0, "ID3", FormatSound}, {0, "OggS", FormatSound}, {0, "fLaC", FormatSound}, {8, "WAVE", FormatSound},
	{4, "ftyp", FormatVideo}, {0, "\x1a\x45\xdf\xa3", FormatVideo}, {8, "AVI ", FormatVideo},
	{0, "7z\xbc\xaf\x27\x1c", FormatArchive}, {0, "Rar!\x1a", FormatArchive}, {0, "\xfd7zXZ\x00", FormatArchive}, {0, "BZh", FormatBinary},
	{0, "\x28\xb5\x2f\xfd", FormatArchive}, {257, "ustar", FormatArchive},
	{0, "SQLite format 3\x00", FormatDatabase}, {0, "wOFF", FormatFont}, {0, "wOF2", FormatFont}, {0, "OTTO\x00", FormatFont},
}

var formatOfSuffix = map[string]Format{".html": FormatHTML, ".htm": FormatHTML, ".xhtml": FormatHTML, ".shtml": FormatHTML, ".php": FormatHTML,
	".md": FormatMarkdown, ".markdown": FormatMarkdown, ".mdown": FormatMarkdown, ".mkd": FormatMarkdown, ".mdx": FormatMarkdown,
	".txt": FormatText, ".text": FormatText, ".srt": FormatSRT, ".vtt": FormatVTT, ".tmx": FormatTMX, ".xlf": FormatXLIFF,
	".xliff": FormatXLIFF, ".sdlxliff": FormatXLIFF, ".mqxliff": FormatXLIFF, ".po": FormatPO, ".pot": FormatPO, ".csv": FormatCSV, ".tsv": FormatCSV,
	".json": FormatJSON, ".jsonl": FormatJSON}

var formatOfType = map[string]Format{"text/html": FormatHTML, "application/xhtml+xml": FormatHTML, "text/markdown": FormatMarkdown,
	"text/vtt": FormatVTT, "application/x-subrip": FormatSRT, "text/csv": FormatCSV, "text/tab-separated-values": FormatCSV,
	"application/json": FormatJSON, "application/pdf": FormatPDF, "application/rtf": FormatRTF, "text/rtf": FormatRTF}

// Sniff decides the format of data by what it holds, then by the media type it
// came with, then by its name; each may be empty. What the bytes say goes
// first: servers send pages as text/plain, and users rename files. data may be
// only the beginning of the file (a few kilobytes are enough, except to tell
// an office file from another zip archive) and in any charset.
func Sniff(name, mediaType string, data []byte) Format {
	if len(bytes.TrimSpace(data)) == 0 {
		return FormatEmpty
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return sniffZip(data)
	}
	for _, m := range magic {
		if len(data) > m.at && bytes.HasPrefix(data[m.at:], []byte(m.prefix)) && (m.format != FormatBinary || looksBinary(data)) {
			if m.at == 8 && !bytes.HasPrefix(data, []byte("RIFF")) {
				continue
			}
			return m.format
		}
	}
	if looksBinary(data) {
		return FormatBinary
	}
	if f, ok := sniffMarkup(data); ok {
		return f
	}
	if isSRT(data) {
		return FormatSRT
	}
	mediaType, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	if f, ok := formatOfType[strings.TrimSpace(mediaType)]; ok {
		return f
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".gz") // data has been decompressed
	if f, ok := formatOfSuffix[path.Ext(name)]; ok {
		return f
	}
	return FormatText
}

// looksBinary reports whether data has bytes that no text in any charset has.
// UTF-16 has many zero bytes, all at even or all at odd places.
func looksBinary(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	zero := [2]int{}
	control := 0
	for i, c := range head {
		if c == 0 {
			zero[i&1]++
		} else if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b && c != 0x1a {
			control++
		}
	}
	if zero[0]+zero[1] > 0 {
		wide := max(zero[0], zero[1])*5 > len(head) && min(zero[0], zero[1])*50 <= len(head)
		return !wide
	}
	// TCVN3, VISCII and VPS put a few letters on control characters.
	return control*10 > len(head)
}

// sniffZip tells the formats that are zip archives by the names in them.
func sniffZip(data []byte) Format {
	head := data[:min(len(data), 200)]
	switch {
	case bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis.opendocument.text")):
		return FormatODT
	case bytes.Contains(head, []byte("mimetypeapplication/epub+zip")):
		return FormatEPUB
	case bytes.Contains(data, []byte("word/document.xml")):
		return FormatDOCX
	case bytes.Contains(data, []byte("xl/workbook.xml")):
		return FormatXLSX
	case bytes.Contains(data, []byte("ppt/presentation.xml")):
		return FormatPPTX
	}
	return FormatZip
}

// sniffMarkup recognises markup by its first tag.
func sniffMarkup(data []byte) (Format, bool) {
	head := bytes.ToLower(data[:min(len(data), 2048)])
	head = bytes.ReplaceAll(head, []byte{0}, nil) // UTF-16
	head = bytes.TrimLeft(head, "\xef\xbb\xbf\xff\xfe \t\r\n")
	for bytes.HasPrefix(head, []byte("<!--")) {
		i := bytes.Index(head, []byte("-->"))
		if i < 0 {
			return FormatHTML, true
		}
		head = bytes.TrimLeft(head[i+3:], " \t\r\n")
	}
	switch {
	case bytes.HasPrefix(head, []byte("<?xml")):
		for _, x := range []struct {
			tag    string
			format Format
		}{{"<html", FormatHTML}, {"<tmx", FormatTMX}, {"<xliff", FormatXLIFF}, {"dtd xhtml", FormatHTML}} {
			if bytes.Contains(head, []byte(x.tag)) {
				return x.format, true
			}
		}
		return FormatXML, true
	case bytes.HasPrefix(head, []byte("<tmx")):
		return FormatTMX, true
	case bytes.HasPrefix(head, []byte("<xliff")):
		return FormatXLIFF, true
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<div", "<table", "<p>", "<p ", "<h1", "<h2", "<article", "<main", "<section"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return FormatHTML, true
		}
	}
	return FormatText, false
}

// isSRT recognises subtitles: a number, then a line with "-->".
func isSRT(data []byte) bool {
	head := strings.TrimLeft(strings.TrimPrefix(string(data[:min(len(data), 200)]), "\ufeff"), " \r\n")
	i := strings.IndexByte(head, '\n')
	if i <= 0 || i > 8 || strings.Trim(head[:i], "0123456789\r ") != "" {
		return false
	}
	next, _, _ := strings.Cut(head[i+1:], "\n")
	return strings.Contains(next, " --> ")
}

// Unreadable returns the error that says why a format cannot be read, wrapping
// ErrBinary or ErrEmpty; nil for those that have a reader.
func (f Format) Unreadable() error {
	switch {
	case f.Readable():
		return nil
	case f == FormatEmpty:
		return ErrEmpty
	}
	return fmt.Errorf("a file of kind %s: %w", f, ErrBinary)
}
