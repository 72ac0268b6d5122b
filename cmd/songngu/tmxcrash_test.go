package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeMemory writes a memory of n units, some of them twice, out of order.
func writeMemory(t *testing.T, path string, n int) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(`<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>`)
	for i := range n {
		k := i * 7919 % (n * 9 / 10)
		fmt.Fprintf(&b, `<tu><prop type="x-source-url">https://example.org/%d</prop><tuv xml:lang="en"><seg>Berth %d is free until noon.</seg></tuv><tuv xml:lang="vi"><seg>Bến số %d còn trống đến trưa.</seg></tuv></tu>`+"\n", i%50, k, k)
	}
	b.WriteString(`</body></tmx>`)
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Killed at any moment, sort and merge leave the old output or the new one,
// and nothing in the folder of temporary files.
func TestKilledSortAndMerge(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	program, err := exec.LookPath("songngu")
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"sort", "merge"} {
		t.Run(verb, func(t *testing.T) {
			dir := t.TempDir()
			in, out, temp := filepath.Join(dir, "in.tmx"), filepath.Join(dir, "out.tmx"), filepath.Join(dir, "temp")
			if err := os.Mkdir(temp, 0o777); err != nil {
				t.Fatal(err)
			}
			writeMemory(t, in, 12_000)
			start := func() *exec.Cmd {
				cmd := exec.Command(program, "tmx", verb, in, "-o", out, "--force", "--memory", "1", "--temp-dir", temp, "-q")
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				return cmd
			}
			began := time.Now()
			if err := start().Wait(); err != nil {
				t.Fatal(err)
			}
			whole := time.Since(began)
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			old, killed := []byte("the old memory\n"), 0
			const tries = 12
			for i := range tries {
				if err := os.WriteFile(out, old, 0o666); err != nil {
					t.Fatal(err)
				}
				cmd := start()
				time.Sleep(whole * time.Duration(i) / (tries - 2))
				_ = cmd.Process.Kill() // an error says that it has ended
				if cmd.Wait() != nil {
					killed++
				}
				got, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, old) && !bytes.Equal(got, want) {
					t.Fatalf("try %d left %d bytes, neither the old memory nor the new one of %d", i, len(got), len(want))
				}
			}
			if killed == 0 {
				t.Error("the program was never killed at work")
			}
			left, err := os.ReadDir(temp)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range left { // an empty one was killed between its making and its unlinking
				if info, err := f.Info(); err != nil || info.Size() > 0 {
					t.Errorf("temporary file left: %v, %v", f, err)
				}
			}
		})
	}
}

// Killed at any moment, a project that is made again holds files that are each
// the old one or the new one, the user's own file among them as he left it; and
// the next run makes what an undisturbed one would have made.
func TestKilledProject(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	program, err := exec.LookPath("songngu")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	project := filepath.Join(dir, "project")
	before, after := filepath.Join(dir, "harbour.tmx"), filepath.Join(dir, "new", "harbour.tmx")
	if err := os.Mkdir(filepath.Dir(after), 0o777); err != nil {
		t.Fatal(err)
	}
	writeMemory(t, before, 400)
	writeMemory(t, after, 6000)
	start := func(memory string) *exec.Cmd {
		cmd := exec.Command(program, "tmx", "convert", "--to", "omegat-project", "--force", "-q", project, memory)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	mine := filepath.Join("tm", "auto", "mine.tmx")
	begin := func() map[string]string {
		if err := os.RemoveAll(project); err != nil {
			t.Fatal(err)
		}
		if err := start(before).Wait(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(project, mine), []byte("the user's own\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return folderFiles(t, project)
	}
	old := begin()
	began := time.Now()
	if err := start(after).Wait(); err != nil {
		t.Fatal(err)
	}
	whole, want := time.Since(began), folderFiles(t, project)
	killed := 0
	const tries = 10
	for i := range tries {
		begin()
		cmd := start(after)
		time.Sleep(whole * time.Duration(i) / (tries - 2))
		_ = cmd.Process.Kill() // an error says that it has ended
		if cmd.Wait() != nil {
			killed++
		}
		for path, is := range folderFiles(t, project) {
			list := path == filepath.FromSlash(projectList)
			if !list && !strings.HasPrefix(path, ".songngu.") && is != old[path] && is != want[path] {
				t.Fatalf("try %d left %s as neither the old run nor the new one has it", i, path)
			}
		}
		if err := start(after).Wait(); err != nil {
			t.Fatal(err)
		}
		got := folderFiles(t, project)
		delete(got, filepath.FromSlash(projectList))
		for path, is := range want {
			if path != filepath.FromSlash(projectList) && got[path] != is {
				t.Errorf("after try %d another run leaves %s other than an undisturbed one", i, path)
			}
			delete(got, path)
		}
		for path := range got {
			t.Errorf("after try %d another run leaves %s", i, path)
		}
	}
	if killed == 0 {
		t.Error("the program was never killed at work")
	}
}

// folderFiles are the files below a folder with what they hold.
func folderFiles(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(folder, path)
		files[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A full device is an error that says so.
func TestFullDevice(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	in := filepath.Join(t.TempDir(), "in.tmx")
	writeMemory(t, in, 2000)
	for _, verb := range []string{"sort", "cat", "dedupe", "repair", "convert"} {
		args := []string{"songngu", "tmx", verb, in, "-o", "/dev/full"}
		if verb == "convert" {
			args = append(args, "--to", "tsv")
		}
		code, _, stderr := runProgram(t, args...)
		if code != exitUnread || !strings.Contains(stderr, "cannot write output") || !strings.Contains(stderr, "no space left") {
			t.Errorf("%s: exit code %d: %s", verb, code, stderr)
		}
	}
}

// runProgram runs the program in this process.
func runProgram(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}
