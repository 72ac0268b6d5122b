package lexicon

import (
	_ "embed"
	"sync"
)

//go:embed embed.lexicon
var embedded []byte

// Default is the embedded table, decoded at the first call. NOTICE.md names
// what it was learnt from; build/main.go makes it.
func Default() *Table { return shipped() }

var shipped = sync.OnceValue(func() *Table {
	t, err := decode(embedded)
	if err != nil {
		panic("the embedded lexicon is damaged: " + err.Error())
	}
	return t
})
