package memory

import (
	"cmp"
	"database/sql"
	"slices"
)

// MaxFuzzy bounds the texts that are matched fuzzily, in runes; longer ones
// are found by their very text and by Search.
const MaxFuzzy = 10_000

// indexer gathers what a change does to the index of one block after the
// other.
type indexer struct {
	c        *sql.Conn
	block    int32
	lists    [2]map[string]*container
	sizes    [2]sizes
	stored   bool // the block was in the file before: its lists are there
	open     bool
	exact    []exactRow
	words    words
	postings *bulk
}

type exactRow struct{ hash, id int64 }

func newIndexer(c *sql.Conn) *indexer {
	return &indexer{c: c, postings: newBulk(c, "posting(block,side,term,n,data)", 5)}
}

func (x *indexer) close() { x.postings.close() }

// begin makes ready for changes of a block.
func (x *indexer) begin(block int32) error {
	x.block, x.open = block, true
	x.lists = [2]map[string]*container{{}, {}}
	x.stored = false
	for side := range x.sizes {
		x.sizes[side] = newSizes()
		var data []byte
		switch err := x.c.QueryRowContext(bgContext, "SELECT data FROM size WHERE block=? AND side=?", block, side).Scan(&data); {
		case err == sql.ErrNoRows:
		case err != nil:
			return err
		default:
			x.stored = true
			if x.sizes[side], err = decodeSizes(block, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// list is the container of a word in the block at hand.
func (x *indexer) list(side Side, term []byte) (*container, error) {
	if c := x.lists[side][string(term)]; c != nil {
		return c, nil
	}
	c := &container{block: x.block}
	if x.stored {
		var data []byte
		switch err := x.c.QueryRowContext(bgContext, "SELECT data FROM posting WHERE block=? AND side=? AND term=?", x.block, side, string(term)).Scan(&data); {
		case err == sql.ErrNoRows:
		case err != nil:
			return nil, err
		default:
			d, err := decodeContainer(x.block, data)
			if err != nil {
				return nil, err
			}
			*c = d
		}
	}
	x.lists[side][string(term)] = c
	return c, nil
}

// add indexes a new unit; flush must follow the last one of a block.
func (x *indexer) add(id int64, texts [2]string, hash [3]int64) error {
	return x.change(id, texts, hash, (*container).add, true)
}

// remove takes a unit out of the lists; its rows in exact are the caller's.
func (x *indexer) remove(id int64, texts [2]string) error {
	return x.change(id, texts, [3]int64{}, (*container).remove, false)
}

func (x *indexer) change(id int64, texts [2]string, hash [3]int64, do func(*container, uint16), add bool) error {
	if block := int32(id >> blockBits); !x.open {
		if err := x.begin(block); err != nil {
			return err
		}
	}
	number := uint16(id)
	for side := range texts {
		x.words.normalise(texts[side])
		for i := range x.words.word {
			c, err := x.list(Side(side), x.words.term(i))
			if err != nil {
				return err
			}
			do(c, number)
		}
		switch {
		case !add || x.words.runes > MaxFuzzy:
			x.sizes[side].set(number, 0, 0)
		default:
			x.sizes[side].set(number, len(x.words.word), x.words.runes)
		}
	}
	if add {
		for _, h := range hash {
			x.exact = append(x.exact, exactRow{h, id})
		}
	}
	return nil
}

// flush writes the block and what was gathered for exact.
func (x *indexer) flush(exact *bulk) error {
	if !x.open {
		return nil
	}
	x.open = false
	slices.SortFunc(x.exact, func(a, b exactRow) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
	for _, e := range x.exact {
		if err := exact.add(e.hash, e.id); err != nil {
			return err
		}
	}
	x.exact = x.exact[:0]
	if exact != nil {
		if err := exact.flush(); err != nil {
			return err
		}
	}
	for side := range x.lists {
		if err := x.flushSide(Side(side)); err != nil {
			return err
		}
	}
	return nil
}

func (x *indexer) flushSide(side Side) error {
	lists := x.lists[side]
	terms := make([]string, 0, len(lists))
	for t := range lists {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	var empty *sql.Stmt
	for _, t := range terms {
		c := lists[t]
		if x.stored {
			if empty == nil {
				var err error
				if empty, err = x.c.PrepareContext(bgContext, "DELETE FROM posting WHERE block=? AND side=? AND term=?"); err != nil {
					return err
				}
				defer empty.Close()
			}
			if _, err := empty.Exec(x.block, side, t); err != nil {
				return err
			}
		}
		if c.n == 0 {
			continue
		}
		if err := x.postings.add(x.block, int64(side), t, c.n, c.encode()); err != nil {
			return err
		}
	}
	if err := x.postings.flush(); err != nil {
		return err
	}
	x.lists[side] = nil
	_, err := x.c.ExecContext(bgContext, "INSERT OR REPLACE INTO size VALUES(?,?,?)", x.block, side, x.sizes[side].encode())
	return err
}
