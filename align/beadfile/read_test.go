package beadfile

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"songngu/align"
)

// Files as the tools themselves write them.
func TestReadForeign(t *testing.T) {
	cases := []struct {
		name, in, want string
		read           func(io.Reader, string) (*align.Alignment, error)
	}{
		{"hunalign ladder", "0\t0\t0.3\n1\t1\t1.2\n3\t2\t-0.3\n3\t3\t0.44\n4\t4\t0\n", "0:0 1,2:1 :2 3:3 ", ReadLadder},
		{"ladder that leaves out two on each side", "0\t0\t0\n2\t0\t0\n2\t2\t0\n", "0: 1: :0 :1 ", ReadLadder},
		{"vecalign", "[0]:[0]:0.156006\n[1, 2]:[1]:0.312\n[]:[2]:0.0\n", "0:0 1,2:1 :2 ", ReadVecalign},
		{"Bertalign", "[0]:[0]\n[1,2]:[1]\r\n[3]:[]\n", "0:0 1,2:1 3: ", ReadVecalign},
		{"beads without confidence, in another order", "\ufeff1\t1\n0\t0\n\n2,3\t\n", "1:1 0:0 2,3: ", ReadBeads},
		{"OPUS", `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">
<cesAlign version="1.0"><linkGrp targType="s" fromDoc="en/1.xml.gz" toDoc="vi/1.xml.gz">
<link certainty="1.07" xtargets="1;1" id="SL1" /><link certainty="-0.2" xtargets="2 3;2" id="SL2" /><link xtargets=";3" id="SL3" />
</linkGrp></cesAlign>`, "0:0 1,2:1 :2 ", ReadCES},
		{"OPUS with ids of paragraphs", `<cesAlign><linkGrp><link xtargets="s1.1;s1.1"/><link xtargets="s1.2 s2.1;s1.2"/></linkGrp></cesAlign>`, "0:0 1,2:1 ", ReadCES},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := c.read(strings.NewReader(c.in), "f")
			if err != nil {
				t.Fatal(err)
			}
			if got := show(a, false); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// What cannot be read says the file, the line and what is wrong with it.
func TestReadErrors(t *testing.T) {
	number := func(read func(io.Reader, string) (*align.Alignment, error)) func(string) error {
		return func(in string) error { _, err := read(strings.NewReader(in), "f"); return err }
	}
	jsonl := func(in string) error { _, err := ReadJSONL(strings.NewReader(in), "f"); return err }
	const head = `{"type":"alignment","format":1}` + "\n"
	cases := []struct {
		name, in, want string
		read           func(string) error
	}{
		{"no numbers", "a\tb\n", `f:1: "a" is not a sentence number`, number(ReadBeads)},
		{"a gap", "0\t0\n1,3\t1\n", "f:2: sentences 1,3 do not follow one another", number(ReadBeads)},
		{"nothing at all", "\t\t0.5\n", "f:1: both sides are empty", number(ReadBeads)},
		{"confidence of two", "0\t0\t2\n", "f:1: confidence \"2\" is not", number(ReadBeads)},
		{"ladder going down", "0\t0\t0\n2\t2\t0\n1\t3\t0\n", "f:3: rung 1, 3 is below", number(ReadLadder)},
		{"a leap", "0\t0\t0\n2000000000\t0\t0\n", "f:2: rung 2000000000, 0 leaps", number(ReadLadder)},
		{"no brackets", "0:0\n", "f:1: \"0\" is not a list", number(ReadVecalign)},
		{"not XML", "0\t0\n", "no linkGrp", number(ReadCES)},
		{"two pairs", "<a><linkGrp/>\n<linkGrp/></a>", "f:2: a second document pair", number(ReadCES)},
		{"another JSON", "{\"a\":1}\n", "f:1: the first line is not", jsonl},
		{"no JSON", "hello\n", "f:1: the first line is not", jsonl},
		{"a later format", `{"type":"alignment","format":9}`, "f:1: format 9", jsonl},
		{"cut short", head, "cut short", jsonl},
		{"a bead too many", head + `{"type":"document","side":"en"}` + "\n" + `{"type":"document","side":"vi"}` + "\n" + `{"type":"bead","n":0,"en":[0],"vi":[],"confidence":1}`, "names English sentences 0 to 0, but there are 0", jsonl},
		{"sentence without block", head + `{"type":"document","side":"en"}` + "\n" + `{"type":"sentence","side":"en","n":0,"block":0,"span":[0,1],"text":"x"}`, "f:3: sentence 0 is in block 0, but 0 blocks", jsonl},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := c.read(c.in)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// No bytes may crash a reader, and what it gives may be written again.
func FuzzReadNumbers(f *testing.F) {
	for _, s := range []string{"0\t0\t0.3\n1\t1\t1.2\n", "[0, 1]:[0]:0.1\n", "0\t\t1\n", "<a><linkGrp><link xtargets=\"1;2\"/></linkGrp></a>", "{}"} {
		f.Add([]byte(s))
	}
	readers := []func(io.Reader, string) (*align.Alignment, error){ReadBeads, ReadLadder, ReadVecalign, ReadCES}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range readers {
			a, err := read(bytes.NewReader(data), "f")
			if err != nil {
				continue
			}
			if err := WriteBeads(io.Discard, a); err != nil {
				t.Fatal(err)
			}
			Attach(a, nil, nil)
		}
		ReadJSONL(bytes.NewReader(data), "f")
	})
}
