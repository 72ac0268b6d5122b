package server

import (
	"io"
	"net"
	"testing"
)

// One client may not have all the connections; this machine may.
func TestCrowd(t *testing.T) {
	come := make(chan string, 10)
	c := newCrowd(&door{come: come}, 2)
	for _, a := range []string{"192.0.2.1:1", "192.0.2.1:2", "192.0.2.1:3", "192.0.2.2:1", "[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1", "127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"} {
		come <- a
	}
	close(come)
	var in []string
	var first net.Conn
	for {
		conn, err := c.Accept()
		if err != nil {
			break
		}
		if first == nil {
			first = conn
		}
		in = append(in, conn.RemoteAddr().String())
	}
	if len(in) != 8 || in[2] != "192.0.2.2:1" || in[5] != "127.0.0.1:1" {
		t.Fatalf("let in: %v", in)
	}
	first.Close()
	first.Close() // counts once
	if c.count["192.0.2.1"] != 1 {
		t.Errorf("%d connections are counted", c.count["192.0.2.1"])
	}
}

// door is a listener to which clients come from addresses that are told.
type door struct{ come chan string }

func (d *door) Accept() (net.Conn, error) {
	a, ok := <-d.come
	if !ok {
		return nil, io.EOF
	}
	conn, _ := net.Pipe()
	return caller{conn, a}, nil
}
func (d *door) Close() error   { return nil }
func (d *door) Addr() net.Addr { return nil }

type caller struct {
	net.Conn
	from string
}

func (c caller) RemoteAddr() net.Addr { return from(c.from) }

type from string

func (from) Network() string  { return "tcp" }
func (f from) String() string { return string(f) }
