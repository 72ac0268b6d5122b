package tmx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// sentences are what generated memories are made of.
var sentences = [][2]string{
	{"The ferry leaves the island at seven o'clock every morning.", "Chuyến phà rời đảo lúc bảy giờ mỗi sáng."},
	{"Prices & fees may change without notice; please ask at the counter.", "Giá vé & lệ phí có thể thay đổi mà không báo trước; xin hỏi tại quầy."},
	{"My grandmother planted this mango tree in 1975.", "Bà ngoại tôi trồng cây xoài này năm 1975."},
	{"Do you know where the nearest bus stop is?", "Bạn có biết trạm xe buýt gần nhất ở đâu không?"},
	{"Heavy rain has closed three roads in the northern mountains, and two bridges are being checked by engineers.", "Mưa lớn làm ba tuyến đường ở vùng núi phía Bắc phải đóng, và hai cây cầu đang được các kỹ sư kiểm tra."},
}

// generator is a TMX file of about size bytes that is made while it is read.
type generator struct {
	size, made int64
	n          int
	buf        bytes.Buffer
	ended      bool
}

func newGenerator(size int64) *generator {
	g := &generator{size: size}
	g.buf.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="songngu" creationtoolversion="1.0" segtype="sentence" o-tmf="songngu" adminlang="en" srclang="en" datatype="plaintext"/>
  <body>
`)
	return g
}

func (g *generator) Read(p []byte) (int, error) {
	for g.buf.Len() < len(p) && !g.ended {
		if g.made >= g.size {
			g.buf.WriteString("  </body>\n</tmx>\n")
			g.ended = true
			break
		}
		before := g.buf.Len()
		g.unit()
		g.made += int64(g.buf.Len() - before)
	}
	if g.buf.Len() == 0 {
		return 0, io.EOF
	}
	return g.buf.Read(p)
}

func (g *generator) unit() {
	b := g.buf.AvailableBuffer()
	s := sentences[g.n%len(sentences)]
	b = append(b, `    <tu tuid="`...)
	b = strconv.AppendInt(b, int64(g.n), 10)
	b = append(b, `" creationdate="20260102T030405Z" creationid="lan">
      <prop type="x-confidence">0.98</prop>
      <prop type="x-source">https://example.org/bai/`...)
	b = strconv.AppendInt(b, int64(g.n/50), 10)
	b = append(b, "</prop>\n"...)
	for i, lang := range []string{"en", "vi"} {
		b = append(append(append(b, `      <tuv xml:lang="`...), lang...), "\">\n        <seg>"...)
		if g.n%10 == 9 {
			b = append(b, `<bpt i="1">&lt;b></bpt>`...)
		}
		b = appendText(b, s[i])
		b = append(b, " ("...)
		b = strconv.AppendInt(b, int64(g.n), 10)
		b = append(b, ')')
		if g.n%10 == 9 {
			b = append(b, `<ept i="1">&lt;/b></ept>`...)
		}
		b = append(b, "</seg>\n      </tuv>\n"...)
	}
	g.buf.Write(append(b, "    </tu>\n"...))
	g.n++
}

const benchSize = 16 << 20

func generated(tb testing.TB, size int64) []byte {
	data, err := io.ReadAll(newGenerator(size))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func BenchmarkRead(b *testing.B) {
	data := generated(b, benchSize)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := NewReader(bytes.NewReader(data), ReaderOptions{})
		for r.Scan() {
		}
		if r.Err() != nil || len(r.Findings()) > 0 {
			b.Fatal(r.Err(), r.Findings())
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	m := readAll(generated(b, benchSize), ReaderOptions{})
	plain := make([]*Unit, len(m.units))
	for i, u := range m.units {
		c := u.Clone()
		for j := range c.Variants {
			c.Variants[j].Seg = TextSegment(c.Variants[j].Text())
		}
		plain[i] = c
	}
	for _, c := range []struct {
		name  string
		units []*Unit
	}{{"raw", m.units}, {"plain", plain}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var n countingWriter
				w := NewWriter(&n, *m.header, WriterOptions{})
				for _, u := range c.units {
					if err := w.Write(u); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(n))
			}
		})
	}
}

type countingWriter int64

func (c *countingWriter) Write(p []byte) (int, error) {
	*c += countingWriter(len(p))
	return len(p), nil
}

// BenchmarkEncodingXML reads the same file token by token with the standard
// library, without making anything of the tokens.
func BenchmarkEncodingXML(b *testing.B) {
	data := generated(b, benchSize)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSegmentText(b *testing.B) {
	g := RawSegment(`Nhấn <bpt i="1">&lt;b></bpt>Lưu &amp; đóng<ept i="1">&lt;/b></ept> để kết thúc.`)
	b.SetBytes(int64(len(g.Raw())))
	for b.Loop() {
		if g.Text() == "" {
			b.Fatal("no text")
		}
	}
}

// TestLargeFile reads and writes a generated file of SONGNGU_LARGE_MB
// megabytes, plain and gzipped, and reports the memory that took.
func TestLargeFile(t *testing.T) {
	mb, _ := strconv.ParseInt(os.Getenv("SONGNGU_LARGE_MB"), 10, 64)
	if mb == 0 || testing.Short() {
		t.Skip("set SONGNGU_LARGE_MB to a number of megabytes, as 2048")
	}
	r := NewReader(newGenerator(mb<<20), ReaderOptions{})
	var out countingWriter
	w := NewWriter(&out, *r.Header(), WriterOptions{})
	var peak uint64
	var m runtime.MemStats
	for u, err := range r.Units() {
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
		if r.Count()%10_000 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.Sys)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d units, %d MB written, %.1f MiB of memory at most: %s", r.Count(), out>>20, float64(peak)/(1<<20), rss())
	if peak > 64<<20 {
		t.Errorf("memory grew to %d MiB", peak>>20)
	}
}

// rss is the peak resident size of the process where the system tells.
func rss() string {
	data, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "VmHWM") {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	return fmt.Sprint("peak resident size unknown on ", runtime.GOOS)
}
