package memory

import (
	"database/sql"
	"maps"
	"slices"
)

// MaxFuzzy bounds the texts that are matched fuzzily, in runes; longer ones
// are found by their very text and by Search.
const MaxFuzzy = 10_000

// indexer gathers what a change does to the index, one block after the other.
// Each side is worked on by a goroutine of its own, while SQLite writes the
// units; what comes out does not depend on which is faster.
type indexer struct {
	c        *sql.Conn
	block    int32
	open     bool
	sides    [2]*sideIndex
	batch    []change
	postings *bulk
}

// sideIndex is what an indexer gathers of one side of a block.
type sideIndex struct {
	c     *sql.Conn
	side  Side
	block int32
	old   bool // the block was in the file before: its lists are there
	lists map[string]*wordList
	sizes sizes
	words words
	work  chan []change
	done  chan error
}

// wordList is the units in which a word stands so many times or more.
type wordList struct {
	container
	more *wordList // of one time more; nil where it was not asked for

	// In the first list of a word: the unit that was changed last, -1 for none,
	// how often the word has stood in it so far, and the list of so many times.
	unit  int32
	times int
	at    *wordList
}

// change is a unit that comes or goes.
type change struct {
	id    int64
	texts [2]string
	gone  bool
}

// batchSize is how many changes are handed over at once.
const batchSize = 256

func newIndexer(c *sql.Conn) *indexer {
	return &indexer{c: c, postings: newBulk(c, "posting(block,side,term,n,data)", 5)}
}

func (x *indexer) close() {
	if x.open {
		x.join() //nolint:errcheck // what went wrong before counts
	}
	x.postings.close()
}

// begin makes ready for changes of a block.
func (x *indexer) begin(block int32) error {
	for side := range x.sides {
		s := &sideIndex{
			c: x.c, side: Side(side), block: block, lists: map[string]*wordList{}, sizes: newSizes(),
			work: make(chan []change, 4), done: make(chan error, 1),
		}
		var data []byte
		switch err := x.c.QueryRowContext(bgContext, "SELECT data FROM size WHERE block=? AND side=?", block, side).Scan(&data); {
		case err == sql.ErrNoRows:
		case err != nil:
			return err
		default:
			s.old = true
			if s.sizes, err = decodeSizes(block, data); err != nil {
				return err
			}
		}
		x.sides[side] = s
	}
	x.block, x.open = block, true
	for _, s := range x.sides {
		go s.run()
	}
	return nil
}

// run works until there is no more work, and then says how it went.
func (s *sideIndex) run() {
	var err error
	for batch := range s.work {
		for i := range batch {
			if err == nil {
				err = s.change(&batch[i])
			}
		}
	}
	s.done <- err
}

// list is the list that tells of a word in a unit: the first one when it is
// asked for the word in that unit for the first time, then that of twice, and
// so on. A text too long to be matched fuzzily needs the first one alone; for
// it the others are nil.
func (s *sideIndex) list(word []byte, unit int32, long bool) (*wordList, error) {
	first := s.lists[string(word)]
	if first == nil {
		var err error
		if first, err = s.stored(string(word)); err != nil {
			return nil, err
		}
	}
	if first.unit != unit {
		first.unit, first.at, first.times = unit, first, 1
		return first, nil
	}
	if long {
		return nil, nil
	}
	first.times++
	if first.at.more == nil {
		var err error
		if first.at.more, err = s.stored(timesTerm(string(word), first.times)); err != nil {
			return nil, err
		}
	}
	first.at = first.at.more
	return first.at, nil
}

// stored is the list of a term that the file may have and this change has not
// touched before.
func (s *sideIndex) stored(term string) (*wordList, error) {
	l := &wordList{container: container{block: s.block}, unit: -1}
	if s.old {
		var data []byte
		switch err := s.c.QueryRowContext(bgContext, "SELECT data FROM posting WHERE block=? AND side=? AND term=?", s.block, int64(s.side), term).Scan(&data); {
		case err == sql.ErrNoRows:
		case err != nil:
			return nil, err
		default:
			if l.container, err = decodeContainer(s.block, data); err != nil {
				return nil, err
			}
		}
	}
	s.lists[term] = l
	return l, nil
}

func (s *sideIndex) change(ch *change) error {
	number := uint16(ch.id)
	s.words.normalise(ch.texts[s.side])
	long := s.words.runes > MaxFuzzy
	for i := range s.words.word {
		l, err := s.list(s.words.term(i), int32(number), long)
		switch {
		case err != nil:
			return err
		case l == nil:
		case ch.gone:
			l.remove(number)
		default:
			l.add(number)
		}
	}
	if ch.gone || long {
		s.sizes.set(number, 0, 0)
	} else {
		s.sizes.set(number, len(s.words.word), s.words.runes)
	}
	return nil
}

// seek writes what is gathered of another block than that of a unit.
func (x *indexer) seek(id int64) error {
	if x.open && int32(id>>blockBits) != x.block {
		return x.flush()
	}
	return nil
}

// add indexes a new unit; flush must follow the last one of a block.
func (x *indexer) add(id int64, texts [2]string) error {
	return x.change(change{id, texts, false})
}

// remove takes a unit out of the lists; its rows in exact are the caller's.
func (x *indexer) remove(id int64, texts [2]string) error {
	return x.change(change{id, texts, true})
}

func (x *indexer) change(ch change) error {
	if !x.open {
		if err := x.begin(int32(ch.id >> blockBits)); err != nil {
			return err
		}
	}
	if x.batch = append(x.batch, ch); len(x.batch) == batchSize {
		x.hand()
	}
	return nil
}

// hand gives the batch to both sides.
func (x *indexer) hand() {
	for _, s := range x.sides {
		s.work <- x.batch
	}
	x.batch = nil
}

// join waits until all changes are made.
func (x *indexer) join() error {
	x.hand()
	x.open = false
	var err error
	for _, s := range x.sides {
		close(s.work)
		if e := <-s.done; err == nil {
			err = e
		}
	}
	return err
}

// flush writes the block.
func (x *indexer) flush() error {
	if !x.open {
		return nil
	}
	if err := x.join(); err != nil {
		return err
	}
	for _, side := range x.sides {
		if err := x.flushSide(side); err != nil {
			return err
		}
	}
	return nil
}

// flushSide writes the lists and sizes of one side, in the order of the words.
func (x *indexer) flushSide(s *sideIndex) error {
	terms := slices.Sorted(maps.Keys(s.lists))
	if s.old {
		erase, err := x.c.PrepareContext(bgContext, "DELETE FROM posting WHERE block=? AND side=? AND term=?")
		if err != nil {
			return err
		}
		defer erase.Close()
		for _, t := range terms {
			if _, err := erase.Exec(s.block, int64(s.side), t); err != nil {
				return err
			}
		}
	}
	for _, t := range terms {
		c := s.lists[t]
		if c.n == 0 {
			continue
		}
		if err := x.postings.add(s.block, int64(s.side), t, c.n, c.encode()); err != nil {
			return err
		}
	}
	if err := x.postings.flush(); err != nil {
		return err
	}
	_, err := x.c.ExecContext(bgContext, "INSERT OR REPLACE INTO size VALUES(?,?,?)", s.block, int64(s.side), s.sizes.encode())
	return err
}
