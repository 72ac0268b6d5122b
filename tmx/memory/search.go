package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"songngu/corpus/text"
)

// SearchMode says how the words of a search are to be found.
type SearchMode uint8

// The modes of a search.
const (
	AllWords SearchMode = iota // every word, anywhere
	Phrase                     // the words next to each other, in order
	Prefix                     // every word, anywhere; the last one may go on
)

// Search says what a concordance is wanted of.
type Search struct {
	Text   string
	In     Side
	Mode   SearchMode
	Max    int    // hits; 0: 20, negative: all
	Filter Filter // units that count; its IDs are not looked at
	// MaxRead bounds the units that are read, and so the time: two common words
	// that never stand together cost 5 µs for each unit that has both. 0: all.
	MaxRead int
}

// Found is what a search has found.
type Found struct {
	Hits []Hit
	Read int // units whose text was read
	// Cut says that the search ended at Max or MaxRead: there may be more.
	Cut bool
}

// Hit is a unit in which the words of a search were found.
type Hit struct {
	Unit  Unit
	Spans []text.Span // of the words found, in the text searched
	// Likely are the spans of the words of the other side that most likely
	// translate them, by the word table.
	Likely []text.Span
}

// ErrNoWords says that there is nothing to search for.
var ErrNoWords = errors.New("no words to search for")

// Search returns the units with the words of s, the newest first. A word
// written without marks finds it with any; written with marks it finds those
// marks alone, wherever the tone mark stands (hoà, hòa). Case does not count,
// and one number finds another only where its digits are the same.
//
// Method: the posting lists of the folded words are intersected block by
// block, from the newest; each unit left is read and its words compared. It
// ends at the last hit asked for.
func (m *Memory) Search(ctx context.Context, s Search) (found Found, err error) {
	if s.Max == 0 {
		s.Max = 20
	}
	q := newSearchWords(text.Clean(s.Text), s.Mode)
	if len(q.words.word) == 0 {
		return found, fmt.Errorf("search for %q: %w", s.Text, ErrNoWords)
	}
	r, err := m.reader(ctx)
	if err != nil {
		return found, fmt.Errorf("search memory %q: %w", m.path, err)
	}
	defer func() { r.done(err) }()
	for _, block := range slices.Backward(r.blocks) {
		if err = r.searchBlock(ctx, block, s, q, &found); err != nil {
			return found, fmt.Errorf("search memory %q: %w", m.path, told(err))
		}
		if found.Cut = s.enough(&found); found.Cut {
			break
		}
	}
	likely(found.Hits, s.In)
	return found, nil
}

// searchBlock appends the hits of one block, the newest first.
func (r *reader) searchBlock(ctx context.Context, block int32, s Search, q *searchWords, found *Found) error {
	lists := make([]*container, 0, len(q.words.word))
	for i := range q.words.word {
		c, err := r.searchList(block, s.In, q, i)
		if err != nil || c == nil {
			return err
		}
		lists = append(lists, c)
	}
	slices.SortFunc(lists, func(a, b *container) int { return int(a.n - b.n) })
	var batch []any
	for _, number := range slices.Backward(slices.Collect(lists[0].each)) {
		if slices.ContainsFunc(lists[1:], func(c *container) bool { return !c.has(number) }) {
			continue
		}
		if batch = append(batch, int64(block)<<blockBits|int64(number)); len(batch) == manyTexts {
			if err := r.searchUnits(ctx, batch, s, q, found); err != nil || s.enough(found) {
				return err
			}
			batch = batch[:0]
		}
	}
	return r.searchUnits(ctx, batch, s, q, found)
}

// searchUnits reads units, in the order of ids, and appends the hits among
// them.
func (r *reader) searchUnits(ctx context.Context, ids []any, s Search, q *searchWords, found *Found) error {
	if len(ids) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	var hits []int64
	err := r.eachText(s.In, ids, func(id int64, raw []byte) {
		found.Read++
		if q.possible(raw) && q.find(string(raw), &r.compared) != nil {
			hits = append(hits, id)
		}
	})
	if err != nil {
		return err
	}
	for _, id := range hits {
		row, ok, err := r.load(id)
		if err != nil {
			return err
		}
		u, err := row.full()
		if err != nil {
			return err
		}
		if ok && s.Filter.matches(&u) && (s.Max < 0 || len(found.Hits) < s.Max) {
			found.Hits = append(found.Hits, Hit{Unit: u, Spans: q.find(u.Text[s.In], &r.compared)})
		}
	}
	return nil
}

