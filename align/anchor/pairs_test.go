package anchor

import (
	"slices"
	"strings"
	"testing"
)

// keysOf returns the keys of a sentence with a given prefix.
func keysOf(x *Extractor, sentence, lang, prefix string) []string {
	var keys []string
	for _, a := range x.Append(nil, sentence, lang) {
		if strings.HasPrefix(a.Key, prefix) && !slices.Contains(keys, a.Key) {
			keys = append(keys, a.Key)
		}
	}
	return keys
}

// pair is a phrase in both languages and the key that both must have.
type pair struct{ en, vi, key string }

func checkPairs(t *testing.T, pairs []pair) {
	t.Helper()
	x := New()
	for _, p := range pairs {
		for lang, s := range map[string]string{"en": p.en, "vi": p.vi} {
			if s == "" {
				continue
			}
			if keys := keysOf(x, s, lang, ""); !slices.Contains(keys, p.key) {
				t.Errorf("%s %q: want %s, got %q", lang, s, p.key, keys)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	checkPairs(t, []pair{
		{"13.5 million people", "13,5 triệu người", "n:13500000"},
		{"about 1,234.5 hectares", "khoảng 1.234,5 héc-ta", "n:1234.5"},
		{"1,234 units", "1.234 chiếc", "n:1234"},
		{"1.234 units", "1,234 chiếc", "n:1234"},
		{"1,234,567 ants", "1.234.567 con kiến", "n:1234567"},
		{"0.50 points", "0,5 điểm", "n:0.5"},
		{"2 trillion", "2 nghìn tỷ", "n:2000000000000"},
		{"a loan of 3 billion", "khoản vay 3 tỉ", "n:3000000000"},
		{"$1.2bn", "1,2 tỷ USD", "n:1200000000"},
		{"1.2 billion", "1 tỷ 200 triệu", "n:1200000000"},
		{"2.5 million", "2 triệu rưỡi", "n:2500000"},
		{"half a million", "nửa triệu", "n:500000"},
		{"twenty-five students", "hai mươi lăm học sinh", "n:25"},
		{"one hundred and five pages", "một trăm linh năm trang", "n:105"},
		{"two thousand three hundred", "hai nghìn ba trăm", "n:2300"},
		{"twelve boats", "mười hai chiếc thuyền", "n:12"},
		{"twenty-one", "hai mươi mốt", "n:21"},
		{"fifty thousand", "năm mươi ngàn", "n:50000"},
		{"two million", "hai triệu", "n:2000000"},
		{"tens of thousands of farmers", "hàng chục nghìn nông dân", "n~4"},
		{"millions of trees", "hàng triệu cây", "n~6"},
		{"a 5km walk", "đi bộ 5 km", "n:5"},
		{"007", "7", "n:7"},
	})
}

func TestPercentAndMoney(t *testing.T) {
	checkPairs(t, []pair{
		{"up 7.2% this year", "tăng 7,2% trong năm", "n:7.2"},
		{"7.2 percent", "7,2 phần trăm", "n:7.2"},
		{"US$5 million", "5 triệu đô la Mỹ", "$:usd"},
		{"$5 million", "5 triệu USD", "n:5000000"},
		{"200,000 dong", "200.000 đồng", "$:vnd"},
		{"VND 200,000", "200.000 VNĐ", "n:200000"},
		{"€30", "30 euro", "$:eur"},
	})
}

func TestDates(t *testing.T) {
	for _, en := range []string{"July 20, 2010", "20 July 2010", "the 20th of July 2010", "July 20th 2010", "20/7/2010", "20-7-2010", "20.7.2010", "2010-07-20"} {
		for _, vi := range []string{"20/7/2010", "20-7-2010", "20.7.2010", "ngày 20 tháng 7 năm 2010", "ngày 20 tháng Bảy năm 2010", "20/07/2010", "ngày hai mươi tháng bảy năm 2010"} {
			checkPairs(t, []pair{{en, vi, "d:07-20"}, {en, vi, "n:2010"}})
		}
	}
	checkPairs(t, []pair{
		{"on July 20", "hôm 20/7", "d:07-20"},
		{"on July 20", "ngày 20-7", "d:07-20"},
		{"July 20-22", "từ 20-22/7", "d:07-22"},
		{"in July 2010", "tháng 7/2010", "m:07"},
		{"in July 2010", "7/2010", "n:2010"},
		{"last December", "tháng Mười hai vừa qua", "m:12"},
		{"in May", "trong tháng Năm", "m:05"},
		{"every Monday", "thứ Hai hằng tuần", "w:1"},
		{"on Sunday", "vào Chủ nhật", "w:7"},
		{"first quarter", "quý I", "q:1"},
		{"Q3 of 2020", "quý 3/2020", "q:3"},
	})
}

func TestTimes(t *testing.T) {
	checkPairs(t, []pair{
		{"at 5.30 a.m.", "lúc 5 giờ 30 sáng", "t:05:30"},
		{"at 5:30", "5h30", "t:05:30"},
		{"1.30 p.m.", "13 giờ 30", "t:13:30"},
		{"at 5 p.m.", "5 giờ chiều", "t:17:00"},
		{"at 17:00", "17h", "t:17:00"},
		{"five o'clock", "năm giờ chiều", "t:17:00"},
	})
}

func TestOrdinals(t *testing.T) {
	for _, en := range []string{"the 13th Congress", "the Thirteenth Congress", "Congress XIII"} {
		for _, vi := range []string{"Đại hội XIII", "Đại hội lần thứ 13", "khóa XIII", "khoá 13", "lần thứ mười ba", "lần thứ XIII"} {
			checkPairs(t, []pair{{en, vi, "o:13"}})
		}
	}
	checkPairs(t, []pair{
		{"the Sixth Plenum", "Hội nghị lần thứ sáu", "o:6"},
		{"Plenum VI", "Hội nghị VI", "o:6"},
		{"the twenty-first century", "thế kỷ XXI", "o:21"},
		{"the 2nd floor", "tầng thứ hai", "o:2"},
	})
}

func TestDocNumbersAndArticles(t *testing.T) {
	checkPairs(t, []pair{
		{"Resolution 27-NQ/TW", "Nghị quyết số 27-NQ/TW", "x:27-nq-tw"},
		{"Decision 1187/QD-UBND", "Quyết định 1187/QĐ-UBND", "x:1187-qd-ubnd"},
		{"No. 35/2025/QD-UBND", "số 35/2025/QĐ-UBND", "x:35-2025-qd-ubnd"},
		{"Law 15/2012/QH13", "Luật 15/2012/QH13", "x:15-2012-qh13"},
		{"Article 5", "Điều 5", "article:5"},
		{"Clause 1", "khoản 1", "clause:1"},
		{"Point b", "điểm b", "point:b"},
		{"Chapter II", "Chương II", "chapter:2"},
		{"Chapter 2", "Chương II", "chapter:2"},
		{"Figure 3", "Hình 3", "figure:3"},
		{"a) The rules", "a) Quy định", "l:a"},
		{"2. The rules", "2. Quy định", "l:2"},
	})
}

func TestAddressesAndCodes(t *testing.T) {
	checkPairs(t, []pair{
		{"see https://www.example.org/en/help.", "xem http://example.org/vi/help.", "u:example.org/help"},
		{"write to Info@Example.org,", "viết cho info@example.org.", "@:info@example.org"},
		{"use --dry-run first", "dùng --dry-run trước", "c:--dry-run"},
		{"in /etc/passwd", "trong /etc/passwd", "c:/etc/passwd"},
		{"the file notes.txt", "tệp notes.txt", "c:notes.txt"},
		{"max_size is", "max_size là", "c:max_size"},
		{"H5N1 flu", "cúm H5N1", "w:h5n1"},
		{"on YouTube", "trên Youtube", "w:youtube"},
	})
}

func TestNames(t *testing.T) {
	checkPairs(t, []pair{
		{"Today Mr Nguyen Van Binh spoke", "Hôm nay ông Nguyễn Văn Bình phát biểu", "f:nguyen van binh"},
		{"said Mr Binh", "ông Bình nói", "w:binh"},
		{"visit Manderley and", "thăm Man-đơ-lây và", "r:mntl"},
	})
}

func TestHardCases(t *testing.T) {
	checkPairs(t, []pair{
		{"for ten years", "trong mười năm", "n:10"},
		{"both sides", "cả hai phía", "n:2"},
		{"Dec. 26 and 27 in Hue", "ngày 26 và 27 tháng 12 tại Huế", "d:12-27"},
		{"Dec. 26 and 27 in Hue", "ngày 26 và 27 tháng 12 tại Huế", "d:12-26"},
		{"at 0830 GMT", "lúc 08:30 GMT", "t:08:30"},
		{"about 16.50 local time", "khoảng 16 giờ 50", "t:16:50"},
		{"KSh25,000", "25.000 KSh", "n:25000"},
		{"216 000 people", "216.000 người", "n:216000"},
		{"$1million", "1 triệu USD", "n:1000000"},
		{"$300 millions", "300 triệu đô la", "n:300000000"},
		{"3m visitors", "3 triệu khách", "n:3000000"},
		{"a score of 15.600", "điểm số 15,600", "n:15.6"},
		{"at 6 tomorrow morning", "6 giờ sáng mai", "n:6"},
	})
	if keys := keysOf(New(), "một tỷ lệ cao", "vi", "n:"); len(keys) != 0 {
		t.Errorf("a ratio is read as a number: %q", keys)
	}
}
