package beadfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/extract"
	"songngu/corpus/text"
)

// The .alignment.jsonl format, version 1
//
// UTF-8, one JSON object a line, each with a "type". They stand in this order,
// so that a reader can stream them:
//
//	{"type":"alignment","format":1,"tool":"songngu","toolVersion":"0.1.0"}
//	{"type":"document","side":"en","lang":"en","title":"…","ref":"article.txt","url":"…",
//	 "time":"2026-11-21T08:00:00Z","sha256":"…","size":5508,"mediaType":"text/plain","charset":"utf-8"}
//	{"type":"block","side":"en","n":0,"kind":"paragraph","level":0,"source":[0,154],"lang":"en"}
//	{"type":"sentence","side":"en","n":0,"block":0,"span":[0,77],"text":"…","doubtful":true}
//	{"type":"aside","side":"en","reason":"file name","source":[155,170],"text":"…"}
//	  … the same for side "vi" …
//	{"type":"bead","n":0,"en":[0],"vi":[0,1],"confidence":0.9871,
//	 "features":{"length":0.8,"words":9.1,"anchors":4.2,"shape":0.1,"structure":0.3,"prior":-0.1},
//	 "moved":true,"fixed":true,"status":"accepted","note":"…"}
//
// A document line comes before the blocks of its side, blocks before their
// sentences. Numbers count from 0 within their side. A block's source is a
// byte range of the decoded file, a sentence's span a byte range of its
// block's text; "text" is exactly that range, white space and all.
//
// A block may have "marks", its in-line markup: each a byte range of its text,
// empty for what stands at a point, and the code as its file had it, of which a
// point has no "close":
//
//	{"type":"block",…,"marks":[{"kind":"bold","span":[4,12],"open":"<b>","close":"</b>"}]}
//
// What a reviewer has said stands in members that a file without review has
// not: a bead's "status" is "accepted", "rejected" or "needs-work", its "note"
// free text. A sentence that a reviewer has edited has his words as "text" and
// those of the document as "original":
//
//	{"type":"sentence","side":"vi","n":4,"block":2,"span":[80,131],"text":"…","original":"…"}
//
// then "original" is what the span covers. Where a reviewer has joined two
// sentences of a block, whatever white space stood between them is one blank.
//
// Members that would be empty, zero or false are left out, but for "n", "en", "vi" and
// "confidence". Unknown types and members are to be passed by, so that later
// versions can add to them; a change that breaks this raises "format".

const formatVersion = 1

type headLine struct {
	Type        string `json:"type"`
	Format      int    `json:"format"`
	Tool        string `json:"tool,omitempty"`
	ToolVersion string `json:"toolVersion,omitempty"`
}

type documentLine struct {
	Type      string `json:"type"`
	Side      string `json:"side"`
	Lang      string `json:"lang,omitempty"`
	Title     string `json:"title,omitempty"`
	Ref       string `json:"ref,omitempty"`
	URL       string `json:"url,omitempty"`
	Time      string `json:"time,omitempty"`
	SHA256    string `json:"sha256,omitempty"`
	Size      int64  `json:"size,omitempty"`
	MediaType string `json:"mediaType,omitempty"`
	Charset   string `json:"charset,omitempty"`
}

type blockLine struct {
	Type   string `json:"type"`
	Side   string `json:"side"`
	N      int    `json:"n"`
	Kind   string `json:"kind"`
	Level  int    `json:"level,omitempty"`
	Source *pair  `json:"source,omitempty"`
	Lang   string `json:"lang,omitempty"`

	Marks []markLine `json:"marks,omitempty"`
}

type sentenceLine struct {
	Type     string `json:"type"`
	Side     string `json:"side"`
	N        int    `json:"n"`
	Block    int    `json:"block"`
	Span     pair   `json:"span"`
	Text     string `json:"text"`
	Doubtful bool   `json:"doubtful,omitempty"`
	Original string `json:"original,omitempty"`
}

type asideLine struct {
	Type   string `json:"type"`
	Side   string `json:"side"`
	Reason string `json:"reason"`
	Source *pair  `json:"source,omitempty"`
	Text   string `json:"text"`
}

type beadLine struct {
	Type       string        `json:"type"`
	N          int           `json:"n"`
	English    numbers       `json:"en"`
	Vietnamese numbers       `json:"vi"`
	Confidence float64       `json:"confidence"`
	Features   *featuresLine `json:"features,omitempty"`
	Moved      bool          `json:"moved,omitempty"`
	Fixed      bool          `json:"fixed,omitempty"`
	Status     Status        `json:"status,omitempty"`
	Note       string        `json:"note,omitempty"`
}

type featuresLine struct {
	Length    float64 `json:"length"`
	Words     float64 `json:"words"`
	Anchors   float64 `json:"anchors"`
	Shape     float64 `json:"shape"`
	Structure float64 `json:"structure"`
	Prior     float64 `json:"prior"`
}

// pair is a span as a JSON array of two.
type pair [2]int

func spanPair(s text.Span) *pair {
	if s == (text.Span{}) {
		return nil
	}
	return &pair{s.Start, s.End}
}

func (p *pair) span() text.Span {
	if p == nil {
		return text.Span{}
	}
	return text.Span{Start: p[0], End: p[1]}
}

// numbers is a range as the JSON array of its numbers.
type numbers align.Range

func (n numbers) MarshalJSON() ([]byte, error) {
	return append(appendNumbers([]byte{'['}, align.Range(n)), ']'), nil
}

func (n *numbers) UnmarshalJSON(data []byte) error {
	var list []int
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	for i, v := range list {
		if v < 0 || v != list[0]+i {
			return fmt.Errorf("sentences %s do not follow one another", data)
		}
	}
	*n = numbers{}
	if len(list) > 0 {
		*n = numbers{list[0], list[0] + len(list)}
	}
	return nil
}

func timeString(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func lineOfDocument(side string, d *corpus.Document) documentLine {
	o := d.Origin
	return documentLine{"document", side, d.Lang, d.Title, o.Ref, o.URL, timeString(o.Time), o.SHA256, o.Size, o.Type, o.Charset}
}

func (l documentLine) document() (*corpus.Document, error) {
	d := &corpus.Document{Lang: l.Lang, Title: l.Title, Origin: corpus.Origin{
		Ref: l.Ref, URL: l.URL, SHA256: l.SHA256, Size: l.Size, Type: l.MediaType, Charset: l.Charset}}
	if l.Time != "" {
		t, err := time.Parse(time.RFC3339, l.Time)
		if err != nil {
			return nil, fmt.Errorf("time %q: %w", l.Time, err)
		}
		d.Origin.Time = t
	}
	return d, nil
}

func (l blockLine) block() (corpus.Block, error) {
	kind, ok := extract.ParseKind(l.Kind)
	if !ok {
		return corpus.Block{}, fmt.Errorf("unknown kind of block %q", l.Kind)
	}
	return corpus.Block{Kind: kind, Level: l.Level, Source: l.Source.span(), Lang: l.Lang, Marks: marksOf(l.Marks)}, nil
}

var errNoHead = errors.New(`the first line is not {"type":"alignment","format":1,…}: this is no alignment file`)
