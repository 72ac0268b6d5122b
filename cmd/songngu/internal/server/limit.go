package server

import (
	"container/list"
	"math"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter bounds how often each client may ask. It knows at most maxClients of
// them: the one not seen for longest is forgotten, so that a flood of addresses
// costs no memory.
type limiter struct {
	rate  float64
	burst int
	now   func() time.Time

	mu      sync.Mutex
	clients map[string]*list.Element
	order   *list.List // of *client, the one seen last in front
}

type client struct {
	id     string
	bucket *rate.Limiter
}

const maxClients = 10_000

// newLimiter lets a client ask so often a second, 0 for without bound, and
// twice as often for a second.
func newLimiter(perSecond float64, now func() time.Time) *limiter {
	return &limiter{rate: perSecond, burst: max(1, int(math.Ceil(2*perSecond))), now: now, clients: map[string]*list.Element{}, order: list.New()}
}

// take counts a request of a client; wait is the time until it may ask again,
// where ok is false.
func (l *limiter) take(id string) (wait time.Duration, ok bool) {
	if l.rate <= 0 {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.clients[id]
	if e == nil {
		if l.order.Len() >= maxClients {
			delete(l.clients, l.order.Remove(l.order.Back()).(*client).id)
		}
		e = l.order.PushFront(&client{id, rate.NewLimiter(rate.Limit(l.rate), l.burst)})
		l.clients[id] = e
	}
	l.order.MoveToFront(e)
	now := l.now()
	r := e.Value.(*client).bucket.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// address is what stands for a client without a key: its address, of IPv6 the
// network of 64 bits that one household has.
func address(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
