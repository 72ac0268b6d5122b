package review

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// The lock, FILE.lock, stands beside a file while it is under review:
//
//	{"pid":4711,"host":"tram","address":"127.0.0.1:40123","secret":"…","since":"2026-11-22T01:02:03Z"}
//
// Only its owner may read it. Whether the session that wrote it still lives is
// asked of the session: every one listens at its address, and answers to whom
// knows the secret. So a lock that a crash has left is known as such on every
// system, however numbers of processes are used again. Of a session on another
// machine nothing can be known, and its lock is taken at its word.

// Lock is a file's lock that this process holds.
type Lock struct {
	path   string
	data   []byte
	Secret string
}

type lockRecord struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Address string    `json:"address"`
	Secret  string    `json:"secret"`
	Since   time.Time `json:"since"`
}

// Holder is another session that has the file.
type Holder struct {
	PID   int
	Host  string // of another machine; empty if it is this one
	Since time.Time
	URL   string // opens its page once; empty where it has none
}

const joinPath = "/api/join"

// Acquire takes the lock of a file for a session that listens at an address of
// the loopback. Where a living session has it, that is the Holder.
func Acquire(ctx context.Context, path string, at net.Addr, now time.Time) (*Lock, *Holder, error) {
	l := &Lock{path: path + ".lock", Secret: rand.Text()}
	host, err := os.Hostname()
	if err != nil {
		host = "" // then two machines cannot be told apart
	}
	if l.data, err = json.Marshal(lockRecord{os.Getpid(), host, at.String(), l.Secret, now.UTC().Truncate(time.Second)}); err != nil {
		return nil, nil, err
	}
	l.data = append(l.data, '\n')
	for range 3 {
		err = l.create()
		if !errors.Is(err, os.ErrExist) {
			break
		}
		data, readErr := os.ReadFile(l.path)
		if readErr != nil {
			continue // gone in between
		}
		var r lockRecord
		if json.Unmarshal(data, &r) == nil {
			if r.Host != host && r.Host != "" {
				return nil, &Holder{PID: r.PID, Host: r.Host, Since: r.Since}, nil
			}
			if h := ask(ctx, r); h != nil {
				return nil, h, nil
			}
		}
		os.Remove(l.path)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("cannot lock the file: %w", err)
	}
	return l, nil, nil
}

// create writes the lock whole or not at all, and fails if there is one.
func (l *Lock) create() error {
	temp := l.path + "." + rand.Text()[:8] + ".tmp"
	if err := os.WriteFile(temp, l.data, 0o600); err != nil {
		return err
	}
	defer os.Remove(temp)
	err := os.Link(temp, l.path)
	if err == nil || errors.Is(err, os.ErrExist) {
		return err
	}
	// A file system without links.
	f, err := os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(l.data)
	return errors.Join(err, f.Close())
}

// Release gives the lock back, if it is still this one.
func (l *Lock) Release() {
	if data, err := os.ReadFile(l.path); err == nil && bytes.Equal(data, l.data) {
		os.Remove(l.path)
	}
}

// joined is what a living session answers.
type joined struct {
	Alive bool   `json:"alive"`
	URL   string `json:"url,omitempty"`
}

// ask asks the session that wrote a lock whether it lives; nil if not.
func ask(ctx context.Context, r lockRecord) *Holder {
	host, _, err := net.SplitHostPort(r.Address)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+r.Address+joinPath, nil)
	if err != nil {
		return nil
	}
	req.Header.Set("Authorization", "Bearer "+r.Secret)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // by no proxy
	res, err := client.Do(req)
	if err != nil {
		return nil
	}
	defer res.Body.Close()
	var j joined
	if res.StatusCode != http.StatusOK || json.NewDecoder(io.LimitReader(res.Body, 64<<10)).Decode(&j) != nil || !j.Alive {
		return nil
	}
	h := &Holder{PID: r.PID, Since: r.Since}
	if strings.HasPrefix(j.URL, "http://127.0.0.1:") {
		h.URL = j.URL
	}
	return h
}

// vouched reports whether a request comes from one who has read the lock.
func vouched(r *http.Request, secret string) bool {
	return r.Method == http.MethodPost && secret != "" &&
		subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+secret)) == 1
}

// join hands a token to another songngu of the same user.
func (v *Server) join(w http.ResponseWriter, r *http.Request) {
	if !vouched(r, v.secret) {
		refuse(w, http.StatusForbidden, "who asks does not know the lock", "")
		return
	}
	reply(w, http.StatusOK, joined{true, v.URL()})
}

// Vouch answers for a session without a page that it lives, until ctx ends.
func Vouch(ctx context.Context, l net.Listener, secret string) {
	h := &http.Server{ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, MaxHeaderBytes: 16 << 10,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			setHeaders(w.Header())
			if r.URL.Path != joinPath || !vouched(r, secret) {
				refuse(w, http.StatusForbidden, "there is no page here", "")
				return
			}
			reply(w, http.StatusOK, joined{Alive: true})
		})}
	go h.Serve(l)
	context.AfterFunc(ctx, func() { h.Close() })
}
