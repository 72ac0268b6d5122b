package progress

import (
	"bytes"
	"testing"
	"time"
)

// A short piece of work must say nothing; a long one must say a line at once
// when two seconds are over and then one every ten, each with an estimate.
func TestLines(t *testing.T) {
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	m := New(&out, false, "aligning", func() time.Time { return clock })
	m.Set(1, 100)
	clock = clock.Add(time.Second)
	m.Set(2, 100)
	if out.Len() > 0 {
		t.Fatalf("spoke within two seconds: %q", out.String())
	}
	for range 30 {
		clock = clock.Add(time.Second)
		m.Set(50, 100)
	}
	m.Done()
	want := "aligning 50 of 100 (50 %), about 2s left\n" +
		"aligning 50 of 100 (50 %), about 12s left\n" +
		"aligning 50 of 100 (50 %), about 22s left\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestNilMeter(t *testing.T) {
	var m *Meter
	m.Set(1, 2)
	m.Done()
}
