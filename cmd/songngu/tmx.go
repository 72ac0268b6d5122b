package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx/transform"
	"songngu/tmx/validate"
)

func (p *program) tmxCommand() *cli.Command {
	return &cli.Command{
		Name:      "tmx",
		Usage:     "check, mend, join, split, clean, search and convert translation memories",
		UsageText: "songngu tmx VERB [FLAGS] [MEMORY...]",
		Description: `Each verb reads memories (TMX 1.1 to 1.4, any encoding, plain, .gz or .zip; - or
nothing is standard input), mends what is broken and says so. Verbs that make a
memory write it to standard output, or with -o to a file, whole or not at all.

Examples:

   songngu tmx validate memory.tmx --profile omegat
   songngu tmx merge old.tmx new.tmx -o all.tmx
   songngu tmx filter 'confidence >= 0.9 and len(en) < 200' all.tmx -o sure.tmx`,
		Subcommands: []*cli.Command{
			p.tmxValidateCommand(),
			p.tmxRepairCommand(),
			p.tmxInfoCommand(),
			p.tmxConvertCommand(),
			p.tmxMergeCommand(),
			p.tmxSplitCommand(),
			p.tmxDedupeCommand(),
			p.tmxFilterCommand(),
			p.tmxCleanCommand(),
			p.tmxReplaceCommand(),
			p.tmxStripCommand(),
			p.tmxSetCommand(),
			p.tmxUnsetCommand(),
			p.tmxSortCommand(),
			p.tmxSampleCommand(),
			p.tmxHeadCommand(),
			p.tmxCatCommand(),
			p.tmxGrepCommand(),
			p.tmxCheckCommand(),
			p.tmxApplyCommand(),
		},
	}
}

// tmxReadFlags say how memories are read.
func tmxReadFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "strict", Category: "reading", Usage: "refuse a memory with a fault instead of mending it"},
		&cli.StringFlag{Name: "charset", Category: "reading", Usage: "read the memories as this `CHARSET` instead of finding out"},
		quietFlag(),
	}
}

// tmxSideFlags say which languages are meant.
func tmxSideFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "source", Usage: "`CODE` of the source language, and srclang of what is written (else the first variant's)"},
		&cli.StringFlag{Name: "target", Usage: "`CODE` of the target language (else the first variant that is not the source)"},
	}
}

// tmxWriteFlags say how a memory is written.
func tmxWriteFlags() []cli.Flag {
	return flags([]cli.Flag{
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE` (.gz compresses)"},
		&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
		&cli.StringFlag{Name: "attribution", Usage: "list the sources of what is written in `FILE`: kind (licence, url, document, time), value, units"},
		jsonFlag("print a report as JSON: on standard output, or on standard error where the memory goes there"),
	}, tmxFormFlags())
}

// tmxFormFlags say what a written memory looks like.
func tmxFormFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "profile", Category: "writing", Usage: "write what this `CLIENT` takes: " + strings.Join(validate.Profiles(), ", ")},
		&cli.BoolFlag{Name: "valid", Category: "writing", Usage: "write nothing that the TMX 1.4 DTD does not know: foreign attributes become props, foreign elements notes"},
		&cli.StringFlag{Name: "encoding", Category: "writing", Value: "utf-8", Usage: "`ENCODING` to write: utf-8, utf-16le, utf-16be"},
	}
}

// tmxSpaceFlags say what sorting may take.
func tmxSpaceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "memory", Value: 64, Usage: "hold `N` MiB of units at a time (the program takes about twice that), and temporary files for what is more"},
		&cli.StringFlag{Name: "temp-dir", Usage: "`FOLDER` of the temporary files (else the system's)"},
	}
}

func spaceOf(c *cli.Context) (transform.Space, error) {
	if n := c.Int("memory"); n < 1 || n > 1<<20 {
		return transform.Space{}, usage("--memory 64", "memory of %d MiB is not from 1 to 1048576", n)
	}
	return transform.Space{Memory: c.Int("memory") << 20, Dir: c.String("temp-dir"), Stop: c.Context.Err}, nil
}
