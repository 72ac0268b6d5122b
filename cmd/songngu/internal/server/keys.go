package server

import (
	"bufio"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Keys are the secrets that clients show. Only their hashes are kept, and
// nothing here ever prints one.
type Keys struct{ list []key }

// key is what is known of one client.
type key struct {
	sum    [sha256.Size]byte
	id     string // "key 1", its place among the keys
	reader bool   // may read only, also where the memory is writable
}

// The bounds of a key, in bytes: shorter ones can be guessed.
const (
	minKey  = 16
	maxKey  = 256
	maxKeys = 10_000
)

// ReadKeys reads a file of keys: one a line, without blanks, of 16 to 256
// characters; "read" after it, with a blank between, makes it a key that may
// not change the memory. Empty lines and those that begin with # are passed by.
// An error names the line, never the key.
func ReadKeys(r io.Reader) (*Keys, error) {
	k := &Keys{}
	seen := map[[sha256.Size]byte]bool{}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 4096)
	for line := 1; s.Scan(); line++ {
		f := strings.Fields(s.Text())
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		reader := len(f) == 2 && f[1] == "read"
		switch {
		case len(f) > 1 && !reader:
			return nil, fmt.Errorf("line %d: only \"read\" may stand after a key", line)
		case len(f[0]) < minKey || len(f[0]) > maxKey:
			return nil, fmt.Errorf("line %d: a key of %d characters, want %d to %d", line, len(f[0]), minKey, maxKey)
		case len(k.list) == maxKeys:
			return nil, fmt.Errorf("line %d: more than %d keys", line, maxKeys)
		}
		sum := sha256.Sum256([]byte(f[0]))
		if seen[sum] {
			return nil, fmt.Errorf("line %d: this key stands above already", line)
		}
		seen[sum] = true
		k.list = append(k.list, key{sum, fmt.Sprintf("key %d", len(k.list)+1), reader})
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	if len(k.list) == 0 {
		return nil, errors.New("no key in it")
	}
	return k, nil
}

// Len is the number of keys.
func (k *Keys) Len() int {
	if k == nil {
		return 0
	}
	return len(k.list)
}

// of finds the key that a request shows. Without keys everyone may ask.
func (k *Keys) of(r *http.Request) (who key, ok bool) {
	if k == nil {
		return key{}, true
	}
	return k.find(shown(r))
}

// find looks a key up. Hashes of equal length are compared, all of them, in a
// time that does not depend on what they have in common.
func (k *Keys) find(given string) (who key, ok bool) {
	if len(given) < minKey || len(given) > maxKey {
		return key{}, false
	}
	sum := sha256.Sum256([]byte(given))
	found := -1
	for i := range k.list {
		found = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(sum[:], k.list[i].sum[:]), i, found)
	}
	if found < 0 {
		return key{}, false
	}
	return k.list[found], true
}

// shown is the key in a request, where the clients of the protocols put it: a
// bearer's token, the password of basic authentication (so that it can stand in
// a base address), X-API-Key, and the parameters key of Apertium and api_key of
// LibreTranslate. The latter also puts it into the body, where it is looked for
// by those who read the body.
func shown(r *http.Request) string {
	if _, password, ok := r.BasicAuth(); ok {
		return password
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") || strings.EqualFold(scheme, "Token") {
		return strings.TrimSpace(token)
	}
	if s := r.Header.Get("X-API-Key"); s != "" {
		return s
	}
	q := r.URL.Query()
	if s := q.Get("key"); s != "" {
		return s
	}
	return q.Get("api_key")
}
