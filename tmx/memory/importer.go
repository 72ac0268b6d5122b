package memory

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"songngu/corpus/text"
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
// Goal: a million units in half a minute in bounded memory. Method: units are
// gathered by blocks of the index and written in the order of each table's
// key, so that SQLite appends nearly everywhere. Cost: O(words) and some 60 MB
// whatever the number, and some 100 bytes a unit.
func (m *Memory) Import(ctx context.Context, units iter.Seq2[*Unit, error], prefer Prefer) (Imported, error) {
	var im *importer
	err := m.write(ctx, func(c *sql.Conn) (err error) {
		if im, err = newImporter(c, prefer); err != nil {
			return err
		}
		defer im.close()
		for u, err := range units {
			if err != nil {
				return err
			}
			if im.counts.Read%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if err := im.add(u); err != nil {
				return err
			}
		}
		return im.finish()
	})
	if im == nil {
		return Imported{}, err
	}
	return im.counts, err
}

// importer is the state of one import.
type importer struct {
	c      *sql.Conn
	prefer Prefer
	counts Imported
	next   int64 // id of the next new unit
	first  int64 // id of the first
	index  *indexer

	units, exact *bulk
	probe, load  *sql.Stmt
	update       *sql.Stmt
	facts        *factKeeper
	// own says which units this import has added, by the hash of both texts;
	// there are several where the context differs.
	own map[int64][]int64
	// pending are units of the last bulk, which the database does not show yet.
	pending map[int64]*Unit
}

func newImporter(c *sql.Conn, prefer Prefer) (im *importer, err error) {
	bg := bgContext
	im = &importer{c: c, prefer: prefer, own: map[int64][]int64{}, pending: map[int64]*Unit{}}
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
	im.exact = newBulk(c, "exact(hash,id)", 2)
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
	im.exact.close()
	im.facts.close()
	im.index.close()
}

// add takes one unit.
func (im *importer) add(u *Unit) error {
	im.counts.Read++
	for i := range u.Text {
		u.Text[i] = text.Clean(u.Text[i])
		if len(u.Text[i]) > MaxText {
			return fmt.Errorf("unit %d has a text of %d bytes, the limit is %d", im.counts.Read, len(u.Text[i]), MaxText)
		}
	}
	context := u.neighbours()
	hash := hashes(u.Text)
	old, err := im.find(u, hash[pairHash], context)
	if err != nil {
		return err
	}
	if old != nil {
		return im.merge(old, u, context)
	}
	id := im.next
	im.next++
	im.counts.Added++
	facts, own, err := im.facts.of(u)
	if err != nil {
		return err
	}
	if err := im.units.add(id, u.Text[0], u.Text[1], confidenceColumn(u.Confidence), dateColumn(u.Created), dateColumn(u.Changed), facts, context.encode(), own); err != nil {
		return err
	}
	im.own[hash[pairHash]] = append(im.own[hash[pairHash]], id)
	im.pending[id] = u
	if im.units.empty() {
		clear(im.pending)
	}
	if err := im.index.add(id, u.Text, hash); err != nil {
		return err
	}
	if id%blockSize == blockSize-1 {
		return im.flush()
	}
	return nil
}

// flush writes what is gathered.
func (im *importer) flush() error {
	if err := im.units.flush(); err != nil {
		return err
	}
	clear(im.pending)
	return im.index.flush(im.exact)
}

func (im *importer) finish() error {
	return im.flush()
}

// found is a unit of the memory with the same texts as a new one.
type found struct {
	id      int64
	unit    Unit
	context neighbours
}

// find is the unit with the same texts in a context that does not differ.
func (im *importer) find(u *Unit, hash int64, context neighbours) (*found, error) {
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
		var r unitRow
		if err := im.load.QueryRow(id).Scan(&r.en, &r.vi, &r.confidence, &r.created, &r.changed, &r.context); err == sql.ErrNoRows {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
		f.unit, f.context = r.unit(), decodeNeighbours(r.context)
		if f.unit.Text != u.Text || !context.agrees(f.context) {
			return nil, nil
		}
		return &f, nil
	}
	for _, id := range im.own[hash] {
		if f, err := try(id); f != nil || err != nil {
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
func (im *importer) merge(old *found, u *Unit, context neighbours) error {
	merged := old.context
	for i := range merged {
		if merged[i] == 0 {
			merged[i] = context[i]
		}
	}
	better := im.better(&old.unit, u)
	switch {
	case better:
		im.counts.Updated++
		facts, own, err := im.facts.of(u)
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
		_, err = im.update.Exec(confidenceColumn(confidence), dateColumn(created), dateColumn(u.Changed), facts, own, merged.encode(), old.id)
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

// document is the name that a unit's facts are found by.
func (u *Unit) document() any {
	if u.Document == "" {
		u.Document = u.Prop(exchange.PropDocument)
	}
	if u.Document == "" {
		return nil
	}
	return u.Document
}
