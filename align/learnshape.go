package align

// learnShapes re-estimates how shapes go together from the sure beads: one
// translator keeps every question mark and colon, another recasts his
// sentences, and a book of verse may end its lines as no newspaper does. The
// shipped counts are worth holdShape beads of each English class, and of all
// joints inside beads.
func (p *pair) learnShapes(sure []Bead) {
	const holdShape = 20
	m := startShape(&shippedWeights().ShapeForm, &p.shapes)
	for a := range m.Start {
		for b := range m.Start[a] {
			m.Start[a][b] *= holdShape
		}
	}
	for a := range m.End {
		for b := range m.End[a] {
			m.End[a][b] *= holdShape
		}
	}
	var has, of [markCount][2]float64
	for k := range markCount {
		for a := range 2 {
			has[k][a], of[k][a] = holdShape*m.Mark[k][a], holdShape
		}
	}
	for s := range 2 {
		for k := range m.JoinStart[s] {
			m.JoinStart[s][k] *= holdShape
		}
		for k := range m.JoinEnd[s] {
			m.JoinEnd[s][k] *= holdShape
		}
	}
	for _, b := range sure {
		en, vi := p.side[0].shape[b.Src.Start:b.Src.End], p.side[1].shape[b.Tgt.Start:b.Tgt.End]
		m.Start[en[0].start][vi[0].start] += b.Confidence
		m.End[en[len(en)-1].end][vi[len(vi)-1].end] += b.Confidence
		for s, part := range [2][]shape{en, vi} {
			for x := 1; x < len(part); x++ {
				m.JoinStart[s][part[x].start] += b.Confidence
				m.JoinEnd[s][part[x-1].end] += b.Confidence
			}
		}
		var e, v uint8
		for _, s := range en {
			e |= s.marks
		}
		for _, s := range vi {
			v |= s.marks
		}
		for k := range markCount {
			of[k][e>>k&1] += b.Confidence
			has[k][e>>k&1] += b.Confidence * float64(v>>k&1)
		}
	}
	for a := range m.Start {
		scaleToOne(m.Start[a][:])
	}
	for a := range m.End {
		scaleToOne(m.End[a][:])
	}
	for s := range 2 {
		scaleToOne(m.JoinStart[s][:])
		scaleToOne(m.JoinEnd[s][:])
	}
	for k := range markCount {
		for a := range 2 {
			m.Mark[k][a] = has[k][a] / of[k][a]
		}
	}
	p.shapes.prepare(&m)
}

// shapeDoubt is the share of translators' choices that, before a document is
// known, are taken to follow no rule at all.
const shapeDoubt = 0.15

// joinDoubt is the share of joints, before a document is known, that are taken to
// be between whole sentences, which look like any others there: the shipped
// counts are mostly of sentences cut at a comma.
const joinDoubt = 0.25

// startShape is the shipped model with doubt.
func startShape(shipped *shapeModel, c *shapeChances) shapeModel {
	m := *shipped
	for a := range m.Start {
		for b := range m.Start[a] {
			m.Start[a][b] += shapeDoubt * (c.start[1][b] - m.Start[a][b])
		}
	}
	for a := range m.End {
		for b := range m.End[a] {
			m.End[a][b] += shapeDoubt * (c.end[1][b] - m.End[a][b])
		}
	}
	for k := range markCount {
		for a := range 2 {
			m.Mark[k][a] += shapeDoubt * (c.mark[1][k] - m.Mark[k][a])
		}
	}
	for s := range 2 {
		for k := range m.JoinStart[s] {
			m.JoinStart[s][k] += joinDoubt * (c.start[s][k] - m.JoinStart[s][k])
		}
		for k := range m.JoinEnd[s] {
			m.JoinEnd[s][k] += joinDoubt * (c.end[s][k] - m.JoinEnd[s][k])
		}
	}
	return m
}

func scaleToOne(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	for k := range x {
		x[k] /= sum
	}
}
