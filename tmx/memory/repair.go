package memory

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Repaired says what became of a damaged memory.
type Repaired struct {
	Saved  int64    `json:"saved"`  // units
	Lost   int64    `json:"lost"`   // units that were there by their ids and could not be read
	Faults []string `json:"faults"` // what the check found before
	Kept   string   `json:"kept"`   // the damaged file under its new name; "" if it was sound
}

// Repair checks the memory at path and, where it is damaged, makes a new one
// of what can still be read, with its index made afresh, and puts it in the
// old one's place; the damaged file is kept beside it as path.damaged-N. A
// sound memory is left alone, unless always says otherwise. No other program
// may use the file meanwhile.
//
// Method: units are read in the order of their ids; where the file cannot be
// read, in ever smaller steps around the fault, so that only the units of the
// damaged pages are lost. What is not read is the old index. Where the first
// page is damaged, which says what tables there are and where, that of a new
// memory stands in for it: all memories are made by the same statements, so
// their tables begin at the same pages. Where no unit can be read at all the
// file is left as it is, and the error is ErrForeign.
func Repair(ctx context.Context, path string, always bool) (out Repaired, err error) {
	wrap := func(err error) error { return fmt.Errorf("repair memory %q: %w", path, told(err)) }
	if _, err := os.Stat(path); err != nil {
		return out, wrap(err)
	}
	db, err := openFile(path, time.Second, false)
	if err != nil {
		return out, err
	}
	defer db.Close()
	head := headOf(ctx, db)
	switch {
	case errors.Is(head, ErrBusy):
		return out, wrap(head)
	case head != nil:
		out.Faults = []string{head.Error()}
	default:
		if out.Faults, err = (&Memory{path: path, db: db}).Check(ctx); err != nil {
			out.Faults = append(out.Faults, err.Error())
		}
		if len(out.Faults) == 0 && !always {
			return out, nil
		}
	}
	temp := path + ".repair"
	remove(temp)
	counts, lost, err := salvageTo(ctx, temp, path, db, head != nil)
	if err == nil && counts.Read == 0 && head != nil {
		err = ErrForeign
	}
	if err != nil {
		remove(temp)
		return out, wrap(err)
	}
	out.Saved, out.Lost = counts.Read, lost
	db.Close()
	out.Kept = damagedName(path)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+suffix, out.Kept+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return out, wrap(err)
		}
	}
	if err := os.Rename(temp, path); err != nil {
		return out, fmt.Errorf("repair memory %q, the units saved are in %q: %w", path, temp, err)
	}
	return out, nil
}

// headOf is what is wrong with the first page of a file, nil where it says
// that this is a memory and the tables of units are there.
func headOf(ctx context.Context, db *sql.DB) error {
	var app int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return told(err)
	}
	if app != applicationID {
		return ErrForeign
	}
	s, err := db.PrepareContext(ctx, "SELECT "+unitColumns+" FROM "+unitTables)
	if err != nil {
		return told(err)
	}
	return s.Close()
}

// salvageTo makes a new memory at temp of what can be read of db, the file at
// path. headless says that its first page is of no use.
func salvageTo(ctx context.Context, temp, path string, db *sql.DB, headless bool) (counts Imported, lost int64, err error) {
	fresh, err := Open(ctx, temp, Options{Create: true})
	if err != nil {
		return counts, 0, err
	}
	defer func() {
		if e := fresh.shrink(); err == nil {
			err = e
		}
		if e := fresh.Close(); err == nil {
			err = e
		}
	}()
	if headless {
		if err := fresh.shrink(); err != nil {
			return counts, 0, err
		}
		whole := temp + ".whole"
		defer remove(whole)
		if err := withHead(whole, path, temp); err != nil {
			return counts, 0, err
		}
		if db, err = openFile(whole, time.Second, false); err != nil {
			return counts, 0, err
		}
		defer db.Close()
	}
	s := salvage{ctx: ctx, db: db}
	counts, err = fresh.Import(ctx, s.units(), PreferDate)
	return counts, s.lost, err
}

// withHead writes a copy of the file at path, with its log, under the name to.
// Its first page is that of the memory at head, but for the number of pages,
// which stands in bytes 28 to 31 (https://www.sqlite.org/fileformat2.html,
// section 1.3).
func withHead(to, path, head string) error {
	for _, suffix := range []string{"", "-wal"} {
		if err := copyFile(to+suffix, path+suffix); err != nil && (suffix == "" || !errors.Is(err, os.ErrNotExist)) {
			return err
		}
	}
	from, err := os.Open(head)
	if err != nil {
		return err
	}
	defer from.Close()
	page := make([]byte, pageSize)
	if _, err := io.ReadFull(from, page); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	binary.BigEndian.PutUint32(page[28:], uint32(info.Size()/pageSize))
	_, err = f.WriteAt(page, 0)
	return err
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

// shrink brings the log into the file, so that the file alone is the memory.
func (m *Memory) shrink() error {
	_, err := m.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return told(err)
}

// remove removes a file of SQLite with its log.
func remove(path string) {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		os.Remove(path + suffix)
	}
}

func damagedName(path string) string {
	for i := 1; ; i++ {
		name := fmt.Sprintf("%s.damaged-%d", path, i)
		if _, err := os.Lstat(name); err != nil {
			return name
		}
	}
}
