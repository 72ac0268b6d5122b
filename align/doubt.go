package align

import "math"

// closeFreedom is the freedom that close translations show, by what editors cut
// and join: about what those of the training documents have that were not made
// free (fitDoubt tells; free ones have some .3).
const closeFreedom = 0.05

// doubt is the confidence that a posterior p deserves in a document of freedom z.
//
// Goal: .9 is right nine times in ten in scripture too. The model takes sentences
// for independent given the alignment, and in a free translation they are not: one
// phrase recast is many words missed at once, so its odds go too far, the freer the
// farther. Method: the log odds are scaled down by 1 + w.Doubt times the freedom
// beyond that of close translations; what is likelier than not stays so, and the
// order of confidences within a document stays. Source: temperature scaling, Guo,
// Pleiss, Sun and Weinberger, On calibration of modern neural networks, 2017.
// w.Doubt is fitted on documents that the other weights are not fitted on.
func (w *weights) doubt(p, z float64) float64 {
	scale := 1 / (1 + w.Doubt*max(z-closeFreedom, 0))
	if scale == 1 || p <= 0 || p >= 1 {
		return p
	}
	return 1 / (1 + math.Exp(-scale*math.Log(p/(1-p))))
}
