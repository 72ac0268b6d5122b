package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A compressed memory that is cut off gives the units before the cut, like one
// that is not compressed, from a file and from standard input; --strict
// refuses it.
func TestCutOffGzip(t *testing.T) {
	const units = 2000
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for _, s := range []string{
		`<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>`,
		strings.Repeat(`<tu><tuv xml:lang="en"><seg>High tide</seg></tuv><tuv xml:lang="vi"><seg>Triều cường</seg></tuv></tu>`, units),
		"</body></tmx>",
	} {
		if _, err := z.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	cut := packed.Bytes()[:packed.Len()/2]
	path := filepath.Join(t.TempDir(), "cut.tmx.gz")
	if err := os.WriteFile(path, cut, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"tmx", "cat", path}, exitDone, "error T015: compressed data cut off"},
		{[]string{"tmx", "cat", "-"}, exitDone, "error T015: compressed data cut off"},
		{[]string{"tmx", "validate", path}, exitFindings, "not valid"},
		{[]string{"tmx", "cat", "--strict", path}, exitUnread, "T015"},
	} {
		var stdout, stderr bytes.Buffer
		if n := run(t.Context(), append([]string{"songngu"}, c.args...), bytes.NewReader(cut), &stdout, &stderr); n != c.code || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%q: exit code %d, want %d: %s", c.args, n, c.code, stderr.String())
		}
		if n := bytes.Count(stdout.Bytes(), []byte("<tu>")); c.args[1] == "cat" && c.code == exitDone && (n < units/4 || n >= units) {
			t.Errorf("%q: %d units of %d", c.args, n, units)
		}
	}
}
