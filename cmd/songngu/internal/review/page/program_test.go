package page_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// program builds songngu.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "songngu")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", path, "songngu/cmd/songngu").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// review runs songngu review on a file, and returns the address that it prints;
// the program ends with the test, by an interrupt as from a terminal.
func (p runs) review(t *testing.T, file string) string {
	t.Helper()
	cmd := exec.Command(string(p), "review", "--no-browser", "--quiet", file)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "http://127.0.0.1:") {
		t.Fatalf("songngu review prints %q", lines.Text())
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		timer := time.AfterFunc(patience, func() { cmd.Process.Kill() })
		defer timer.Stop()
		cmd.Wait()
	})
	return lines.Text()
}

// runs is the path of the program.
type runs string
