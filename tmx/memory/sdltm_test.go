package memory

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"songngu/tmx"
	"songngu/tmx/exchange"
)

// sdltmTables is the schema as memories of Trados Studio show it, in the
// columns that matter here.
const sdltmTables = `
CREATE TABLE translation_memories(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB NOT NULL, name TEXT NOT NULL UNIQUE,
	source_language TEXT NOT NULL, target_language TEXT NOT NULL, settings INT NOT NULL, creation_user TEXT NOT NULL,
	creation_date DATETIME NOT NULL, tucount INT NOT NULL DEFAULT 0);
CREATE TABLE translation_units(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid BLOB NOT NULL, translation_memory_id INT NOT NULL,
	source_hash INTEGER NOT NULL, source_segment TEXT, target_hash INTEGER NOT NULL, target_segment TEXT,
	creation_date DATETIME NOT NULL, creation_user TEXT NOT NULL, change_date DATETIME NOT NULL, change_user TEXT NOT NULL,
	last_used_date DATETIME NOT NULL, last_used_user TEXT NOT NULL, usage_counter INT NOT NULL, flags INT);
INSERT INTO translation_memories VALUES (1, x'00', 'Harbour', 'en-US', 'vi-VN', 127, 'lan', '2024-01-02 03:04:05', 0);`

// segmentXML is a segment of one text as Trados writes it.
func segmentXML(text, culture string) string {
	return `<Segment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Elements><Text><Value>` + text + `</Value></Text></Elements><CultureName>` + culture + `</CultureName></Segment>`
}

// sdltmFile makes a memory of Trados.
func sdltmFile(t testing.TB, schema string, units ...[2]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "harbour.sdltm")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(schema); err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		if _, err := db.Exec(`INSERT INTO translation_units(guid,translation_memory_id,source_hash,source_segment,target_hash,target_segment,
			creation_date,creation_user,change_date,change_user,last_used_date,last_used_user,usage_counter,flags)
			VALUES (x'00',1,0,?,0,?,'2024-01-02 03:04:05','lan','2025-02-03 04:05:06','minh','0001-01-01 00:00:00','hoa',3,131073)`, u[0], u[1]); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// readAll is what a stream holds.
func readAll(t testing.TB, units exchange.Units) (all []*tmx.Unit, bad []string, err error) {
	t.Helper()
	for u, e := range exchange.PassBy(units, func(e *exchange.RecordError) { bad = append(bad, e.Error()) }) {
		if e != nil {
			return all, bad, e
		}
		all = append(all, u)
	}
	return all, bad, nil
}

