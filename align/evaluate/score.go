// Package evaluate measures an alignment, or a segmentation, against gold:
// precision, recall and F1 in the ways the field counts them, and how far the
// confidences can be believed.
package evaluate

import "slices"

// Bead is a bead by line numbers, 0-based and ascending; an empty side says
// that the others have no partner. Lines need not be consecutive.
type Bead struct {
	Src, Tgt   []int
	Confidence float64 // 0 to 1; negative: not given
}

// Null reports whether one side is empty.
func (b Bead) Null() bool { return len(b.Src) == 0 || len(b.Tgt) == 0 }

// equal reports whether both have the same lines.
func (b Bead) equal(c Bead) bool { return slices.Equal(b.Src, c.Src) && slices.Equal(b.Tgt, c.Tgt) }

// Coarse is the tag of a gold bead whose inner links nobody has verified.
const Coarse = "coarse"

// Gold is what an alignment is measured against. Tags, if present, has one tag
// for each bead.
type Gold struct {
	Beads []Bead
	Tags  []string
}

func (g *Gold) coarse(k int) bool { return k < len(g.Tags) && g.Tags[k] == Coarse }

// Count is what precision and recall are made of. Right is counted twice since
// one right gold bead may be several right predicted ones.
type Count struct {
	Predicted, RightPredicted int
	Gold, RightGold           int
}

// Add adds the counts of another document: figures are micro-averages.
func (c *Count) Add(d Count) {
	c.Predicted += d.Predicted
	c.RightPredicted += d.RightPredicted
	c.Gold += d.Gold
	c.RightGold += d.RightGold
}

// Precision is the share of the predicted that is right; 0 if nothing is.
func (c Count) Precision() float64 { return ratio(c.RightPredicted, c.Predicted) }

// Recall is the share of the gold that was found; 0 if there is none.
func (c Count) Recall() float64 { return ratio(c.RightGold, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Score is an alignment measured in every way, over one document or, added up,
// over many.
type Score struct {
	Documents int
	// Strict: a linked bead is right if gold has exactly it.
	Strict Count
	// Lax: a linked bead is right if it shares an English and a Vietnamese line
	// with one gold bead.
	Lax Count
	// Aware is Strict, but a coarse gold bead is right if the predicted beads
	// that touch it lie wholly inside it, and then these are right too.
	Aware Count
	// Null: lines without partner, one by one.
	Null Count
	// Links: pairs of lines in one bead, one by one.
	Links Count
	// Types is Strict by bead type, "1-1", "2-1", "0-1": gold beads by their own
	// type, predicted ones by theirs. Beads with an empty side are among them.
	Types map[string]Count
	// Reliability is how often beads are right, by confidence.
	Reliability Reliability
}

// Add adds the score of another document.
func (s *Score) Add(t Score) {
	s.Documents += t.Documents
	s.Strict.Add(t.Strict)
	s.Lax.Add(t.Lax)
	s.Aware.Add(t.Aware)
	s.Null.Add(t.Null)
	s.Links.Add(t.Links)
	for k, v := range t.Types {
		if s.Types == nil {
			s.Types = make(map[string]Count)
		}
		c := s.Types[k]
		c.Add(v)
		s.Types[k] = c
	}
	s.Reliability.Add(t.Reliability)
}

// Compare measures the beads of one document. It runs in linear time.
func Compare(gold Gold, test []Bead) Score {
	g, t := newIndex(gold.Beads), newIndex(test)
	s := Score{Documents: 1, Types: make(map[string]Count)}
	right := make([]bool, len(test)) // by the aware count
	for k, b := range gold.Beads {
		found := t.find(b) >= 0
		s.countType(b, Count{Gold: 1, RightGold: one(found)})
		if b.Null() {
			continue
		}
		s.Strict.Gold++
		s.Strict.RightGold += one(found)
		s.Lax.Gold++
		s.Lax.RightGold += one(t.touches(b))
		s.Aware.Gold++
		if gold.coarse(k) {
			if inner, ok := t.tiles(b); ok {
				s.Aware.RightGold++
				for _, x := range inner {
					right[x] = true
				}
			}
		} else if found {
			s.Aware.RightGold++
			right[t.find(b)] = true
		}
	}
	goldNull := [2]map[int]bool{g.nulls(0), g.nulls(1)}
	for k, b := range test {
		found := g.find(b) >= 0
		s.countType(b, Count{Predicted: 1, RightPredicted: one(found)})
		if b.Null() {
			right[k] = right[k] || all(b.Src, goldNull[0]) && all(b.Tgt, goldNull[1])
		} else {
			s.Strict.Predicted++
			s.Strict.RightPredicted += one(found)
			s.Lax.Predicted++
			s.Lax.RightPredicted += one(g.touches(b))
			s.Aware.Predicted++
			s.Aware.RightPredicted += one(right[k])
		}
		if b.Confidence >= 0 {
			s.Reliability.add(b.Confidence, right[k])
		}
	}
	for side := range 2 {
		testNull := t.nulls(side)
		both := 0
		for line := range testNull {
			both += one(goldNull[side][line])
		}
		s.Null.Add(Count{Predicted: len(testNull), RightPredicted: both, Gold: len(goldNull[side]), RightGold: both})
	}
	s.Links = links(gold.Beads, test)
	return s
}

func (s *Score) countType(b Bead, c Count) {
	name := typeName(b)
	have := s.Types[name]
	have.Add(c)
	s.Types[name] = have
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func all(lines []int, in map[int]bool) bool {
	for _, l := range lines {
		if !in[l] {
			return false
		}
	}
	return true
}
