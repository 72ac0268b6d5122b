package memory

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"iter"
)

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
