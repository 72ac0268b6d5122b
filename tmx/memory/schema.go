package memory

import (
	"context"
	"database/sql"
)

// The schema. A version is never changed once released: a new one is a new
// step in migrations, which Open takes in one transaction.
const (
	applicationID = 0x736e674d // "sngM"
	version       = 2
)

var migrations = [version]func(context.Context, *sql.Conn) error{
	func(ctx context.Context, c *sql.Conn) error {
		_, err := c.ExecContext(ctx, firstSchema)
		return err
	},
	reindex, // a list for the second time of a word, and so on
}

const firstSchema = `CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
	 INSERT INTO meta VALUES ('generation', 0), ('penalty', 0);
	 CREATE TABLE unit (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		en TEXT NOT NULL, vi TEXT NOT NULL,
		confidence REAL,    -- 0 to 1, NULL where nobody has said
		created INTEGER,    -- seconds since 1970, UTC
		changed INTEGER,
		facts INTEGER,      -- NULL for none
		context BLOB,       -- 4 hashes of 8 bytes: before and after, English then Vietnamese
		own TEXT            -- what no other unit shares: tuid, in-line codes; JSON
	 );
	 CREATE TABLE facts (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, document TEXT, data TEXT NOT NULL);
	 CREATE INDEX facts_hash ON facts(hash);
	 CREATE INDEX facts_document ON facts(document);
	 CREATE TABLE exact (hash INTEGER, id INTEGER, PRIMARY KEY (hash, id)) WITHOUT ROWID;
	 CREATE TABLE posting (block INTEGER, side INTEGER, term TEXT, n INTEGER NOT NULL, data BLOB NOT NULL,
		PRIMARY KEY (block, side, term)) WITHOUT ROWID;
	 CREATE TABLE size (block INTEGER, side INTEGER, data BLOB NOT NULL, PRIMARY KEY (block, side));`

// reindex makes the lists and sizes of all units afresh.
func reindex(ctx context.Context, c *sql.Conn) error {
	if _, err := c.ExecContext(ctx, "DELETE FROM posting; DELETE FROM size; UPDATE meta SET value=value+1 WHERE name='generation'"); err != nil {
		return err
	}
	rows, err := c.QueryContext(ctx, "SELECT id,en,vi FROM unit ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	index := newIndexer(c)
	defer index.close()
	for rows.Next() {
		var id int64
		var texts [2]string
		if err := rows.Scan(&id, &texts[0], &texts[1]); err != nil {
			return err
		}
		if err := index.seek(id); err != nil {
			return err
		}
		if err := index.add(id, texts); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return index.flush()
}
