package charset

import (
	"bytes"
	"encoding/hex"
	"os/exec"
	"strings"
	"testing"
)

// golden is one line of testdata/letters.tsv.
type golden struct {
	charset, letter string
	bytes           []byte
	source          string
}

// letters reads testdata/letters.tsv, which gives each of the 134 marked
// letters of Vietnamese, and the 12 plain vowels, in both cases where there are
// two, in each old charset. It was written by a script from sources that are
// not this package's tables:
//
//	iconv    tcvn5712-1, viscii and windows-1258: what glibc's
//	         `iconv -f UTF-8 -t TCVN5712-1` (VISCII, CP1258) makes of the letter
//	xvnkb    vni: the array of vni.h in xvnkb, by its letters in windows-1252
//	unikey   tcvn3, vps: the rows of ukengine/data.cpp in UniKey, likewise
//	mozilla  vps, where UniKey has no code: intl/uconv/ucvlatin/vps.uf
//
// The script also checked that UniKey and Mozilla agree on every letter that
// both have, and that xvnkb and UniKey do for vni.
func letters(t testing.TB) []golden {
	t.Helper()
	var all []golden
	for line := range strings.Lines(file(t, "letters.tsv")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		b, err := hex.DecodeString(f[2])
		if err != nil || len(f) != 4 {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, golden{f[0], f[1], b, f[3]})
	}
	return all
}

func TestEveryLetter(t *testing.T) {
	seen := map[string]map[string]bool{}
	for _, g := range letters(t) {
		_, d := lookup(g.charset)
		if g.charset == nameTCVN3 { // which guesses at capitals beside its table
			d = func(data []byte) ([]byte, counts) { return decodeTable(tableTCVN3, data) }
		}
		for _, around := range []struct{ before, after string }{{"", ""}, {"x", "ng "}, {" ", "\n"}} {
			out, n := d([]byte(around.before + string(g.bytes) + around.after))
			if want := around.before + g.letter + around.after; string(out) != want || n.invalid > 0 {
				t.Errorf("%s: % X reads %q, want %q", g.charset, g.bytes, out, want)
			}
		}
		if seen[g.charset] == nil {
			seen[g.charset] = map[string]bool{}
		}
		seen[g.charset][g.letter] = true
	}
	want := map[string]int{nameTCVN1: 146, nameVISCII: 146, name1258: 146, nameVNI: 146, nameVPS: 146,
		nameTCVN3: 146 - 60} // no capitals with tones
	for name, n := range want {
		if len(seen[name]) != n {
			t.Errorf("%s: %d letters, want %d", name, len(seen[name]), n)
		}
	}
}

// encoders are the charsets of letters.tsv as encoders, so that texts for the
// tests are not made by the tables under test. A letter that a charset has not
// (toned capitals in TCVN3) is written small, as the fonts do.
func encoders(t testing.TB) map[string]func(string) []byte {
	t.Helper()
	codes := map[string]map[rune][]byte{}
	for _, g := range letters(t) {
		if codes[g.charset] == nil {
			codes[g.charset] = map[rune][]byte{}
		}
		codes[g.charset][[]rune(g.letter)[0]] = g.bytes
	}
	quotes := map[rune]byte{'“': 0x93, '”': 0x94, '‘': 0x91, '’': 0x92, '–': 0x96, '—': 0x97, '…': 0x85}
	plain := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...")
	encoders := map[string]func(string) []byte{}
	for name, code := range codes {
		encoders[name] = func(s string) []byte {
			if name == nameVISCII || name == nameVPS || name == nameTCVN1 {
				s = plain.Replace(s)
			}
			var out []byte
			for _, r := range s {
				b, ok := code[r]
				switch {
				case ok:
				case r < 0x80:
					b = []byte{byte(r)}
				case quotes[r] != 0:
					b = []byte{quotes[r]}
				case code[[]rune(strings.ToLower(string(r)))[0]] != nil:
					b = code[[]rune(strings.ToLower(string(r)))[0]]
				default:
					b = []byte{'?'}
				}
				out = append(out, b...)
			}
			return out
		}
	}
	encoders[nameVIQR] = encodeVIQR
	return encoders
}

