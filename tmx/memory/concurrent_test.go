package memory

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// 200 clients look up and search while units are imported: each finds what is
// there, and what one import adds comes whole.
func TestManyClients(t *testing.T) {
	ctx := context.Background()
	pairs := ownPairs(300)
	m := fill(t, varied(pairs, 300, 1))
	const lot = 50
	marked := func(i int) *Unit {
		return &Unit{Text: [2]string{fmt.Sprintf("Marker stone number %d.", i), fmt.Sprintf("Cột mốc số %d.", i)}, Confidence: NoConfidence}
	}
	var failed atomic.Bool
	var wait sync.WaitGroup
	for client := range 200 {
		wait.Go(func() {
			for i := range 2 {
				p := pairs[(client*7+i)%len(pairs)]
				matches, err := m.Lookup(ctx, Query{Text: p[i%2], From: Side(i % 2)})
				if err != nil || len(matches) == 0 || matches[0].Percent < Exact {
					t.Errorf("client %d: %d matches, %v", client, len(matches), err)
				}
				found, err := m.Search(ctx, Search{Text: "marker stone", Max: -1})
				if err != nil || len(found.Hits)%lot != 0 {
					t.Errorf("client %d: %d hits, %v", client, len(found.Hits), err)
				}
				if t.Failed() {
					failed.Store(true)
					return
				}
			}
		})
	}
	for i := 0; i < 3 && !failed.Load(); i++ {
		var units []*Unit
		for k := range lot {
			units = append(units, marked(i*lot+k))
		}
		if _, err := m.Import(ctx, sequence(units), PreferDate); err != nil {
			t.Error(err)
		}
	}
	wait.Wait()
	if n := len(m.idle); n > m.opts.Readers {
		t.Errorf("%d readers are kept, want %d at most", n, m.opts.Readers)
	}
}

// A client that goes away does not wait for its turn.
func TestTurnEnds(t *testing.T) {
	m := fill(t, varied(ownPairs(10), 10, 1))
	for range m.opts.Readers {
		r, err := m.reader(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer r.done(nil)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.Lookup(ctx, Query{Text: "a line"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Two processes import at the same time: each import comes whole, and one that
// has to wait too long is told so.
func TestTwoProcesses(t *testing.T) {
	ctx := context.Background()
	m := fill(t, varied(ownPairs(100), 300, 9))
	before := m.count(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+m.Path(), lotsEnv+"=2")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var mine int64
	for i := range 4 {
		n, err := m.Import(ctx, func(yield func(*Unit, error) bool) {
			for k := range 500 {
				s := "Row " + strconv.Itoa(i*500+k)
				if !yield(&Unit{Text: [2]string{s, "Hàng " + s}, Confidence: NoConfidence}, nil) {
					return
				}
			}
		}, PreferDate)
		switch {
		case err == nil:
			mine += n.Added
		case !errors.Is(err, ErrBusy):
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	lots := int64(2)
	if err := cmd.Wait(); err != nil { // it was told that the memory was busy, or worse: sound says
		lots = (m.count(t) - before - mine) / childUnits
	}
	sound(t, m.Path(), before+mine+lots*childUnits, "after two processes")
}

// Pages of any size hand out every unit that is meant once, in the order of
// their ids.
func TestPages(t *testing.T) {
	m := fill(t, varied(ownPairs(10), 50, 1))
	ctx := context.Background()
	for _, f := range []Filter{{}, {MinConfidence: 0.2}, {Document: "document-0"}, {Document: "none"}} {
		var want []int64
		for u, err := range m.Units(ctx, f) {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, u.ID)
		}
		for _, most := range []int{1, 7, 50, 100} {
			var got []int64
			for more := true; more; {
				var page []*Unit
				var err error
				if page, more, err = m.Page(ctx, f, most); err != nil {
					t.Fatal(err)
				}
				for _, u := range page {
					got = append(got, u.ID)
					f.After = u.ID
				}
				if len(page) > most || more && len(page) < most {
					t.Fatalf("a page of %d units, more: %v, want %d at most", len(page), more, most)
				}
			}
			if f.After = 0; !slices.Equal(got, want) {
				t.Errorf("%+v by %d: %v, want %v", f, most, got, want)
			}
		}
	}
}
