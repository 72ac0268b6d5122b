package memory

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"songngu/tmx/exchange"
)

// Prefer says which of two units with the same texts is kept.
type Prefer uint8

// The choices of Prefer.
const (
	PreferDate       Prefer = iota // the one changed last
	PreferConfidence               // the one of higher confidence
)

// Imported counts what became of the units of an import.
type Imported struct {
	Read    int64 `json:"read"`
	Added   int64 `json:"added"`
	Updated int64 `json:"updated"` // there already, with older or less sure facts
	Same    int64 `json:"same"`    // there already
}

// MaxText bounds a side of a unit, in bytes; larger units are refused.
const MaxText = 1 << 20

// Import adds units in one transaction: all of them, or none where units gives
// an error, ctx ends or the program does.
//
// A unit is there already if both its texts are, in a context that does not
// differ: a context that one of the two does not know differs from none. Then
// its facts and dates replace the old ones if they are newer, or surer, as
// prefer says, and a context that was not known is added. An import twice
// therefore adds nothing the second time.
//
// Units are kept, and their texts cleaned, until Import returns.
//
// Goal: a million units in 20 s in bounded memory. Method: four goroutines: the
// caller's reads, cleans and hashes units, one writes them, and two index the
// sides by blocks. Each table is written in the order of its key, so that SQLite
// appends nearly everywhere. What comes out does not depend on which is faster.
// Cost: O(words), some 60 MB for the indexes of a block and the rows of exact,
// and 28 bytes a unit.
func (m *Memory) Import(ctx context.Context, units iter.Seq2[*Unit, error], prefer Prefer) (counts Imported, err error) {
	err = m.write(ctx, func(c *sql.Conn) error {
		im, err := newImporter(c, prefer)
		if err != nil {
			return err
		}
		defer im.close()
		err = im.run(ctx, units)
		counts = im.counts
		return err
	})
	return counts, err
}

// importer is the state of one import.
type importer struct {
	c      *sql.Conn
	prefer Prefer
	counts Imported
	next   int64 // id of the next new unit
	first  int64 // id of the first
	index  *indexer

	units       *bulk
	exact       exactRows
	probe, load *sql.Stmt
	update      *sql.Stmt
	facts       *factKeeper
	own         hashSet // the units this import has added, by the hash of both texts
	// pending are units of the last bulk, which the database does not show yet.
	pending map[int64]*Unit
}

func newImporter(c *sql.Conn, prefer Prefer) (im *importer, err error) {
	bg := bgContext
	im = &importer{c: c, prefer: prefer, pending: map[int64]*Unit{}}
	if _, err := c.ExecContext(bg, "PRAGMA cache_size=-49152; PRAGMA temp_store=MEMORY; UPDATE meta SET value=value+1 WHERE name='generation'"); err != nil {
		return nil, err
	}
	var last sql.NullInt64
	if err := c.QueryRowContext(bg, "SELECT seq FROM sqlite_sequence WHERE name='unit'").Scan(&last); err != nil && err != sql.ErrNoRows {
		return nil, err
	}
	im.next = last.Int64 + 1
	im.first = im.next
	im.index = newIndexer(c)
	im.units = newBulk(c, "unit(id,en,vi,confidence,created,changed,facts,context,own)", 9)
	im.exact.bulk = newBulk(c, "exact(hash,id)", 2)
	im.facts = &factKeeper{c: c, known: map[string]int64{}}
	for _, s := range []struct {
		stmt **sql.Stmt
		sql  string
	}{
		{&im.probe, "SELECT id FROM exact WHERE hash=? AND id<" + fmt.Sprint(im.first)},
		{&im.load, "SELECT en,vi,confidence,created,changed,context FROM unit WHERE id=?"},
		{&im.update, "UPDATE unit SET confidence=?,created=?,changed=?,facts=?,own=?,context=? WHERE id=?"},
	} {
		if *s.stmt, err = c.PrepareContext(bg, s.sql); err != nil {
			return nil, err
		}
	}
	return im, nil
}

func (im *importer) close() {
	for _, s := range []*sql.Stmt{im.probe, im.load, im.update} {
		s.Close()
	}
	im.units.close()
	im.exact.bulk.close()
	im.facts.close()
	im.index.close()
}

