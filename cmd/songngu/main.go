// Command songngu turns an English text and its Vietnamese original into a
// translation memory, and helps to live with that memory afterwards.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args, os.Stdin, os.Stdout, os.Stderr))
}
