package memory

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// bgContext is for statements inside a transaction: a context that can end
// costs SQLite's driver a goroutine a statement, so the loops around them look
// at the caller's context instead.
var bgContext = context.Background()

// unitRow is a row of unit, as unitColumns names it.
type unitRow struct {
	id               int64
	en, vi           string
	confidence       sql.NullFloat64
	created, changed sql.NullInt64
	document         sql.NullString
	facts, own       sql.NullString
	context          []byte
}

const (
	unitColumns = "u.id,u.en,u.vi,u.confidence,u.created,u.changed,u.context,u.own,f.document,f.data"
	unitTables  = "unit u LEFT JOIN facts f ON f.id=u.facts"
)

// scan reads the columns of unitColumns.
func (r *unitRow) scan(rows interface{ Scan(...any) error }) error {
	return rows.Scan(&r.id, &r.en, &r.vi, &r.confidence, &r.created, &r.changed, &r.context, &r.own, &r.document, &r.facts)
}

func (r *unitRow) unit() Unit {
	u := Unit{ID: r.id, Text: [2]string{r.en, r.vi}, Confidence: NoConfidence, Document: r.document.String, context: decodeNeighbours(r.context)}
	if r.confidence.Valid {
		u.Confidence = r.confidence.Float64
	}
	if r.created.Valid {
		u.Created = time.Unix(r.created.Int64, 0).UTC()
	}
	if r.changed.Valid {
		u.Changed = time.Unix(r.changed.Int64, 0).UTC()
	}
	return u
}

// full is unit with its facts.
func (r *unitRow) full() (Unit, error) {
	u := r.unit()
	if r.facts.Valid {
		if err := json.Unmarshal([]byte(r.facts.String), &u.shared); err != nil {
			return u, fmt.Errorf("facts of unit %d: %w (%w)", r.id, ErrDamaged, err)
		}
	}
	if r.own.Valid {
		if err := json.Unmarshal([]byte(r.own.String), &u.own); err != nil {
			return u, fmt.Errorf("facts of unit %d: %w (%w)", r.id, ErrDamaged, err)
		}
	}
	return u, nil
}

func confidenceColumn(c float64) any {
	if c < 0 {
		return nil
	}
	return c
}

func dateColumn(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

func textColumn(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// date is when a unit was last changed or else made.
func (u *Unit) date() time.Time {
	if u.Changed.IsZero() {
		return u.Created
	}
	return u.Changed
}

// bulk inserts many rows with one statement.
type bulk struct {
	c       *sql.Conn
	table   string // with its columns
	columns int
	full    *sql.Stmt
	args    []any
	err     error
}

// bulkArgs is about how many values go into one statement.
const bulkArgs = 900

func newBulk(c *sql.Conn, table string, columns int) *bulk {
	return &bulk{c: c, table: table, columns: columns}
}

func (b *bulk) rows() int { return bulkArgs / b.columns }

func (b *bulk) sql(rows int) string {
	row := ",(" + strings.Repeat(",?", b.columns)[1:] + ")"
	return "INSERT INTO " + b.table + " VALUES " + strings.Repeat(row, rows)[1:]
}

func (b *bulk) empty() bool { return len(b.args) == 0 }

func (b *bulk) add(values ...any) error {
	b.args = append(b.args, values...)
	if len(b.args) < b.rows()*b.columns {
		return nil
	}
	if b.full == nil {
		if b.full, b.err = b.c.PrepareContext(bgContext, b.sql(b.rows())); b.err != nil {
			return b.err
		}
	}
	_, err := b.full.Exec(b.args...)
	b.args = b.args[:0]
	return err
}

func (b *bulk) flush() error {
	if len(b.args) == 0 {
		return nil
	}
	_, err := b.c.ExecContext(bgContext, b.sql(len(b.args)/b.columns), b.args...)
	b.args = b.args[:0]
	return err
}

func (b *bulk) close() {
	if b.full != nil {
		b.full.Close()
	}
}

// factKeeper keeps what units share once.
type factKeeper struct {
	c            *sql.Conn
	known        map[string]int64 // by document and data
	find, insert *sql.Stmt
}

// maxFacts bounds the facts remembered during an import.
const maxFacts = 1 << 14

// of returns the column facts of a unit, whose shared facts are data.
func (k *factKeeper) of(u *Unit, data string) (any, error) {
	if data == "" && u.Document == "" {
		return nil, nil
	}
	data = cmp.Or(data, "{}")
	key := u.Document + "\x00" + data
	if id, ok := k.known[key]; ok {
		return id, nil
	}
	id, err := k.keep(key, textColumn(u.Document), data)
	if len(k.known) >= maxFacts {
		clear(k.known)
	}
	k.known[key] = id
	return id, err
}

func (k *factKeeper) keep(key string, document any, data string) (id int64, err error) {
	if k.find == nil {
		if k.find, err = k.c.PrepareContext(bgContext, "SELECT id FROM facts WHERE hash=? AND data=? AND document IS ?"); err != nil {
			return 0, err
		}
		if k.insert, err = k.c.PrepareContext(bgContext, "INSERT INTO facts(hash,document,data) VALUES(?,?,?)"); err != nil {
			return 0, err
		}
	}
	hash := hashOf(English, key)
	if err = k.find.QueryRow(hash, data, document).Scan(&id); err != sql.ErrNoRows {
		return id, err
	}
	r, err := k.insert.Exec(hash, document, data)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func (k *factKeeper) close() {
	if k.find != nil {
		k.find.Close()
		k.insert.Close()
	}
}
