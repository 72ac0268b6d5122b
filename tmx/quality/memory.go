package quality

import (
	"fmt"
	"strings"

	"songngu/corpus/text"
)

// memory remembers what stood in units before, by hashes of 64 bits: what is
// equal but for case, marks of punctuation, blanks and the style of tone marks
// is one. Two texts in ten million million billion share a hash by chance.
type memory struct {
	most      int
	targets   map[uint64]seen // by source
	sources   map[uint64]seen // by target
	forgotten int64

	// the pair at hand, looked up once for all three checks
	unit           int64
	lang           string
	source, target seen
	knownS, knownT bool
	hashS, hashT   uint64
}

// seen is the first unit that had a text, and its other side.
type seen struct {
	other  uint64
	number int64 // of the unit in its file
	file   int32 // in Checker.files
}

const defaultRemembered = 2_000_000

func newMemory(most int) *memory {
	if most <= 0 {
		most = defaultRemembered
	}
	return &memory{most: most, targets: map[uint64]seen{}, sources: map[uint64]seen{}}
}

// recall looks the pair up and remembers it, once a pair.
func (p *pair) recall() *memory {
	m := p.c.memory
	if m.unit == p.c.units && m.lang == p.tgt.lang {
		return m
	}
	m.unit, m.lang = p.c.units, p.tgt.lang
	m.hashS, m.hashT = 0, 0
	m.knownS, m.knownT = false, false
	s, t := p.src.fold(), p.tgt.fold()
	if s == "" || t == "" {
		return m
	}
	// Languages are part of what is hashed: one source has one target in each.
	m.hashS = hash(hash(fnvStart, s), "\x00"+p.tgt.base)
	m.hashT = hash(hash(fnvStart, t), "\x00"+p.tgt.base)
	m.source, m.knownS = m.targets[m.hashS]
	m.target, m.knownT = m.sources[m.hashT]
	now := seen{m.hashT, p.unit.Number, int32(len(p.c.files) - 1)}
	if !m.knownS {
		m.keep(m.targets, m.hashS, now)
	}
	if now.other = m.hashS; !m.knownT {
		m.keep(m.sources, m.hashT, now)
	}
	return m
}

func (m *memory) keep(table map[uint64]seen, key uint64, s seen) {
	if len(table) >= m.most {
		m.forgotten++
		return
	}
	table[key] = s
}

// manyTargets (Q401) finds units whose source stood in an earlier unit with
// another translation. Differences of case, punctuation, blanks and tone style
// do not count; a source of one word does, as headings and labels must agree.
//
// It is wrong where the context asks for another word, as it does for most
// short sentences of a dialogue ("Yes." "Vâng." "Ừ." "Có.").
func manyTargets(p *pair) {
	if m := p.recall(); m.knownS && m.source.other != m.hashT && !p.isHere(m.source) {
		p.find(&p.tgt, text.Span{Start: 0, End: len(p.tgt.text)},
			"the same source has another translation in "+p.place(m.source, "unit", "of"),
			"câu nguồn này được dịch khác ở "+p.place(m.source, "đơn vị", "của"))
	}
}

// manySources (Q402) finds units whose target stood in an earlier unit for
// another source. It is often right: two English sentences may well have one
// translation. It is worth a look where the sources mean different things.
func manySources(p *pair) {
	if m := p.recall(); m.knownT && m.target.other != m.hashS {
		p.find(&p.src, text.Span{Start: 0, End: len(p.src.text)},
			"the same translation stands for another source in "+p.place(m.target, "unit", "of"),
			"bản dịch này đã dùng cho câu nguồn khác ở "+p.place(m.target, "đơn vị", "của"))
	}
}

// duplicate (Q403) finds units whose source and target stood together in an
// earlier unit, but for case, punctuation, blanks and tone style.
func duplicate(p *pair) {
	if m := p.recall(); m.knownS && m.hashS != 0 && m.source.other == m.hashT {
		p.find(&p.tgt, text.Span{Start: 0, End: len(p.tgt.text)},
			"the same pair as in "+p.place(m.source, "unit", "of"),
			"cặp câu trùng với "+p.place(m.source, "đơn vị", "của"))
	}
}

// isHere reports whether what was seen is the unit at hand, which may have two
// variants of one language.
func (p *pair) isHere(s seen) bool {
	return p.unit.Number > 0 && s.number == p.unit.Number && int(s.file) == len(p.c.files)-1
}

// place names an earlier unit, and its file if that is another: "unit #4",
// "unit #4 of old.tmx".
func (p *pair) place(s seen, unit, of string) string {
	at := fmt.Sprintf("%s #%d", unit, s.number)
	if s.file >= 0 && int(s.file) != len(p.c.files)-1 {
		at += " " + of + " " + p.c.files[s.file]
	}
	return at
}

// foldedText is a clean text without what does not count when units are
// compared.
func foldedText(s string) string {
	return strings.Trim(text.FoldTone(text.FoldSigns(s)), " .,;:!?\"'()-")
}

// FNV-1a of 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/. Unlike the
// runtime's hash it is the same in every run.
const (
	fnvStart = 0xcbf29ce484222325
	fnvPrime = 0x100000001b3
)

func hash(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}
