package memory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
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
// damaged pages are lost. What is not read is the old index.
func Repair(ctx context.Context, path string, always bool) (Repaired, error) {
	var out Repaired
	if _, err := os.Stat(path); err != nil {
		return out, fmt.Errorf("repair memory %q: %w", path, err)
	}
	db, err := openFile(path, time.Second, false)
	if err != nil {
		return out, err
	}
	defer db.Close()
	old := &Memory{path: path, db: db}
	var app int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return out, fmt.Errorf("repair memory %q: %w", path, told(err))
	}
	if app != applicationID {
		return out, fmt.Errorf("repair memory %q: %w", path, ErrForeign)
	}
	if out.Faults, err = old.Check(ctx); err != nil {
		out.Faults = append(out.Faults, err.Error())
	}
	if len(out.Faults) == 0 && !always {
		return out, nil
	}
	temp := path + ".repair"
	remove(temp)
	fresh, err := Open(ctx, temp, Options{Create: true})
	if err != nil {
		return out, err
	}
	s := salvage{ctx: ctx, db: db}
	counts, err := fresh.Import(ctx, s.units(), PreferDate)
	if e := fresh.shrink(); err == nil {
		err = e
	}
	if e := fresh.Close(); err == nil {
		err = e
	}
	if err != nil {
		remove(temp)
		return out, fmt.Errorf("repair memory %q: %w", path, err)
	}
	out.Saved, out.Lost = counts.Read, s.lost
	db.Close()
	out.Kept = damagedName(path)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+suffix, out.Kept+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return out, fmt.Errorf("repair memory %q: %w", path, err)
		}
	}
	if err := os.Rename(temp, path); err != nil {
		return out, fmt.Errorf("repair memory %q, the units saved are in %q: %w", path, temp, err)
	}
	return out, nil
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

// salvage reads the units of a damaged file.
type salvage struct {
	ctx  context.Context
	db   *sql.DB
	lost int64
}

// maxGap is how many ids without a readable unit end the salvage: some 10,000
// damaged pages.
const maxGap = 1 << 18

// allIDs is greater than any id.
const allIDs = 1<<62 - 1

func (s *salvage) units() iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		var last int64
		// The rows of sqlite_sequence say which ids there have been.
		if s.db.QueryRowContext(s.ctx, "SELECT seq FROM sqlite_sequence WHERE name='unit'").Scan(&last) != nil {
			last = 1 << 40
		}
		gap := int64(0)
		for next := int64(1); next <= last && gap < maxGap; {
			seen, ok := s.run(next, yield)
			if !ok {
				return
			}
			if seen >= next {
				next, gap = seen+1, 0
				continue
			}
			// Nothing can be read from next on: try this unit alone, then the one after it.
			if err := s.ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			switch u, err := s.one(next); {
			case err == nil:
				gap = 0
				if !yield(u, nil) {
					return
				}
			case errors.Is(err, sql.ErrNoRows):
			default:
				s.lost++
			}
			next++
			gap++
		}
	}
}

// run yields the units from an id on, as far as they can be read, and returns
// the last id; at the end of the table that is allIDs.
func (s *salvage) run(from int64, yield func(*Unit, error) bool) (last int64, ok bool) {
	rows, err := s.db.QueryContext(s.ctx, "SELECT "+unitColumns+" FROM "+unitTables+" WHERE u.id>=? ORDER BY u.id", from)
	last = from - 1
	if err != nil {
		return last, true
	}
	defer rows.Close()
	for rows.Next() {
		var r unitRow
		if err = r.scan(rows); err != nil {
			return last, true
		}
		u, err := salvaged(&r)
		if err != nil {
			return last, true
		}
		last = r.id
		if !yield(u, nil) {
			return last, false
		}
	}
	if rows.Err() == nil {
		return allIDs, true
	}
	return last, true
}

// one reads a unit by itself, without its facts where they are lost.
func (s *salvage) one(id int64) (*Unit, error) {
	var r unitRow
	err := r.scan(s.db.QueryRowContext(s.ctx, "SELECT "+unitColumns+" FROM "+unitTables+" WHERE u.id=?", id))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		r = unitRow{}
		err = s.db.QueryRowContext(s.ctx, "SELECT id,en,vi,confidence,created,changed FROM unit WHERE id=?", id).
			Scan(&r.id, &r.en, &r.vi, &r.confidence, &r.created, &r.changed)
	}
	if err != nil {
		return nil, err
	}
	return salvaged(&r)
}

// salvaged is a unit whose facts may be no JSON any more.
func salvaged(r *unitRow) (*Unit, error) {
	u, err := r.full()
	if err != nil {
		u = r.unit()
	}
	if u.Text[0] == "" && u.Text[1] == "" {
		return nil, io.ErrUnexpectedEOF
	}
	u.ID = 0
	return &u, nil
}
