package server

import (
	"net"
	"net/netip"
	"sync"
)

// crowd is a listener that lets one client, by its address, have only so many
// connections at once, so that nobody alone can take them all. This machine may
// have any number: a proxy brings everybody's.
type crowd struct {
	net.Listener
	most int

	mu    sync.Mutex
	count map[string]int
}

func newCrowd(ln net.Listener, most int) *crowd {
	return &crowd{Listener: ln, most: most, count: map[string]int{}}
}

// Accept waits for a connection; those that are one too many are closed.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		id := address(conn.RemoteAddr().String())
		if ip, err := netip.ParseAddr(id); err == nil && ip.IsLoopback() || id == "::/64" { // of ::1
			return conn, nil
		}
		c.mu.Lock()
		full := c.count[id] >= c.most
		if !full {
			c.count[id]++
		}
		c.mu.Unlock()
		if !full {
			return &member{Conn: conn, left: sync.OnceFunc(func() { c.left(id) })}, nil
		}
		conn.Close()
	}
}

func (c *crowd) left(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count[id]--; c.count[id] == 0 {
		delete(c.count, id)
	}
}

// member is a connection that is counted.
type member struct {
	net.Conn
	left func()
}

// Close closes the connection.
func (m *member) Close() error {
	err := m.Conn.Close()
	m.left()
	return err
}
