package exchange

import (
	"slices"
	"strconv"
	"strings"

	"songngu/tmx"
)

// pieceKind says what stands in a segment at one place.
type pieceKind uint8

const (
	words     pieceKind = iota
	opening             // begins a pair of codes: bpt, g, bx, sc
	closing             // ends it: ept, ex, ec
	point               // stands alone: ph, x
	markOpen            // begins highlighted words: hi
	markClose           // ends them
)

// A piece is a part of a segment: the words between codes, or a code. All
// formats with in-line codes meet here.
type piece struct {
	kind     pieceKind
	text     string // the words, or the code as the document had it
	pair     string // what an opening and its closing have in common
	id       string // the code's number, the same in source and target
	typ      string // kind of code, as TMX says it: "bold", "link", "x-…"
	isolated bool   // an opening or closing whose partner is in another segment
}

// piecesOf takes a TMX segment apart. Elements that TMX does not know become
// codes that hold their tag; text to be translated inside a code stays in it.
func piecesOf(seg tmx.Segment) []piece {
	if !seg.HasCodes() {
		return []piece{{text: seg.Text()}}
	}
	raw := seg.Raw()
	tags := slices.Collect(seg.Tags())
	var ps []piece
	at := 0
	say := func(end int) {
		if t := tmx.RawSegment(raw[at:max(at, end)]).Text(); t != "" {
			ps = append(ps, piece{text: t})
		}
	}
	for i := 0; i < len(tags); i++ {
		t := tags[i]
		say(t.Start)
		at = t.End
		p, isCode := codePiece(t)
		switch {
		case isCode && t.Opens:
			if !t.Closes { // its content, up to the tag that ends it
				j := matching(tags, i)
				p.text = tmx.RawSegment(raw[t.End:tags[j].Start]).Text()
				at, i = tags[j].End, j
			}
			ps = append(ps, p)
		case isCode, t.Name == "sub":
		case t.Name == "hi":
			if t.Opens {
				ps = append(ps, piece{kind: markOpen, typ: attrOf(t.Attrs, "type")})
			}
			if t.Closes {
				ps = append(ps, piece{kind: markClose})
			}
		default:
			ps = append(ps, piece{kind: point, text: raw[t.Start:t.End]})
		}
	}
	say(len(raw))
	return settle(ps)
}

// codePiece is the piece that a tag of a TMX code begins.
func codePiece(t tmx.Tag) (p piece, ok bool) {
	p = piece{id: attrOf(t.Attrs, "x"), typ: attrOf(t.Attrs, "type"), pair: attrOf(t.Attrs, "i")}
	switch t.Name {
	case "bpt":
		p.kind = opening
	case "ept":
		p.kind = closing
	case "ph", "ut":
		p.kind = point
	case "it":
		p.kind, p.isolated, p.pair = opening, true, ""
		if attrOf(t.Attrs, "pos") == "end" {
			p.kind = closing
		}
	default:
		return piece{}, false
	}
	return p, true
}

// matching is the index of the tag that ends the element tags[i] begins, or of
// the last tag.
func matching(tags []tmx.Tag, i int) int {
	depth := 0
	for j := i; j < len(tags); j++ {
		if tags[j].Opens {
			depth++
		}
		if tags[j].Closes {
			depth--
		}
		if depth <= 0 {
			return j
		}
	}
	return len(tags) - 1
}

