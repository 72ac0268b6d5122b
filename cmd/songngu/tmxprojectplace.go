package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// projectList is the file of a project that tells what songngu wrote in it: a
// line for each state of a file that is ours, its SHA-256, a tab and its path.
const projectList = "omegat/songngu-files.tsv"

// maxProjectList bounds the list that is read, in bytes.
const maxProjectList = 8 << 20

// place moves the project from the folder it was made in to dir. Where dir is
// not there this is one rename. Else files are moved one by one, and only over
// files that are as songngu wrote them: what the user made or has changed
// stays, and is told.
func (r *project) place(dir string) error {
	paths := []string{projectFile}
	for _, m := range r.made {
		paths = append(paths, m.out.path)
	}
	slices.Sort(paths)
	list := map[string]bool{}
	for _, path := range paths {
		sum, err := fileSum(filepath.Join(r.stage, path))
		if err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", path, cause(err)), "")
		}
		list[sum+"\t"+path] = true
	}
	_, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err := r.writeFile(projectList, lines(list))
		if err != nil {
			return err
		}
		if err := os.Rename(r.stage, dir); err != nil {
			return unread(fmt.Errorf("cannot write folder %q: %w", dir, cause(err)), "")
		}
	} else if err := r.placeInto(dir, paths, list); err != nil {
		return err
	}
	for _, m := range r.made {
		m.out.path = filepath.Join(dir, filepath.FromSlash(m.out.path))
	}
	return nil
}

// placeInto moves the files of the project into a folder that exists. The list
// goes first: a run that ends on the way knows the next time what is its own.
func (r *project) placeInto(dir string, paths []string, list map[string]bool) error {
	failed := func(path string, err error) error {
		return unread(fmt.Errorf("cannot write output %q: %w", filepath.Join(dir, path), cause(err)), "")
	}
	for _, folder := range []string{"source", "target", "tm", "glossary", "dictionary", "omegat"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o777); err != nil {
			return failed(folder, err)
		}
	}
	ours := readProjectList(filepath.Join(dir, projectList))
	there, kept := map[string]bool{}, map[string]bool{}
	for _, path := range paths {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o777); err != nil {
			return failed(path, err)
		}
		info, err := os.Lstat(filepath.Join(dir, path))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		there[path], kept[path] = true, true
		if err == nil && info.Mode().IsRegular() {
			sum, err := fileSum(filepath.Join(dir, path))
			kept[path] = err != nil || !ours[sum+"\t"+path] && !list[sum+"\t"+path]
			if !kept[path] {
				list[sum+"\t"+path] = true
			}
		}
	}
	for line := range ours {
		if _, path, _ := strings.Cut(line, "\t"); !slices.Contains(paths, path) || kept[path] {
			list[line] = true
		}
	}
	for path := range kept {
		if kept[path] {
			sum, err := fileSum(filepath.Join(r.stage, path))
			if err == nil {
				delete(list, sum+"\t"+path)
			}
		}
	}
	if err := r.writeFile(projectList, lines(list)); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(r.stage, projectList), filepath.Join(dir, projectList)); err != nil {
		return failed(projectList, err)
	}
	n := r.count("kept", "file")
	for _, path := range paths {
		if kept[path] {
			*n++
			r.p.voice.warn("%s is kept: it is not as songngu wrote it", filepath.Join(dir, path))
			continue
		}
		if err := os.Rename(filepath.Join(r.stage, path), filepath.Join(dir, path)); err != nil {
			return failed(path, err)
		}
	}
	for _, m := range r.made {
		m.out.existed = there[m.out.path]
	}
	r.made = slices.DeleteFunc(r.made, func(m *madeMemory) bool { return kept[m.out.path] })
	return nil
}

// stageName is the name of the folder in which what goes into a project that
// is there already is made: the number of the process and a random word.
const stageName = ".songngu.%d.%s.tmp"

// clearStages removes what runs that were killed have left in a project: the
// folders of processes that do not live any more.
func clearStages(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, ".songngu.*.*.tmp")) // the pattern is well formed
	for _, stage := range left {
		var id int
		var word string
		if _, err := fmt.Sscanf(strings.TrimSuffix(filepath.Base(stage), ".tmp"), ".songngu.%d.%s", &id, &word); err == nil && !alive(id) {
			os.RemoveAll(stage)
		}
	}
}

// alive reports whether a process may still run.
func alive(id int) bool {
	p, err := os.FindProcess(id)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}

// lines is a set of lines as a file, sorted.
func lines(set map[string]bool) []byte {
	var all []string
	for line := range set {
		all = append(all, line+"\n")
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(a[64:]+a, b[64:]+b) })
	return []byte(strings.Join(all, ""))
}

// readProjectList reads the list of what is ours; nothing is where there is
// none that can be read.
func readProjectList(path string) map[string]bool {
	list := map[string]bool{}
	f, err := os.Open(path)
	if err != nil {
		return list
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxProjectList))
	if err != nil {
		return list
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if sum, _, ok := strings.Cut(line, "\t"); ok && len(sum) == 2*sha256.Size {
			list[line] = true
		}
	}
	return list
}

// fileSum is the SHA-256 of a file's content, in hexadecimal.
func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
