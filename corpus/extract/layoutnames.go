package extract

import (
	"strings"

	"songngu/corpus/text"
)

// captionLabels begin the captions of figures and tables, folded.
var captionLabels = []string{"hinh ", "bang ", "bieu do ", "so do ", "figure ", "fig. ", "table ", "chart "}

// isCaptionLabel recognises "Hình 3.", "Bảng 2.1:", "Figure 4 –".
func isCaptionLabel(s string) bool {
	folded := text.FoldMarks(s[:min(len(s), 40)])
	for _, p := range captionLabels {
		rest, ok := strings.CutPrefix(folded, p)
		title := strings.TrimLeft(rest, "0123456789")
		if !ok || len(title) == len(rest) {
			continue
		}
		for len(title) > 1 && (title[0] == '.' || title[0] == '-') && title[1] >= '0' && title[1] <= '9' {
			title = strings.TrimLeft(title[1:], "0123456789")
		}
		return title == "" || hasAnyPrefix(strings.TrimLeft(title, " "), ".", ":", "–", "—", "|", "- ")
	}
	return false
}

// sectionWords begin the headings of a law's or a book's parts, folded.
var sectionWords = []string{"chuong ", "phan ", "muc ", "dieu ", "phu luc ", "chapter ", "part ", "section ", "article ", "appendix "}

// isNumberedHeading recognises a heading that is set like the text around it:
// "2.1 Scope", "Chương II", "Điều 5. Hiệu lực". It ends without a stop.
func isNumberedHeading(s string) bool {
	if len(s) > 120 || endsSentence(s) || strings.ContainsAny(s[len(s)-1:], ",;:") {
		return false
	}
	folded := text.FoldMarks(s)
	for _, p := range sectionWords {
		if rest, ok := strings.CutPrefix(folded, p); ok {
			number, _, _ := strings.Cut(rest, " ")
			number = strings.TrimRight(number, ".:")
			return number != "" && strings.Trim(number, "0123456789ivxl") == "" || len(number) == 1
		}
	}
	number, title, ok := strings.Cut(folded, " ")
	return ok && title != "" && strings.Contains(strings.TrimRight(number, "."), ".") && strings.Trim(number, ".0123456789") == "" && isASCIILetter(title[0])
}