// encodeVIQR writes VIQR as the standard has it, every stop and question mark
// that could be taken for a mark escaped.
func encodeVIQR(s string) []byte {
	tones := [noTone]string{"", "'", "`", "?", "~", "."}
	shapes := map[vowel]string{vowelABreve: "a(", vowelACirc: "a^", vowelECirc: "e^", vowelOCirc: "o^", vowelOHorn: "o+", vowelUHorn: "u+"}
	var out []byte
	after := false // a vowel
	for _, r := range strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "–", "-", "—", "-", "…", "...").Replace(s) {
		p := placeOf(r)
		switch {
		case r == 'đ':
			out = append(out, "dd"...)
		case r == 'Đ':
			out = append(out, "DD"...)
		case p != nowhere:
			l := shapes[p.vowel()]
			if l == "" {
				l = string(vowelRows[p.vowel()][level])
			}
			if p.upper() {
				l = strings.ToUpper(l)
			}
			out = append(append(out, l...), tones[p.tone()]...)
		case after && strings.ContainsRune(".?'`~(^+", r):
			out = append(out, '\\', byte(r))
		case r < 0x80:
			out = append(out, byte(r))
		}
		after = p != nowhere
	}
	return out
}

func TestTextInEveryCharset(t *testing.T) {
	vi := file(t, "vi.txt")
	for name, encode := range encoders(t) {
		data, want := encode(vi), vi
		if name == nameTCVN3 { // inside a sentence nothing tells of the capital
			want = strings.Replace(vi, ", Ủy", ", ủy", 1)
		}
		for _, o := range []Options{{}, {Lang: "vi"}, {Override: name}, {Declared: "utf-8", Lang: "vi"}, {Declared: "iso-8859-1"}} {
			got, found := decode(t, data, o)
			if found.Name != name {
				t.Errorf("%s, %+v: read as %+v", name, o, found)
				continue
			}
			if got != want {
				a, b := firstDifference(got, want)
				t.Errorf("%s, %+v: %q, want %q", name, o, a, b)
			}
		}
	}
}

func firstDifference(a, b string) (string, string) {
	la, lb := strings.Split(a, " "), strings.Split(b, " ")
	for i := range min(len(la), len(lb)) {
		if la[i] != lb[i] {
			return strings.Join(la[max(0, i-3):min(len(la), i+3)], " "), strings.Join(lb[max(0, i-3):min(len(lb), i+3)], " ")
		}
	}
	return "", ""
}

// TestTablesAgainstIconv compares whole tables, not letters only, with glibc
// where it is installed.
func TestTablesAgainstIconv(t *testing.T) {
	if _, err := exec.LookPath("iconv"); err != nil {
		t.Skip("iconv is not installed")
	}
	for _, c := range []struct {
		label string
		table *table
	}{{"TCVN5712-1", tableTCVN1}, {"VISCII", tableVISCII}, {"CP1258", table1258}, {"CP1252", table1252}} {
		var in bytes.Buffer
		for b := range 256 {
			if b != '|' {
				in.Write([]byte{byte(b), '|'})
			}
		}
		cmd := exec.Command("iconv", "-c", "-f", c.label, "-t", "UTF-8") // -c leaves out what has no meaning
		cmd.Stdin = &in
		out, _ := cmd.Output() // it fails for what it left out
		checked := 0
		for i, cell := range strings.Split(string(out), "|") {
			b := i
			if i >= '|' {
				b++
			}
			if cell == "" || b > 255 {
				continue
			}
			checked++
			if want := []rune(cell); len(want) != 1 || want[0] != c.table[b] {
				t.Errorf("%s: %02X is %q here, %q for iconv", c.label, b, c.table[b], cell)
			}
		}
		if checked == 0 {
			t.Logf("this iconv does not know %s", c.label)
		}
	}
}
