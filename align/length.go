package align

import "math"

// lengthModel scores how well the length of a Vietnamese block fits the length
// of an English one.
//
// Method: the log of the length ratio has a Student t distribution, whose heavy
// tails forgive a free translation what a normal one would not; its centre and
// its scale are functions of the English length, since short sentences scatter
// more and Vietnamese spends more letters on short ones. Against it stands the
// distribution of block lengths in this document: that a sentence of 120
// letters meets one of 130 says little where all are that long.
//
// Knots and scales are counted on training pairs (fit_test.go); the centre is
// moved by what the document's own surest beads show.
type lengthModel struct {
	Center, Scale [len(lengthKnots)]float64 // at the knots, linear between
	Shift         float64                   // added to the centre, learnt on the way
	Freedom       float64                   // of the t distribution
}

// lengthKnots are the English lengths, in letters, at which the model is given.
var lengthKnots = [...]float64{8, 14, 25, 45, 80, 160, 320}

// at interpolates a function given at the knots; x is log(length+1).
func (m *lengthModel) at(x float64, y *[len(lengthKnots)]float64) float64 {
	k := 0
	for k < len(lengthKnots)-2 && x > knotLogs[k+1] {
		k++
	}
	t := (x - knotLogs[k]) / (knotLogs[k+1] - knotLogs[k])
	t = min(max(t, 0), 1)
	return y[k] + t*(y[k+1]-y[k])
}

var knotLogs = func() (x [len(lengthKnots)]float64) {
	for i, l := range lengthKnots {
		x[i] = math.Log(l + 1)
	}
	return x
}()

// expectation is what an English block lets one expect of its partner's log
// length: precomputed for every block, since many are compared with each.
type expectation struct {
	center, perScale float32 // perScale is 1/(scale*sqrt(freedom))
	constant         float32 // log density at the centre
}

func (m *lengthModel) expect(x float64) expectation {
	s := m.at(x, &m.Scale)
	v := m.Freedom
	a, _ := math.Lgamma((v + 1) / 2)
	b, _ := math.Lgamma(v / 2)
	return expectation{
		center:   float32(x + m.at(x, &m.Center) + m.Shift),
		perScale: float32(1 / (s * math.Sqrt(v))),
		constant: float32(a - b - 0.5*math.Log(v*math.Pi) - math.Log(s)),
	}
}

// nats is the log density of a partner of log length y, given the expectation,
// less its log density in the document at large.
func (e expectation) nats(y, background float32, tail float64) float64 {
	d := float64((y - e.center) * e.perScale)
	return float64(e.constant) - tail*fastLog(1+d*d) - float64(background)
}

// background is the log density of the log lengths of blocks of one to five
// consecutive sentences of a side.
//
// Method: a histogram smoothed by a normal kernel, mixed with a broad normal
// as if broadCount more sentences had been seen, so that a document of ten
// sentences does not take its own lengths for a law.
type background struct{ density [maxBlock][]float64 }

const (
	binWidth   = 0.08
	bins       = 200 // up to exp(16) letters
	kernel     = 0.2 // standard deviation of the kernel, in log length
	broadCount = 20
	maxSample  = 20000 // sentences counted: enough for two digits
)

func newBackground(s *side) *background {
	bg := new(background)
	reach := int(math.Ceil(3 * kernel / binWidth))
	weight := make([]float64, 2*reach+1)
	sum := 0.0
	for i := range weight {
		d := float64(i-reach) * binWidth / kernel
		weight[i] = math.Exp(-d * d / 2)
		sum += weight[i]
	}
	step := max(1, s.n/maxSample)
	for k := range maxBlock {
		h := make([]float64, bins)
		var n, mean, square float64
		for i := 0; i+k < s.n; i += step {
			x := float64(s.logLen[i][k])
			h[min(int(x/binWidth), bins-1)]++
			n++
			mean += x
			square += x * x
		}
		m, dev := math.Log(80*float64(k+1)), 0.6
		if n > 0 {
			m = mean / n
			dev = math.Sqrt(max(square/n-m*m, 0) + 0.3*0.3)
		}
		out := make([]float64, bins)
		for i := range out {
			d := ((float64(i)+0.5)*binWidth - m) / dev
			broad := math.Exp(-d*d/2)/(dev*math.Sqrt(2*math.Pi)) + 0.002
			seen := 0.0
			for x, w := range weight {
				if y := i + x - reach; y >= 0 && y < bins {
					seen += h[y] * w
				}
			}
			seen /= sum * binWidth
			out[i] = math.Log((seen + broadCount*broad) / (n + broadCount))
		}
		bg.density[k] = out
	}
	return bg
}

// at is the log density of a block of k sentences with log length x.
func (bg *background) at(x float64, k int) float32 {
	return float32(bg.density[k-1][min(max(int(x/binWidth), 0), bins-1)])
}
