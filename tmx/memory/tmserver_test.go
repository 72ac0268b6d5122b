package memory

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkBesideTmserver sets the memory beside Translate Toolkit's
// build_tmdb and tmserver on the same units and the same English queries,
// where these are installed. tmserver is asked over HTTP, as it is made to be,
// which costs about a millisecond. SONGNGU_TMSERVER_UNITS is the number of
// units, 1,000 if not set, for tmserver takes seconds for a look-up among so few.
func BenchmarkBesideTmserver(b *testing.B) {
	for _, name := range []string{"build_tmdb", "tmserver"} {
		if _, err := exec.LookPath(name); err != nil {
			b.Skip("Translate Toolkit's tmserver is not installed")
		}
	}
	n := 1000
	if s := os.Getenv("SONGNGU_TMSERVER_UNITS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	pairs := sharedPairs(b)
	units := slices.Collect(unitsOf(varied(pairs, n, 1)))
	exact := func(i int) string { return pairs[i*13%min(n, len(pairs))][0] }
	queries := queriesOf(pairs, 2000)
	fuzzy := func(i int) string { return queries[2*i%len(queries)] }

	b.Run(fmt.Sprintf("songngu/units=%d", n), func(b *testing.B) {
		start := time.Now()
		m := fill(b, sequence(units))
		took := time.Since(start)
		ctx := context.Background()
		besides(b, n, took, func() (float64, float64) {
			s, err := m.Stats(ctx)
			if err != nil {
				b.Fatal(err)
			}
			return float64(s.Bytes) / 1e6, residentMB("self")
		}, func(q string) error {
			_, err := m.Lookup(ctx, Query{Text: q})
			return err
		}, exact, fuzzy)
	})
	b.Run(fmt.Sprintf("tmserver/units=%d", n), func(b *testing.B) {
		dir := b.TempDir()
		po, db := filepath.Join(dir, "units.po"), filepath.Join(dir, "tm.db")
		writePO(b, po, units)
		start := time.Now()
		if out, err := exec.Command("build_tmdb", "-d", db, "-s", "en", "-t", "vi", po).CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		took := time.Since(start)
		base, pid := startTmserver(b, db)
		besides(b, n, took, func() (float64, float64) {
			info, err := os.Stat(db)
			if err != nil {
				b.Fatal(err)
			}
			return float64(info.Size()) / 1e6, residentMB(strconv.Itoa(pid))
		}, func(q string) error {
			// It answers anything but 200 to some texts: that is its answer.
			r, err := asker.Get(base + "/tmserver/en/vi/unit/" + url.PathEscape(q))
			if err != nil {
				return err
			}
			_, err = io.Copy(io.Discard, r.Body)
			r.Body.Close()
			return err
		}, exact, fuzzy)
	})
}

// besides reports what BenchmarkBesideTmserver compares.
func besides(b *testing.B, n int, took time.Duration, size func() (file, process float64), look func(string) error, exact, fuzzy func(int) string) {
	b.Run("import", func(b *testing.B) {
		file, _ := size()
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(n)/took.Seconds(), "units/s")
		b.ReportMetric(file, "MB-file")
	})
	for _, c := range []struct {
		name string
		text func(int) string
	}{{"exact", exact}, {"fuzzy70", fuzzy}} {
		b.Run(c.name, func(b *testing.B) {
			clockPercentiles(b, 2, func(i int) error { return look(c.text(i)) })
			_, process := size()
			b.ReportMetric(process, "MB-rss")
		})
	}
}

// writePO writes units as PO, which build_tmdb reads.
func writePO(tb testing.TB, path string, units []*Unit) {
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	fmt.Fprint(w, "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nLanguage: vi\\n\"\n")
	for i, u := range units {
		// A context keeps units of the same English apart.
		fmt.Fprintf(w, "\nmsgctxt \"%d\"\nmsgid \"%s\"\nmsgstr \"%s\"\n", i, quoted.Replace(u.Text[0]), quoted.Replace(u.Text[1]))
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
}

// asker asks tmserver, which serves one connection at a time.
var asker = &http.Client{Timeout: 10 * time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}

// startTmserver starts tmserver on a free port, waits until it answers, and
// stops it at the end.
func startTmserver(b *testing.B, db string) (base string, pid int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	l.Close()
	cmd := exec.Command("tmserver", "-d", db, "-b", "127.0.0.1", "-p", port, "--min-similarity", "70", "--max-candidates", "5")
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may have ended
		cmd.Wait()         //nolint:errcheck // it was killed
	})
	base = "http://127.0.0.1:" + port
	for range 300 {
		if r, err := asker.Get(base + "/tmserver/en/vi/unit/ready"); err == nil {
			r.Body.Close()
			return base, cmd.Process.Pid
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Fatal("tmserver does not answer")
	return "", 0
}
