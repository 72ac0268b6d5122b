package watch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ledger remembers what was taken. Its file holds one JSON object a line:
//
//	{"sha256": "…", "file": "boats.tmx", "size": 18230, "units": 31, "time": "2026-11-22T08:00:00Z"}
//
// of which only sha256, the hash of the file's bytes, is looked at; the rest is
// for people. A line that is none of these, such as one that a crash has cut
// short, is passed by: at worst a file is imported again, which adds nothing.
type ledger struct {
	path string
	sums map[string]bool
}

type entry struct {
	Sum   string    `json:"sha256"`
	File  string    `json:"file"`
	Size  int64     `json:"size"`
	Units int64     `json:"units"`
	Time  time.Time `json:"time"`
}

// maxLedger bounds the ledger that is read, in bytes: half a million files.
const maxLedger = 100 << 20

func openLedger(path string) (*ledger, error) {
	l := &ledger{path, map[string]bool{}}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	} else if err != nil {
		return nil, fmt.Errorf("read what was taken: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxLedger))
	if err != nil {
		return nil, fmt.Errorf("read what was taken, %q: %w", path, err)
	}
	for line := range bytes.Lines(data) {
		var e entry
		if json.Unmarshal(line, &e) == nil && len(e.Sum) == 2*sha256.Size {
			l.sums[e.Sum] = true
		}
	}
	return l, nil
}

func (l *ledger) has(sum string) bool { return l.sums[sum] }

func (l *ledger) add(e entry) error {
	l.sums[e.Sum] = true
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return fmt.Errorf("remember what was taken: %w", err)
	}
	end, err := f.Seek(0, io.SeekEnd)
	if err == nil && end > 0 { // after a line that was cut short
		last := make([]byte, 1)
		if _, err = f.ReadAt(last, end-1); err == nil && last[0] != '\n' {
			line = append([]byte("\n"), line...)
		}
	}
	if err == nil {
		_, err = f.Write(append(line, '\n'))
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("remember what was taken in %q: %w", l.path, err)
	}
	return nil
}

// read hashes a file, which must be of that size; whole reports whether it ends
// as its format does, as far as that can be seen without unpacking it.
func read(path string, size int64) (sum string, whole bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", false, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, size+1))
	if err != nil {
		return "", false, fmt.Errorf("read %q: %w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), n == size && ends(f, path, size), nil
}

func ends(f *os.File, path string, size int64) bool {
	tail := make([]byte, min(size, 4096))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil {
		return false
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".gz":
		return true // its check sum tells when it is read
	case ".zip":
		return bytes.Contains(tail, []byte("PK\x05\x06"))
	}
	// UTF-16 has a zero beside each letter.
	return bytes.Contains(bytes.ReplaceAll(tail, []byte{0}, nil), []byte("</tmx>"))
}
