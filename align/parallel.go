package align

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// forEach calls do(i) for every i in [0, n), on as many goroutines as workers
// says (0: GOMAXPROCS), and returns the context's error if it was cancelled
// before all were done. What do(i) writes must belong to i alone, so that the
// result does not depend on who does what.
func forEach(ctx context.Context, workers, n int, do func(i int)) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	if workers <= 1 {
		for i := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			do(i)
		}
		return ctx.Err()
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
