package memory

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// reader is a connection that looks up, with its statements and scratch
// memory.
type reader struct {
	m          *Memory
	c          *sql.Conn
	generation int64
	blocks     []int32 // that there are

	gen, exact, unit, size, list, prefix *sql.Stmt
	texts                                [2][2]*sql.Stmt // by Side, of fewTexts and of manyTexts units

	like     *likeness
	counts   counter
	compared words
}

// reader takes an idle reader or makes one, and begins a look at the file in
// which nothing changes until done is called. It waits while too many are at
// work.
func (m *Memory) reader(ctx context.Context) (r *reader, err error) {
	leave, err := m.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			leave()
		}
	}()
	m.mu.Lock()
	if n := len(m.idle); n > 0 {
		r = m.idle[n-1]
		m.idle = m.idle[:n-1]
	}
	m.mu.Unlock()
	if r == nil {
		if r, err = m.newReader(ctx); err != nil {
			return nil, told(err)
		}
	}
	if err := r.begin(); err != nil {
		r.close()
		return nil, told(err)
	}
	return r, nil
}

// enter waits for a turn, and leave ends it.
func (m *Memory) enter(ctx context.Context) (leave func(), err error) {
	select {
	case m.turns <- struct{}{}:
		return func() { <-m.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (m *Memory) newReader(ctx context.Context) (r *reader, err error) {
	r = &reader{m: m, like: newLikeness()}
	if r.c, err = m.db.Conn(ctx); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		stmt **sql.Stmt
		sql  string
	}{
		{&r.gen, "SELECT value FROM meta WHERE name='generation'"},
		{&r.exact, "SELECT id FROM exact WHERE hash=? ORDER BY id DESC"},
		{&r.unit, "SELECT " + unitColumns + " FROM " + unitTables + " WHERE u.id=?"},
		{&r.size, "SELECT data FROM size WHERE block=? AND side=?"},
		{&r.list, "SELECT block,data FROM posting WHERE block IN (SELECT block FROM size WHERE side=0) AND side=? AND term=? ORDER BY block"},
		{&r.texts[English][0], textsOf(English, fewTexts)},
		{&r.texts[English][1], textsOf(English, manyTexts)},
		{&r.texts[Vietnamese][0], textsOf(Vietnamese, fewTexts)},
		{&r.texts[Vietnamese][1], textsOf(Vietnamese, manyTexts)},
		{&r.prefix, "SELECT term FROM posting WHERE block=? AND side=? AND term>=? AND term<? LIMIT 10000"},
	} {
		if *s.stmt, err = r.c.PrepareContext(bgContext, s.sql); err != nil {
			r.close()
			return nil, err
		}
	}
	return r, nil
}

func (r *reader) begin() error {
	if _, err := r.c.ExecContext(bgContext, "BEGIN"); err != nil {
		return err
	}
	var generation int64
	if err := r.gen.QueryRow().Scan(&generation); err != nil {
		return err
	}
	if generation == r.generation && r.blocks != nil {
		return nil
	}
	r.generation, r.blocks = generation, []int32{}
	rows, err := r.c.QueryContext(bgContext, "SELECT block FROM size WHERE side=0 ORDER BY block")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var b int32
		if err := rows.Scan(&b); err != nil {
			return err
		}
		r.blocks = append(r.blocks, b)
	}
	return rows.Err()
}

// done ends the look; err is what it ended with.
func (r *reader) done(err error) {
	_, e := r.c.ExecContext(bgContext, "COMMIT")
	r.m.mu.Lock()
	keep := err == nil && e == nil && !r.m.ended
	if keep {
		r.m.idle = append(r.m.idle, r)
	}
	r.m.mu.Unlock()
	if !keep {
		r.close()
	}
	<-r.m.turns
}

func (r *reader) close() {
	for _, s := range []*sql.Stmt{r.gen, r.exact, r.unit, r.size, r.list, r.prefix, r.texts[0][0], r.texts[0][1], r.texts[1][0], r.texts[1][1]} {
		if s != nil {
			s.Close()
		}
	}
	r.c.Close()
}

// lists returns the containers of a word, by block. They are shared: nobody
// changes them.
func (r *reader) lists(side Side, term string) ([]container, error) {
	if l, ok := r.m.cache.lists(r.generation, side, term); ok {
		return l, nil
	}
	rows, err := r.list.Query(int64(side), term)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []container
	for rows.Next() {
		var block int32
		var data sql.RawBytes
		if err := rows.Scan(&block, &data); err != nil {
			return nil, err
		}
		c, err := decodeContainer(block, data)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	r.m.cache.keepLists(r.generation, side, term, out)
	return out, nil
}

// sizes returns the sizes of a block's units.
func (r *reader) sizes(side Side, block int32) (sizes, error) {
	if s, ok := r.m.cache.size(r.generation, side, block); ok {
		return s, nil
	}
	var data []byte
	if err := r.size.QueryRow(block, int64(side)).Scan(&data); err != nil {
		return nil, err
	}
	s, err := decodeSizes(block, data)
	if err == nil {
		r.m.cache.keepSize(r.generation, side, block, s)
	}
	return s, err
}

// load returns a unit; ok is false where there is none of that id.
func (r *reader) load(id int64) (row unitRow, ok bool, err error) {
	switch err = row.scan(r.unit.QueryRow(id)); err {
	case nil:
		return row, true, nil
	case sql.ErrNoRows:
		return row, false, nil
	}
	return row, false, err
}

// How many texts are read with one statement.
const (
	fewTexts  = 8
	manyTexts = 64
)

func textsOf(side Side, n int) string {
	return fmt.Sprintf("SELECT id,%s FROM unit WHERE id IN (?%s) ORDER BY id DESC", side, strings.Repeat(",?", n-1))
}

// eachText reads one side of at most manyTexts units, the newest first. The
// text is valid until do returns.
func (r *reader) eachText(side Side, ids []any, do func(id int64, s []byte)) error {
	if len(ids) == 0 {
		return nil
	}
	which, n := 0, fewTexts
	if len(ids) > n {
		which, n = 1, manyTexts
	}
	for len(ids) < n { // the statement has that many places
		ids = append(ids, ids[0])
	}
	rows, err := r.texts[side][which].Query(ids...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var raw sql.RawBytes
		if err := rows.Scan(&id, &raw); err != nil {
			return err
		}
		do(id, raw)
	}
	return rows.Err()
}

// exactly returns the ids of the units with that very text, newest first; at
// most limit, 0 for all.
func (r *reader) exactly(side Side, s string, limit int) ([]int64, error) {
	rows, err := r.exact.Query(hashOf(side, s))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() && (limit == 0 || len(ids) < limit) {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// in is the container of a block among those of a word, or nil.
func in(lists []container, block int32) *container {
	at, ok := slices.BinarySearchFunc(lists, block, func(c container, b int32) int { return int(c.block - b) })
	if !ok {
		return nil
	}
	return &lists[at]
}
