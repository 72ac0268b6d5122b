package anchor

import (
	"slices"
	"testing"
)

// checkNone wants that neither language gives a key.
func checkNone(t *testing.T, pairs []pair) {
	t.Helper()
	x := New()
	for _, p := range pairs {
		for lang, s := range map[string]string{"en": p.en, "vi": p.vi} {
			if keys := keysOf(x, s, lang, ""); slices.Contains(keys, p.key) {
				t.Errorf("%s %q: %s is read where none is: %q", lang, s, p.key, keys)
			}
		}
	}
}

func TestMonthsAndTheirThirds(t *testing.T) {
	checkPairs(t, []pair{
		{"in mid-March", "giữa tháng 3", "m:03"},
		{"in mid-March", "giữa tháng Ba", "m:03.2"},
		{"by mid-May", "trung tuần tháng 5", "m:05"},
		{"early March 2020", "đầu tháng 3/2020", "m:03.1"},
		{"early in May", "thượng tuần tháng Năm", "m:05.1"},
		{"at the beginning of July", "đầu tháng 7", "m:07.1"},
		{"late May", "cuối tháng 5", "m:05.3"},
		{"at the end of May", "hạ tuần tháng Năm", "m:05.3"},
		{"at the end of May", "hạ tuần tháng Năm", "m:05"},
		{"early in 2020, in December", "đầu năm 2020, vào tháng Chạp", "m:12"},
		{"in January", "ra Giêng", "m:01"},
	})
	checkNone(t, []pair{
		{"They may march.", "Chiếc xe lăn bánh chậm chạp.", "m:12"},
		{"They may march.", "Họ chậm chạp đi qua cầu.", "m:03"},
		{"in March", "trong tháng 3", "m:03.2"},
	})
}

func TestWeekdaysAreNoOrdinals(t *testing.T) {
	checkPairs(t, []pair{
		{"on Monday morning", "sáng thứ hai", "w:1"},
		{"next Monday", "thứ hai tuần sau", "w:1"},
		{"Monday, July 20", "thứ hai, ngày 20/7", "w:1"},
		{"on Tuesday", "vào thứ 3", "w:2"},
		{"on Friday", "hôm thứ Sáu", "w:5"},
		{"from Monday to Friday", "từ thứ hai đến thứ sáu", "w:1"},
		{"from Monday to Friday", "từ thứ hai đến thứ sáu", "w:5"},
		{"the second person", "người thứ hai", "o:2"},
		{"the second person", "người thứ nhì", "o:2"},
		{"the third team", "đội thứ ba", "o:3"},
	})
	checkNone(t, []pair{
		{"the second person", "người thứ hai đến", "w:1"},
		{"the second prize", "giải thứ nhì", "w:1"},
		{"the third team", "đội thứ ba", "w:2"},
		{"the sixth chapter", "chương thứ VI", "w:5"},
		{"the second time", "lần thứ hai", "w:1"},
	})
}

func TestTimesWithoutBlanks(t *testing.T) {
	checkPairs(t, []pair{
		{"at 2.40 p.m.", "lúc 2giờ40", "t:14:40"},
		{"at 2:40", "2 giờ40", "t:02:40"},
		{"at 2:40", "2h40p", "t:02:40"},
		{"at 2:40", "2h40ph", "t:02:40"},
		{"at 2:30 p.m.", "14h30", "t:14:30"},
		{"14h30", "14g30", "t:14:30"},
		{"6PM", "6 giờ chiều", "t:18:00"},
		{"6 PM", "18h", "t:18:00"},
		{"6 p.m.", "18 giờ 00", "t:18:00"},
		{"6P.M.", "18H", "t:18:00"},
		{"6:30PM", "18g30", "t:18:30"},
		{"6AM sharp", "đúng 6 giờ sáng", "t:06:00"},
	})
}

func TestNumbersWithBlanks(t *testing.T) {
	checkPairs(t, []pair{
		{"10 200 000 people", "10.200.000 người", "n:10200000"},
		{"10,200,000 people", "10 200 000 người", "n:10200000"},
		{"10\u00a0200 people", "10\u202f200 người", "n:10200"},
		{"1 234 567.8 tonnes", "1 234 567,8 tấn", "n:1234567.8"},
		{"12,500 dong", "12 500 đồng", "n:12500"},
		{"$12 500", "12.500 USD", "n:12500"},
	})
	checkPairs(t, []pair{
		{"bus 12 345 times", "xe 12 345 lần", "n:12"},
		{"in 2010 300 people", "năm 2010 300 người", "n:300"},
		{"rows 0 255 255", "dãy 0 255 255", "n:255"},
	})
}

func TestWhoseDollars(t *testing.T) {
	checkPairs(t, []pair{
		{"A$5 million", "5 triệu đô la Úc", "$:aud"},
		{"AUD 5 million", "5 triệu AUD", "$:aud"},
		{"5 million Australian dollars", "5 triệu đô-la Úc", "$:aud"},
		{"C$2bn", "2 tỉ đô la Canada", "$:cad"},
		{"S$30", "30 đô la Singapore", "$:sgd"},
		{"200 Hong Kong dollars", "200 đô la Hồng Kông", "$:hkd"},
		{"NZ$20", "20 đô la New Zealand", "$:nzd"},
		{"US$5 billion", "5 tỉ USD", "$:usd"},
		{"5 billion U.S. dollars", "5 tỉ đô la Mỹ", "$:usd"},
		{"$5 billion", "5tỉ đôla", "$:usd"},
		{"$A130,000", "130.000 đô Úc", "$:aud"},
		{"$US 450", "450 đô la Mỹ", "$:usd"},
		{"NZ$8.5 billion", "8,5 tỷ đô la NZ", "$:nzd"},
		{"a hundred pesos", "100 đồng peso", "$:php"},
		{"2 million pounds", "2 triệu bảng", "$:gbp"},
		{"VND200,000", "200.000VNĐ", "$:vnd"},
		{"VND 200,000", "VNĐ 200.000", "n:200000"},
	})
	checkNone(t, []pair{
		{"A$5 million", "5 triệu đô la Úc", "$:usd"},
		{"49 friends", "49 đồng minh", "$:vnd"},
		{"four groups", "bốn bảng đấu", "$:gbp"},
		{"A$5 million", "5 triệu đô la Úc", "k:AU"},
		{"US$5 million", "5 triệu đô la Mỹ", "k:US"},
	})
}