// add takes one unit.
func (im *importer) add(r *ready) error {
	im.counts.Read++
	u := r.u
	old, err := im.find(r)
	if err != nil {
		return err
	}
	if old != nil {
		return im.merge(old, r)
	}
	id := im.next
	im.next++
	im.counts.Added++
	facts, err := im.facts.of(u, r.facts)
	if err != nil {
		return err
	}
	if err := im.units.add(id, u.Text[0], u.Text[1], confidenceColumn(u.Confidence), dateColumn(u.Created), dateColumn(u.Changed), facts, r.context.encode(), textColumn(r.own)); err != nil {
		return err
	}
	im.own.add(r.hash[pairHash])
	im.pending[id] = u
	if im.units.empty() {
		clear(im.pending)
	}
	if err := im.index.add(id, u.Text); err != nil {
		return err
	}
	im.exact.add(id, r.hash)
	if id%blockSize == blockSize-1 {
		if err := im.flushUnits(); err != nil {
			return err
		}
		if im.exact.full() {
			return im.exact.flush()
		}
	}
	return nil
}

// flush writes what is gathered.
func (im *importer) flush() error {
	if err := im.flushUnits(); err != nil {
		return err
	}
	return im.exact.flush()
}

func (im *importer) flushUnits() error {
	if err := im.units.flush(); err != nil {
		return err
	}
	clear(im.pending)
	return im.index.flush()
}

// found is a unit of the memory with the same texts as a new one.
type found struct {
	id      int64
	unit    Unit
	context neighbours
}

// find is the unit with the same texts in a context that does not differ.
func (im *importer) find(r *ready) (*found, error) {
	u, hash := r.u, r.hash[pairHash]
	try := func(id int64) (*found, error) {
		if p := im.pending[id]; p != nil {
			if p.Text != u.Text {
				return nil, nil
			}
			if err := im.units.flush(); err != nil { // merge works on the table
				return nil, err
			}
			clear(im.pending)
		}
		f := found{id: id}
		var row unitRow
		if err := im.load.QueryRow(id).Scan(&row.en, &row.vi, &row.confidence, &row.created, &row.changed, &row.context); err == sql.ErrNoRows {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
		f.unit, f.context = row.unit(), decodeNeighbours(row.context)
		if f.unit.Text != u.Text || !r.context.agrees(f.context) {
			return nil, nil
		}
		return &f, nil
	}
	for i := range im.own.each(hash) {
		if f, err := try(im.first + int64(i)); f != nil || err != nil {
			return f, err
		}
	}
	if im.first == 1 {
		return nil, nil
	}
	rows, err := im.probe.Query(hash)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return nil, err
		}
		ids = append(ids, id)
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if f, err := try(id); f != nil || err != nil {
			return f, err
		}
	}
	return nil, nil
}

// agrees reports whether no neighbour that both know differs.
func (n neighbours) agrees(o neighbours) bool {
	for i := range n {
		if n[i] != 0 && o[i] != 0 && n[i] != o[i] {
			return false
		}
	}
	return true
}

// merge brings what a new unit knows to the one that is there.
func (im *importer) merge(old *found, r *ready) error {
	u := r.u
	merged := old.context
	for i := range merged {
		if merged[i] == 0 {
			merged[i] = r.context[i]
		}
	}
	better := im.better(&old.unit, u)
	switch {
	case better:
		im.counts.Updated++
		facts, err := im.facts.of(u, r.facts)
		if err != nil {
			return err
		}
		created := u.Created
		if created.IsZero() {
			created = old.unit.Created
		}
		confidence := u.Confidence
		if confidence < 0 {
			confidence = old.unit.Confidence
		}
		_, err = im.update.Exec(confidenceColumn(confidence), dateColumn(created), dateColumn(u.Changed), facts, textColumn(r.own), merged.encode(), old.id)
		return err
	case merged != old.context:
		im.counts.Updated++
		_, err := im.c.ExecContext(bgContext, "UPDATE unit SET context=? WHERE id=?", merged.encode(), old.id)
		return err
	}
	im.counts.Same++
	return nil
}

// better reports whether the facts of a new unit are to replace the old ones.
func (im *importer) better(old, u *Unit) bool {
	if im.prefer == PreferConfidence {
		return u.Confidence > old.Confidence
	}
	return u.date().After(old.date())
}

// nameDocument gives a unit the name that it is found by.
func (u *Unit) nameDocument() {
	if u.Document == "" {
		u.Document = u.Prop(exchange.PropDocument)
	}
}
