package review

import "sync"

// Event is something that all who look at a session should know.
type Event struct {
	Name      string `json:"-"` // "revision", "findings", "reviewers", "bye"
	Revision  int    `json:"revision,omitempty"`
	By        string `json:"by,omitempty"` // the listener who made the change
	Reviewers int    `json:"count,omitempty"`
	Checks    int    `json:"checks,omitempty"` // the version of the findings
}

// feed hands events to listeners. One who does not keep up loses the oldest of
// what waits for him: the newest revision is all he needs to catch up.
type feed struct {
	mu        sync.Mutex
	listeners map[chan Event]bool
	ended     bool
}

const feedRoom = 32

// Listen begins to listen. What comes first is how things stand, for those who
// have been away. The channel is closed when the session ends or stop is called.
func (s *Session) Listen() (events <-chan Event, stop func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := &s.feed
	f.mu.Lock()
	defer f.mu.Unlock()
	c := make(chan Event, feedRoom)
	if f.ended {
		close(c)
		return c, func() {}
	}
	if f.listeners == nil {
		f.listeners = map[chan Event]bool{}
	}
	f.listeners[c] = true
	c <- Event{Name: "revision", Revision: s.revision}
	c <- Event{Name: "findings", Checks: s.version}
	f.send(Event{Name: "reviewers", Reviewers: len(f.listeners)})
	return c, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if _, on := f.listeners[c]; on {
			delete(f.listeners, c)
			close(c)
			f.send(Event{Name: "reviewers", Reviewers: len(f.listeners)})
		}
	}
}

// publish tells all listeners of a new revision.
func (s *Session) publish(e Event) {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	e.Name = "revision"
	s.feed.send(e)
}

func (f *feed) send(e Event) {
	for c := range f.listeners {
		for {
			select {
			case c <- e:
			default:
				select {
				case <-c:
				default:
				}
				continue
			}
			break
		}
	}
}

func (f *feed) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return max(len(f.listeners), 1)
}

func (f *feed) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.send(Event{Name: "bye"})
	for c := range f.listeners {
		close(c)
	}
	f.listeners, f.ended = nil, true
}
