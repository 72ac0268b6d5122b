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
	Usual      usualRates
	LengthForm lengthModel
	ShapeForm  shapeModel
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
