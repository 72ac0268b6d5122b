package align

// spread is a block of up to five sentences of one side, laid open so that
// sentences of the other side can be held against it: for every word of the
// other side how much more likely each sentence of the block makes it.
//
// Each sentence has one of five slots of every word's entry. A block that
// begins one sentence later shares four of its five sentences, so sliding costs
// one sentence out and one in.
type spread struct {
	p     *pair
	side  int // of the block
	other *side
	first int // of the block; -1: nothing is loaded
	size  int

	ratio [][maxBlock]float32 // by word of the other side and slot: sum of P(w|e)/P(w)
	words [maxBlock][]int32   // those with a ratio, by slot
	met   []uint8             // by word of the other side: the slots with a ratio, as bits, and inWindow
	held  []uint8             // by anchor key: the slots that hold it, as bits
	open  [maxBlock]float32   // by slot: shares of "any word, as often as it comes"
	slot  [maxBlock]int       // of the block's sentences, in order
	rest  [maxBlock]float32   // open of the first one, two … sentences
	count [maxBlock]float32   // their tokens
	scale [maxBlock]float32   // of a ratio
	base  [maxBlock]float64   // factor of a word that nothing explains
	logs  [maxBlock]float64   // its logarithm
	rows  *rows
	null  float32

	near     []int32 // by word of the other side: how often it stands in the window
	from, to int     // the window: sentences of the other side
	whole    bool    // the window is the whole other side, and not counted
}

// inWindow marks in met the words that stand in the window; slots are the bits
// below it.
const (
	inWindow = 1 << 7
	slots    = inWindow - 1
)

func newSpread(p *pair, side int) *spread {
	return &spread{
		p: p, side: side, other: &p.side[1-side], first: -1,
		ratio: make([][maxBlock]float32, p.words[1-side].size()),
		met:   make([]uint8, p.words[1-side].size()),
		held:  make([]uint8, len(p.keys.p)),
		near:  make([]int32, p.words[1-side].size()),
	}
}

// look moves the window: what is laid open from now on is only what the
// sentences lo to hi of the other side can ask for. Of the translations of a
// sentence nine in ten stand in none of the few sentences near it, and to pass
// them by costs far less than to lay them open.
func (s *spread) look(lo, hi int) {
	s.whole = false
	if lo < s.from || lo >= s.to {
		for x := s.from; x < s.to; x++ {
			s.pass(x)
		}
		s.from, s.to = lo, lo
	}
	for ; s.to < hi; s.to++ {
		for _, v := range s.other.wordsOf(s.to) {
			s.near[v]++
			s.met[v] |= inWindow
		}
	}
	for ; s.from < lo; s.from++ {
		s.pass(s.from)
	}
}

// pass takes a sentence out of the window.
func (s *spread) pass(x int) {
	for _, v := range s.other.wordsOf(x) {
		if s.near[v]--; s.near[v] == 0 {
			s.met[v] &^= inWindow
		}
	}
}

// load lays open the k sentences from i on and nothing else, for any sentence
// of the other side.
func (s *spread) load(i, k int) {
	s.unload()
	s.whole = true
	s.fresh(i, k)
}

// against lays open the k sentences from i on and nothing else, for the
// sentences lo to hi of the other side.
func (s *spread) against(i, k, lo, hi int) {
	s.unload()
	s.look(lo, hi)
	s.fresh(i, k)
}

// fresh fills empty slots.
func (s *spread) fresh(i, k int) {
	s.rows = s.p.rows[s.side]
	for x := i; x < i+k; x++ {
		s.enter(x)
	}
	s.first, s.size = i, k
	s.settle()
}

// unload empties all slots.
func (s *spread) unload() {
	for x := s.first; s.first >= 0 && x < s.first+s.size; x++ {
		s.leave(x)
	}
	s.first, s.size = -1, 0
}

// slide lays open the five sentences from i on, or as many as there are, for
// the sentences lo to hi of the other side. hi must be far enough for the
// slides that follow as long as one of these five stays.
func (s *spread) slide(i, lo, hi int) {
	n := min(maxBlock, s.p.side[s.side].n-i)
	if s.first < 0 || i < s.first || i >= s.first+s.size || s.rows != s.p.rows[s.side] || s.whole || lo < s.from || lo > s.to {
		s.against(i, n, lo, hi)
		return
	}
	s.look(lo, hi)
	for x := s.first; x < i; x++ {
		s.leave(x)
	}
	for x := s.first + s.size; x < i+n; x++ {
		s.enter(x)
	}
	s.first, s.size = i, n
	s.settle()
}

// enter puts sentence x into its slot.
func (s *spread) enter(x int) {
	own := &s.p.side[s.side]
	slot := x % maxBlock
	touched := s.words[slot]
	words := own.wordsOf(x)
	rest := float32(int(own.total[x]) - len(words))
	met, ratio, bit := s.met, s.ratio, uint8(1)<<slot
	unseen := uint8(0) // what met has of a word outside the window
	if s.whole {
		unseen = inWindow
	}
	for _, e := range words {
		from, end := s.rows.at[e], s.rows.at[e+1]
		rest += s.rows.rest[e]
		for y, v := range s.rows.to[from:end] {
			m := met[v]
			if (m|unseen)&inWindow == 0 {
				continue
			}
			if m&bit == 0 {
				met[v] = m | bit
				touched = append(touched, v)
			}
			ratio[v][slot] += s.rows.odds[int(from)+y]
		}
	}
	s.words[slot] = touched
	s.open[slot] = rest
	for _, a := range own.anchorsOf(x) {
		s.held[a.key] |= 1 << slot
	}
}

