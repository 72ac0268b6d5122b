package charset

import (
	"testing"
	"unicode/utf8"
)

// FuzzDecode holds what must be true of any bytes: no panic, valid UTF-8, text
// not much longer than its bytes, sureness a probability, sound UTF-8 unchanged
// unless a repair is reported, and mending twice as good as mending once.
func FuzzDecode(f *testing.F) {
	vi := file(f, "vi.txt")[:600]
	for name, encode := range encoders(f) {
		f.Add(encode(vi), "", "", uint8(0))
		f.Add(encode(vi), name, "vi", uint8(1))
	}
	f.Add([]byte(vi), "iso-8859-1", "vi", uint8(0))
	f.Add([]byte(misread(vi)), "", "", uint8(1))
	f.Add(utf16Bytes(vi, true), "utf-16", "en", uint8(2))
	f.Add([]byte("\xff\xfe\x00\x00a\x00\x00\x00"), "utf-32", "", uint8(2))
	f.Add([]byte("<meta charset=viscii><p>Ð\xf0 a\xcc\x81\xcc\x82 \xc3\xa1\xc2\xba"), "gb18030", "vi", uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, label, lang string, mode uint8) {
		o := Options{Declared: label, Lang: lang, HTML: mode&1 != 0}
		if mode&2 != 0 {
			o.Override = label
		}
		text, found, err := Decode(data, o)
		if err != nil {
			if _, ok := err.(*UnknownError); !ok || o.Override == "" {
				t.Fatalf("error %v", err)
			}
			return
		}
		if !utf8.ValidString(text) {
			t.Fatalf("%+v: text is no UTF-8: %q", found, text)
		}
		if len(text) > 4*len(data)+4 {
			t.Fatalf("%+v: %d bytes became %d", found, len(data), len(text))
		}
		if !(found.Sure >= 0 && found.Sure <= 1) {
			t.Fatalf("sure is %v", found.Sure)
		}
		if found.Name == nameUTF8 && utf8.Valid(data) && len(found.Repairs) == 0 && o.Override == "" {
			if text != string(data) && "\ufeff"+text != string(data) {
				t.Fatalf("changed without a repair: %q", text)
			}
		}
		again, found2, err := Decode(data, o)
		if err != nil || again != text || found2.Sure != found.Sure || found2.Name != found.Name {
			t.Fatalf("not the same the second time: %+v, %+v", found, found2)
		}
		if once, _ := Mend(string(data), lang); utf8.Valid(data) && !utf8.ValidString(once) {
			t.Fatalf("mended to no UTF-8: %q", once)
		}
	})
}
