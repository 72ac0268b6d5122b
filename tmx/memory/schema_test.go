package memory

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// A file of the first schema is brought up to date by Open: its lists are
// those that a new file has.
func TestMigration(t *testing.T) {
	ctx := context.Background()
	m := fill(t, varied(ownPairs(200), 2000, 3))
	rowsOf := func(m *Memory) (out []string) {
		rows, err := m.db.Query("SELECT block,side,term,n,hex(data) FROM posting UNION ALL SELECT block,side,'',0,hex(data) FROM size ORDER BY 1,2,3")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var block, side, n int
			var term, data string
			if err := rows.Scan(&block, &side, &term, &n, &data); err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(block, side, term, n, data))
		}
		return out
	}
	want := rowsOf(m)
	if _, err := m.db.Exec("DELETE FROM posting WHERE term GLOB '[1-9]*'; DELETE FROM size WHERE side=1; PRAGMA user_version=1"); err != nil {
		t.Fatal(err)
	}
	m.Close()
	m, err := Open(ctx, m.Path(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if got := rowsOf(m); !slices.Equal(got, want) {
		t.Errorf("%d rows, want %d as in a new file", len(got), len(want))
	}
	if s, err := m.Stats(ctx); err != nil || s.Schema != version {
		t.Errorf("%+v %v", s, err)
	}
}
