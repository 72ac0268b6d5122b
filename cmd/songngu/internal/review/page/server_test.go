package page_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/diff"
	"songngu/cmd/songngu/internal/review"
	"songngu/cmd/songngu/internal/review/page"
	"songngu/corpus"
	"songngu/corpus/extract"
	"songngu/corpus/text"
	"songngu/tmx/exchange"
)

// document is sentences as the blocks of a document: a heading is one, and so
// are the sentences of three pairs.
func document(lang string, sides [][]string, heading []bool) *corpus.Document {
	d := &corpus.Document{Lang: lang, Title: "Thư viện trên một chiếc thuyền"}
	if lang == "en" {
		d.Title = "A library on a houseboat"
	}
	d.Origin.Ref = "library." + lang + ".txt"
	pairs := 3
	for i, side := range sides {
		kind := extract.Paragraph
		if heading[i] {
			kind = extract.Heading
		}
		if pairs == 3 || heading[i] {
			d.Blocks = append(d.Blocks, corpus.Block{Kind: kind})
			pairs = 0
		}
		block := &d.Blocks[len(d.Blocks)-1]
		for _, s := range side {
			if block.Text != "" {
				block.Text += " "
			}
			from := len(block.Text)
			block.Text += s
			d.Sentences = append(d.Sentences, corpus.Sentence{Text: s, Span: text.Span{Start: from, End: from + len(s)}, Block: len(d.Blocks) - 1, Kind: kind})
		}
		if pairs++; heading[i] {
			pairs = 3
		}
	}
	return d
}

// alignment is pairs as an alignment.
func alignment(pairs []pair) *beadfile.File {
	var sides [2][][]string
	var heading []bool
	a := &align.Alignment{}
	var en, vi int
	for _, p := range pairs {
		sides[0], sides[1], heading = append(sides[0], p.en), append(sides[1], p.vi), append(heading, p.heading)
		a.Beads = append(a.Beads, align.Bead{Src: align.Range{Start: en, End: en + len(p.en)}, Tgt: align.Range{Start: vi, End: vi + len(p.vi)}, Confidence: p.confidence})
		en, vi = en+len(p.en), vi+len(p.vi)
	}
	return &beadfile.File{Tool: "songngu", English: document("en", sides[0], heading), Vietnamese: document("vi", sides[1], heading), Alignment: a}
}

// write puts pairs into an alignment file in a folder of the test's own.
func write(t *testing.T, pairs []pair) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.alignment.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(beadfile.WriteJSONL(f, alignment(pairs)), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// serve reviews a file, and returns the server; its URL opens the page once.
func serve(t *testing.T, path string, against []pair) *review.Server {
	t.Helper()
	opts := review.Options{Threshold: .9, Idle: -1}
	if against != nil {
		opts.Against, opts.AgainstName = diff.FromFile(alignment(against), "theirs"), "theirs.alignment.jsonl"
		opts.Against.Format = "review"
	}
	session, err := review.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server, err := review.NewServer(session, listener.Addr(), "", review.ServerOptions{Assets: page.Files, Export: table})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, session.Close()); err != nil {
			t.Errorf("the server ends with %v", err)
		}
	})
	return server
}

// start reviews pairs, and returns the address of the page.
func start(t *testing.T, pairs []pair) string { return serve(t, write(t, pairs), nil).URL() }

// table exports the one format that these tests need: lines of text.
func table(w io.Writer, _ string, f *beadfile.File, _ exchange.Units) error {
	if f == nil {
		return fmt.Errorf("only alignments are reviewed here")
	}
	return beadfile.WriteTSV(w, f)
}
