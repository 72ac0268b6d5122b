package align

import (
	"math/rand/v2"
	"strings"
	"testing"

	"songngu/align/lexicon"
	"songngu/corpus"
	"songngu/corpus/measuring"
)

// trainPair is a line of the training data with its translation.
type trainPair struct{ en, vi string }

// readTrain reads one training collection.
func readTrain(tb testing.TB, name string) []trainPair {
	en, vi := measuring.Pairs(tb, name)
	pairs := make([]trainPair, len(en))
	for i := range pairs {
		pairs[i] = trainPair{en[i], vi[i]}
	}
	return pairs
}

// piece is a bead of a synthetic document, or a sentence without partner.
type piece struct{ en, vi []string }

// noisyDocument is a synthetic document with its gold.
type noisyDocument struct {
	text   [2][]corpus.Sentence
	beads  []Bead
	table  *lexicon.Table
	degree float64
}

// sentencesOf cuts a line of training text where a stop is followed by a blank
// and a capital: enough for making noise.
func sentencesOf(s string) []string {
	var out []string
	start := 0
	for i := 0; i+2 < len(s); i++ {
		if (s[i] == '.' || s[i] == '?' || s[i] == '!') && s[i+1] == ' ' && i-start > 15 && (s[i+2] >= 'A' && s[i+2] <= 'Z' || s[i+2] >= 0xC3) && (i < 2 || s[i-2] != ' ' && s[i-2] != '.') {
			out = append(out, s[start:i+1])
			start = i + 2
		}
	}
	return append(out, s[start:])
}

// makeNoisy makes a document of consecutive lines, noisy as real ones are:
// sentences lost on one side, alone and in runs, boilerplate, sentences merged
// and split. The rates differ from document to document.
func makeNoisy(rng *rand.Rand, lines []trainPair, foreign []trainPair, degree float64) noisyDocument {
	lost := rng.Float64() * 0.2
	merge := []float64{0.02, 0.05, 0.15}[rng.IntN(3)]
	split := []float64{0.01, 0.05, 0.08}[rng.IntN(3)]
	if rng.IntN(5) == 0 {
		lost, merge, split = 0, 0.01, 0.01
	}
	var free *freely
	if degree > 0 {
		free = &freely{degree: degree, loose: 0.25 * rng.Float64(), marks: 0.3 * rng.Float64(), vi: []float64{0.8, 0.5, 0.5, 0.2}[rng.IntN(4)]}
		for _, l := range foreign {
			free.text[0], free.text[1] = append(free.text[0], l.en), append(free.text[1], l.vi)
		}
	}
	var pieces []piece
	for _, l := range lines {
		en, vi := sentencesOf(l.en), sentencesOf(l.vi)
		switch {
		case len(en) == len(vi):
			for k := range en {
				pieces = append(pieces, piece{en[k : k+1], vi[k : k+1]})
			}
		case min(len(en), len(vi)) == 1 && max(len(en), len(vi)) <= maxBlock:
			pieces = append(pieces, piece{en, vi})
		default:
			pieces = append(pieces, piece{[]string{l.en}, []string{l.vi}})
		}
	}
	if free != nil {
		for k := range pieces {
			pieces[k] = free.rewrite(rng, pieces[k])
		}
	}
	// A whole document may have losses on one side only.
	bias := []float64{0.5, 0.5, 0.8, 0.2, 0}[rng.IntN(5)]
	drop := func(p *piece, vi bool) {
		if vi {
			p.vi = nil
		} else {
			p.en = nil
		}
	}
	for i := 0; i < len(pieces); i++ {
		p := &pieces[i]
		switch x := rng.Float64(); {
		case x < lost*0.5:
			drop(p, rng.Float64() < bias)
		case x < lost*0.6:
			vi := rng.Float64() < bias
			for n := 3 + rng.IntN(6); n > 0 && i < len(pieces); n-- {
				drop(&pieces[i], vi)
				i++
			}
		case x < lost*0.6+merge && i+1 < len(pieces):
			if q := &pieces[i+1]; len(p.en)+len(q.en) <= 3 && len(p.vi)+len(q.vi) <= 3 && len(p.vi) > 0 && len(p.en) > 0 {
				if rng.IntN(2) == 0 {
					p.vi, q.vi = []string{strings.Join(append(p.vi, q.vi...), " ")}, nil
					p.en, q.en = append(append([]string{}, p.en...), q.en...), nil
				} else {
					p.en, q.en = []string{strings.Join(append(p.en, q.en...), " ")}, nil
					p.vi, q.vi = append(append([]string{}, p.vi...), q.vi...), nil
				}
				i++
			}
		case x < lost*0.6+merge+split:
			side := &p.en
			if rng.IntN(2) == 0 {
				side = &p.vi
			}
			if len(p.en) == 1 && len(p.vi) == 1 {
				if cut := clause((*side)[0]); cut > 0 {
					*side = []string{(*side)[0][:cut], strings.TrimSpace((*side)[0][cut:])}
				}
			}
		}
	}
	var d noisyDocument
	put := func(p piece) {
		b := Bead{Src: Range{len(d.text[0]), len(d.text[0]) + len(p.en)}, Tgt: Range{len(d.text[1]), len(d.text[1]) + len(p.vi)}}
		for _, s := range p.en {
			d.text[0] = append(d.text[0], corpus.Sentence{Text: s})
		}
		for _, s := range p.vi {
			d.text[1] = append(d.text[1], corpus.Sentence{Text: s})
		}
		if !b.Null() {
			d.beads = append(d.beads, b)
			return
		}
		for i := b.Src.Start; i < b.Src.End; i++ {
			d.beads = append(d.beads, Bead{Src: Range{i, i + 1}, Tgt: b.Tgt})
		}
		for j := b.Tgt.Start; j < b.Tgt.End; j++ {
			d.beads = append(d.beads, Bead{Src: b.Src, Tgt: Range{j, j + 1}})
		}
	}
	for _, p := range pieces {
		put(p)
		if len(p.en) > 0 && len(p.vi) > 0 && rng.Float64() < lost*0.25 {
			vi := rng.Float64() < 0.75
			for n := 1 + rng.IntN(3); n > 0; n-- {
				q := foreign[rng.IntN(len(foreign))]
				if rng.IntN(2) == 0 {
					q = furniture(rng)
				}
				if vi {
					put(piece{vi: []string{q.vi}})
				} else {
					put(piece{en: []string{q.en}})
				}
			}
		}
	}
	d.beads = canonical(d.beads)
	d.degree = degree
	return d
}

