package align

import (
	_ "embed"
	"encoding/json"
	"sync"
)

// weights are the numbers of the model. They are learnt from training pairs by
// TestFit, which see. Structure alone is set by hand, at the half that most
// other weights come to: no training text has blocks on both sides.
type weights struct {
	Length     float64
	Words      [2]float64 // of the Vietnamese words given the English ones, and back
	Anchors    float64
	Shape      float64 // of beginnings, endings and marks that match
	Join       float64 // of joints that look like the middle of a sentence
	Structure  float64
	Type       [typeCount]float64 // log prior of each bead type
	Open       [2]float64         // of a run of sentences without partner, by side
	Extend     [2]float64         // of one more in such a run
	Cross      float64            // of turning from an English such run to a Vietnamese one
	Free       freedomWeights
	Doubt      float64 // of confidences in a free document: see doubt
	Usual      usualRates
	LengthForm lengthModel
	ShapeForm  shapeModel
}

// freedomWeights are what is added to other weights for each unit of a document's
// freedom (expected.freedom: how many sentences a bead has beyond one and one). In
// a free translation words prove less, and sentences are cut, joined and added
// within a bead where a close one has sentences without partner; in a close one a
// sentence too many is nearly always one without partner.
type freedomWeights struct {
	Words, Open, Join             [2]float64 // Join: to a bead type's prior, for each sentence after the first, by side
	Length, Anchors, Shape, Joint float64    // Joint: of the weight Join
}

// freed is called once a round: it sets the weights that the gradient moves to what
// they are in a document of freedom z.
func (w *weights) freed(z float64) {
	own := *shippedWeights()
	own.free(&own.Free, z)
	keep := func(x *float64, now float64) {
		if *x != 0 { // evidence that is not wanted stays so
			*x = now
		}
	}
	keep(&w.Length, own.Length)
	keep(&w.Anchors, own.Anchors)
	keep(&w.Shape, own.Shape)
	keep(&w.Join, own.Join)
	w.Words, w.Open, w.Type = own.Words, own.Open, own.Type
}

// free adds to the weights what freedom z adds.
func (w *weights) free(f *freedomWeights, z float64) {
	move := func(x *float64, by float64) { *x = max(*x+z*by, 0.05) }
	for s := range 2 {
		move(&w.Words[s], f.Words[s])
		w.Open[s] += z * f.Open[s]
	}
	move(&w.Length, f.Length)
	move(&w.Anchors, f.Anchors)
	move(&w.Shape, f.Shape)
	move(&w.Join, f.Joint)
	for t, b := range beadTypes {
		w.Type[t] += z * (f.Join[0]*float64(b.m-1) + f.Join[1]*float64(b.n-1))
	}
}

// usualRates are how often, for each bead that links, things came in the text
// that the priors were learnt from.
type usualRates struct {
	Open [2]float64
	Type [typeCount]float64
}

//go:embed weights.json
var weightsJSON []byte

// shippedWeights are those in weights.json.
var shippedWeights = sync.OnceValue(func() *weights {
	w := new(weights)
	if err := json.Unmarshal(weightsJSON, w); err != nil {
		panic("the embedded weights are damaged: " + err.Error())
	}
	return w
})

// defaultWeights is a copy of the shipped weights, to be adapted to a document.
func defaultWeights() *weights {
	w := *shippedWeights()
	return &w
}