// enough reports whether a search may end.
func (s *Search) enough(f *Found) bool {
	return s.Max > 0 && len(f.Hits) >= s.Max || s.MaxRead > 0 && f.Read >= s.MaxRead
}

// searchList is the units of a block with word i of the search, or nil: for
// the last word of a prefix search those with any word that begins so, which
// is bounded to the first 10,000 of them.
func (r *reader) searchList(block int32, side Side, q *searchWords, i int) (*container, error) {
	word := string(q.words.term(i))
	if q.mode != Prefix || i < len(q.words.word)-1 {
		lists, err := r.lists(side, word)
		return in(lists, block), err
	}
	rows, err := r.prefix.Query(block, int64(side), word, word+"\U0010ffff")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := &container{block: block, bits: make([]uint64, bitmapSize/8)}
	for rows.Next() {
		var term string
		if err := rows.Scan(&term); err != nil {
			return nil, err
		}
		lists, err := r.lists(side, term)
		if err != nil {
			return nil, err
		}
		if c := in(lists, block); c != nil {
			for number := range c.each {
				all.add(number)
			}
		}
	}
	return all, rows.Err()
}

// searchWords is the words of a search made ready to be compared.
type searchWords struct {
	mode   SearchMode
	words  words
	marked []string // each word in lower case with its marks; "" where it has none
	// literal are the words of digits, points and commas, which stand in a text as they are
	// or not at all. The lists know all numbers as one word.
	literal [][]byte
}

func newSearchWords(s string, mode SearchMode) *searchWords {
	q := &searchWords{mode: mode}
	q.words.normalise(s)
	for i := range q.words.word {
		raw := asWritten(q.words.raw[i].Of(s))
		if raw == string(q.words.term(i)) {
			raw = ""
		}
		q.marked = append(q.marked, raw)
		if raw != "" && strings.Trim(raw, "0123456789.,") == "" {
			q.literal = append(q.literal, []byte(raw))
		}
	}
	return q
}

// possible is false where a text has surely not all words of the search; it
// costs a hundredth of find.
func (q *searchWords) possible(s []byte) bool {
	for _, w := range q.literal {
		if !bytes.Contains(s, w) {
			return false
		}
	}
	return true
}

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'")

// asWritten is a word with its marks and digits, in lower case.
func asWritten(s string) string {
	return apostrophes.Replace(text.FoldTone(strings.ToLower(s)))
}

// is reports whether word j of a text is word i of the search.
func (q *searchWords) is(i int, w *words, s string, j int) bool {
	mine, theirs := q.words.term(i), w.term(j)
	open := q.mode == Prefix && i == len(q.words.word)-1
	if string(mine) != string(theirs) && !(open && strings.HasPrefix(string(theirs), string(mine))) {
		return false
	}
	if q.marked[i] == "" {
		return true
	}
	raw := asWritten(w.raw[j].Of(s))
	return raw == q.marked[i] || open && strings.HasPrefix(raw, q.marked[i])
}

// find is the spans of the words of the search in a text, nil where one is
// missing.
func (q *searchWords) find(s string, w *words) []text.Span {
	w.normalise(s)
	if q.mode == Phrase {
		return q.findPhrase(s, w)
	}
	var spans []text.Span
	for i := range q.words.word {
		found := false
		for j := range w.word {
			if q.is(i, w, s, j) {
				found = true
				spans = append(spans, w.raw[j])
			}
		}
		if !found {
			return nil
		}
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	return slices.Compact(spans)
}

func (q *searchWords) findPhrase(s string, w *words) (spans []text.Span) {
	n := len(q.words.word)
	for j := 0; j+n <= len(w.word); j++ {
		i := 0
		for i < n && q.is(i, w, s, j+i) {
			i++
		}
		if i == n {
			spans = append(spans, text.Span{Start: w.raw[j].Start, End: w.raw[j+n-1].End})
			j += n - 1
		}
	}
	return spans
}
