package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"songngu/tmx"
	"songngu/tmx/exchange"
)

var part = rapid.SampledFrom([]string{
	"đường", "phố", "R&D", "a<b", `"ngoặc"`, "😀", "=1+1", "-", "@x", "'", "7,2", "_x000D_", "_x005F_", "\n", "\t", "  ", "0.5", "TRUE", "1e5", "https://example.vn/",
})

func words(t *rapid.T, label string) string {
	return "a" + strings.Join(rapid.SliceOfN(part, 0, 5).Draw(t, label), "") + "z"
}

func book1(t interface{ Fatal(...any) }, units []*tmx.Unit, opts exchange.WriteOptions) []byte {
	var b bytes.Buffer
	w, err := NewWriter(&b, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read1(t interface{ Fatal(...any) }, data []byte) []*tmx.Unit {
	var units []*tmx.Unit
	for u, err := range Read(bytes.NewReader(data), "book.xlsx", exchange.ReadOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, u)
	}
	return units
}

// TestWriteReadIdentity writes units that have an id and reads them again; the
// bytes are the same each time.
func TestWriteReadIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []*tmx.Unit
		for i := range rapid.IntRange(0, 4).Draw(t, "units") {
			u := tmx.NewUnit("en", words(t, "en"), "vi", rapid.SampledFrom([]string{"=", "-", "+", "@", ""}).Draw(t, "sign")+words(t, "vi"))
			u.ID = fmt.Sprint("u", i)
			u.SetProp(exchange.PropConfidence, rapid.SampledFrom([]string{"0.1234", "1.0000", "0.0000"}).Draw(t, "confidence"))
			u.Notes = []tmx.Note{{Value: words(t, "note")}}
			u.SetProp(exchange.PropStatus, words(t, "status"))
			units = append(units, u)
		}
		data := book1(t, units, exchange.WriteOptions{})
		if again := book1(t, units, exchange.WriteOptions{}); !bytes.Equal(again, data) {
			t.Fatal("the same units gave other bytes")
		}
		got := read1(t, data)
		if len(got) != len(units) {
			t.Fatalf("wrote %d, read %d", len(units), len(got))
		}
		for i, u := range got {
			if g, w := line(t, u), line(t, units[i]); g != w {
				t.Fatalf("read\n%s\nwant\n%s", g, w)
			}
		}
	})
}

