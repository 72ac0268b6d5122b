package quality

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// saidOtherwise reports whether the other side says in words what a place says,
// or the other way about, where the anchors of both do not meet: "mid-March",
// "a single", "1830" for 18:30, a name that was left as it is.
//
// It is asked before something is called missing, never before two numbers are
// called different: its words are common ones (a, không, năm), which prove
// little.
func (p *pair) saidOtherwise(s *side, span text.Span) bool {
	other := p.other(s)
	word := span.Of(s.text)
	if word == "" {
		return false
	}
	if len(word) >= 3 && strings.Contains(other.text, word) {
		return true
	}
	here, there := strings.ToLower(word), strings.ToLower(other.text)
	day := isDigit(here[0]) || strings.HasPrefix(here, "ngày") || s.base == "en" && strings.ContainsAny(here, "0123456789")
	for i, w := range sayings {
		if day && i >= firstMonth {
			break // a day is not said by its month
		}
		mine, theirs := w.en, w.vi
		if s.base == "vi" {
			mine, theirs = w.vi, w.en
		}
		if anyWord(here, mine) && anyWord(there, theirs) {
			return true
		}
	}
	if s.base == "vi" {
		return monthInList(strings.ToLower(s.text[:span.End]), there) || clockDigits(here, there)
	}
	return monthOfList(here, there) || clockDigits(here, there)
}

// saying is a number, month or day with the words for it.
type saying struct{ en, vi []string }

var sayings = func() (list []saying) {
	const table = `0;zero;nil;no|0;không
1;one;first;single;once;a;an;each;every|1;một;nhất;đầu;mỗi;đơn
2;two;second;twice;double;couple;both;pair;half;half-yearly|2;hai;đôi;nhì;cặp;kép;nửa
3;three;third;triple|3;ba
4;four;fourth;quarter|4;bốn;tư
5;five;fifth|5;năm
6;six;sixth|6;sáu
7;seven;seventh|7;bảy;bẩy
8;eight;eighth|8;tám
9;nine;ninth|9;chín
10;ten;tenth;decade|10;mười;chục
11;eleven;eleventh|11;mười một
12;twelve;twelfth;dozen;noon;midnight|12;mười hai;tá;trưa
50%;half|50%;nửa;50
100;hundred;century|100;trăm;thế kỷ
january;jan|tháng một;tháng giêng;tháng 1
february;feb|tháng hai;tháng 2
march;mar|tháng ba;tháng 3
april;apr|tháng tư;tháng bốn;tháng 4
may|tháng năm;tháng 5
june;jun|tháng sáu;tháng 6
july;jul|tháng bảy;tháng 7
august;aug|tháng tám;tháng 8
september;sep;sept|tháng chín;tháng 9
october;oct|tháng mười;tháng 10
november;nov|tháng mười một;tháng 11
december;dec|tháng mười hai;tháng chạp;tháng 12
monday;mondays;mon;second;secondly|thứ hai;thứ 2
tuesday;tuesdays;tue;third;thirdly|thứ ba;thứ 3
wednesday;wednesdays;wed;fourth;fourthly|thứ tư;thứ 4
thursday;thursdays;thu;fifth;fifthly|thứ năm;thứ 5
friday;fridays;fri;sixth|thứ sáu;thứ 6
saturday;saturdays;sat;seventh|thứ bảy;thứ 7
sunday;sundays;sun|chủ nhật;chúa nhật`
	for line := range strings.SplitSeq(table, "\n") {
		en, vi, _ := strings.Cut(line, "|")
		w := saying{strings.Split(en, ";"), strings.Split(vi, ";")}
		list = append(list, w)
	}
	return list
}()

// firstMonth is where the months begin in sayings.
var firstMonth = slices.IndexFunc(sayings, func(w saying) bool { return w.en[0] == "january" })

func anyWord(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return hasWord(s, w) })
}

// hasWord reports whether w stands in s with no letter or digit before or
// behind it.
func hasWord(s, w string) bool {
	for from := 0; w != ""; {
		n := strings.Index(s[from:], w)
		if n < 0 {
			return false
		}
		start := from + n
		end := start + len(w)
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		after, _ := utf8.DecodeRuneInString(s[end:])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
		from = end
	}
	return false
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// clockMarks stand between hours and minutes.
var clockMarks = []string{":", ".", "h", "g", "giờ", " giờ "}

// clockDigits reports whether one of two texts has a time as bare digits, 1830,
// that the other parts: 18:30, 18h30, 18 giờ 30; or both part it, each in its way.
// here is a place, there a text.
func clockDigits(here, there string) bool {
	if len(here) == 4 && digitRun(here, 0) == 4 {
		for _, mark := range clockMarks {
			if strings.Contains(there, here[:2]+mark+here[2:]) {
				return true
			}
		}
		return strings.HasSuffix(here, "00") && strings.Contains(there, here[:2]+" giờ")
	}
	hours := digitRun(here, 0)
	for _, mark := range clockMarks {
		if minutes, ok := strings.CutPrefix(here[hours:], mark); ok && (hours == 1 || hours == 2) && len(minutes) >= 2 && digitRun(minutes, 0) == 2 {
			minutes = minutes[:2]
			return hours == 2 && hasDigits(there, here[:2]+minutes) || slices.ContainsFunc(clockMarks, func(mark string) bool {
				return hasWord(there, here[:hours]+mark+minutes)
			})
		}
	}
	return false
}
