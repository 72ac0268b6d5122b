package review

import (
	"bufio"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"songngu/align/beadfile"
)

// save writes the file under a temporary name, notes in the journal that it is
// about to take the file's place, and puts it there; only then the journal
// goes. Whatever moment a crash chooses, file and journal together hold every
// edit, and none twice.
func (s *Session) save() error {
	if !s.dirty || s.readOnly {
		return nil
	}
	err := s.saveFile()
	s.trouble = err
	return err
}

func (s *Session) saveFile() error {
	now, err := readBounded(s.path)
	if err == nil && hashOf(now) != s.hash {
		return &ChangedError{Path: s.path, Journal: s.journal.path}
	}
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("cannot write %q: %w", s.path, err)
	}
	temp, hash, err := s.writeTemp()
	if err != nil {
		return fmt.Errorf("cannot write %q: %w", s.path, err)
	}
	defer os.Remove(temp) // gone where it has taken the file's place
	if err := s.journal.saved(hash); err != nil {
		return err
	}
	if err := os.Rename(temp, s.path); err != nil {
		return fmt.Errorf("cannot write %q: %w", s.path, err)
	}
	syncFolder(filepath.Dir(s.path))
	s.hash, s.dirty = hash, false
	s.saves++
	return s.journal.remove()
}

// writeTemp writes the file beside its place and returns its name and hash.
func (s *Session) writeTemp() (name, hash string, err error) {
	mode := os.FileMode(0o666)
	if info, err := os.Stat(s.path); err == nil {
		mode = info.Mode().Perm()
	}
	name = filepath.Join(filepath.Dir(s.path), "."+s.name+"."+rand.Text()[:8]+".tmp")
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return "", "", err
	}
	sum := sha256.New()
	b := bufio.NewWriterSize(io.MultiWriter(f, sum), 64<<10)
	err = s.write(b)
	for _, finish := range []func() error{b.Flush, f.Sync, f.Close} {
		if e := finish(); err == nil {
			err = e
		}
	}
	if err != nil {
		os.Remove(name)
		return "", "", err
	}
	return name, hex.EncodeToString(sum.Sum(nil)), nil
}

// write writes the file as it stands now.
func (s *Session) write(w io.Writer) error {
	if s.memory == nil {
		return beadfile.WriteJSONL(w, s.file())
	}
	if !strings.HasSuffix(strings.ToLower(s.path), ".gz") {
		return s.writeMemory(w)
	}
	z := gzip.NewWriter(w)
	if err := s.writeMemory(z); err != nil {
		return err
	}
	return z.Close()
}

// syncFolder brings a rename to the disk, where the system can.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}

// ChangedError says that another program has written the file meanwhile.
type ChangedError struct{ Path, Journal string }

func (e *ChangedError) Error() string {
	return fmt.Sprintf("%q was changed by another program during the review; the edits stay in %q", e.Path, e.Journal)
}

// HintLine says what can be done about it.
func (e *ChangedError) HintLine() string {
	return "put the file back as it was and open it again to take the edits over, or remove the journal to drop them"
}