// furniture is a line that pages put between paragraphs: captions, links,
// buttons. The two sides are no translations of each other here.
func furniture(rng *rand.Rand) trainPair {
	names := []string{"Minh Anh", "Reuters", "TTXVN", "A. Novak", "Hải Yến", "EPA"}
	name := names[rng.IntN(len(names))]
	en := []string{"Read more", "More on this story", "Photo: " + name, "Advertisement", "Share this article", "Related news", "Picture by " + name, "Subscribe now", "Back to top"}
	vi := []string{"Xem thêm", "Tin liên quan", "Ảnh: " + name, "Quảng cáo", "Chia sẻ bài viết", "Đọc nhiều nhất", "Ảnh do " + name + " cung cấp", "Bình luận", "Theo " + name}
	return trainPair{en[rng.IntN(len(en))], vi[rng.IntN(len(vi))]}
}

// clause is where a sentence can be cut in the middle: after a comma or a
// semicolon with enough on both sides; 0 if there is none.
func clause(s string) int {
	for i := len(s) / 3; i < len(s)*3/4; i++ {
		if (s[i] == ',' || s[i] == ';') && i+1 < len(s) && s[i+1] == ' ' {
			return i + 1
		}
	}
	return 0
}

// canonical puts the English sentences without partner before the Vietnamese
// ones where both stand in one place, as the search does.
func canonical(beads []Bead) []Bead {
	var out, tgt []Bead
	for _, b := range beads {
		switch {
		case b.Src.Len() == 0:
			tgt = append(tgt, b)
		case b.Tgt.Len() == 0:
			out = append(out, b)
		default:
			out = append(append(out, tgt...), b)
			tgt = tgt[:0]
		}
	}
	return append(out, tgt...)
}
