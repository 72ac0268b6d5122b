package transform

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"songngu/tmx"
)

// Info is what is in a memory. Add units to its Counter.
type Info struct {
	Units     int64          `json:"units"`
	Languages []LanguageInfo `json:"languages"` // most variants first
	Pairs     []CountOf      `json:"pairs"`     // source and target: "en vi"
	Props     []CountOf      `json:"props"`     // types of props, how many of each, units and variants
	Tools     []CountOf      `json:"tools"`     // creationtool of units
	Users     []CountOf      `json:"users"`     // creationid and changeid
	Documents []CountOf      `json:"documents"`

	Tagged    int64 `json:"tagged"`    // variants with in-line codes
	Noted     int64 `json:"noted"`     // units with notes
	OneSided  int64 `json:"oneSided"`  // units with fewer than two variants that have text
	SameSides int64 `json:"sameSides"` // units whose target is their source

	Created    [2]string  `json:"created"` // first and last date, "" for none
	Changed    [2]string  `json:"changed"`
	Used       int64      `json:"used"`                 // sum of the units' usagecount
	Confidence []Bin      `json:"confidence,omitempty"` // of the units that state one
	Lengths    []Bin      `json:"lengths"`              // characters of the source
	Ratio      [3]float64 `json:"ratio"`                // target to source in characters: 5 %, 50 % and 95 % have no more; 0 without pairs
	More       bool       `json:"more,omitempty"`       // a list above is not whole: there was more than is counted
}

// LanguageInfo is about the variants in one language.
type LanguageInfo struct {
	Code       string `json:"code"`
	Variants   int64  `json:"variants"`
	Empty      int64  `json:"empty"`
	Words      int64  `json:"words"` // of Vietnamese: syllables
	Characters int64  `json:"characters"`
	Longest    int64  `json:"longest"` // characters
}

// CountOf is how often a name was met.
type CountOf struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Bin is a bar of a histogram: from Low up to, but without, High; High is 0
// where there is no end.
type Bin struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high,omitempty"`
	Count int64   `json:"count"`
}

var (
	lengthBins     = []float64{0, 1, 11, 26, 51, 101, 201, 501, 1001, 2001}
	confidenceBins = []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}
)

// maxNames bounds each list of names.
const maxNames = 10_000

// Counter counts units, in memory that does not grow with their number.
type Counter struct {
	source, target string
	info           Info
	languages      map[string]*LanguageInfo
	names          [5]map[string]int64 // pairs, props, tools, users, documents
	lengths        []int64
	confidence     []int64
	ratios         [1001]int64 // by twentieths of an octave, 1 in the middle
	stated         int64
}

// NewCounter returns a Counter of nothing. Source and target are the languages
// that Sides takes.
func NewCounter(source, target string) *Counter {
	c := &Counter{
		source: source, target: target, languages: map[string]*LanguageInfo{},
		lengths: make([]int64, len(lengthBins)), confidence: make([]int64, len(confidenceBins)),
	}
	for i := range c.names {
		c.names[i] = map[string]int64{}
	}
	return c
}

func (c *Counter) name(list int, name string) {
	if name == "" {
		return
	}
	m := c.names[list]
	if _, known := m[name]; !known && len(m) >= maxNames {
		c.info.More = true
		return
	}
	m[name]++
}

