package server

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meters counts what the server does, for Prometheus. The labels are names of
// endpoints and statuses, never anything that a client chooses.
type meters struct {
	set     *metrics.Set
	running *metrics.Gauge
}

// families are what Prometheus is told of each metric: its type, and a line for
// people. The library knows the type of a summary by another word.
var families = map[string][2]string{
	"songngu_build_info":          {"gauge", "The version of the program."},
	"songngu_lookups_total":       {"counter", "Look-ups by their best match."},
	"songngu_memory_bytes":        {"gauge", "Size of the memory's file and its log."},
	"songngu_requests_in_flight":  {"gauge", "Requests being answered."},
	"songngu_requests_total":      {"counter", "Requests by endpoint and status."},
	"songngu_request_seconds":     {"summary", "Time to answer, of the last five minutes."},
	"songngu_units":               {"gauge", "Units in the memory, at most a minute ago."},
	"songngu_watched_files_total": {"counter", "Files of watched folders by what became of them."},
	"songngu_watched_units_total": {"counter", "Units taken from watched folders."},
}

func newMeters(version string) *meters {
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
	var b bytes.Buffer
	s.metrics.set.WritePrometheus(&b)
	if st, err := s.statistics(r.Context()); err == nil {
		metrics.WriteGaugeUint64(&b, "songngu_units", uint64(st.Units))
		metrics.WriteGaugeUint64(&b, "songngu_memory_bytes", uint64(st.Bytes))
	}
	metrics.WriteProcessMetrics(&b)
	answerBytes(w, http.StatusOK, "text/plain; version=0.0.4; charset=utf-8", described(b.Bytes()))
}

// described puts before each family what it is.
func described(b []byte) []byte {
	var out bytes.Buffer
	last := ""
	for line := range bytes.Lines(b) {
		family := string(line[:max(0, bytes.IndexAny(line, "{ "))])
		if _, ok := families[family]; !ok {
			family = strings.TrimSuffix(strings.TrimSuffix(family, "_sum"), "_count")
		}
		if f, ok := families[family]; ok && family != last {
			fmt.Fprintf(&out, "# HELP %s %s\n# TYPE %s %s\n", family, f[1], family, f[0])
		}
		last = family
		out.Write(line)
	}
	return out.Bytes()
}
