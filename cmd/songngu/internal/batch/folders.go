package batch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"songngu/cmd/songngu/internal/manifest"
	"songngu/corpus/text"
)

// Files lists the regular files below a folder, hidden ones left out, in the
// order of their names.
func Files(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(e.Name(), ".") && path != dir {
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if e.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	return files, nil
}

// ByName pairs the files of two folders whose names differ only in what says
// the language: a.en.txt with a.vi.html, en/b.txt with vi/b.txt. alone are
// those without partner. Where both folders are one and the same, the names
// must say the language of each file.
func ByName(english, vietnamese string) (pairs []manifest.Pair, alone []string, err error) {
	en, err := named(english, "en", english == vietnamese)
	if err != nil {
		return nil, nil, err
	}
	vi, err := named(vietnamese, "vi", english == vietnamese)
	if err != nil {
		return nil, nil, err
	}
	for _, key := range sortedKeys(en) {
		v, ok := vi[key]
		if !ok {
			alone = append(alone, en[key])
			continue
		}
		pairs = append(pairs, manifest.Pair{English: en[key], Vietnamese: v, ID: key})
		delete(vi, key)
	}
	for _, key := range sortedKeys(vi) {
		alone = append(alone, vi[key])
	}
	return pairs, alone, nil
}

// named maps the names of a folder's files, without extension and language, to
// their paths. With marked only files whose name says lang count.
func named(dir, lang string, marked bool) (map[string]string, error) {
	files, err := Files(dir)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, path := range files {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return nil, err
		}
		key, of := nameKey(filepath.ToSlash(rel))
		if of != "" && of != lang || marked && of != lang {
			continue
		}
		if other, ok := names[key]; ok {
			return nil, fmt.Errorf("%q and %q have the same name but for their extensions", other, path)
		}
		names[key] = path
	}
	return names, nil
}

// nameKey is a file's name without extensions and without the part that says
// its language, and that language: "a/b.en.html" gives "a/b" and "en".
func nameKey(rel string) (key, lang string) {
	for {
		base := rel[strings.LastIndexByte(rel, '/')+1:]
		i := strings.LastIndexAny(base, ".-_")
		if i <= 0 {
			return rel, lang
		}
		tail := text.FoldMarks(base[i+1:])
		switch {
		case tail == "en" || tail == "vi":
			rel, lang = rel[:len(rel)-len(base)+i], tail
			return rel, lang
		case base[i] == '.' && extension[tail]:
			rel = rel[:len(rel)-len(base)+i]
		default:
			return rel, lang
		}
	}
}

// extension are the endings of files that can be documents. Other dots belong
// to the name.
var extension = map[string]bool{"txt": true, "text": true, "html": true, "htm": true, "xhtml": true, "md": true, "markdown": true,
	"docx": true, "odt": true, "epub": true, "rtf": true, "pdf": true, "srt": true, "vtt": true, "gz": true, "sent": true}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Jobs gives every pair an ID that is a safe and distinct file name: its own,
// or the English file's name; a number makes equal ones distinct.
func Jobs(pairs []manifest.Pair) []Job {
	seen := map[string]bool{}
	jobs := make([]Job, len(pairs))
	for i, p := range pairs {
		id := p.ID
		if id == "" {
			id, _ = nameKey(filepath.Base(p.English))
		}
		id = safeName(id)
		for base, n := id, 2; seen[strings.ToLower(id)]; n++ {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		seen[strings.ToLower(id)] = true
		jobs[i] = Job{ID: id, Pair: p}
	}
	return jobs
}

// safeName keeps letters, digits and a few marks; what else there is becomes
// a hyphen, so that no name leaves the output folder.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '/' || r == '\\' || r < ' ' || strings.ContainsRune(`:*?"<>|`, r):
			return '-'
		}
		return r
	}, s)
	s = strings.TrimLeft(strings.TrimSpace(s), ".-")
	if s == "" {
		return "pair"
	}
	if len(s) > 120 {
		s = strings.ToValidUTF8(s[:120], "")
	}
	return s
}

// IsDir reports whether path is a folder.
func IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
