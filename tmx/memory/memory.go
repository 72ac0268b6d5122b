package memory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The ways in which a file can be no memory.
var (
	ErrDamaged = errors.New("the memory is damaged")
	ErrForeign = errors.New("not a memory of songngu")
	ErrNewer   = errors.New("the memory was made by a newer songngu")
	ErrBusy    = errors.New("another program is writing to the memory")
	ErrFull    = errors.New("the disk is full")
)

// Options say how a memory is opened.
type Options struct {
	Create bool          // make the file, and the folders above it, where it does not exist
	Wait   time.Duration // how long a change waits for another writer; 0: 10 s
	Cache  int           // bytes of the index kept in memory; 0: 64 MiB
	// Readers is how many look-ups, searches and pages run at once; those that
	// come beyond it wait for their turn, in the order of their coming. Each
	// takes some 10 MB, and more than there are processors make none of them
	// faster. 0: the number of processors, 4 at least.
	Readers int
}

const (
	defaultWait  = 10 * time.Second
	defaultCache = 64 << 20
	pageSize     = 8192
)

// Memory is an open memory. It is safe for concurrent use, by as many
// goroutines as there are clients of a server: look-ups and searches see the
// memory as it was when they began, wait for no writer, and take turns beyond
// Options.Readers; changes are made one after the other.
type Memory struct {
	path  string
	opts  Options
	db    *sql.DB
	cache *cache
	turns chan struct{} // one for each reader at work
	pen   chan struct{} // who writes has it

	mu    sync.Mutex
	idle  []*reader
	ended bool
}

// Open opens the memory in the file at path, and brings its schema up to date.
// An error wraps fs.ErrNotExist, ErrForeign, ErrNewer or ErrDamaged where it is
// one of those.
func Open(ctx context.Context, path string, opts Options) (*Memory, error) {
	if opts.Wait <= 0 {
		opts.Wait = defaultWait
	}
	if opts.Cache <= 0 {
		opts.Cache = defaultCache
	}
	if opts.Readers <= 0 {
		opts.Readers = max(runtime.GOMAXPROCS(0), 4)
	}
	if opts.Create {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, fmt.Errorf("make the folder of memory %q: %w", path, err)
		}
	} else if info, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open memory %q: %w", path, fs.ErrNotExist)
	} else if info.IsDir() || info.Size() == 0 {
		return nil, fmt.Errorf("open memory %q: %w", path, ErrForeign)
	}
	db, err := openFile(path, opts.Wait, opts.Create)
	if err != nil {
		return nil, err
	}
	m := &Memory{path: path, opts: opts, db: db, cache: newCache(opts.Cache), turns: make(chan struct{}, opts.Readers), pen: make(chan struct{}, 1)}
	if err := m.migrate(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open memory %q: %w", path, told(err))
	}
	return m, nil
}

// openFile makes ready a pool of connections to a file of SQLite.
func openFile(path string, wait time.Duration, create bool) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	mode := "rw"
	if create {
		mode = "rwc"
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(full)}
	q := url.Values{"mode": {mode}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()), fmt.Sprintf("page_size(%d)", pageSize),
		"cache_size(-8192)", "synchronous(FULL)", "trusted_schema(OFF)", "cell_size_check(ON)",
	}}
	u.RawQuery = q.Encode()
	return sql.Open("sqlite", u.String())
}

// migrate makes or updates the schema.
func (m *Memory) migrate(ctx context.Context) error {
	var app, have int
	if err := m.db.QueryRowContext(ctx, "SELECT * FROM pragma_application_id, pragma_user_version").Scan(&app, &have); err != nil {
		return err
	}
	switch {
	case app == applicationID && have == version:
		return nil
	case app == applicationID && have > version:
		return fmt.Errorf("schema version %d, want %d: %w", have, version, ErrNewer)
	case app != applicationID:
		var tables int
		if err := m.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
			return err
		}
		if tables > 0 || app != 0 || have != 0 {
			return ErrForeign
		}
	}
	if _, err := m.db.ExecContext(ctx, "PRAGMA journal_mode=WAL"); err != nil {
		return err
	}
	return m.write(ctx, func(c *sql.Conn) error {
		// Another program may have done it since.
		if err := c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		for ; have < version; have++ {
			if err := migrations[have](ctx, c); err != nil {
				return err
			}
		}
		_, err := c.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d", applicationID, version))
		return err
	})
}

// Close closes the file. Look-ups that are under way end with an error.
func (m *Memory) Close() error {
	m.mu.Lock()
	m.ended = true
	for _, r := range m.idle {
		r.close()
	}
	m.idle = nil
	m.mu.Unlock()
	return m.db.Close()
}

// Path is the file's name as Open was given it.
func (m *Memory) Path() string { return m.path }

// write runs change in one transaction that no other writer shares. Writers of
// this process wait for each other as long as ctx lets them; for those of
// others SQLite can only try again and again, and does so for Options.Wait.
func (m *Memory) write(ctx context.Context, change func(*sql.Conn) error) (err error) {
	select {
	case m.pen <- struct{}{}:
		defer func() { <-m.pen }()
	case <-ctx.Done():
		return ctx.Err()
	}
	c, err := m.db.Conn(ctx)
	if err != nil {
		return told(err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return told(err)
	}
	done := false
	defer func() {
		if !done {
			c.ExecContext(context.Background(), "ROLLBACK") //nolint:errcheck // SQLite may have rolled back by itself
		}
	}()
	if err := change(c); err != nil {
		return told(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := c.ExecContext(context.Background(), "COMMIT"); err != nil {
		return told(err)
	}
	done = true
	// A long change leaves a long log. Where somebody is reading, a later
	// change empties it.
	c.ExecContext(context.Background(), "PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout="+fmt.Sprint(m.opts.Wait.Milliseconds())+
		"; PRAGMA cache_size=-8192; PRAGMA shrink_memory") //nolint:errcheck // the change is made already
	return nil
}

// told gives an error of SQLite its name.
func told(err error) error {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	var kind error
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT:
		kind = ErrDamaged
	case sqlite3.SQLITE_NOTADB:
		kind = ErrForeign
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		kind = ErrBusy
	case sqlite3.SQLITE_FULL:
		kind = ErrFull
	default:
		return err
	}
	if errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w (%w)", kind, err)
}
