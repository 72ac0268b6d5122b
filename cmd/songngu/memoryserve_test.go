package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// talk is what a program says, read while it is still talking.
type talk struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *talk) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(b)
}

func (w *talk) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// until waits until words have been said.
func (w *talk) until(t *testing.T, words string) {
	t.Helper()
	for range 1500 {
		if strings.Contains(w.String(), words) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%q was not said: %s", words, w)
}

// serving runs "songngu tm serve" with flags until stop, which returns the exit
// code.
func serving(t *testing.T, flags ...string) (address string, said *talk, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, said := &talk{}, &talk{}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"songngu", "tm", "serve", "--listen", "127.0.0.1:0"}, flags...), nil, out, said)
	}()
	var once sync.Once
	code := -1
	stop = func() int {
		once.Do(func() {
			cancel()
			code = <-ended
		})
		return code
	}
	t.Cleanup(func() { stop() })
	for range 1500 {
		if line, _, ok := strings.Cut(out.String(), "\n"); ok {
			return strings.TrimSuffix(line, "/"), said, stop
		}
		select {
		case n := <-ended:
			ended <- n
			t.Fatalf("exit code %d: %s", n, said)
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("no address was printed: %s", said)
	return "", nil, nil
}

func fetched(t *testing.T, client *http.Client, address string) (status int, body string) {
	t.Helper()
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(data)
}

// command runs a command that must succeed.
func command(t *testing.T, args ...string) {
	t.Helper()
	var stderr bytes.Buffer
	if n := run(t.Context(), append([]string{"songngu"}, args...), nil, io.Discard, &stderr); n != exitDone {
		t.Fatalf("songngu %s: exit code %d: %s", strings.Join(args, " "), n, stderr.String())
	}
}

// demoMemory is a memory file of the demo's pairs, and these as TMX.
func demoMemory(t *testing.T) (db, tmx string) {
	t.Helper()
	dir := t.TempDir()
	db, tmx = filepath.Join(dir, "demo.songngu"), filepath.Join(dir, "demo.tmx")
	command(t, "align", "testdata/demo/article.txt", "testdata/demo/page.html", "-q", "-o", tmx)
	command(t, "tm", "import", "--db", db, tmx, "-q")
	return db, tmx
}

const oneUnit = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/>
<body><tu><tuv xml:lang="en"><seg>The pond froze over.</seg></tuv><tuv xml:lang="vi"><seg>Mặt ao đóng băng.</seg></tuv></tu></body></tmx>
`

// A memory is served, takes in what comes into a folder, tells what is broken,
// stops without fuss, and begins again without taking anything twice.
func TestServe(t *testing.T) {
	db, tmx := demoMemory(t)
	folder := t.TempDir()
	flags := []string{"--db", db, "--watch", folder, "--json=false"}
	address, said, stop := serving(t, flags...)
	pair := readPairs(t, tmx)[0]
	status, body := fetched(t, http.DefaultClient, address+"/tmserver/en/vi/unit/"+url.PathEscape(pair[0]))
	if status != 200 || !strings.Contains(body, pair[1]) {
		t.Fatalf("status %d: %s", status, body)
	}
	write(t, filepath.Join(folder, "pond.tmx"), oneUnit)
	write(t, filepath.Join(folder, "broken.tmx"), oneUnit[:len(oneUnit)-40])
	said.until(t, "1 unit of "+filepath.Join(folder, "pond.tmx"))
	_, body = fetched(t, http.DefaultClient, address+"/api/v1/lookup?text=The+pond+froze+over.")
	if !strings.Contains(body, "Mặt ao đóng băng.") {
		t.Fatalf("what came into the folder is not found: %s", body)
	}
	said.until(t, "broken.tmx was not taken in")
	if n := stop(); n != exitDone {
		t.Fatalf("exit code %d: %s", n, said)
	}
	said.until(t, "stopped")
	if _, err := http.Get(address); err == nil {
		t.Error("it still answers")
	}
	address, said, stop = serving(t, flags...)
	for i := 0; !strings.Contains(body, `songngu_watched_files_total{result="known"} 1`); i++ {
		if i == 1500 || strings.Contains(said.String(), "taken ") {
			t.Fatalf("after a restart: %s\n%s", said, body)
		}
		time.Sleep(20 * time.Millisecond)
		_, body = fetched(t, http.DefaultClient, address+"/metrics")
	}
	stop()
	http.DefaultClient.CloseIdleConnections()
}

// By https and with a key, which is never told.
func TestServeTLS(t *testing.T) {
	db, _ := demoMemory(t)
	dir := t.TempDir()
	cert, key, keys := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "keys")
	site := httptest.NewTLSServer(nil)
	defer site.Close()
	pair := site.TLS.Certificates[0]
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write(t, cert, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})))
	write(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
	const secret = "nobody-else-knows-this"
	write(t, keys, secret+"\n")
	address, said, stop := serving(t, "--db", db, "--tls-cert", cert, "--tls-key", key, "--key-file", keys)
	if !strings.HasPrefix(address, "https://127.0.0.1:") {
		t.Fatal(address)
	}
	pool := x509.NewCertPool()
	pool.AddCert(site.Certificate())
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "example.com"}}}
	defer client.CloseIdleConnections()
	for query, want := range map[string]int{"": 401, "?key=nobody-knows-this-one": 401, "?key=" + secret: 200} {
		if status, body := fetched(t, client, address+"/api/v1/stats"+query); status != want {
			t.Errorf("%q: status %d, want %d: %s", query, status, want, body)
		}
	}
	if n := stop(); n != exitDone {
		t.Errorf("exit code %d", n)
	}
	if strings.Contains(said.String(), secret) || !strings.Contains(said.String(), "others may read the keys") && os.PathSeparator == '/' {
		t.Errorf("told: %s", said)
	}
}

// OmegaT, headless, uses what the store exports as its own memory.
func TestOmegaTFromStore(t *testing.T) {
	omegat, err := exec.LookPath("omegat")
	if err != nil {
		t.Skip("OmegaT is not installed (Debian package omegat): a memory out of the store is not tried in it")
	}
	db, tmx := demoMemory(t)
	dir := t.TempDir()
	for _, sub := range []string{"p/source", "p/target", "p/tm/auto", "p/glossary", "p/dictionary", "p/omegat", "config"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	command(t, "tm", "export", "--db", db, "-q", "-o", filepath.Join(dir, "p/tm/auto/store.tmx"))
	pairs := readPairs(t, tmx)
	source := ""
	for _, p := range pairs {
		source += p[0] + "\n\n"
	}
	write(t, filepath.Join(dir, "p/source/doc.txt"), source)
	write(t, filepath.Join(dir, "p/omegat.project"), omegatProject)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, omegat, "--config-dir="+filepath.Join(dir, "config"), "--disable-project-locking", "--mode=console-translate", filepath.Join(dir, "p"))
	cmd.Env = append(os.Environ(), "JAVA_TOOL_OPTIONS=")
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("omegat: %v\n%s", err, log)
	}
	target, err := os.ReadFile(filepath.Join(dir, "p/target/doc.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(target), "\n")
	for i, p := range pairs {
		if lines[2*i] != p[1] {
			t.Errorf("OmegaT translated %q as %q, the store says %q", p[0], lines[2*i], p[1])
		}
	}
}
