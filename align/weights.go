package align

// weights are the numbers of the model. They are learnt from training pairs by
// the fit test, which see; none is set by hand.
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
	LengthForm lengthModel
	ShapeForm  shapeModel
}

// defaultWeights stand in until fitted ones are loaded.
func defaultWeights() *weights {
	w := &weights{
		Length: 1, Words: [2]float64{0.5, 0.5}, Anchors: 0.5, Shape: 0.7, Structure: 0.5,
		Open: [2]float64{-3.5, -3.5}, Extend: [2]float64{-0.7, -0.7},
	}
	w.Type = [typeCount]float64{-0.15, -3.5, -3.5, -5.5, -5.5, -5.5, -7, -7, -8, -8, -8, -9, -9}
	w.LengthForm = lengthModel{
		Center:  [len(lengthKnots)]float64{0.1, 0.15, 0.15, 0.12, 0.06, 0, -0.04},
		Scale:   [len(lengthKnots)]float64{0.45, 0.35, 0.27, 0.2, 0.15, 0.13, 0.12},
		Freedom: 4,
	}
	return w
}
