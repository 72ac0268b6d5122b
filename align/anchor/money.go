package anchor

// currencies are the names of each currency in both languages. Those that are
// other words too (won, đồng, bảng) count only beside a number.
var currencies = [...]struct{ key, en, vi string }{
	{"$:usd", "USD dollar dollars", "USD đôla đô"},
	{"$:vnd", "VND VNĐ dong", "VND VNĐ đồng đ"},
	{"$:eur", "EUR euro euros", "EUR euro ơ-rô"},
	{"$:gbp", "GBP pound pounds sterling", "GBP bảng"},
	{"$:jpy", "JPY yen", "JPY yên yen"},
	{"$:cny", "CNY RMB yuan renminbi", "CNY RMB tệ"},
	{"$:krw", "KRW won", "KRW won"},
	{"$:thb", "THB baht", "THB baht bạt"},
	{"$:rub", "RUB ruble rubles rouble roubles", "RUB rúp"},
	{"$:inr", "INR rupee rupees", "INR rupi rupee"},
	{"$:aud", "AUD", "AUD"},
	{"$:cad", "CAD", "CAD"},
	{"$:sgd", "SGD", "SGD"},
	{"$:chf", "CHF franc francs", "CHF franc phrăng"},
	{"$:lak", "LAK kip", "LAK kíp"},
	{"$:khr", "KHR riel riels", "KHR riel"},
	{"$:myr", "MYR ringgit", "MYR ringgit"},
	{"$:php", "PHP peso pesos", "PHP peso"},
	{"$:idr", "IDR rupiah", "IDR rupiah"},
	{"$:hkd", "HKD", "HKD"},
	{"$:nzd", "NZD", "NZD"},
	{"$:twd", "TWD", "TWD"},
	{"$:brl", "BRL", "BRL"},
	{"$:cent", "cent cents", "xu cent"},
}

var currencyKeys = func() (keys [len(currencies)]string) {
	for i, c := range currencies {
		keys[i] = c.key
	}
	return keys
}()

// signCurrency is the currency of the sign at i, -1 if it is none.
func (s *scan) signCurrency(i int) int {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].kind != punct {
		return -1
	}
	switch s.of(&s.tokens[i]) {
	case "$":
		return 0
	case "₫":
		return 1
	case "€":
		return 2
	case "£", "￡":
		return 3
	case "¥":
		return 4
	case "₩":
		return 6
	}
	return -1
}

// currencyBefore is the currency that stands before the number at i, $5, US$ 5
// or USD 5, and where it begins; -1 if there is none.
func (s *scan) currencyBefore(i int) (c int, start int32) {
	if c := s.signCurrency(i - 1); c >= 0 {
		start := s.tokens[i-1].start
		if i >= 2 && s.tokens[i-1].is(glued) && s.tokens[i-2].is(capitals|capital) && s.tokens[i-2].end-s.tokens[i-2].start <= 3 {
			start = s.tokens[i-2].start
			if c == dollarCurrency[0] {
				c = dollarSign(s.of(&s.tokens[i-2]))
			}
		}
		return c, start
	}
	if i >= 2 && s.sign(i-2, '$') && s.tokens[i-1].is(glued) && s.tokens[i-1].is(capitals|capital) { // $US 450, $A130,000
		return dollarSign(s.of(&s.tokens[i-1])), s.tokens[i-2].start
	}
	if s.at(i-1) == currency && s.tokens[i-1].is(capitals) {
		return int(s.tokens[i-1].entry.value), s.tokens[i-1].start
	}
	return -1, 0
}

// currencyAfter reads the currency after an amount: 5 USD, 5 US dollars,
// 5 Australian dollars, 5 đô la Mỹ, 5€.
func (s *scan) currencyAfter(i int) (c, next int, ok bool) {
	if c := s.signCurrency(i); c >= 0 && s.tokens[i].is(glued) {
		return c, i + 1, true
	}
	i = s.over(i) // 5-million-dollar
	if !s.vi {
		if c, next := s.dollarsAt(i); next > i {
			return c, next, true
		}
	}
	if s.vi && s.says(i+1, "dân") && s.says(i+2, "tệ") { // nhân dân tệ
		i += 2
	}
	if s.vi && s.says(i, "bảng") { // also a table, a group
		return 3, i + 1, s.says(i+1, "anh") || s.at(i-1) == magnitude
	}
	if s.vi && s.says(i, "đồng") && s.at(i+1) == currency { // 100 đồng peso
		i++
	}
	if s.at(i) != currency || s.vi && s.says(i, "đồng") && s.sharing(i+1) {
		return 0, i, false
	}
	c, next = int(s.tokens[i].entry.value), i+1
	if c == dollarCurrency[0] && s.vi && !s.tokens[i].is(capitals) {
		if k := s.over(next); s.says(k, "la") {
			next = k + 1
		}
		if whose, after := s.dollarsAt(next); after > next {
			return whose, after, true
		}
	}
	return c, next, true
}

// sharing reports whether the word at i is one of those that make of the đồng
// before them "together": đồng ý, đồng minh.
func (s *scan) sharing(i int) bool {
	for _, w := range [...]string{"ý", "minh", "nghiệp", "thời", "loạt", "chí", "đội", "hành", "tình", "bào"} {
		if s.says(i, w) {
			return true
		}
	}
	return false
}
