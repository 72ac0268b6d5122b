// Package progress shows how far a long run is: a bar with an estimate on a
// terminal, a line now and then elsewhere, and nothing at all for work that is
// done within two seconds.
package progress

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/cheggaaa/pb/v3"
)

// Work that takes less than quiet shows nothing; between two lines of a log
// passes at least interval.
const (
	quiet    = 2 * time.Second
	interval = 10 * time.Second
)

// Meter shows the progress of one piece of work. Its methods may be called
// from several goroutines. The nil Meter shows nothing.
type Meter struct {
	w     io.Writer
	tty   bool
	label string
	now   func() time.Time
	start time.Time

	mu    sync.Mutex
	bar   *pb.ProgressBar
	last  time.Time
	total int
}

// New starts a meter that writes to w; label says what is being done
// ("aligning"); tty says that w is a terminal.
func New(w io.Writer, tty bool, label string, now func() time.Time) *Meter {
	t := now()
	return &Meter{w: w, tty: tty, label: label, now: now, start: t, last: t}
}

// Set says that done of total are done.
func (m *Meter) Set(done, total int) {
	if m == nil || total <= 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.now()
	if t.Sub(m.start) < quiet {
		return
	}
	m.total = total
	if m.tty {
		if m.bar == nil {
			m.bar = pb.New(total).SetTemplateString(`{{string . "label"}} {{counters . }} {{bar . }} {{percent . }} {{rtime . "%s left"}}`)
			m.bar.Set("label", m.label).SetWriter(m.w).Start()
		}
		m.bar.SetTotal(int64(total)).SetCurrent(int64(done))
		return
	}
	if t.Sub(m.last) < interval && !m.last.Equal(m.start) {
		return
	}
	m.last = t
	fmt.Fprintln(m.w, m.line(done, total, t))
}

// line is a line of a log: "aligning 1200 of 5000 (24 %), about 40s left".
func (m *Meter) line(done, total int, t time.Time) string {
	s := fmt.Sprintf("%s %d of %d (%d %%)", m.label, done, total, done*100/total)
	if done*20 >= total && done < total { // sooner it would be a guess
		left := time.Duration(float64(t.Sub(m.start)) * float64(total-done) / float64(done))
		s += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return s
}

// Done ends the meter; a bar is taken off the terminal.
func (m *Meter) Done() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		m.bar.Set(pb.CleanOnFinish, true)
		m.bar.Finish()
		m.bar = nil
	}
}