func line(t *rapid.T, u *tmx.Unit) string {
	var b bytes.Buffer
	w := exchange.NewJSONLWriter(&b, exchange.WriteOptions{})
	if err := errors.Join(w.Write(u), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestReview sends units out, has a reviewer work on the sheet, and takes the
// edits over.
func TestReview(t *testing.T) {
	coded := tmx.NewUnit("en", "x", "vi", "x")
	coded.ID = "coded"
	coded.Variants[0].Seg = tmx.RawSegment(`Press <bpt i="1" x="1">&lt;b&gt;</bpt>start<ept i="1">&lt;/b&gt;</ept>.`)
	coded.Variants[1].Seg = tmx.RawSegment(`Bấm <bpt i="1" x="1">&lt;b&gt;</bpt>chạy<ept i="1">&lt;/b&gt;</ept>.`)
	units := []*tmx.Unit{tmx.NewUnit("en", "The well is dry.", "vi", "Giếng khô."), coded, tmx.NewUnit("en", "Wait.", "vi", "Chờ."), tmx.NewUnit("en", "Stop.", "vi", "Dừng.")}

	f, err := excelize.OpenReader(bytes.NewReader(book1(t, units, exchange.WriteOptions{})))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]string{
		"C2": "Giếng đã cạn.", "E2": "nghĩa là hết nước", // the first unit has no id: it is #1
		"C3": "Nhấn nút {1}bắt đầu{/1}.", "F3": "ok",
		"B4": "Wait a bit.", // the source is not to be touched
		"A6": "gone", "B6": "Who?", "C6": "Ai?",
	} {
		if err := f.SetCellStr(sheetName, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	edited, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	var edits []exchange.Edit
	for _, u := range read1(t, edited.Bytes()) {
		edits = append(edits, exchange.EditOf(u))
	}
	stream, report := exchange.Apply(func(yield func(*tmx.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}, edits, exchange.WriteOptions{})
	var b bytes.Buffer
	w := exchange.NewJSONLWriter(&b, exchange.WriteOptions{})
	for u, err := range stream {
		if err := errors.Join(err, w.Write(u)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := `{"notes":[{"value":"nghĩa là hết nước"}],"variants":[{"lang":"en","text":"The well is dry."},{"lang":"vi","text":"Giếng đã cạn."}]}
{"id":"coded","props":[{"type":"x-status","value":"ok"}],"variants":[{"lang":"en","xml":"Press <bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>start<ept i=\"1\">&lt;/b&gt;</ept>."},{"lang":"vi","xml":"Nhấn nút <bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>bắt đầu<ept i=\"1\">&lt;/b&gt;</ept>."}]}
{"variants":[{"lang":"en","text":"Wait."},{"lang":"vi","text":"Chờ."}]}
{"variants":[{"lang":"en","text":"Stop."},{"lang":"vi","text":"Dừng."}]}
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if len(report.Changed) != 2 || report.Unchanged != 1 || report.Changed[0].Before != "Giếng khô." || !report.Changed[0].Note || report.Changed[0].Edit.Row != 2 {
		t.Errorf("report %+v", report)
	}
	why := map[string]string{}
	for _, m := range report.Missed {
		why[m.Edit.ID] = m.Why
	}
	if len(why) != 2 || why["#3"] != "the unit's source text is another now" || why["gone"] != `no unit has the id "gone"` {
		t.Errorf("missed %+v", report.Missed)
	}
	if units[0].Variants[1].Text() != "Giếng khô." {
		t.Error("Apply changed a unit that is not its own")
	}
}

// TestNothingRuns looks at the cells: none is a formula, all texts have the
// format that keeps what is typed.
func TestNothingRuns(t *testing.T) {
	data := book1(t, []*tmx.Unit{tmx.NewUnit("en", "=1+1", "vi", `@HYPERLINK("x")`)}, exchange.WriteOptions{})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(xml, []byte("<f>")) || !bytes.Contains(xml, []byte("=1+1")) {
		t.Errorf("%s", xml)
	}
}

// TestTooLong refuses what Excel would cut off.
func TestTooLong(t *testing.T) {
	w, err := NewWriter(io.Discard, exchange.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	err = w.Write(tmx.NewUnit("en", strings.Repeat("ă", maxCell+1), "vi", "x"))
	if _, ok := err.(*tmx.UnitError); !ok {
		t.Errorf("got %v", err)
	}
	if err := w.Write(tmx.NewUnit("en", strings.Repeat("ă", maxCell), "vi", "x")); err != nil {
		t.Error(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// TestBomb reads a workbook whose sheet unpacks to more than is allowed.
func TestBomb(t *testing.T) {
	data := book1(t, nil, exchange.WriteOptions{})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		// Only the length in the directory is what counts: the part itself is
		// short.
		h := &zip.FileHeader{Name: f.Name, Method: zip.Store, UncompressedSize64: maxUnpacked + 1, CompressedSize64: 3}
		raw, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Write([]byte("<x/>")[:3]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for u, err := range Read(&b, "bomb.xlsx", exchange.ReadOptions{}) {
		if _, ok := err.(*exchange.RecordError); !ok || u != nil {
			t.Errorf("got %v, %v", u, err)
		}
	}
}

// FuzzRead reads anything as a workbook.
func FuzzRead(f *testing.F) {
	f.Add(book1(f, []*tmx.Unit{tmx.NewUnit("en", "The door is open.", "vi", "Cửa đang mở.")}, exchange.WriteOptions{}))
	f.Fuzz(func(t *testing.T, data []byte) {
		for u, err := range Read(bytes.NewReader(data), "book.xlsx", exchange.ReadOptions{}) {
			if _, bad := err.(*exchange.RecordError); err != nil && !bad {
				t.Fatal(err)
			}
			if u != nil && len(u.Variants) == 0 {
				t.Fatal("unit without variants")
			}
		}
	})
}
