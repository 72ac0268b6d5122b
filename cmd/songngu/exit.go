package main

import (
	"context"
	"errors"
	"fmt"
)

// The exit codes, as the manual and README document them.
const (
	exitDone        = 0
	exitFindings    = 1 // differences or findings, where a command looks for them
	exitUsage       = 2 // wrong use: flags, arguments, a file in the way
	exitUnread      = 3 // an input could not be read, or an output not be written
	exitInterrupted = 130
)

// failure is an error with the exit code it leads to and what to do about it.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usage is a failure of the command line; hint may be empty.
func usage(hint, format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...), hint}
}

// unread is a failure to read or write; hint may be empty.
func unread(err error, hint string) error { return &failure{exitUnread, err, hint} }

// code tells the exit code, the hint and the error to show, nil for none.
func code(err error) (int, string, error) {
	var f *failure
	switch {
	case err == nil:
		return exitDone, "", nil
	case errors.Is(err, context.Canceled):
		return exitInterrupted, "", errors.New("interrupted")
	case errors.As(err, &f):
		return f.code, f.hint, f.err
	}
	if h, ok := errors.AsType[hinted](err); ok {
		return exitUnread, h.HintLine(), err
	}
	return exitUnread, "", err
}

// hinted is an error of a library that knows what can be done about it.
type hinted interface {
	error
	HintLine() string
}
