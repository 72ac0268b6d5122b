package anchor

import "slices"

// dollars are the currencies whose name is dollar: what stands before their
// sign, and the names of their countries that stand beside the word, in the lower case of ASCII. The
// first is meant where nothing says which.
var dollars = [...]struct {
	key      string
	prefixes []string
	english  [][]string // before dollars
	viet     [][]string // after đô la
}{
	{"$:usd", []string{"US", "USD"}, [][]string{{"us"}, {"u", ".", "s", "."}, {"american"}}, [][]string{{"mỹ"}, {"mĩ"}, {"hoa", "kỳ"}}},
	{"$:aud", []string{"A", "AU", "AUD"}, [][]string{{"australian"}}, [][]string{{"Úc"}, {"úc"}, {"australia"}, {"au"}}},
	{"$:cad", []string{"C", "CA", "CAD"}, [][]string{{"canadian"}}, [][]string{{"canada"}}},
	{"$:sgd", []string{"S", "SG", "SGD"}, [][]string{{"singapore"}, {"singaporean"}}, [][]string{{"singapore"}, {"xingapo"}, {"sing"}}},
	{"$:hkd", []string{"HK", "HKD"}, [][]string{{"hong", "kong"}}, [][]string{{"hồng", "kông"}, {"hong", "kong"}, {"hongkong"}}},
	{"$:nzd", []string{"NZ", "NZD"}, [][]string{{"new", "zealand"}}, [][]string{{"new", "zealand"}, {"nz"}}},
	{"$:twd", []string{"NT"}, [][]string{{"taiwan"}, {"taiwanese"}}, [][]string{{"Đài", "loan"}, {"đài", "loan"}}},
	{"$:brl", []string{"R"}, nil, nil},
}

// dollarCurrency is the place of each of dollars among the currencies.
var dollarCurrency = func() (at [len(dollars)]int) {
	for i, d := range dollars {
		at[i] = slices.Index(currencyKeys[:], d.key)
	}
	return at
}()

// dollarSign is the currency of a dollar sign after the given letters: A$, US$.
func dollarSign(letters string) int {
	for i := range dollars {
		if slices.Contains(dollars[i].prefixes, letters) {
			return dollarCurrency[i]
		}
	}
	return dollarCurrency[0]
}

// dollarsAt reads at i the words that say whose dollars they are and in
// English the word dollars after them; next is i if there are none.
func (s *scan) dollarsAt(i int) (c, next int) {
	for k := range dollars {
		names := dollars[k].english
		if s.vi {
			names = dollars[k].viet
		}
		for _, name := range names {
			after, ok := s.phrase(i, name)
			switch {
			case ok && s.vi:
				return dollarCurrency[k], after
			case ok && s.at(after) == currency && s.tokens[after].entry.value == 0:
				return dollarCurrency[k], after + 1
			}
		}
	}
	return dollarCurrency[0], i
}

// phrase reports whether the words and points of a phrase stand at i, and
// where they end.
func (s *scan) phrase(i int, words []string) (next int, ok bool) {
	for _, w := range words {
		if !s.says(i, w) && !(w == "." && s.sign(i, '.')) {
			return i, false
		}
		i++
	}
	return i, true
}
