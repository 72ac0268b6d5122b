package fetch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// tempPrefix begins the names of files that are being written.
	tempPrefix = ".part-"
	// strayAge is when a file that no record speaks of is taken as left over:
	// long after any write that is under way.
	strayAge = time.Hour
)

// page is a record file with its body, for pruning.
type page struct {
	stem  string
	size  int64
	time  time.Time
	files []string
}

// prune keeps the cache in its bound: if it is over, the pages written longest
// ago go until a quarter is free. What killed writers left behind goes too.
// Files that are not the cache's own are not touched; nor is an error of the
// file system one of the page being fetched.
func (c *cache) prune() {
	if c.written.Swap(0) == 0 {
		return
	}
	pages, total := c.pages()
	if total <= c.limit {
		return
	}
	slices.SortFunc(pages, func(a, b *page) int {
		if n := a.time.Compare(b.time); n != 0 {
			return n
		}
		return strings.Compare(a.stem, b.stem)
	})
	gone := 0
	for _, p := range pages {
		if total <= c.limit-c.limit/4 {
			break
		}
		for _, file := range p.files {
			os.Remove(file)
		}
		total -= p.size
		gone++
	}
	c.log("the cache is over its bound of %s; its %d oldest pages are gone", bytesName(c.limit), gone)
}

// pages lists the cache's pages with their size in bytes, and removes strays.
func (c *cache) pages() (pages []*page, total int64) {
	folders, _ := filepath.Glob(filepath.Join(c.dir, "[0-9a-f][0-9a-f]"))
	byStem := map[string]*page{}
	for _, folder := range folders {
		entries, _ := os.ReadDir(folder)
		for _, entry := range entries {
			path := filepath.Join(folder, entry.Name())
			info, err := entry.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			if strings.HasPrefix(entry.Name(), tempPrefix) {
				c.removeStray(path, info)
				continue
			}
			stem, ending, ok := strings.Cut(entry.Name(), ".")
			if !ok || len(stem) != 64 || ending != "json" && !strings.HasSuffix(ending, ".body") {
				continue
			}
			p := byStem[stem]
			if p == nil {
				p = &page{stem: stem}
				byStem[stem] = p
				pages = append(pages, p)
			}
			// The record comes first: without it a reader sees no page.
			if ending == "json" {
				p.files = slices.Insert(p.files, 0, path)
			} else {
				p.files = append(p.files, path)
			}
			p.size += info.Size()
			total += info.Size()
			if info.ModTime().After(p.time) {
				p.time = info.ModTime()
			}
		}
	}
	return pages, total
}

// removeStray removes what a killed process left.
func (c *cache) removeStray(path string, info os.FileInfo) {
	if c.now().Sub(info.ModTime()) > strayAge {
		os.Remove(path)
	}
}
