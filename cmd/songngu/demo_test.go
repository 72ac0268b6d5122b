package main

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"songngu/corpus/fetch/warc"
)

var updateGolden = flag.Bool("update", false, "write the demo's WARC anew from its page")

const demoURL = "https://baovinhan.example/van-hoa/thuyen-sach-cap-ben-thu-100-20250312.html"

// The demo reads its page from a WARC, so that it works without a network; the
// page itself stands beside it for people to read and change. They must agree.
func TestDemoWARC(t *testing.T) {
	page, err := os.ReadFile("testdata/demo/page.html")
	if err != nil {
		t.Fatal(err)
	}
	stored := "testdata/demo/original.warc"
	if *updateGolden {
		data := demoWARC(t, page)
		if err := os.WriteFile(stored, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	index, err := warc.OpenIndex(t.Context(), stored)
	if err != nil {
		t.Fatal(err)
	}
	capture, ok, err := index.Find(t.Context(), demoURL, 1<<20)
	if err != nil || !ok {
		t.Fatalf("the WARC does not hold %s: %v", demoURL, err)
	}
	if !bytes.Equal(capture.Body, page) {
		t.Errorf("page.html has changed since the WARC was made; go test ./cmd/songngu -run DemoWARC -update")
	}
}

func demoWARC(t *testing.T, page []byte) []byte {
	t.Helper()
	when := time.Date(2025, 3, 12, 4, 0, 0, 0, time.UTC)
	name := filepath.Join(t.TempDir(), "original.warc")
	w, err := warc.Create(name, warc.Info{Software: "songngu demo", Time: when})
	if err != nil {
		t.Fatal(err)
	}
	err = w.Write(warc.Exchange{URL: demoURL, Time: when, Request: "GET /van-hoa/thuyen-sach-cap-ben-thu-100-20250312.html HTTP/1.1",
		RequestHeader: http.Header{"Host": {"baovinhan.example"}}, Status: http.StatusOK,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: page})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
