package fetch

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// maxCrawlDelay bounds the Crawl-delay of a robots.txt that is honoured. One
// page is asked for, not a site; larger values are meant for crawlers.
const maxCrawlDelay = 30 * time.Second

// host is what is shared by all requests to one host name.
type host struct {
	turns *rate.Limiter
	pace  time.Duration // between two requests
}

// host gives the state of a host; the caller holds f.mu.
func (f *Fetcher) host(name string) *host {
	h := f.hosts[name]
	if h == nil {
		h = &host{rate.NewLimiter(every(f.opts.RatePerHost), 1), f.opts.RatePerHost}
		f.hosts[name] = h
	}
	return h
}

// every is the limit for one request in each interval.
func every(interval time.Duration) rate.Limit {
	if interval <= 0 {
		return rate.Inf
	}
	return rate.Every(interval)
}

// takeTurn waits until the host may be asked again. This machine's own servers
// need no such care. A request for robots.txt takes no turn: it belongs to the
// page that is asked for.
func (f *Fetcher) takeTurn(ctx context.Context, to target) error {
	name := to.url.Hostname()
	if local(name) {
		return ctx.Err()
	}
	f.mu.Lock()
	h := f.host(name)
	now := f.opts.Now()
	turn := h.turns.ReserveN(now, 1)
	f.mu.Unlock()
	wait := turn.DelayFrom(now)
	if wait > 2*time.Second {
		f.opts.Log("waiting %s before asking %s again", wait.Round(time.Second), name)
	}
	if err := f.opts.Sleep(ctx, wait); err != nil {
		turn.CancelAt(f.opts.Now())
		return err
	}
	return nil
}

// slow makes a host's turns rarer if its robots.txt asks for it.
func (f *Fetcher) slow(name string, delay time.Duration) {
	if delay > maxCrawlDelay {
		f.opts.Log("robots.txt of %s asks for %s between two requests; %s are kept", name, delay, maxCrawlDelay)
		delay = maxCrawlDelay
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if h := f.host(name); delay > h.pace {
		h.pace = delay
		h.turns.SetLimitAt(f.opts.Now(), every(delay))
	}
}
