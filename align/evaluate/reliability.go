package evaluate

import "math"

// reliabilityBins is how many bins of equal width there are, as is usual.
const reliabilityBins = 10

// Reliability says how far confidences can be believed: of the beads with a
// confidence of about .8 eight in ten should be right. A bead counts as right by
// the coarse-aware rule; one without partner if its lines have none in gold.
type Reliability struct {
	Bins [reliabilityBins]Bin // bin k holds confidences from k/10 to (k+1)/10
}

// Bin is the beads of similar confidence.
type Bin struct {
	Beads, Right int
	Confidence   float64 // sum over the beads
}

func (r *Reliability) add(confidence float64, right bool) {
	k := min(max(int(confidence*reliabilityBins), 0), reliabilityBins-1)
	b := &r.Bins[k]
	b.Beads++
	b.Right += one(right)
	b.Confidence += confidence
}

// Add adds the beads of another document.
func (r *Reliability) Add(q Reliability) {
	for k, b := range q.Bins {
		r.Bins[k].Beads += b.Beads
		r.Bins[k].Right += b.Right
		r.Bins[k].Confidence += b.Confidence
	}
}

// Beads is the number of beads with a confidence.
func (r *Reliability) Beads() int {
	n := 0
	for _, b := range r.Bins {
		n += b.Beads
	}
	return n
}

// Error is the expected calibration error: the difference between mean
// confidence and share of right beads in each bin, averaged by the bins'
// beads. 0 is perfect; NaN if no bead has a confidence. Source: Naeini, Cooper
// and Hauskrecht, 2015.
func (r *Reliability) Error() float64 {
	sum := 0.0
	for _, b := range r.Bins {
		sum += math.Abs(b.Confidence - float64(b.Right))
	}
	return sum / float64(r.Beads())
}

// Mean is the mean confidence of a bin; NaN if it is empty.
func (b Bin) Mean() float64 { return b.Confidence / float64(b.Beads) }

// Accuracy is the share of a bin's beads that are right; NaN if it is empty.
func (b Bin) Accuracy() float64 { return float64(b.Right) / float64(b.Beads) }
