// Package batch does one piece of work for each of many document pairs: with
// workers, with a journal that lets a killed run go on where it stopped, and
// with a report of what failed that never stops the rest.
package batch

import (
	"context"
	"fmt"
	"sync"

	"songngu/cmd/songngu/internal/manifest"
)

// Job is one pair with the name that its results bear.
type Job struct {
	ID   string
	Pair manifest.Pair
}

// Result is what became of a job.
type Result struct {
	Job     Job
	Skipped bool // done by an earlier run, which the journal remembers
	Err     error
	Facts   any // what the work gave; nil if it failed or was skipped
}

// Work does one job. It must leave either all of the job's outputs or none.
type Work func(ctx context.Context, job Job) (facts any, err error)

// Run does every job that the journal does not know as done, with the given
// number of workers, and returns the results in the order of the jobs. report
// is called after each, from one goroutine at a time, with the number of those
// finished. A failed job is a result with an error; Run itself fails only
// where the journal cannot be written or ctx ends, and then the results that
// are there are returned with the error.
func Run(ctx context.Context, jobs []Job, journal *Journal, workers int, work Work, report func(done int, r Result)) ([]Result, error) {
	results := make([]Result, len(jobs))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range jobs {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range max(workers, 1) {
		wg.Go(func() {
			for i := range next {
				r := one(ctx, jobs[i], journal, work)
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				if err := journal.note(r); err != nil {
					cancel(err)
				}
				results[i] = r
				done++
				if report != nil {
					report(done, r)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return results, context.Cause(ctx)
}

func one(ctx context.Context, job Job, journal *Journal, work Work) (r Result) {
	r.Job = job
	if journal.Done(job) {
		r.Skipped = true
		return r
	}
	defer func() {
		// One hostile document must not take the others with it.
		if p := recover(); p != nil {
			r.Facts, r.Err = nil, fmt.Errorf("internal fault: %v", p)
		}
	}()
	r.Facts, r.Err = work(ctx, job)
	return r
}
