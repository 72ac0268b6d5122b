package tmx

import (
	"io"
	"strings"
	"testing"
)

// repeat is a text n times over, without the memory for it.
type repeat struct {
	text string
	left int64 // bytes
	at   int
}

func (r *repeat) Read(p []byte) (n int, err error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	for n < len(p) && r.left > 0 {
		k := copy(p[n:min(len(p), n+int(min(r.left, 1<<30)))], r.text[r.at:])
		n += k
		r.left -= int64(k)
		r.at = (r.at + k) % len(r.text)
	}
	return n, nil
}

// TestHostileFiles reads files made to fill memory or to take for ever. The
// good unit after the trap must be read, the buffer stay in its bounds and the
// work linear: a reader that is not would not come back.
func TestHostileFiles(t *testing.T) {
	size := int64(6 << 20)
	for _, c := range []struct {
		name, before, text, after string
		units                     int64
	}{
		{"attribute of a unit", `<tu changeid="`, "x", `"><tuv/></tu>`, 1},
		{"attribute of a unit full of tags", `<tu changeid="`, "&lt;tu>", `"><tuv/></tu>`, 1},
		{"segment", `<tu><tuv xml:lang="en"><seg>`, "chữ ", `</seg></tuv></tu>`, 1},
		{"text between units", "", "chữ ", "", 1},
		{"comment", "<!--", "<tu>", "-->", 1},
		{"start tags of units", "", "<tu>", "", 1},
		{"start tags of units and variants", "", "<tu><tuv>", "", 1},
		{"end tags", "", "</tu>", "", 1},
		{"less-than signs", "", "<", "", 1},
		{"comments without end", "", "<tu><!--", "", 1},
		{"sections without end", "", "<tu><![CDATA[", "</tu>", 1},
		{"quotes without end", "", `<tu a="`, `"/>`, 1},
		{"nesting in a segment", `<tu><tuv xml:lang="en"><seg>`, "<g>", "</tu>", 1},
		{"nesting in a unit", "<tu>", "<g>", "</tu>", 1},
		{"elements", "", "<g>", "", 1},
		{"large tag", "<g a='", "x", "'>", 1},
		{"unit of comments", "<tu>", "<!-- -->", "</tu>", 1},
		{"large segment of ampersands", `<tu><tuv xml:lang="en"><seg>`, "&", `</seg></tuv></tu>`, 1},
		{"segment of ampersands", `<tu><tuv xml:lang="en"><seg>`, "&<\n", `</seg></tuv></tu>`, 2},
		{"segment of tags", `<tu><tuv xml:lang="en"><seg>`, "<b c='&'>", `</seg></tuv></tu>`, 1},
		{"segment of end tags", `<tu><tuv xml:lang="en"><seg>`, "</b>", `</seg></tuv></tu>`, 2},
		{"segment of comments without end", `<tu><tuv xml:lang="en"><seg>`, "<!--", `</seg></tuv></tu>`, 2},
		{"segment of quotes", `<tu><tuv xml:lang="en"><seg>`, `<b "`, `</seg></tuv></tu>`, 2},
		{"segment of control characters", `<tu><tuv xml:lang="en"><seg>`, "\x01\xff<", `</seg></tuv></tu>`, 2},
		{"props without end", `<tu>`, "<prop>", `</tu>`, 1},
		{"references without end", `<tu><tuv xml:lang="en"><seg>`, "&aaaaaa<", `</seg></tuv></tu>`, 2},
		{"variants without segments", `<tu>`, "<tuv>&</tuv>", "</tu>", 1},
		{"variants", `<tu>`, "<tuv><b>", "</tu>", 1},
		{"attributes", `<tu `, `a="<b"`, `></tu>`, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.text) < 13 && strings.Contains(c.text, "<") {
				size /= 8 // every one is a finding
				defer func() { size *= 8 }()
			}
			r := NewReader(io.MultiReader(
				strings.NewReader(fileHead+c.before), &repeat{text: c.text, left: size / int64(len(c.text)) * int64(len(c.text))},
				strings.NewReader(c.after+goodUnit+fileTail)), ReaderOptions{MaxUnit: 4 << 20})
			for r.Scan() {
			}
			if r.Err() != nil || r.Count() != c.units {
				t.Errorf("read %d units, passed by %d, error %v, findings %v", r.Count(), r.PassedBy(), r.Err(), r.Counts())
			}
			if len(r.buf) > 4<<20 {
				t.Errorf("buffer grew to %d bytes", len(r.buf))
			}
			if len(r.Findings()) > maxCollected || len(r.told) > maxCollected || len(r.langs) > maxCollected {
				t.Error("findings grow with the file")
			}
		})
	}
}

// TestEntityBomb reads the entities that make careless parsers fill memory.
func TestEntityBomb(t *testing.T) {
	in := strings.Replace(fileHead, `SYSTEM "tmx14.dtd"`, `[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]`, 1)
	m := readAll([]byte(in+`<tu><tuv xml:lang="en"><seg>&c;</seg></tuv></tu>`+goodUnit+fileTail), ReaderOptions{})
	if len(m.units) != 2 || m.units[0].Variants[0].Text() != "&c;" || codes(m.found) != "T032 T010" {
		t.Errorf("%d units, %v", len(m.units), m.found)
	}
}
