package main

import (
	"github.com/urfave/cli/v2"

	"songngu/cmd/songngu/internal/review"
)

func (p *program) reviewTerminal(c *cli.Context, s *review.Session) error { return nil }
