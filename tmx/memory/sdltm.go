package memory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"songngu/tmx"
	"songngu/tmx/exchange"
)

// ErrNotSDLTM is the error of a file that is no translation memory of Trados.
var ErrNotSDLTM = errors.New("not a translation memory of Trados Studio")

// The bounds of what is read of an SDLTM file.
const (
	maxSDLTMMemories = 1000 // more memories in one file are not known by name
	maxSDLTMField    = 1000 // bytes of a date, a user or a language code
)

// ReadSDLTM reads a translation memory of Trados Studio, an SQLite file whose
// name ends in .sdltm, in the order of its rows. The file is opened to read
// only. A row that cannot be made a unit is a *exchange.RecordError, whose
// line is the row's number from 1; the stream goes on after it.
//
// Of a unit the two segments are read with their tags (Start and End become
// bpt and ept, or it where one stands alone, any other becomes ph), who made,
// changed and used it when (as attributes, and x-LastUsedBy as Trados' own TMX
// has it), and how often. Dates are taken as UTC. The fields that a user of
// Trados defines and the contexts are not read.
//
// opts.Source and opts.Target replace the language codes of the file,
// opts.Plain leaves the tags out, opts.MaxRecord bounds a segment.
//
// The format has no published description. The tables and columns are those
// of memories that people have looked into, and of programs that read them:
// briacp/SDLPPXPackager (SDLTMConverter.java), Maxprograms' sdltm, MTUOC's
// sdltm2tab.py, and the schema that writers of the format reproduce. Columns
// but the two segments may be missing, as they have been added over time.
func ReadSDLTM(ctx context.Context, path string, opts exchange.ReadOptions) exchange.Units {
	return func(yield func(*tmx.Unit, error) bool) {
		if err := readSDLTM(ctx, path, opts, yield); err != nil {
			yield(nil, fmt.Errorf("read %q: %w", path, err))
		}
	}
}

// sdltmColumns are the columns read, but for the segments all optional.
var sdltmColumns = []string{
	"source_segment", "target_segment", "translation_memory_id", "tm_id", "creation_date", "creation_user",
	"change_date", "change_user", "last_used_date", "last_used_user", "usage_counter",
}

func readSDLTM(ctx context.Context, path string, opts exchange.ReadOptions, yield func(*tmx.Unit, error) bool) error {
	db, err := openSDLTM(path)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := db.Conn(ctx)
	if err != nil {
		return toldSDLTM(err)
	}
	defer c.Close()
	query, err := sdltmQuery(ctx, c, opts)
	if err != nil {
		return toldSDLTM(err)
	}
	languages, err := sdltmLanguages(ctx, c)
	if err != nil {
		return toldSDLTM(err)
	}
	rows, err := c.QueryContext(ctx, query)
	if err != nil {
		return toldSDLTM(err)
	}
	defer rows.Close()
	values := make([]sql.NullString, len(sdltmColumns))
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	for n := 1; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return toldSDLTM(err)
		}
		row := map[string]string{}
		for i, v := range values {
			row[sdltmColumns[i]] = v.String
		}
		known := languages[row["translation_memory_id"]+row["tm_id"]]
		if known == [2]string{} && len(languages) == 1 {
			for _, known = range languages { //nolint:revive // there is one
			}
		}
		u, err := sdltmUnit(row, known, opts)
		if err != nil {
			err = &exchange.RecordError{File: path, Line: n, Err: err}
			u = nil
		} else {
			u.Number = int64(n)
		}
		if !yield(u, err) {
			return nil
		}
	}
	return toldSDLTM(rows.Err())
}

// openSDLTM makes ready to read a file of SQLite that somebody else wrote.
func openSDLTM(path string) (*sql.DB, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() == 0:
		return nil, ErrNotSDLTM
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(full)}
	u.RawQuery = url.Values{"mode": {"ro"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", defaultWait.Milliseconds()), "query_only(ON)", "cache_size(-8192)",
		"trusted_schema(OFF)", "cell_size_check(ON)", "mmap_size(0)",
	}}.Encode()
	return sql.Open("sqlite", u.String())
}

// sdltmQuery is the query of the units. It runs on a plain table alone: a
// view, a virtual table or a generated column under the same name would run
// whatever the file's maker put there.
func sdltmQuery(ctx context.Context, c *sql.Conn, opts exchange.ReadOptions) (string, error) {
	have, err := plainColumns(ctx, c, "translation_units")
	if err != nil {
		return "", err
	}
	if !have["source_segment"] || !have["target_segment"] {
		return "", fmt.Errorf("%w: no table translation_units with source_segment and target_segment", ErrNotSDLTM)
	}
	limit := opts.MaxRecord
	if limit <= 0 {
		limit = MaxText
	}
	fields := make([]string, len(sdltmColumns))
	for i, name := range sdltmColumns {
		switch {
		case !have[name]:
			fields[i] = "NULL"
		case i < 2:
			fields[i] = bounded(name, limit)
		default:
			fields[i] = bounded(name, maxSDLTMField)
		}
	}
	return "SELECT " + strings.Join(fields, ", ") + " FROM main.translation_units ORDER BY rowid", nil
}

// bounded reads a column as text, and nothing where it is longer than that:
// SQLite tells the length of a value without reading it.
func bounded(column string, limit int) string {
	return fmt.Sprintf("CASE WHEN octet_length(%s) <= %d THEN CAST(%[1]s AS TEXT) END", column, limit)
}

// plainColumns are the names of the columns of a table that hold what is in
// the file; none where there is no such table.
func plainColumns(ctx context.Context, c *sql.Conn, table string) (map[string]bool, error) {
	var plain int
	err := c.QueryRowContext(ctx, "SELECT count(*) FROM main.sqlite_schema WHERE type='table' AND name=? AND sql NOT LIKE 'CREATE VIRTUAL%'", table).Scan(&plain)
	if err != nil || plain != 1 {
		return nil, err
	}
	rows, err := c.QueryContext(ctx, "SELECT lower(name) FROM pragma_table_info(?, 'main') LIMIT 200", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names[name] = true
	}
	return names, rows.Err()
}

// sdltmLanguages are the source and target languages of the memories in the
// file, by their numbers.
func sdltmLanguages(ctx context.Context, c *sql.Conn) (map[string][2]string, error) {
	have, err := plainColumns(ctx, c, "translation_memories")
	if err != nil || !have["id"] || !have["source_language"] || !have["target_language"] {
		return nil, err
	}
	rows, err := c.QueryContext(ctx, fmt.Sprintf("SELECT %s, %s, %s FROM main.translation_memories LIMIT %d",
		bounded("id", maxSDLTMField), bounded("source_language", maxSDLTMField), bounded("target_language", maxSDLTMField), maxSDLTMMemories))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string][2]string{}
	for rows.Next() {
		var id, source, target sql.NullString
		if err := rows.Scan(&id, &source, &target); err != nil {
			return nil, err
		}
		all[id.String] = [2]string{source.String, target.String}
	}
	return all, rows.Err()
}

// toldSDLTM gives an error of SQLite its name.
func toldSDLTM(err error) error {
	err = told(err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrForeign):
		return ErrNotSDLTM
	case errors.Is(err, ErrBusy):
		return errors.New("another program, such as Trados, is writing to the memory")
	}
	return err
}
