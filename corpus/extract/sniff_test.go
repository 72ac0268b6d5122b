package extract

import (
	"bytes"
	"errors"
	"testing"
)

func TestSniff(t *testing.T) {
	utf16 := func(s string) string {
		var b bytes.Buffer
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, media, data string
		want              Format
	}{
		{"a.txt", "", "Chào bác.", FormatText},
		{"a", "", "", FormatEmpty},
		{"a.html", "text/html", " \n", FormatEmpty},
		{"a.txt", "text/plain", "<!DOCTYPE html><p>x", FormatHTML},
		{"a.txt", "", "\xef\xbb\xbf\n<!-- c --><HTML lang=vi>", FormatHTML},
		{"", "", "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'x'><html>", FormatHTML},
		{"", "text/html; charset=utf-8", "Chào bác.", FormatHTML},
		{"a.htm", "", "Chào bác.", FormatHTML},
		{"README.md", "text/plain", "# Chào", FormatMarkdown},
		{"a.txt", "", "\xff\xfe" + utf16("Chào bác, khỏe không?"), FormatText},
		{"a.txt", "", utf16("Chào bác, khỏe không? Hôm nay trời đẹp."), FormatText},
		{"a.pdf", "text/html", "%PDF-1.7\n\x00", FormatPDF},
		{"a.txt", "text/plain", "\x89PNG\r\n\x1a\n\x00\x00", FormatImage},
		{"a.jpg", "", "\xff\xd8\xff\xe0\x00\x10JFIF", FormatImage},
		{"a", "", "RIFF\x00\x00\x00\x00WEBPVP8 ", FormatImage},
		{"a", "", "\x7fELF\x02\x01\x01\x00\x00", FormatExecutable},
		{"a", "", "MZ\x90\x00\x03\x00\x00\x00", FormatBinary},
		{"a.txt", "", "MZ is not a program here.", FormatText},
		{"a.txt", "", "BM, they said.", FormatText},
		{"a", "", "\x00\x01\x02\x03\x04\x00\x00\x07", FormatBinary},
		{"a.gz", "", "\x1f\x8b\x08\x00", FormatGzip},
		{"a.doc", "", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", FormatDOC},
		{"a.rtf", "", `{\rtf1 x}`, FormatRTF},
		{"a.tmx", "", "<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'>", FormatTMX},
		{"a.xlf", "", "<?xml version='1.0'?><xliff version='1.2'>", FormatXLIFF},
		{"a.xml", "", "<?xml version='1.0'?><rss>", FormatXML},
		{"a.vtt", "", "WEBVTT\n\n00:01.000 --> 00:02.000\nx", FormatVTT},
		{"a.txt", "", "1\r\n00:00:01,000 --> 00:00:02,000\r\nx", FormatSRT},
		{"a.srt", "", "1\n00:00:01,000 --> 00:00:02,000\nx", FormatSRT},
		{"a.mp4", "", "\x00\x00\x00\x18ftypmp42", FormatVideo},
		{"a.db", "", "SQLite format 3\x00", FormatDatabase},
	} {
		if got := Sniff(c.name, c.media, []byte(c.data)); got != c.want {
			t.Errorf("Sniff(%q, %q, %.20q) = %s, want %s", c.name, c.media, c.data, got, c.want)
		}
	}
	for data, want := range map[string]Format{string(docxFile(t)): FormatDOCX, string(odtFile(t)): FormatODT, string(epubFile(t, "x")): FormatEPUB,
		string(packed(t, "a.txt", "x")): FormatZip, string(packed(t, "xl/workbook.xml", "x")): FormatXLSX} {
		if got := Sniff("a", "", []byte(data)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for f := FormatText; f <= FormatEmpty; f++ {
		err := f.Unreadable()
		switch {
		case f.Readable() && err != nil, f == FormatEmpty && !errors.Is(err, ErrEmpty):
			t.Errorf("%s: %v", f, err)
		case !f.Readable() && f != FormatEmpty && !errors.Is(err, ErrBinary):
			t.Errorf("%s: %v", f, err)
		}
	}
	if _, err := Read(FormatPDF, "x", Options{}); !errors.Is(err, ErrBinary) {
		t.Error(err)
	}
	if _, err := ReadPacked(t.Context(), FormatText, nil, 0, Options{}); !errors.Is(err, ErrBinary) {
		t.Error(err)
	}
}
