package align

import "math"

// The inner loops take some ten million logarithms and exponentials for each
// ten thousand sentences. Tables with linear interpolation are several times
// faster than package math and precise to 1e-6, far beyond what the model knows.

const (
	logBits  = 11
	expSteps = 128 // table entries for each unit of the exponent
	expRange = 40  // exp(-40) counts as nothing
)

var (
	logTable = func() (t [1<<logBits + 1]float64) {
		for i := range t {
			t[i] = math.Log(1 + float64(i)/(1<<logBits))
		}
		return t
	}()
	expTable = func() (t [expRange*expSteps + 2]float64) {
		for i := range t {
			t[i] = math.Exp(-float64(i) / expSteps)
		}
		return t
	}()
	softTable = func() (t [expRange*expSteps + 2]float64) {
		for i := range t {
			t[i] = math.Log1p(math.Exp(-float64(i) / expSteps))
		}
		return t
	}()
)

// fastLog is the natural logarithm of a positive, finite, normal number.
func fastLog(x float64) float64 {
	b := math.Float64bits(x)
	exponent := int(b>>52) - 1023
	const rest = 52 - logBits
	k := b >> rest & (1<<logBits - 1)
	f := float64(b&(1<<rest-1)) / (1 << rest)
	return float64(exponent)*math.Ln2 + logTable[k] + f*(logTable[k+1]-logTable[k])
}

// expMinus is exp(-d) for d of 0 or more.
func expMinus(d float64) float64 { return tabulated(&expTable, d) }

// softMinus is log(1+exp(-d)) for d of 0 or more.
func softMinus(d float64) float64 { return tabulated(&softTable, d) }

func tabulated(t *[expRange*expSteps + 2]float64, d float64) float64 {
	if !(d < expRange) {
		return 0
	}
	x := d * expSteps
	k := int(x)
	return t[k] + (x-float64(k))*(t[k+1]-t[k])
}
