//go:build !unix

package memory

import "time"

func processorTime() time.Duration { return 0 }