// leave empties the slot of sentence x.
func (s *spread) leave(x int) {
	slot := x % maxBlock
	for _, v := range s.words[slot] {
		s.ratio[v][slot] = 0
		s.met[v] &^= 1 << slot
	}
	s.words[slot] = s.words[slot][:0]
	for _, a := range s.p.side[s.side].anchorsOf(x) {
		s.held[a.key] &^= 1 << slot
	}
}

// settle computes what belongs to the block and its beginnings as a whole.
func (s *spread) settle() {
	own := &s.p.side[s.side]
	s.null = s.p.null[1-s.side] // what is loaded may be older than it
	var rest, count float32
	for b := range maxBlock {
		s.slot[b] = (s.first + b) % maxBlock
		if b < s.size {
			rest += s.open[s.slot[b]]
			count += float32(own.total[s.first+b])
		}
		s.rest[b], s.count[b] = rest, count
		s.scale[b], s.base[b], s.logs[b] = 0, 1, 0
		if count > 0 {
			s.scale[b] = (1 - s.null) / count
			s.base[b] = float64(s.null + s.scale[b]*rest)
			s.logs[b] = fastLog(s.base[b])
		}
	}
}

// sum is the ratio of a word in the first b+1 sentences of the block.
func (s *spread) sum(v int32, b int) float32 {
	r := float32(0)
	for x := 0; x <= b; x++ {
		r += s.ratio[v][s.slot[x]]
	}
	return r
}

// score puts into out what sentence j of the other side says about the block
// and its beginnings, words and anchors weighed and summed.
func (s *spread) score(out *[maxBlock]float32, j int, wordWeight, anchorWeight float64) {
	var nats [maxBlock]float64
	s.wordNats(&nats, j)
	var keys [maxBlock]float32
	s.anchorNats(&keys, j)
	for b := range s.size {
		out[b] = float32(wordWeight*nats[b] + anchorWeight*float64(keys[b]))
	}
}

// wordNats is the log of the product, over the words of sentence j, of
//
//	null + (1-null)/tokens * (sum of P(w|e)/P(w) + rest)
//
// the likelihood of the word as a translation of the block (IBM Model 1 with
// its null word) over its chance in this document.
func (s *spread) wordNats(nats *[maxBlock]float64, j int) {
	prod := [maxBlock]float64{1, 1, 1, 1, 1}
	missed := 0.0
	some := false
	a, b, c, d, e := s.slot[0], s.slot[1], s.slot[2], s.slot[3], s.slot[4]
	for _, w := range s.other.wordsOf(j) {
		if s.met[w]&slots == 0 {
			missed++
			continue
		}
		r := &s.ratio[w]
		r0 := r[a]
		r1 := r0 + r[b]
		r2 := r1 + r[c]
		r3 := r2 + r[d]
		r4 := r3 + r[e]
		some = true
		prod[0] *= s.base[0] + float64(s.scale[0]*r0)
		prod[1] *= s.base[1] + float64(s.scale[1]*r1)
		prod[2] *= s.base[2] + float64(s.scale[2]*r2)
		prod[3] *= s.base[3] + float64(s.scale[3]*r3)
		prod[4] *= s.base[4] + float64(s.scale[4]*r4)
		if prod[0] > 1e120 || prod[0] < 1e-120 || prod[4] > 1e120 || prod[4] < 1e-120 {
			for x := range prod {
				nats[x] += fastLog(prod[x])
				prod[x] = 1
			}
		}
	}
	for x := range prod {
		nats[x] += missed * s.logs[x]
		if some {
			nats[x] += fastLog(prod[x])
		}
	}
}

// anchorNats is the sum, over the places of sentence j that an anchor reads,
// of what a hit or a miss is worth; the best reading of a place counts.
func (s *spread) anchorNats(nats *[maxBlock]float32, j int) {
	as := s.other.anchorsOf(j)
	if len(as) == 0 {
		return
	}
	some := uint8(0)
	for x := range as {
		some |= s.held[as[x].key]
	}
	if some == 0 {
		*nats = s.other.silence[j]
		return
	}
	s.places(nats, as)
}

// places adds up the places one by one.
func (s *spread) places(nats *[maxBlock]float32, as []reading) {
	hit, miss := s.p.keys.hit[s.side], s.p.keys.miss[s.side]
	for x := 0; x < len(as); {
		place := as[x].place
		var best [maxBlock]float32
		var met [maxBlock]bool
		strong := false
		for ; x < len(as) && as[x].place == place; x++ {
			a := as[x]
			slots := s.held[a.key]
			held := false
			for b := range s.size {
				held = held || slots>>s.slot[b]&1 == 1
				if held {
					if v := hit[a.key][b]; !met[b] || v > best[b] {
						best[b], met[b] = v, true
					}
				} else if v := miss[a.key][b]; !a.weak && !met[b] && (!strong || v > best[b]) {
					best[b] = v
				}
			}
			strong = strong || !a.weak
		}
		for b := range nats {
			nats[b] += best[b]
		}
	}
}