func attrOf(attrs []tmx.Attr, name string) string {
	for _, a := range attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// settle finds which openings and closings are partners. Those without one are
// isolated; the pairs are numbered from 1 unless they are numbered already,
// each once. Marks that do not match go.
func settle(ps []piece) []piece {
	open := map[string]int{}
	partner := make([]int, len(ps))
	var marks []int
	drop := map[int]bool{}
	numbered := map[string]bool{}
	keep := true
	for i := range ps {
		partner[i] = -1
		p := &ps[i]
		switch {
		case p.kind == markOpen:
			marks = append(marks, i)
		case p.kind == markClose:
			if len(marks) == 0 {
				drop[i] = true
			} else {
				marks = marks[:len(marks)-1]
			}
		case p.isolated:
		case p.kind == opening:
			if _, twice := open[p.pair]; !twice {
				open[p.pair] = i
			}
		case p.kind == closing:
			if j, ok := open[p.pair]; ok {
				delete(open, p.pair)
				partner[i], partner[j] = j, i
				keep = keep && isNumber(p.pair) && !numbered[p.pair]
				numbered[p.pair] = true
			}
		}
	}
	for _, i := range marks {
		drop[i] = true
	}
	pairs := 0
	out := ps[:0:0]
	for i := range ps {
		p := ps[i]
		if p.kind == opening || p.kind == closing {
			j := partner[i]
			switch {
			case j < 0:
				p.isolated, p.pair = true, ""
			case keep:
			case p.kind == opening:
				pairs++
				p.pair = strconv.Itoa(pairs)
				ps[i].pair = p.pair
			default:
				p.pair = ps[j].pair
			}
			if p.kind == closing && j >= 0 {
				p.id = ps[j].id
			}
		}
		if !drop[i] && (p.kind != words || p.text != "") {
			out = append(out, p)
		}
	}
	return joinWords(out)
}

// joinWords makes one piece of words that follow each other.
func joinWords(ps []piece) []piece {
	out := ps[:0]
	for i := 0; i < len(ps); {
		end := i + 1
		for ps[i].kind == words && end < len(ps) && ps[end].kind == words {
			end++
		}
		p := ps[i]
		if end > i+1 {
			var b strings.Builder
			for _, w := range ps[i:end] {
				b.WriteString(w.text)
			}
			p.text = b.String()
		}
		out = append(out, p)
		i = end
	}
	return out
}

func isNumber(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0 && strconv.Itoa(n) == s
}

// number makes the ids of codes numbers, as TMX's x wants: as they are where
// all are, else in the order of their appearance, the same id the same number
// in all the segments.
func number(segments ...[]piece) {
	all := true
	for _, ps := range segments {
		for _, p := range ps {
			all = all && (p.id == "" || isNumber(p.id))
		}
	}
	if all {
		return
	}
	known := map[string]string{}
	for _, ps := range segments {
		for i := range ps {
			if ps[i].id == "" {
				continue
			}
			if known[ps[i].id] == "" {
				known[ps[i].id] = strconv.Itoa(len(known) + 1)
			}
			ps[i].id = known[ps[i].id]
		}
	}
}

// identify gives every code of a unit an id, as XLIFF wants: those without one
// get the numbers after the highest, in order, in every segment the same ones.
func identify(segments ...[]piece) {
	high := 0
	for _, ps := range segments {
		for _, p := range ps {
			if n, err := strconv.Atoi(p.id); err == nil && n < 1<<20 {
				high = max(high, n)
			}
		}
	}
	for _, ps := range segments {
		next := high
		of := map[string]string{}
		for i := range ps {
			p := &ps[i]
			switch {
			case p.kind == words || p.kind == markOpen || p.kind == markClose:
			case p.kind == closing && !p.isolated && of[p.pair] != "":
				p.id = of[p.pair]
			case p.id == "":
				next++
				p.id = strconv.Itoa(next)
			}
			if p.kind == opening {
				of[p.pair] = p.id
			}
		}
	}
}

// plainText is the text of a variant without its codes.
func plainText(v *tmx.Variant) string {
	if !v.Seg.HasCodes() {
		return v.Text()
	}
	return segmentOf(piecesOf(v.Seg), true).Text()
}

// segmentOf puts a TMX segment together. With plain the codes are left out; a
// line break among them becomes a blank, and of two blanks around a code one
// goes.
func segmentOf(ps []piece, plain bool) tmx.Segment {
	coded := slices.ContainsFunc(ps, func(p piece) bool { return p.kind != words })
	if plain || !coded {
		return tmx.TextSegment(plainWords(ps))
	}
	var b strings.Builder
	for _, p := range ps {
		switch p.kind {
		case words:
			b.WriteString(xmlText(p.text))
		case markOpen:
			b.WriteString("<hi" + attribute("type", p.typ) + ">")
		case markClose:
			b.WriteString("</hi>")
		default:
			name, own := tmxCode(p)
			b.WriteString("<" + name + own)
			if p.text == "" {
				b.WriteString("/>")
			} else {
				b.WriteString(">" + xmlText(p.text) + "</" + name + ">")
			}
		}
	}
	return tmx.RawSegment(b.String())
}

func plainWords(ps []piece) string {
	var b []byte
	for i, p := range ps {
		if p.kind == point && p.typ == "lb" {
			p.text = " "
		} else if p.kind != words {
			continue
		}
		if i > 0 && len(b) > 0 && b[len(b)-1] == ' ' {
			p.text = strings.TrimPrefix(p.text, " ")
		}
		b = append(b, p.text...)
	}
	return string(b)
}

// tmxCode is the element of a code and its attributes.
func tmxCode(p piece) (name, attrs string) {
	attrs = attribute("x", p.id) + attribute("type", p.typ)
	switch {
	case p.kind == point:
		return "ph", attrs
	case p.isolated && p.kind == opening:
		return "it", ` pos="begin"` + attrs
	case p.isolated:
		return "it", ` pos="end"` + attrs
	case p.kind == opening:
		return "bpt", attribute("i", p.pair) + attrs
	}
	return "ept", attribute("i", p.pair) // the DTD knows no more of an ept
}
