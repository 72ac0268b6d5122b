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

// page is a record file with its bodies, for pruning.
type page struct {
	stem   string
	size   int64     // bytes in all
	time   time.Time // of the last write
	record string    // path
	bodies []keptFile
}

type keptFile struct {
	path string
	size int64
	time time.Time
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
		os.Remove(p.record) // first: without it a reader sees no page
		for _, body := range p.bodies {
			os.Remove(body.path)
		}
		total -= p.size
		gone++
	}
	c.log("the cache is over its bound of %s; its %d oldest pages are gone", bytesName(c.limit), gone)
}

// pages lists the cache's pages with their size in bytes, and removes strays.
func (c *cache) pages() (pages []*page, total int64) {
	folders, _ := os.ReadDir(c.dir)
	byStem := map[string]*page{}
	for _, sub := range folders {
		if len(sub.Name()) != 2 || !sub.IsDir() {
			continue
		}
		folder := filepath.Join(c.dir, sub.Name())
		entries, _ := os.ReadDir(folder)
		for _, entry := range entries {
			path := filepath.Join(folder, entry.Name())
			info, err := entry.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			if strings.HasPrefix(entry.Name(), tempPrefix) {
				if c.old(info.ModTime()) {
					os.Remove(path)
				}
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
			if ending == "json" {
				p.record = path
			} else {
				p.bodies = append(p.bodies, keptFile{path, info.Size(), info.ModTime()})
			}
			p.size += info.Size()
			if info.ModTime().After(p.time) {
				p.time = info.ModTime()
			}
		}
	}
	for _, p := range pages {
		c.dropReplaced(p)
		total += p.size
	}
	return pages, total
}

// dropReplaced removes the bodies of a page that newer ones have replaced, once
// nobody can be reading them any more.
func (c *cache) dropReplaced(p *page) {
	slices.SortFunc(p.bodies, func(a, b keptFile) int { return b.time.Compare(a.time) })
	for len(p.bodies) > 1 && c.old(p.bodies[len(p.bodies)-1].time) {
		last := p.bodies[len(p.bodies)-1]
		os.Remove(last.path)
		p.size -= last.size
		p.bodies = p.bodies[:len(p.bodies)-1]
	}
}

// old reports whether a file is left over from a write long ago.
func (c *cache) old(written time.Time) bool { return c.now().Sub(written) > strayAge }
