package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/validate"
)

// regions are the codes of clients that match a memory by the locales of the
// project.
var regions = map[string]string{"en": "en-US", "vi": "vi-VN"}

// tmxProfiles are what each client wants of a memory, on top of Valid. The
// reasons are those of package validate, which checks for the same clients.
var tmxProfiles = map[string]tmx.WriterOptions{
	"generic": {Inline: tmx.InlineText},
	"omegat":  {Inline: tmx.InlineText},
	"trados":  {Codes: regions},
	"memoq":   {},
	"matecat": {Codes: regions},
	"weblate": {Inline: tmx.InlineText},
	"poedit":  {Inline: tmx.InlineText},
	"okapi":   {Codes: regions},
}

// writerOptions are how the command line wants memories written. Without a
// profile everything is kept, also what no client can use.
func writerOptions(c *cli.Context) (tmx.WriterOptions, error) {
	opts := tmx.WriterOptions{Keep: true}
	if name := c.String("profile"); name != "" {
		if !slices.Contains(validate.Profiles(), name) {
			return opts, usage("--profile "+strings.Join(validate.Profiles(), "|"), "unknown profile %q", name)
		}
		opts = tmxProfiles[name]
		opts.Valid = true
		opts.TgtLang = c.String("target")
	}
	opts.Valid = opts.Valid || c.Bool("valid")
	encodings := map[string]tmx.Encoding{"utf-8": tmx.UTF8, "utf-16le": tmx.UTF16LE, "utf-16be": tmx.UTF16BE}
	e, ok := encodings[strings.ToLower(c.String("encoding"))]
	if !ok {
		return opts, usage("--encoding utf-8|utf-16le|utf-16be", "unknown encoding %q", c.String("encoding"))
	}
	opts.Encoding = e
	return opts, nil
}
