package memory

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"time"
)

// Filter says which units are meant; the zero Filter means all.
type Filter struct {
	IDs            []int64
	After          int64     // only units of higher ids; 0: all
	Document       string    // the prop x-document, the very name
	Since, Until   time.Time // of the last change, or else the making; until is not included
	MinConfidence  float64   // units of unknown confidence are below any
	MaxConfidence  float64   // 0: no bound; not included
	NotConfidently bool      // only units of unknown confidence
}

// Empty reports whether the filter means all units.
func (f *Filter) Empty() bool {
	return len(f.IDs) == 0 && f.After == 0 && f.Document == "" && f.Since.IsZero() && f.Until.IsZero() &&
		f.MinConfidence == 0 && f.MaxConfidence == 0 && !f.NotConfidently
}

// where is the filter as SQL over unitTables, with its values.
func (f *Filter) where() (string, []any) {
	var and []string
	var args []any
	add := func(sql string, v ...any) {
		and = append(and, sql)
		args = append(args, v...)
	}
	if len(f.IDs) > 0 {
		ids := make([]any, len(f.IDs))
		for i, id := range f.IDs {
			ids[i] = id
		}
		add("u.id IN (?"+strings.Repeat(",?", len(ids)-1)+")", ids...)
	}
	if f.After > 0 {
		add("u.id>?", f.After)
	}
	if f.Document != "" {
		add("u.facts IN (SELECT id FROM facts WHERE document=?)", f.Document)
	}
	if !f.Since.IsZero() {
		add("coalesce(u.changed,u.created)>=?", f.Since.Unix())
	}
	if !f.Until.IsZero() {
		add("coalesce(u.changed,u.created)<?", f.Until.Unix())
	}
	if f.MinConfidence > 0 {
		add("u.confidence>=?", f.MinConfidence)
	}
	if f.MaxConfidence > 0 {
		add("u.confidence<?", f.MaxConfidence)
	}
	if f.NotConfidently {
		add("u.confidence IS NULL")
	}
	if len(and) == 0 {
		return "1", nil
	}
	return strings.Join(and, " AND "), args
}

// matches reports whether a unit is meant, its id aside.
func (f *Filter) matches(u *Unit) bool {
	d := u.date()
	switch {
	case f.Document != "" && u.Document != f.Document,
		!f.Since.IsZero() && (d.IsZero() || d.Before(f.Since)),
		!f.Until.IsZero() && (d.IsZero() || !d.Before(f.Until)),
		f.MinConfidence > 0 && u.Confidence < f.MinConfidence,
		f.MaxConfidence > 0 && (u.Confidence < 0 || u.Confidence >= f.MaxConfidence),
		f.NotConfidently && u.Confidence >= 0:
		return false
	}
	return true
}

// Units returns the units that are meant, in the order of their ids, as the
// memory is at the beginning. Other programs may write meanwhile.
func (m *Memory) Units(ctx context.Context, f Filter) iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		where, args := f.where()
		rows, err := m.db.QueryContext(ctx, "SELECT "+unitColumns+" FROM "+unitTables+" WHERE "+where+" ORDER BY u.id", args...)
		if err == nil {
			defer rows.Close()
			for rows.Next() {
				var r unitRow
				if err = r.scan(rows); err != nil {
					break
				}
				u, e := r.full()
				if !yield(&u, e) || e != nil {
					return
				}
			}
			if err == nil {
				err = rows.Err()
			}
		}
		if err != nil {
			yield(nil, fmt.Errorf("read memory %q: %w", m.path, told(err)))
		}
	}
}

// Page returns the first units that are meant, in the order of their ids, at
// most so many; more says that others follow, for which Filter.After is the id
// of the last. It takes its turn among the look-ups.
func (m *Memory) Page(ctx context.Context, f Filter, most int) (units []*Unit, more bool, err error) {
	leave, err := m.enter(ctx)
	if err != nil {
		return nil, false, err
	}
	defer leave()
	for u, err := range m.Units(ctx, f) {
		if err != nil {
			return nil, false, err
		}
		if len(units) == most {
			return units, true, nil
		}
		units = append(units, u)
	}
	return units, false, nil
}

// Delete removes the units that are meant and returns their number. With try
// nothing is changed.
func (m *Memory) Delete(ctx context.Context, f Filter, try bool) (n int64, err error) {
	where, args := f.where()
	if try {
		err = m.db.QueryRowContext(ctx, "SELECT count(*) FROM "+unitTables+" WHERE "+where, args...).Scan(&n)
		return n, told(err)
	}
	err = m.write(ctx, func(c *sql.Conn) error {
		if _, err := c.ExecContext(ctx, "CREATE TEMP TABLE gone AS SELECT u.id AS id FROM "+unitTables+" WHERE "+where, args...); err != nil {
			return err
		}
		if n, err = unindex(ctx, c); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `DELETE FROM unit WHERE id IN (SELECT id FROM gone); DROP TABLE gone;
			DELETE FROM facts WHERE id NOT IN (SELECT facts FROM unit WHERE facts IS NOT NULL);
			UPDATE meta SET value=value+1 WHERE name='generation'`)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("delete from memory %q: %w", m.path, err)
	}
	return n, nil
}

// unindex takes the units of the table gone out of the index.
func unindex(ctx context.Context, c *sql.Conn) (n int64, err error) {
	index := newIndexer(c)
	defer index.close()
	rows, err := c.QueryContext(ctx, "SELECT u.id,u.en,u.vi FROM gone JOIN unit u USING(id) ORDER BY u.id")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	erase, err := c.PrepareContext(bgContext, "DELETE FROM exact WHERE hash=? AND id=?")
	if err != nil {
		return 0, err
	}
	defer erase.Close()
	for rows.Next() {
		var id int64
		var texts [2]string
		if err := rows.Scan(&id, &texts[0], &texts[1]); err != nil {
			return n, err
		}
		if err := index.seek(id); err != nil {
			return n, err
		}
		if err := index.remove(id, texts); err != nil {
			return n, err
		}
		for _, h := range hashes(texts) {
			if _, err := erase.Exec(h, id); err != nil {
				return n, err
			}
		}
		n++
	}
	if err := rows.Err(); err != nil {
		return n, err
	}
	return n, index.flush()
}
