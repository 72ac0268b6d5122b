package report

import (
	"bufio"
	"fmt"
	"io"

	"songngu/align"
	"songngu/align/beadfile"
)

// The map of an alignment is a square with the English sentences from left to
// right and the Vietnamese ones from top to bottom. It is drawn on a grid of
// pixels, so that a hundred thousand sentences give a file no larger than a
// thousand: what falls on the same pixel is drawn once.
const (
	mapSide   = 900 // pixels for the longer text
	mapMargin = 64
)

// Map writes the map of f as SVG: the path of the beads, stretches below
// doubtful in another colour, moved beads, sentences without partner as bands,
// and the anchors that rare words, numbers and names give. It holds numbers
// only, no text of the documents.
func Map(w io.Writer, f *beadfile.File, doubtful float64) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, `<?xml version="1.0" encoding="UTF-8"?>`)
	drawMap(b, f, doubtful)
	return b.Flush()
}

// canvas turns sentence numbers into pixels.
type canvas struct {
	w             *bufio.Writer
	scale         float64
	width, height float64
}

func (c *canvas) x(i float64) float64 { return mapMargin + i*c.scale }

// drawMap writes the svg element.
func drawMap(w *bufio.Writer, f *beadfile.File, doubtful float64) {
	n, m := len(f.English.Sentences), len(f.Vietnamese.Sentences)
	c := &canvas{w: w, scale: mapSide / float64(max(n, m, 1))}
	c.width, c.height = float64(n)*c.scale, float64(m)*c.scale
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 %.0f %.0f" role="img" aria-label="map of the alignment, sơ đồ gióng câu" font-family="system-ui, sans-serif" font-size="13">`+"\n",
		c.width+2*mapMargin, c.height+2*mapMargin)
	w.WriteString(mapStyle)
	fmt.Fprintf(w, `<rect class="paper" x="0" y="0" width="%.0f" height="%.0f"/>`+"\n", c.width+2*mapMargin, c.height+2*mapMargin)
	c.bands(f.Alignment.Beads)
	c.axes(n, m)
	c.anchors(f)
	c.path(f.Alignment.Beads, doubtful)
	c.legend()
	fmt.Fprintln(w, "</svg>")
}

const mapStyle = `<style>
.map .paper { fill: #fdfdfb } .map text { fill: #6a6a63 } .map .axis { stroke: #deded6; fill: none }
.map .band { fill: #ecebe4 } .map .anchor { fill: #9db8d2 } .map .sure { stroke: #3f7355; fill: none } .map .doubt { stroke: #c77d12; fill: none }
.map .moved { fill: #8a4fa0 } .map .surebox { fill: #3f7355; fill-opacity: .35; stroke: #3f7355 } .map .doubtbox { fill: #c77d12; fill-opacity: .35; stroke: #c77d12 }
@media (prefers-color-scheme: dark) { .map .paper { fill: #191a1b } .map text { fill: #a3a298 } .map .axis { stroke: #3a3b3b } .map .band { fill: #303335 } .map .anchor { fill: #5c7fa3 } .map .sure { stroke: #7fb894 } .map .doubt { stroke: #e0ab4f } .map .moved { fill: #c48fd8 } }
</style>
`

// bands marks runs of sentences without partner; where a pixel stands for many
// sentences, it is marked if most of them have none.
func (c *canvas) bands(beads []align.Bead) {
	var en, vi pixels
	for _, b := range beads {
		en.count(b.Src, c.scale, b.Null())
		vi.count(b.Tgt, c.scale, b.Null())
	}
	thick := max(c.scale, 1)
	eachRun(en.mostlyAlone(), thick, func(from, length float64) {
		fmt.Fprintf(c.w, `<rect class="band" x="%.1f" y="%d" width="%.1f" height="%.1f"/>`+"\n", mapMargin+from, mapMargin, length, c.height)
	})
	eachRun(vi.mostlyAlone(), thick, func(from, length float64) {
		fmt.Fprintf(c.w, `<rect class="band" x="%d" y="%.1f" width="%.1f" height="%.1f"/>`+"\n", mapMargin, mapMargin+from, c.width, length)
	})
}

// pixels counts the sentences that fall on each pixel of an axis.
type pixels struct{ all, alone []int }

func (p *pixels) count(r align.Range, scale float64, alone bool) {
	for i := r.Start; i < r.End; i++ {
		at := int(float64(i) * scale)
		for len(p.all) <= at {
			p.all, p.alone = append(p.all, 0), append(p.alone, 0)
		}
		p.all[at]++
		if alone {
			p.alone[at]++
		}
	}
}

func (p *pixels) mostlyAlone() []bool {
	at := make([]bool, len(p.all))
	for i := range at {
		at[i] = p.alone[i] > 0 && 2*p.alone[i] >= p.all[i]
	}
	return at
}

// eachRun yields the runs of marked pixels; each mark is thick pixels long.
func eachRun(at []bool, thick float64, yield func(from, length float64)) {
	for i := 0; i < len(at); i++ {
		if !at[i] {
			continue
		}
		end := float64(i) + thick
		j := i + 1
		for ; j < len(at) && float64(j) <= end; j++ {
			if at[j] {
				end = float64(j) + thick
			}
		}
		yield(float64(i), end-float64(i))
		i = j - 1
	}
}

// axes draws the frame with a few sentence numbers.
func (c *canvas) axes(n, m int) {
	fmt.Fprintf(c.w, `<rect class="axis" x="%d" y="%d" width="%.1f" height="%.1f"/>`+"\n", mapMargin, mapMargin, c.width, c.height)
	step := tick(max(n, m))
	for i := 0; i < n; i += step {
		x := c.x(float64(i))
		fmt.Fprintf(c.w, `<path class="axis" d="M%.1f %dv-6"/><text x="%.1f" y="%d" text-anchor="middle">%d</text>`+"\n", x, mapMargin, x, mapMargin-10, i)
	}
	for j := 0; j < m; j += step {
		y := c.x(float64(j))
		fmt.Fprintf(c.w, `<path class="axis" d="M%d %.1fh-6"/><text x="%d" y="%.1f" text-anchor="end">%d</text>`+"\n", mapMargin, y, mapMargin-9, y+4, j)
	}
	fmt.Fprintf(c.w, `<text x="%d" y="18">English sentences → câu tiếng Anh</text><text transform="translate(%.1f %d) rotate(90)">Vietnamese sentences → câu tiếng Việt</text>`+"\n",
		mapMargin, mapMargin+c.width+12, mapMargin) // on the right: on the left are numbers of up to seven digits
}

// tick is a round step that gives about ten numbers on an axis.
func tick(n int) int {
	for step := 1; ; step *= 10 {
		for _, s := range []int{step, 2 * step, 5 * step} {
			if n/s <= 12 {
				return s
			}
		}
	}
}
