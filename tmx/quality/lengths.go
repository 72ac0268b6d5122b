package quality

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Lengths says how long a translation is for its source: the logarithm of the
// ratio of their lengths in characters, target to source, is about Mean with a
// variance of Base + PerChar/n, where n is the length of the shorter side:
// short segments vary more than long ones. It is for one direction.
type Lengths struct{ Mean, Base, PerChar float64 }

// DefaultLengths are those of English to Vietnamese, fitted by Measurer to the
// 25,713 pairs of news, dialogue and program help that the project trains on
// (TestFitLengths prints them). For Vietnamese to
// English the mean is its negative. Measurer fits others.
var DefaultLengths = Lengths{Mean: 0.03, Base: 0.01, PerChar: 1.7}

// leastBase is the least that long segments vary, as a variance.
const leastBase = 0.01

// farOff is how many standard deviations a ratio may lie from the mean.
const farOff = 3.2

// fewestChars is the length that the longer side must have at least.
const fewestChars = 20

// lengthDiffers (Q304) finds pairs one side of which is far too long for the
// other: more than 3.2 standard deviations from the mean of the logarithm of
// the ratio, by Options.Lengths. The lengths are in characters, after text.Clean.
// Pairs of which the longer side has fewer than 20 characters pass, and so do
// pairs of other languages than English and Vietnamese where the options give no
// lengths.
//
// It is wrong where one side explains what the other only names.
func lengthDiffers(p *pair) {
	a, b := utf8.RuneCountInString(p.src.clean()), utf8.RuneCountInString(p.tgt.clean())
	if max(a, b) < fewestChars {
		return
	}
	if p.c.opts.Lengths == nil && !p.readable() {
		return
	}
	l := *p.c.lengths
	if p.src.base == "vi" && p.tgt.base == "en" && p.c.opts.Lengths == nil {
		l.Mean = -l.Mean
	}
	z := l.off(a, b)
	if math.Abs(z) < farOff {
		return
	}
	long, s := p.tgt.english(), &p.tgt
	longVi := p.tgt.vietnamese()
	if z < 0 {
		long, longVi, s = p.src.english(), p.src.vietnamese(), &p.src
	}
	p.find(s, text.Span{Start: 0, End: len(s.text)},
		fmt.Sprintf("%d characters against %d: the %s is far too long, or the other side is cut short", a, b, long),
		fmt.Sprintf("%d ký tự so với %d: bên %s quá dài, hoặc bên kia bị thiếu", a, b, longVi))
}

// off is how many standard deviations the ratio of two lengths lies from the
// mean.
func (l *Lengths) off(a, b int) float64 {
	x := math.Log(float64(b)+1) - math.Log(float64(a)+1)
	return (x - l.Mean) / math.Sqrt(l.Base+l.PerChar/float64(min(a, b)+1))
}

func chars(s string) int { return utf8.RuneCountInString(text.Clean(s)) }

// Measurer fits Lengths to the pairs of a memory: a first pass over it, before
// the one that checks. It keeps no more than 100,000 pairs' lengths.
type Measurer struct {
	seen  int64
	pairs [][2]int32
}

const mostMeasured = 100_000

// fewestMeasured is how many pairs a fit takes.
const fewestMeasured = 200

// Add takes the texts of a pair, source first; one without text is passed by.
func (m *Measurer) Add(source, target string) {
	a, b := chars(source), chars(target)
	if a == 0 || b == 0 {
		return
	}
	m.seen++
	pair := [2]int32{int32(min(a, math.MaxInt32)), int32(min(b, math.MaxInt32))}
	if len(m.pairs) < mostMeasured {
		m.pairs = append(m.pairs, pair)
		return
	}
	// A fixed pseudo-random place, so that the same memory gives the same fit.
	h := uint64(m.seen) * 0x9E3779B97F4A7C15
	if i := h % uint64(m.seen); i < mostMeasured {
		m.pairs[i] = pair
	}
}

// Fit returns the Lengths of the pairs, nil if they are fewer than 200: the mean
// is the median of the log ratios, the variance that of a straight line in 1/n
// through the robust variances (1.4826 times the median absolute deviation,
// squared) of ten groups by length. Faulty pairs hardly move either.
func (m *Measurer) Fit() *Lengths {
	if len(m.pairs) < fewestMeasured {
		return nil
	}
	pairs := slices.Clone(m.pairs)
	slices.SortFunc(pairs, func(a, b [2]int32) int { return int(min(a[0], a[1])) - int(min(b[0], b[1])) })
	ratio := func(p [2]int32) float64 { return math.Log(float64(p[1])+1) - math.Log(float64(p[0])+1) }
	logs := make([]float64, len(pairs))
	for i, p := range pairs {
		logs[i] = ratio(p)
	}
	l := &Lengths{Mean: median(slices.Clone(logs))}
	const groups = 10
	var sx, sy, sxx, sxy float64
	for g := range groups {
		from, to := g*len(pairs)/groups, (g+1)*len(pairs)/groups
		dev := make([]float64, 0, to-from)
		x := 0.0
		for i := from; i < to; i++ {
			dev = append(dev, math.Abs(logs[i]-l.Mean))
			x += 1 / float64(min(pairs[i][0], pairs[i][1])+1)
		}
		x /= float64(to - from)
		y := 1.4826 * median(dev)
		y *= y
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	if d := groups*sxx - sx*sx; d > 1e-12 {
		l.PerChar = max(0, (groups*sxy-sx*sy)/d)
	}
	l.Base = max(leastBase, (sy-l.PerChar*sx)/groups)
	return l
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
