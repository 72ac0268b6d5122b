package report

import (
	"fmt"
	"strings"

	"songngu/align"
	"songngu/align/anchor"
	"songngu/align/beadfile"
	"songngu/corpus"
)

// boxes is the size in pixels of a sentence above which beads are drawn as
// boxes; below it they are a line.
const boxes = 6

// path draws the beads: as boxes where there is room, else as lines through
// their middles, thinned to the pixels.
func (c *canvas) path(beads []align.Bead, doubtful float64) {
	var line polyline
	for _, b := range beads {
		if b.Null() {
			continue
		}
		class := "sure"
		if b.Confidence < doubtful {
			class = "doubt"
		}
		x, y := c.x(float64(b.Src.Start+b.Src.End)/2), c.x(float64(b.Tgt.Start+b.Tgt.End)/2)
		switch {
		case b.Moved:
			fmt.Fprintf(c.w, `<path class="moved" d="M%.1f %.1fl4 4-4 4-4-4z"/>`+"\n", x, y-4)
		case c.scale >= boxes:
			fmt.Fprintf(c.w, `<rect class="%sbox" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`+"\n", class,
				c.x(float64(b.Src.Start)), c.x(float64(b.Tgt.Start)), float64(b.Src.Len())*c.scale, float64(b.Tgt.Len())*c.scale)
		default:
			line.to(c, class, x, y)
		}
	}
	line.end(c)
}

// polyline collects points of one class and writes them as a path.
type polyline struct {
	class        string
	points       strings.Builder
	x, y         int
	lastX, lastY float64
}

func (l *polyline) to(c *canvas, class string, x, y float64) {
	if class != l.class {
		l.end(c)
		l.class = class
		if l.lastX > 0 {
			fmt.Fprintf(&l.points, "M%.0f %.0f", l.lastX, l.lastY)
		}
	}
	l.lastX, l.lastY = x, y
	if px, py := int(x+.5), int(y+.5); l.points.Len() == 0 || px != l.x || py != l.y {
		op := "L"
		if l.points.Len() == 0 {
			op = "M"
		}
		fmt.Fprintf(&l.points, "%s%d %d", op, px, py)
		l.x, l.y = px, py
	}
}

func (l *polyline) end(c *canvas) {
	if l.points.Len() > 0 {
		fmt.Fprintf(c.w, `<path class="%s" stroke-width="2.5" stroke-linecap="round" d="%sh.1"/>`+"\n", l.class, l.points.String())
		l.points.Reset()
	}
}

// rare is the number of sentences of a side up to which an anchor tells where
// it belongs.
const rare = 3

// anchors draws a dot where the same rare anchor stands on both sides.
func (c *canvas) anchors(f *beadfile.File) {
	x := anchor.New()
	en, vi := places(x, f.English, "en"), places(x, f.Vietnamese, "vi")
	most := rare
	if c.scale < 1 {
		most = 1 // in a long text what is rare by chance would cover the map
	}
	side := mapSide + 1
	drawn := make([]uint64, side*side/64+1)
	for _, key := range en.keys {
		from, to := en.at[key], vi.at[key]
		if len(from) > most || len(to) > most {
			continue
		}
		for _, i := range from {
			for _, j := range to {
				px, py := (float64(i)+.5)*c.scale, (float64(j)+.5)*c.scale
				bit := int(px)*side + int(py)
				if drawn[bit/64]>>(bit%64)&1 == 0 {
					drawn[bit/64] |= 1 << (bit % 64)
					fmt.Fprintf(c.w, `<circle class="anchor" cx="%.1f" cy="%.1f" r="2"/>`+"\n", mapMargin+px, mapMargin+py)
				}
			}
		}
	}
}

// keyPlaces is where each anchor key stands, no more than rare+1 places kept.
type keyPlaces struct {
	keys []string // in the order in which they are first met
	at   map[string][]int
}

func places(x *anchor.Extractor, d *corpus.Document, lang string) keyPlaces {
	p := keyPlaces{at: map[string][]int{}}
	var found []anchor.Anchor
	for i, s := range d.Sentences {
		found = x.Append(found[:0], s.Text, lang)
		for _, a := range found {
			at := p.at[a.Key]
			if len(at) == 0 {
				p.keys = append(p.keys, a.Key)
			}
			if len(at) <= rare && (len(at) == 0 || at[len(at)-1] != i) {
				p.at[a.Key] = append(at, i)
			}
		}
	}
	return p
}

// legend says what the colours mean, in both languages.
func (c *canvas) legend() {
	y := c.height + mapMargin + 30
	x := float64(mapMargin)
	for _, e := range []struct{ shape, label string }{
		{`<path class="sure" stroke-width="4" d="M%[1]g %[2]gh18"/>`, "sure · chắc chắn"},
		{`<path class="doubt" stroke-width="4" d="M%[1]g %[2]gh18"/>`, "doubtful · cần xem lại"},
		{`<path class="moved" d="M%[1]g %[2]gm9-4l4 4-4 4-4-4z"/>`, "moved · dời chỗ"},
		{`<circle class="anchor" cx="%[1]g" cy="%[2]g" r="4" transform="translate(9 0)"/>`, "anchor · mốc khớp"},
		{`<path class="band" d="M%[1]g %[2]gm0-6h18v12h-18z"/>`, "no partner · không có cặp"},
	} {
		fmt.Fprintf(c.w, e.shape, x, y)
		fmt.Fprintf(c.w, `<text x="%g" y="%g">%s</text>`+"\n", x+24, y+4, e.label)
		x += 40 + 7*float64(len([]rune(e.label)))
	}
}
