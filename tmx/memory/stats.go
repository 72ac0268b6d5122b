package memory

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Stats is what a memory holds.
type Stats struct {
	Units     int64      `json:"units"`
	Documents int64      `json:"documents"` // names of documents
	Rated     int64      `json:"rated"`     // units whose confidence is known
	Mean      float64    `json:"mean_confidence,omitempty"`
	First     *time.Time `json:"first_change,omitempty"`
	Last      *time.Time `json:"last_change,omitempty"`
	Words     [2]int64   `json:"distinct_words,omitempty"` // by Side
	Penalty   int        `json:"penalty"`
	Bytes     int64      `json:"bytes"` // of the file and its log
	Schema    int        `json:"schema"`
}

// Stats counts what the memory holds. It reads the whole unit table.
func (m *Memory) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Schema: version}
	var mean sql.NullFloat64
	var first, last sql.NullInt64
	err := m.db.QueryRowContext(ctx, `SELECT count(*), count(confidence), avg(confidence),
		min(coalesce(changed,created)), max(coalesce(changed,created)),
		(SELECT count(DISTINCT document) FROM facts), (SELECT value FROM meta WHERE name='penalty'),
		(SELECT count(DISTINCT term) FROM posting WHERE side=0 AND term NOT GLOB '[1-9]*'), (SELECT count(DISTINCT term) FROM posting WHERE side=1 AND term NOT GLOB '[1-9]*')
		FROM unit`).Scan(&s.Units, &s.Rated, &mean, &first, &last, &s.Documents, &s.Penalty, &s.Words[0], &s.Words[1])
	if err != nil {
		return s, fmt.Errorf("count memory %q: %w", m.path, told(err))
	}
	s.Mean = mean.Float64
	for _, t := range []struct {
		to   **time.Time
		from sql.NullInt64
	}{{&s.First, first}, {&s.Last, last}} {
		if t.from.Valid {
			v := time.Unix(t.from.Int64, 0).UTC()
			*t.to = &v
		}
	}
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(m.path + suffix); err == nil {
			s.Bytes += info.Size()
		}
	}
	return s, nil
}

// SetPenalty sets the points that every match of this memory loses.
func (m *Memory) SetPenalty(ctx context.Context, points int) error {
	return m.write(ctx, func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, "UPDATE meta SET value=? WHERE name='penalty'", points)
		return err
	})
}

// Check looks for damage: SQLite's integrity check, and then whether every
// unit is in the index. What it returns are the faults found, in words, at
// most 100; an error is a file that cannot be read.
func (m *Memory) Check(ctx context.Context) (faults []string, err error) {
	rows, err := m.db.QueryContext(ctx, "PRAGMA integrity_check(100)")
	if err != nil {
		return nil, told(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return faults, told(err)
		}
		if s != "ok" {
			faults = append(faults, strings.TrimSpace(s))
		}
	}
	if err := rows.Err(); err != nil {
		return faults, told(err)
	}
	if len(faults) > 0 {
		return faults, nil
	}
	var units, hashed int64
	if err := m.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM exact)").Scan(&units, &hashed); err != nil {
		return nil, told(err)
	}
	if 3*units != hashed {
		faults = append(faults, fmt.Sprintf("%d units, but %d rows in the index of texts, want %d", units, hashed, 3*units))
	}
	return faults, nil
}

// Backup writes a copy of the memory, as it is at the beginning, to a file
// that must not exist yet. Other programs may read and write meanwhile.
func (m *Memory) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up to %q: %w", path, os.ErrExist)
	}
	temp := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
	os.Remove(temp)
	if _, err := m.db.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		os.Remove(temp)
		return fmt.Errorf("back up memory %q to %q: %w", m.path, path, told(err))
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("back up memory %q: %w", m.path, err)
	}
	return nil
}