// Add counts a unit.
func (c *Counter) Add(u *tmx.Unit) {
	in := &c.info
	in.Units++
	noted := len(u.Notes) > 0
	for i := range u.Variants {
		v := &u.Variants[i]
		c.variant(v)
		noted = noted || len(v.Notes) > 0
	}
	if noted {
		in.Noted++
	}
	src, tgt := Sides(u, c.source, c.target)
	if src != nil && tgt != nil {
		c.name(0, src.Lang+" "+tgt.Lang)
		if r := ratio(src.Text(), tgt.Text()); !math.IsNaN(r) {
			c.ratios[min(max(int(math.Round(500+20*math.Log2(r))), 0), 1000)]++
		}
	}
	if withText(u) < 2 {
		in.OneSided++
	}
	if sameSides(src, tgt) {
		in.SameSides++
	}
	if src != nil {
		c.lengths[bin(lengthBins, float64(utf8.RuneCountInString(src.Text())))]++
	}
	if u.Prop(PropConfidence) != "" {
		c.stated++
		c.confidence[bin(confidenceBins, Confidence(u))]++
	}
	eachProp(u, func(p tmx.Prop) { c.name(1, p.Type) })
	for list, attr := range map[int][]string{2: {"creationtool"}, 3: {"creationid", "changeid"}} {
		for _, a := range attr {
			for _, s := range attrs(u, a) {
				c.name(list, s)
			}
		}
	}
	c.name(4, Document(u))
	in.Used += usage(u)
	spread(&in.Created, created(u))
	spread(&in.Changed, changed(u))
}

func (c *Counter) variant(v *tmx.Variant) {
	l := c.languages[v.Lang]
	if l == nil {
		if len(c.languages) >= maxNames {
			c.info.More = true
			return
		}
		l = &LanguageInfo{Code: v.Lang}
		c.languages[v.Lang] = l
	}
	s := v.Text()
	n := int64(utf8.RuneCountInString(s))
	l.Variants++
	l.Words += int64(countWords(s))
	l.Characters += n
	l.Longest = max(l.Longest, n)
	if n == 0 {
		l.Empty++
	}
	if v.Seg.HasCodes() {
		c.info.Tagged++
	}
}

// spread widens a span of dates.
func spread(s *[2]string, d string) {
	if d == "" {
		return
	}
	if s[0] == "" || d < s[0] {
		s[0] = d
	}
	s[1] = max(s[1], d)
}

// bin is the index of the bar that v belongs to.
func bin(lows []float64, v float64) int {
	i, found := slices.BinarySearch(lows, v)
	if !found {
		i--
	}
	return max(i, 0)
}

// Info returns what was counted so far.
func (c *Counter) Info() Info {
	in := c.info
	in.Languages = []LanguageInfo{}
	for _, l := range c.languages {
		in.Languages = append(in.Languages, *l)
	}
	slices.SortFunc(in.Languages, func(a, b LanguageInfo) int {
		return cmp.Or(cmp.Compare(b.Variants, a.Variants), cmp.Compare(a.Code, b.Code))
	})
	for i, list := range []*[]CountOf{&in.Pairs, &in.Props, &in.Tools, &in.Users, &in.Documents} {
		*list = []CountOf{}
		for name, n := range c.names[i] {
			*list = append(*list, CountOf{name, n})
		}
		slices.SortFunc(*list, func(a, b CountOf) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
		})
	}
	in.Lengths = bins(lengthBins, c.lengths)
	if c.stated > 0 {
		in.Confidence = bins(confidenceBins, c.confidence)
		in.Confidence[len(in.Confidence)-1].High = 1
	}
	in.Ratio = [3]float64{c.ratioAt(0.05), c.ratioAt(0.5), c.ratioAt(0.95)}
	return in
}

func bins(lows []float64, counts []int64) []Bin {
	out := make([]Bin, len(lows))
	for i := range lows {
		out[i] = Bin{Low: lows[i], Count: counts[i]}
		if i+1 < len(lows) {
			out[i].High = lows[i+1]
		}
	}
	return out
}

// ratioAt is the ratio that a share of the pairs does not exceed, exact to
// 2 %.
func (c *Counter) ratioAt(share float64) float64 {
	all := int64(0)
	for _, n := range c.ratios {
		all += n
	}
	sum := int64(0)
	for i, n := range c.ratios {
		if sum += n; n > 0 && float64(sum) >= share*float64(all) {
			return math.Round(100*math.Exp2(float64(i-500)/20)) / 100
		}
	}
	return 0
}