func TestReadSDLTM(t *testing.T) {
	tagged := `<?xml version="1.0" encoding="utf-16"?><Segment><Elements><Text><Value>Press </Value></Text>` +
		`<Tag><Type>Start</Type><Anchor>7</Anchor><AlignmentAnchor>1</AlignmentAnchor><TagID>b"1</TagID><CanHide>false</CanHide></Tag>` +
		`<Text><Value>Start &amp; go</Value></Text><Tag><Type>End</Type><Anchor>7</Anchor><AlignmentAnchor>0</AlignmentAnchor><TagID>b"1</TagID></Tag>` +
		`<Tag><Type>TextPlaceholder</Type><Anchor>8</Anchor><AlignmentAnchor>2</AlignmentAnchor><TagID>f</TagID><TextEquivalent>x&lt;y</TextEquivalent></Tag>` +
		`<Text><Value> now.</Value></Text></Elements><CultureName>en-GB</CultureName></Segment>`
	alone := `<Segment><Elements><Tag><Type>End</Type><Anchor>1</Anchor></Tag><Text><Value>Nhấn&#x1; ngay.</Value></Text>` +
		`<Tag><Type>Start</Type><Anchor>2</Anchor></Tag></Elements></Segment>`
	path := sdltmFile(t, sdltmTables,
		[2]string{segmentXML("The tide turns.", "en-US"), segmentXML("Nước đổi dòng.", "vi-VN")},
		[2]string{tagged, alone},
		[2]string{"<Segment><Elements>", segmentXML("Hỏng.", "vi-VN")},
		[2]string{segmentXML("", "en-US"), segmentXML("", "vi-VN")},
		[2]string{segmentXML("It&#39;s late.", "en-US"), segmentXML("Muộn rồi.", "vi-VN")},
	)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	units, bad, err := readAll(t, ReadSDLTM(context.Background(), path, exchange.ReadOptions{}))
	if err != nil || len(units) != 3 || len(bad) != 2 {
		t.Fatalf("%d units, bad %q, error %v", len(units), bad, err)
	}
	u := units[0]
	if u.Number != 1 || u.Variants[0].Lang != "en-US" || u.Variants[1].Lang != "vi-VN" || u.Variants[0].Text() != "The tide turns." || u.Variants[1].Text() != "Nước đổi dòng." {
		t.Errorf("first unit: %+v", u)
	}
	for name, want := range map[string]string{
		"creationdate": "20240102T030405Z", "creationid": "lan", "changedate": "20250203T040506Z", "changeid": "minh", "lastusagedate": "", "usagecount": "3",
	} {
		if got := u.Attr(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if u.Prop("x-LastUsedBy") != "hoa" {
		t.Errorf("props %v", u.Props)
	}
	u = units[1]
	if got, want := u.Variants[0].Seg.Raw(), `Press <bpt i="1" x="1" type="b&quot;1"/>Start &amp; go<ept i="1"/><ph x="2" type="f">x&lt;y</ph> now.`; got != want {
		t.Errorf("codes\n%s, want\n%s", got, want)
	}
	if got, want := u.Variants[1].Seg.Raw(), `<it pos="end"/>Nhấn ngay.<it pos="begin"/>`; got != want {
		t.Errorf("codes %s, want %s", got, want)
	}
	if u.Variants[0].Lang != "en-GB" || u.Variants[1].Lang != "vi-VN" {
		t.Errorf("languages %s and %s", u.Variants[0].Lang, u.Variants[1].Lang)
	}
	if got := units[2].Variants[0].Text(); got != "It's late." {
		t.Errorf("text %q", got)
	}
	var out strings.Builder
	w := tmx.NewWriter(&out, tmx.Header{SrcLang: "en-US"}, tmx.WriterOptions{Valid: true})
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Error(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	units, _, err = readAll(t, ReadSDLTM(context.Background(), path, exchange.ReadOptions{Source: "en", Target: "vi", Plain: true}))
	if err != nil || units[1].Variants[0].Seg.HasCodes() || units[1].Variants[0].Lang != "en" || units[1].Variants[0].Text() != "Press Start & go now." {
		t.Errorf("plain: %+v %v", units[1], err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("reading has changed the file (%v)", err)
	}
	if beside, _ := filepath.Glob(path + "*"); len(beside) != 1 {
		t.Errorf("reading has left %q", beside)
	}
}

// A memory with nothing but the two columns is read too.
func TestReadSDLTMBare(t *testing.T) {
	path := sdltmFile(t, "CREATE TABLE translation_units(source_segment TEXT, target_segment TEXT); INSERT INTO translation_units VALUES ('"+
		segmentXML("Low tide.", "en-US")+"', '<Segment><Elements><Text><Value>Nước ròng.</Value></Text></Elements></Segment>')")
	units, bad, err := readAll(t, ReadSDLTM(context.Background(), path, exchange.ReadOptions{}))
	if err != nil || len(bad) > 0 || len(units) != 1 || units[0].Variants[1].Lang != "vi" || len(units[0].Attrs) > 0 {
		t.Errorf("%+v %q %v", units, bad, err)
	}
}

// What a hostile file holds neither runs nor fills the memory.
func TestReadSDLTMHostile(t *testing.T) {
	endless := "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS source_segment, i AS target_segment FROM n"
	for name, schema := range map[string]string{
		"view":      "CREATE VIEW translation_units AS " + endless,
		"generated": "CREATE TABLE translation_units(a, source_segment TEXT AS (hex(zeroblob(1000))), target_segment TEXT AS (a)); INSERT INTO translation_units(a) VALUES (1)",
		"other":     "CREATE TABLE unit(a)",
		"virtual":   "CREATE VIRTUAL TABLE translation_units USING fts5(source_segment, target_segment)",
	} {
		units, _, err := readAll(t, ReadSDLTM(context.Background(), sdltmFile(t, schema), exchange.ReadOptions{}))
		if !errors.Is(err, ErrNotSDLTM) || len(units) > 0 {
			t.Errorf("%s: %d units, %v", name, len(units), err)
		}
	}
	path := sdltmFile(t, sdltmTables,
		[2]string{segmentXML(strings.Repeat("wave ", 1<<20), "en-US"), segmentXML("Sóng.", "vi-VN")},
		[2]string{strings.Repeat("<Segment>", 1000), segmentXML("Sóng.", "vi-VN")},
		[2]string{`<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Segment><Elements><Text><Value>&b;</Value></Text></Elements></Segment>`, segmentXML("Sóng.", "vi-VN")},
		[2]string{"plain text", segmentXML("Sóng.", "vi-VN")},
		[2]string{segmentXML("A wave.", "en-US"), segmentXML("Một con sóng.", "vi-VN")},
	)
	units, bad, err := readAll(t, ReadSDLTM(context.Background(), path, exchange.ReadOptions{}))
	if err != nil || len(units) != 1 || len(bad) != 4 {
		t.Errorf("%d units, %d bad, %v", len(units), len(bad), err)
	}
	text := filepath.Join(t.TempDir(), "text.sdltm")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is no database. ", 100)), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readAll(t, ReadSDLTM(context.Background(), text, exchange.ReadOptions{})); !errors.Is(err, ErrNotSDLTM) {
		t.Errorf("text: %v", err)
	}
	if _, _, err := readAll(t, ReadSDLTM(context.Background(), text+"x", exchange.ReadOptions{})); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := readAll(t, ReadSDLTM(ctx, path, exchange.ReadOptions{})); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Whatever a segment holds, what is read of it can be written.
func FuzzSDLTMSegment(f *testing.F) {
	f.Add(segmentXML("The tide turns.", "en-US"))
	f.Add(`<Segment><Elements><Tag><Type>Start</Type><Anchor>1</Anchor></Tag><Text><Value>a</Value></Text><Tag><Type>End</Type><Anchor>1</Anchor></Tag><Tag><Type>Standalone</Type><TagID>"'&lt;</TagID></Tag></Elements></Segment>`)
	f.Add(`<Segment><Elements><Text><Value>&#x1;&#11;</Value></Text></Elements></Segment>`)
	f.Fuzz(func(t *testing.T, s string) {
		u, err := sdltmUnit(map[string]string{"source_segment": s, "target_segment": segmentXML("Nước đổi dòng.", "vi")}, [2]string{"en", "vi"}, exchange.ReadOptions{Source: "en", Target: "vi"})
		if err != nil {
			return
		}
		var out strings.Builder
		w := tmx.NewWriter(&out, tmx.Header{SrcLang: "en"}, tmx.WriterOptions{Valid: true})
		if _, refused := errors.AsType[*tmx.UnitError](w.Write(u)); refused && u.Variants[0].Text() != "" && strings.TrimSpace(u.Variants[0].Text()) != "" {
			t.Fatalf("%q is read as %q, which cannot be written", s, u.Variants[0].Seg.Raw())
		}
	})
}

// The pairs of a memory of Trados go into ours; what is no pair is told.
func TestImportSDLTM(t *testing.T) {
	path := sdltmFile(t, sdltmTables,
		[2]string{segmentXML("The tide turns.", "en-US"), segmentXML("Nước đổi dòng.", "vi-VN")},
		[2]string{segmentXML("Fog at dawn.", "en-US"), segmentXML("Brouillard.", "fr-FR")},
	)
	m, told := memoryOf(t), 0
	got, err := m.Import(context.Background(), FromUnits(ReadSDLTM(context.Background(), path, exchange.ReadOptions{}), func(tmx.Finding) { told++ }), PreferDate)
	if err != nil || got != (Imported{Read: 1, Added: 1}) || told != 1 {
		t.Errorf("%+v, %d told, %v", got, told, err)
	}
}
