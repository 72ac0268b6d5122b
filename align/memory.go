package align

// Memory is what documents have taught, to be used on the next ones.
type Memory struct{}
