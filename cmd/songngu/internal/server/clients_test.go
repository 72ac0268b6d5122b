package server

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"songngu/tmx"
	store "songngu/tmx/memory"
)

// exported writes a memory as TMX.
func exported(t *testing.T, m *store.Memory) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory.tmx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := tmx.NewWriter(f, tmx.Header{CreationTool: "songngu", CreationToolVersion: "1", SegType: "sentence", OTMF: "songngu", AdminLang: "en", SrcLang: "en", DataType: "plaintext"}, tmx.WriterOptions{})
	for u, err := range m.Units(t.Context(), store.Filter{}) {
		if err == nil {
			err = w.Write(u.TMX())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Translate Toolkit's server, with the memory that we export to it, and ours
// answer the same questions alike.
func TestTranslateToolkit(t *testing.T) {
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import cheroot.wsgi, translate.services.tmserver").Run() != nil {
		t.Skip("Translate Toolkit is not installed (Debian package python3-translate): its server is not asked beside ours")
	}
	m := memoryOf(t, append(made(60), lakes...))
	address := start(t, Options{Store: m, Writable: true})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// Without Levenshtein's library, which Debian only recommends, Translate Toolkit
	// warns on standard error and is slower.
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, python, "testdata/toolkit.py", address+"/tmserver", exported(t, m))
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || !strings.HasPrefix(string(out), "66 exact") {
		t.Fatalf("%v: %s%s", err, out, stderr.String())
	}
	t.Logf("%s", out)
}

// OmegaT's own class for Apertium asks the server and understands it. Only the
// address in it is changed, which is that of apertium.org.
func TestOmegaTApertium(t *testing.T) {
	const jar, class = "/usr/share/omegat/OmegaT.jar", "org/omegat/core/machinetranslators/ApertiumTranslate.class"
	archive, err := zip.OpenReader(jar)
	javac, noJava := exec.LookPath("javac")
	if err != nil || noJava != nil {
		t.Skip("OmegaT or a compiler of Java is not installed (Debian packages omegat, default-jdk): OmegaT's class for Apertium is not tried")
	}
	defer archive.Close()
	f, err := archive.Open(class)
	if err != nil {
		t.Skipf("OmegaT has no class for Apertium: %v", err)
	}
	defer f.Close()
	code, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	address := start(t, Options{Store: memoryOf(t, lakes)})
	code = withConstant(t, code, "https://www.apertium.org/apy/translate?q=", address+"/apy/translate?q=")
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(class)), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, class), code, 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, javac, "-cp", jar, "-d", dir, "testdata/AskOmegaT.java").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	java := filepath.Join(filepath.Dir(javac), "java")
	for _, c := range []struct {
		from, to   string
		asks, want []string
	}{
		{"EN-US", "VI-VN", []string{lakes[0][0], lakes[2][0], lakes[3][0], "The lake is 7,120 metres long.", "A train to the coast."}, []string{lakes[0][1], lakes[2][1], lakes[3][1], "Hồ dài 7.120 mét.", ""}},
		{"vi", "en", []string{lakes[4][1]}, []string{lakes[4][0]}},
	} {
		cmd := exec.CommandContext(ctx, java, append([]string{"-Djava.awt.headless=true", "-Dsun.jnu.encoding=UTF-8", "-cp", dir + ":" + jar, "AskOmegaT", c.from, c.to}, c.asks...)...)
		cmd.Env = append(os.Environ(), "JAVA_TOOL_OPTIONS=", "LC_ALL=C.UTF-8", "HOME="+dir)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, stderr.String())
		}
		if got, want := string(out), strings.Join(c.want, "\n")+"\n"; got != want {
			t.Errorf("OmegaT understands\n%swant\n%s", got, want)
		}
	}
}

// withConstant replaces a text of a Java class: a byte 1, the length, the text.
func withConstant(t *testing.T, class []byte, old, text string) []byte {
	t.Helper()
	constant := func(s string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{1}, uint16(len(s))), s...)
	}
	if n := bytes.Count(class, constant(old)); n != 1 {
		t.Skipf("this OmegaT's class for Apertium has another address")
	}
	return bytes.Replace(class, constant(old), constant(text), 1)
}
