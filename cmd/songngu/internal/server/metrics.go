package server

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meters counts what the server does, for Prometheus. The labels are names of
// endpoints and statuses, never anything that a client chooses.
type meters struct {
	set     *metrics.Set
	running *metrics.Gauge
}

var describeOnce sync.Once

func newMeters(version string) *meters {
	describeOnce.Do(func() { metrics.ExposeMetadata(true) })
	m := &meters{set: metrics.NewSet()}
	m.running = m.set.NewGauge("songngu_requests_in_flight", nil)
	m.set.NewGauge(fmt.Sprintf("songngu_build_info{version=%q}", version), func() float64 { return 1 })
	return m
}

func (m *meters) began() { m.running.Inc() }

func (m *meters) ended(endpoint string, status int, took time.Duration) {
	m.running.Dec()
	m.set.GetOrCreateCounter(fmt.Sprintf(`songngu_requests_total{endpoint=%q,status="%d"}`, endpoint, status)).Inc()
	m.set.GetOrCreateSummaryExt(fmt.Sprintf(`songngu_request_seconds{endpoint=%q}`, endpoint), 5*time.Minute, []float64{0.5, 0.95, 0.99}).Update(took.Seconds())
}

// found counts look-ups by their best match: exact, fuzzy or none.
func (m *meters) found(percent int) {
	best := "none"
	switch {
	case percent >= 100:
		best = "exact"
	case percent > 0:
		best = "fuzzy"
	}
	m.set.GetOrCreateCounter(fmt.Sprintf(`songngu_lookups_total{best=%q}`, best)).Inc()
}

// Took counts a file of a watched folder: what became of it is "taken",
// "known" or "failed".
func (s *Server) Took(what string, units int64) {
	s.metrics.set.GetOrCreateCounter(fmt.Sprintf(`songngu_watched_files_total{result=%q}`, what)).Inc()
	s.metrics.set.GetOrCreateCounter("songngu_watched_units_total").AddInt64(units)
	if units > 0 {
		s.forgetStatistics()
	}
}

func (s *Server) writeMetrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	s.metrics.write(w)
	if st, err := s.statistics(r.Context()); err == nil {
		metrics.WriteGaugeUint64(w, "songngu_units", uint64(st.Units))
		metrics.WriteGaugeUint64(w, "songngu_memory_bytes", uint64(st.Bytes))
	}
}

func (m *meters) write(w io.Writer) {
	m.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
