package anchor

// measured is how often a place of a type is met on the other side of a true pair
// (p), and of another pair of the same collection taken at random (q).
type measured struct{ p, q float64 }

// The rates are counted on the 25,713 training pairs (news, dialogue, program
// help), both directions together, a place with several readings once:
//
//	go test ./align/anchor -run HitRates -v
//
// Where fewer than thirty places were seen, or the training text is at fault
// (its tokeniser has put blanks into the addresses of one side), the figure is
// an estimate, marked so; a chance that was never seen stands as .0005.
//
// All types discriminate. The least do weak numbers (they meet strangers in 5 %
// of pairs), ordinals, numbers in words, articles and weekdays (3 to 4 %), and
// common words (2 %), which a lexicon knows better.
var rates = [typeCount]measured{
	Number:    {0.973, 0.0127},
	Spelt:     {0.927, 0.0388},
	Magnitude: {0.891, 0.0091},
	Percent:   {0.992, 0.0039},
	Money:     {0.977, 0.0049},
	Currency:  {0.950, 0.0065},
	Date:      {0.990, 0.0091},
	Month:     {0.969, 0.0161},
	Year:      {0.997, 0.0079},
	Weekday:   {0.970, 0.0220},
	Quarter:   {0.800, 0.0020}, // estimate
	Time:      {0.979, 0.0023},
	Ordinal:   {0.875, 0.0442},
	DocNumber: {0.900, 0.0010}, // estimate
	Article:   {0.886, 0.0357},
	Label:     {0.800, 0.0300}, // estimate
	URL:       {0.850, 0.0010}, // estimate
	Email:     {0.900, 0.0010}, // estimate
	Code:      {0.867, 0.0050},
	Acronym:   {0.895, 0.0022},
	Name:      {0.760, 0.0020},
	FullName:  {0.575, 0.0002},
	Respelt:   {0.690, 0.0032},
	Country:   {0.939, 0.0118},
	Term:      {0.773, 0.0058},
	Word:      {0.669, 0.0222},
	UserTerm:  {0.800, 0.0100}, // estimate
}

// weakRates are those of readings marked Weak.
var weakRates = [typeCount]measured{
	Number:   {0.452, 0.0494},
	Date:     {0.900, 0.0005},
	Month:    {0.900, 0.0010}, // few seen
	Ordinal:  {0.895, 0.1053}, // few seen
	Label:    {0.800, 0.0300}, // estimate
	Acronym:  {0.834, 0.0005},
	Name:     {0.183, 0.0022},
	FullName: {0.575, 0.0002},
	Respelt:  {0.690, 0.0032},
	Country:  {0.199, 0.0147},
	Term:     {0.725, 0.0084},
	Word:     {0.371, 0.0220},
}

// HitRate is the probability, 0 to 1, that an anchor of this type which is not
// Weak is met in the translation of its sentence. FullName, Respelt and Label
// are always weak, and their rate is that of weak ones.
func (t Type) HitRate() float64 {
	if t >= typeCount {
		return 0
	}
	return rates[t].p
}

// ChanceRate is the probability that an anchor of this type is met in a
// sentence it has nothing to do with, in collections of mixed content. The
// document at hand says it better: the share of its sentences that have the key.
func (t Type) ChanceRate() float64 {
	if t >= typeCount {
		return 0
	}
	return rates[t].q
}

// HitRate is the probability that this anchor is met in the translation.
func (a Anchor) HitRate() float64 {
	if a.Weak && a.Type < typeCount && weakRates[a.Type].p > 0 {
		return weakRates[a.Type].p
	}
	return a.Type.HitRate()
}
