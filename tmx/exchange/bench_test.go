package exchange

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"songngu/tmx"
)

// benchUnits are a thousand units as an alignment has them.
func benchUnits() []*tmx.Unit {
	var units []*tmx.Unit
	for i := range 1000 {
		u := tmx.NewUnit("en", fmt.Sprintf("The %d boats that left before dawn came back with little fish.", i), "vi", fmt.Sprintf("%d chiếc thuyền ra khơi từ trước rạng đông trở về với rất ít cá.", i))
		u.SetProp(PropConfidence, "0.9731")
		u.SetProp(PropDocument, "boats.txt")
		units = append(units, u)
	}
	return units
}

func BenchmarkFormats(b *testing.B) {
	units := benchUnits()
	csv := func(w io.Writer, opts WriteOptions) Writer {
		c, err := NewCSVWriter(w, opts)
		if err != nil {
			b.Fatal(err)
		}
		return c
	}
	for _, c := range []struct {
		name  string
		begin func(io.Writer, WriteOptions) Writer
		read  func(io.Reader, string, ReadOptions) Units
	}{
		{"xliff", NewXLIFFWriter, ReadXLIFF}, {"xliff2", NewXLIFF2Writer, ReadXLIFF}, {"po", NewPOWriter, ReadPO}, {"csv", csv, ReadTable}, {"jsonl", NewJSONLWriter, ReadJSONL},
	} {
		write := func(out io.Writer) {
			w := c.begin(out, WriteOptions{})
			for _, u := range units {
				if err := w.Write(u); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
		}
		var file bytes.Buffer
		write(&file)
		b.Run(c.name+"/write", func(b *testing.B) {
			b.SetBytes(int64(file.Len()))
			for b.Loop() {
				write(io.Discard)
			}
		})
		b.Run(c.name+"/read", func(b *testing.B) {
			b.SetBytes(int64(file.Len()))
			for b.Loop() {
				n := 0
				for _, err := range c.read(bytes.NewReader(file.Bytes()), "f", ReadOptions{}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != len(units) {
					b.Fatal(n)
				}
			}
		})
	}
}
