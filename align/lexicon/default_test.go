package lexicon

import (
	"bytes"
	"testing"
)

func BenchmarkDecode(b *testing.B) {
	b.SetBytes(int64(len(embedded)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDefault(t *testing.T) {
	d := Default()
	if len(embedded) >= 4<<20 {
		t.Errorf("the embedded table has %d bytes", len(embedded))
	}
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), embedded) {
		t.Error("writing the embedded table gives other bytes")
	}
}
