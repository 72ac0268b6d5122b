package memory

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// readyBatch is how many units are handed over at once.
const readyBatch = 128

// run takes all units.
func (im *importer) run(ctx context.Context, units iter.Seq2[*Unit, error]) (err error) {
	work, failed, done := make(chan []ready, 4), make(chan struct{}), make(chan error, 1)
	complete := false // read when work is closed
	go func() {
		var err error
		for batch := range work {
			for i := range batch {
				if err == nil {
					if err = im.add(&batch[i]); err != nil {
						close(failed)
					}
				}
			}
		}
		if err == nil && complete {
			err = im.flush()
		}
		done <- err
	}()
	ended := false
	end := func() error {
		ended, complete = true, err == nil
		close(work)
		return <-done
	}
	defer func() {
		if !ended { // units panics
			err = errors.New("the units panic")
			end() //nolint:errcheck // the panic tells
		}
	}()
	var batch []ready
	hand := func() bool {
		select {
		case work <- batch:
			batch = make([]ready, 0, readyBatch)
			return true
		case <-failed:
			return false
		}
	}
	read := 0
	for u, e := range units {
		if e == nil {
			read++
			if e = makeReady(u, read, &batch); e == nil && len(batch) >= readyBatch {
				if e = ctx.Err(); e == nil && !hand() {
					break
				}
			}
		}
		if e != nil {
			err = e
			break
		}
	}
	if err == nil && len(batch) > 0 {
		hand()
	}
	if e := end(); err == nil {
		err = e
	}
	return err
}

// ready is a unit with what can be made of it before the memory is asked.
type ready struct {
	u          *Unit
	hash       [3]int64
	context    neighbours
	facts, own string
}

// makeReady appends the unit of that number.
func makeReady(u *Unit, number int, to *[]ready) (err error) {
	r := ready{u: u}
	for i := range u.Text {
		u.Text[i] = clean(u.Text[i])
		if len(u.Text[i]) > MaxText {
			return fmt.Errorf("unit %d has a text of %d bytes, the limit is %d", number, len(u.Text[i]), MaxText)
		}
	}
	r.hash, r.context = hashes(u.Text), u.neighbours()
	u.nameDocument()
	if r.facts, err = encodeFacts(&u.shared); err != nil {
		return err
	}
	r.own, err = encodeFacts(&u.own)
	*to = append(*to, r)
	return err
}
