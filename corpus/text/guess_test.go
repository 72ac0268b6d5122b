package text

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"songngu/corpus/measuring"
)

func TestGuess(t *testing.T) {
	for _, c := range []struct{ want, in string }{
		{"en", "The new bridge will be opened to traffic before the rainy season."},
		{"en", "He didn’t say when the papers had been sent."},
		{"en", "Click the button to see what has changed."},
		{"en", "Secretary Nguyễn Văn Thuận of Bình Sơn said that the district had asked for more doctors."},
		{"en", "WHAT TO DO WHEN THE WATER IS RISING"},
		{"vi", "Cây cầu mới sẽ thông xe trước mùa mưa."},
		{"vi", "Ông không nói giấy tờ được gửi khi nào."},
		{"vi", "Theo báo New York Times, công ty Green Valley Software đã mở văn phòng ở đây."},
		{"vi", "NHỮNG VIỆC CẦN LÀM KHI NƯỚC LÊN"},
		{"vi", "Nhieu nguoi dan trong xa da duoc bao truoc khi nuoc song dang cao hom qua."},
		{"vi", norm.NFD.String("Những người dân làng ở bên kia sông")},
		{"vi", "Tinh da phat trien nghe det va nhieu truong hoc o day."},
		{"", ""}, {"", "12.5 — 2010"}, {"", "Nguyễn Phú Trọng"}, {"", "Hà Nội"}, {"", "Nguyen Van An"}, {"", "London Bridge"},
		{"", "Trần Văn Bình, Lê Thị Hoà, Đỗ Đức Thắng, Phạm Ngọc Ánh"},
		{"en", "How To Write The Report That Nobody Will Read"},
		{"", "Introduction"}, {"", "João Pessoa"}, {"", "n/a"},
		{"", "Le conseil municipal a décidé que les travaux sont terminés dans la ville."},
		{"", "Der Rat hat nicht gesagt, wie die Arbeiten in der Stadt sind."},
		{"", "El consejo dijo que las obras de la ciudad son para todos."},
		{"", "市政府宣布新桥将于雨季前通车。"},
	} {
		if got, sure := Guess(c.in); got != c.want || (got == "") != (sure == 0) || sure > 1 {
			t.Errorf("Guess(%q) = %q, %.3f, want %q", c.in, got, sure, c.want)
		}
	}
}

// TestGuessOnGold measures on lines whose language is known, of at least 20
// characters: every eighth, or all of them with SONGNGU_SHOW=all; with
// SONGNGU_SHOW=wrong or unknown it prints those.
func TestGuessOnGold(t *testing.T) {
	gold := measuring.Path(t, "data", "gold")
	for _, want := range []string{"en", "vi"} {
		files, _ := filepath.Glob(filepath.Join(gold, "*", "clean", "*."+want+".txt"))
		if len(files) == 0 {
			t.Fatalf("no texts in %s", gold)
		}
		var right, wrong, unknown, seen int
		show := os.Getenv("SONGNGU_SHOW")
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			for sc := bufio.NewScanner(f); sc.Scan(); {
				line := strings.TrimSpace(sc.Text())
				if utf8.RuneCountInString(line) < 20 {
					continue
				}
				if seen++; show == "" && seen%8 != 0 {
					continue
				}
				switch got, _ := Guess(line); got {
				case want:
					right++
				case "":
					unknown++
				default:
					wrong++
					if show == "wrong" {
						t.Logf("%s taken for %s: %s", want, got, line)
					}
				}
				if got, _ := Guess(line); got == "" && show == "unknown" {
					t.Logf("%s unknown: %s", want, line)
				}
			}
			f.Close()
		}
		n := float64(right + wrong + unknown)
		t.Logf("%s: %.0f lines, right %.4f, wrong %.4f, unknown %.4f", want, n, float64(right)/n, float64(wrong)/n, float64(unknown)/n)
		if float64(wrong) > 0.01*n || float64(unknown) > 0.15*n {
			t.Errorf("%s: too many lines wrong or unknown", want)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	for b.Loop() {
		Guess(benchVI)
		Guess(benchEN)
	}
	b.SetBytes(int64(len(benchVI) + len(benchEN)))
}
