package anchor

// englishRoles gives English words their parts in numbers, dates and so on.
func (v *vocabulary) englishRoles() {
	v.role("am", meridiem, 0)
	v.role("pm", meridiem, 12)
	months := [...]string{"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
		"september sept sep", "october oct", "november nov", "december dec"}
	for i, names := range months {
		v.role(names, month, int16(i+1))
	}
	for i, name := range [...]string{"monday mondays", "tuesday tuesdays", "wednesday wednesdays", "thursday thursdays", "friday fridays", "saturday saturdays", "sunday sundays"} {
		v.role(name, weekday, int16(i+1))
	}
	v.numerals("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", 1, 1)
	v.numerals("thirty forty fifty sixty seventy eighty ninety", 30, 10)
	for i, w := range [...]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
		"twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"} {
		v.role(w, ordinalNo, int16(i+1))
	}
	for i, w := range [...]string{"thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"} {
		v.role(w, ordinalNo, int16(i*10+30))
	}
	v.role("hundred", magnitude, 2)
	v.role("thousand", magnitude, 3)
	v.role("million", magnitude, 6)
	v.role("billion", magnitude, 9)
	v.role("trillion", magnitude, 12)
	v.role("tens dozens", tensOf, 1)
	v.role("hundreds", tensOf, 2)
	v.role("thousands", tensOf, 3)
	v.role("millions", tensOf, 6)
	v.role("billions", tensOf, 9)
	v.role("half", half, 0)
	v.role("percent pct", percent, 0)
	v.role("quarter", quarterWord, 0)
	for i, c := range currencies {
		v.role(c.en, currency, int16(i))
	}
	for i, c := range countKeys {
		v.role(c.en, countWord, int16(i))
	}
	v.role(openers, opener, 0)
	v.role("both twice pair couple double dual", multiple, 2)
	v.role("triple thrice", multiple, 3)
	v.role("dozen", multiple, 12)
	v.role("mr mrs ms dr prof sir no", title, 0)
	v.role(foldedSurnames, surname, 0)
}

// vietnameseRoles does the same for Vietnamese.
func (v *vocabulary) vietnameseRoles() {
	v.role("am", meridiem, 0)
	v.role("pm", meridiem, 12)
	v.role("giêng", month, 1)
	v.role("chạp", month, 12)
	v.role("tháng", monthWord, 0)
	v.role("ngày mồng mùng hôm", dayWord, 0)
	v.role("năm", yearWord, 0)
	v.role("giờ", hourWord, 0)
	v.role("phút", minuteWord, 0)
	v.role("sáng", dayPart, 0)
	v.role("trưa chiều tối đêm", dayPart, 12)
	v.role("thứ", rankWord, 0)
	v.role("nhất", ordinalNo, 1)
	v.role("nhì", ordinalNo, 2)
	v.role("khóa kỳ khoá hạng", sessionWord, 0)
	v.role("quý", quarterWord, 0)
	v.role("linh lẻ", filler, 0)
	v.role("nửa", half, 0)
	v.role("rưỡi", half, 1)
	v.numerals("một hai ba bốn năm sáu bảy tám chín mười", 1, 1)
	v.numerals("mốt", 1, 0)
	v.numerals("tư", 4, 0)
	v.numerals("lăm nhăm", 5, 0)
	v.numerals("bẩy", 7, 0)
	v.role("chục mươi", magnitude, 1)
	v.role("trăm", magnitude, 2)
	v.role("nghìn ngàn", magnitude, 3)
	v.role("vạn", magnitude, 4)
	v.role("triệu", magnitude, 6)
	v.role("tỷ tỉ", magnitude, 9)
	for i, c := range currencies {
		v.role(c.vi, currency, int16(i))
	}
	for i, c := range countKeys {
		v.role(c.vi, countWord, int16(i))
	}
	v.role("hàng", tensOf, 0)
	v.role("phần", countWord, 5)
	v.role(surnames, surname, 0)
}

// surnames are the usual Vietnamese family names; together they cover nearly
// all Vietnamese. Those that are common words too (La, Ông, Kim) stay out.
const surnames = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Tô Mai Tạ Lương " +
	"Phùng Cao Lâm Chu Hà Đào Thái Vương Lưu Quách Tôn Nông Giàng Thạch Kiều Mạc Tăng Thân Tống Nghiêm Khuất Viên Doãn Ninh Lò Vi Cầm Quàng"

const foldedSurnames = "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Doan Trinh Truong To Mai Ta Luong " +
	"Phung Cao Lam Chu Ha Dao Thai Vuong Luu Quach Ton Nong Giang Thach Kieu Mac Tang Trieu Tong Nghiem Khuat Doan Ninh"

// openers are words that English sentences begin with and that are no names.
const openers = "the an in on at by for from with without as if when while where who what which how why this that these those there here " +
	"he she it they we you i his her its their our your my but and or nor so yet because although though since after before during " +
	"however moreover furthermore therefore thus according meanwhile then now today yesterday tomorrow also even only just not no yes " +
	"some many most all both each every any other another such more less few several are is was were be been has have had will " +
	"would can could should shall must might let us do does did don please please use click select enter note see under over about " +
	"between among through until despite instead once again still another nobody somebody everyone everybody nothing something anything " +
	"everything whether whatever whenever wherever whoever unless of to up out into upon within toward towards off down back like unlike " +
	"never always often sometimes usually perhaps maybe well oh ok okay hey hello thanks thank good great come go get give take make keep " +
	"specifies displays opens inserts defines returns sets deletes allows contains shows determines creates applies"
