package quality

import "strings"

// Check describes one check.
type Check struct {
	Code       string   // stable: Q1… what must agree, Q2… punctuation, Q3… the text as a whole, Q4… units compared, Q5… terms, Q6… writing
	Name       string   // stable too; options take either
	Severity   Severity // unless the options say another
	About      string   // what it finds, in a few words
	Vietnamese string   // the same in Vietnamese

	// One of the two does the work: side looks at each side by itself, pair at
	// the source with one target.
	side func(p *pair, s *side)
	pair func(p *pair)
}

// all are the checks, in the order of their codes. It is filled by init since
// the functions it names refer to it.
var all []Check

func init() {
	all = []Check{
		{Code: "Q101", Name: "number-differs", Severity: Error, About: "each side has a number that the other lacks", Vietnamese: "số ở hai bên khác nhau", pair: numberDiffers},
		{Code: "Q102", Name: "number-missing", Severity: Warning, About: "a number stands on one side only", Vietnamese: "số chỉ có ở một bên", pair: numberMissing},
		{Code: "Q103", Name: "date-differs", Severity: Error, About: "each side has a date, weekday or time that the other lacks", Vietnamese: "ngày giờ ở hai bên khác nhau", pair: dateDiffers},
		{Code: "Q104", Name: "date-missing", Severity: Warning, About: "a date, weekday or time stands on one side only", Vietnamese: "ngày giờ chỉ có ở một bên", pair: dateMissing},
		{Code: "Q105", Name: "currency", Severity: Warning, About: "the currencies disagree", Vietnamese: "đơn vị tiền tệ khác nhau", pair: currencyDiffers},
		{Code: "Q106", Name: "document-number", Severity: Error, About: "the numbers of decrees and other papers disagree", Vietnamese: "số hiệu văn bản khác nhau", pair: documentDiffers},
		{Code: "Q111", Name: "placeholder", Severity: Error, About: "a placeholder such as {0}, %s or ${name} is missing or extra", Vietnamese: "thiếu hoặc thừa biến như {0}, %s, ${name}", pair: placeholderDiffers},
		{Code: "Q112", Name: "tag", Severity: Error, About: "a tag such as <b> is missing or extra", Vietnamese: "thiếu hoặc thừa thẻ như <b>", pair: tagDiffers},
		{Code: "Q113", Name: "tag-unbalanced", Severity: Error, About: "a tag is opened and not closed, or the reverse", Vietnamese: "thẻ mở mà không đóng, hoặc ngược lại", pair: tagUnbalanced},
		{Code: "Q114", Name: "code", Severity: Warning, About: "in-line codes of the memory (bpt, ph …) are missing or extra", Vietnamese: "thiếu hoặc thừa mã nội dòng (bpt, ph …)", pair: codeDiffers},
		{Code: "Q115", Name: "entity", Severity: Warning, About: "an entity such as &nbsp; stands on one side only", Vietnamese: "thực thể như &nbsp; chỉ có ở một bên", pair: entityDiffers},
		{Code: "Q121", Name: "url", Severity: Error, About: "the web addresses disagree", Vietnamese: "địa chỉ web khác nhau", pair: urlDiffers},
		{Code: "Q122", Name: "email", Severity: Error, About: "the e-mail addresses disagree", Vietnamese: "địa chỉ thư điện tử khác nhau", pair: emailDiffers},
		{Code: "Q201", Name: "end-mark", Severity: Warning, About: "the sides end in different punctuation", Vietnamese: "dấu câu ở cuối khác nhau", pair: endMarkDiffers},
		{Code: "Q202", Name: "bracket", Severity: Warning, About: "a bracket has no partner", Vietnamese: "dấu ngoặc không có cặp", pair: bracketUnpaired},
		{Code: "Q203", Name: "quote", Severity: Info, About: "a quotation mark has no partner", Vietnamese: "dấu ngoặc kép không có cặp", pair: quoteUnpaired},
		{Code: "Q204", Name: "spacing", Severity: Info, About: "blanks at an end, two in a row, or before a comma or point", Vietnamese: "thừa khoảng trắng", side: spacing},
		{Code: "Q301", Name: "empty", Severity: Error, About: "a side is empty or missing", Vietnamese: "một bên trống hoặc thiếu", pair: emptySide},
		{Code: "Q302", Name: "untranslated", Severity: Warning, About: "both sides are the same", Vietnamese: "hai bên giống nhau (chưa dịch)", pair: untranslated},
		{Code: "Q303", Name: "language", Severity: Error, About: "a side is in another language than it says", Vietnamese: "sai ngôn ngữ", side: wrongLanguage},
		{Code: "Q304", Name: "length", Severity: Warning, About: "one side is far too long for the other", Vietnamese: "độ dài hai bên quá chênh lệch", pair: lengthDiffers},
		{Code: "Q305", Name: "left-over", Severity: Warning, About: "part of the Vietnamese was left in English", Vietnamese: "còn sót đoạn tiếng Anh chưa dịch", side: leftOver},
		{Code: "Q306", Name: "repeated", Severity: Warning, About: "a word stands twice in a row", Vietnamese: "từ bị lặp", side: repeated},
		{Code: "Q401", Name: "many-targets", Severity: Warning, About: "the same source has another translation elsewhere", Vietnamese: "cùng câu nguồn nhưng bản dịch khác nhau", pair: manyTargets},
		{Code: "Q402", Name: "many-sources", Severity: Info, About: "the same translation stands for another source elsewhere", Vietnamese: "cùng bản dịch nhưng câu nguồn khác nhau", pair: manySources},
		{Code: "Q403", Name: "duplicate", Severity: Info, About: "the same pair was there before", Vietnamese: "cặp câu bị trùng", pair: duplicate},
		{Code: "Q501", Name: "term", Severity: Warning, About: "a term is not translated as the glossary says", Vietnamese: "thuật ngữ không dịch theo bảng thuật ngữ", pair: termMissing},
		{Code: "Q502", Name: "forbidden", Severity: Error, About: "a forbidden term is used", Vietnamese: "dùng từ bị cấm", side: forbiddenUsed},
		{Code: "Q601", Name: "syllable", Severity: Warning, About: "a Vietnamese word is spelt as no syllable can be", Vietnamese: "âm tiết sai chính tả", side: impossibleSyllable},
		{Code: "Q602", Name: "tone-style", Severity: Info, About: "both styles of tone marks (hoà, hòa) are used", Vietnamese: "lẫn hai kiểu đặt dấu thanh (hoà, hòa)", side: toneStyle},
		{Code: "Q603", Name: "stroke", Severity: Error, About: "Ð U+00D0 or another letter stands for Đ", Vietnamese: "ký tự Ð U+00D0 thay cho Đ", side: wrongStroke},
		{Code: "Q604", Name: "encoding", Severity: Error, About: "text was damaged by a wrong character encoding", Vietnamese: "văn bản hỏng do sai bảng mã", side: debris},
		{Code: "Q605", Name: "decomposed", Severity: Warning, About: "marks are not joined with their letters (not NFC)", Vietnamese: "dấu chưa ghép vào chữ (không phải NFC)", side: decomposed},
		{Code: "Q606", Name: "look-alike", Severity: Warning, About: "a Cyrillic or Greek letter stands in a Latin word", Vietnamese: "chữ Kirin hoặc Hy Lạp lẫn trong chữ Latinh", side: lookAlike},
		{Code: "Q607", Name: "invisible", Severity: Info, About: "invisible or control characters", Vietnamese: "có ký tự ẩn hoặc ký tự điều khiển", side: invisible},
	}
}

// Checks returns all checks, in the order of their codes.
func Checks() []Check { return append([]Check(nil), all...) }

// Lookup returns the check of a code or name, in any case.
func Lookup(name string) (Check, bool) {
	if i := indexOf(name); i >= 0 {
		return all[i], true
	}
	return Check{}, false
}

// indexOf is the place of a check in all, or -1.
func indexOf(name string) int {
	for i := range all {
		if strings.EqualFold(all[i].Code, name) || strings.EqualFold(all[i].Name, name) {
			return i
		}
	}
	return -1
}
