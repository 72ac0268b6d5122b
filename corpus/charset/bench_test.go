package charset

import (
	"strings"
	"testing"
)

// benchSize is about the size of a long page.
const benchSize = 1 << 20

func repeated(text string) string {
	return strings.Repeat(text, benchSize/len(text)+1)[:benchSize]
}

func benchmarkDecode(b *testing.B, data []byte, want string) {
	b.Helper()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, found, err := Decode(data, Options{Lang: "vi"}); err != nil || found.Name != want {
			b.Fatalf("%+v, %v", found, err)
		}
	}
}

func BenchmarkUTF8Vietnamese1MB(b *testing.B) {
	benchmarkDecode(b, []byte(strings.ToValidUTF8(repeated(file(b, "vi.txt")), "")), nameUTF8)
}

func BenchmarkUTF8English1MB(b *testing.B) {
	benchmarkDecode(b, []byte(repeated(file(b, "en.txt"))), nameUTF8)
}

func BenchmarkLegacy1MB(b *testing.B) {
	text := strings.ToValidUTF8(repeated(file(b, "vi.txt")), "")
	for name, encode := range encoders(b) {
		b.Run(name, func(b *testing.B) { benchmarkDecode(b, encode(text), name) })
	}
}

func BenchmarkLegacy20kB(b *testing.B) {
	text := strings.ToValidUTF8(repeated(file(b, "vi.txt"))[:20_000], "")
	for name, encode := range encoders(b) {
		b.Run(name, func(b *testing.B) { benchmarkDecode(b, encode(text), name) })
	}
}

func BenchmarkUTF16LE1MB(b *testing.B) {
	benchmarkDecode(b, utf16Bytes(strings.ToValidUTF8(repeated(file(b, "vi.txt"))[:benchSize/2], ""), false), nameUTF16LE)
}

func BenchmarkMojibake1MB(b *testing.B) {
	benchmarkDecode(b, []byte(misread(strings.ToValidUTF8(repeated(file(b, "vi.txt"))[:benchSize/2], ""))), nameUTF8)
}
