package segment

import (
	"strings"
	"testing"
)

// benchmarkDocument splits about a megabyte made of the examples of a list, one
// paragraph each.
func benchmarkDocument(b *testing.B, lang, file string) {
	s, err := New(lang)
	if err != nil {
		b.Fatal(err)
	}
	_, examples, _ := golden(b, file)
	var blocks []string
	size := 0
	for size < 1<<20 {
		blocks = append(blocks, examples...)
		for _, e := range examples {
			size += len(e)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Document(blocks); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEnglishExamples1MB(b *testing.B) { benchmarkDocument(b, "en", "testdata/english.tsv") }
func BenchmarkVietnameseExamples1MB(b *testing.B) {
	benchmarkDocument(b, "vi", "testdata/vietnamese.tsv")
}

// benchmarkText is the same for running text, in blocks of some sentences.
func benchmarkText(b *testing.B, lang, paragraph string, size int) {
	s, err := New(lang)
	if err != nil {
		b.Fatal(err)
	}
	blocks := make([]string, size/len(paragraph)+1)
	for i := range blocks {
		blocks[i] = paragraph
	}
	b.SetBytes(int64(len(blocks) * len(paragraph)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Document(blocks); err != nil {
			b.Fatal(err)
		}
	}
}

const (
	paragraphEN = "The committee met on Tuesday in Hanoi, where Mr. Lam, its chairman, read out the figures for the year. " +
		"Exports rose by 7.2 percent, to $1.3 billion, while imports fell (see Fig. 3). \"We had not hoped for so much,\" he said. " +
		"By noon the U.S. Government and two firms, among them Green Valley Inc. of Hue, had asked for copies of the report, which will be printed in May."
	paragraphVI = "Sáng thứ Ba, ban chỉ đạo họp tại Hà Nội, nơi ông Lâm, trưởng ban, đọc số liệu của năm. " +
		"Xuất khẩu tăng 7,2%, đạt 1.300 tỷ đồng, còn nhập khẩu giảm (xem Hình 3). “Chúng tôi không dám mong nhiều như thế”, ông nói. " +
		"Đến trưa, Sở Công Thương TP.HCM và hai công ty đã xin bản báo cáo; sách sẽ in vào tháng Năm."
)

func BenchmarkEnglish1MB(b *testing.B)    { benchmarkText(b, "en", paragraphEN, 1<<20) }
func BenchmarkEnglish10kB(b *testing.B)   { benchmarkText(b, "en", paragraphEN, 10<<10) }
func BenchmarkVietnamese1MB(b *testing.B) { benchmarkText(b, "vi", paragraphVI, 1<<20) }

func BenchmarkVietnameseOneLine100MB(b *testing.B) {
	if testing.Short() {
		b.Skip("100 MB")
	}
	s, err := New("vi")
	if err != nil {
		b.Fatal(err)
	}
	block := strings.Repeat(paragraphVI+" ", 100<<20/len(paragraphVI))
	b.SetBytes(int64(len(block)))
	for b.Loop() {
		if _, err := s.Document([]string{block}); err != nil {
			b.Fatal(err)
		}
	}
}
