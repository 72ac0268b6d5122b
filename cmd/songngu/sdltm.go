package main

import (
	"context"
	"errors"
	"io"
	"os"

	"songngu/tmx"
	"songngu/tmx/exchange"
	store "songngu/tmx/memory"
)

// readSDLTM reads a memory of Trados. It is a database, so it has to be a file
// as it is: neither standard input nor compressed.
func readSDLTM(r io.Reader, _ string, opts exchange.ReadOptions) exchange.Units {
	f, ok := r.(*os.File)
	if !ok {
		return func(yield func(*tmx.Unit, error) bool) {
			yield(nil, errors.New("an SDLTM file is a database, which can be read only where it lies on the disk, not compressed"))
		}
	}
	return store.ReadSDLTM(context.Background(), f.Name(), opts)
}
