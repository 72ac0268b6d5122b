package memory

// The schema. A version is never changed once released: a new one is a new
// step in migrations, which Open takes in one transaction.
const (
	applicationID = 0x736e674d // "sngM"
	version       = 1
)

var migrations = [version]string{
	`CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
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
	 CREATE TABLE size (block INTEGER, side INTEGER, data BLOB NOT NULL, PRIMARY KEY (block, side));`,
}
