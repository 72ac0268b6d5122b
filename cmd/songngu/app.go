package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"
)

// program is what a command may touch of the world outside.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	voice  *voice
	getenv func(string) string
	now    func() time.Time
}

// run is the whole program: nothing else touches the standard streams, the
// exit code, the environment or the clock.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{stdin: stdin, stdout: stdout, voice: newVoice(stderr, os.Getenv), getenv: os.Getenv, now: time.Now}
	app := p.app(stdout, stderr)
	err := app.RunContext(ctx, reorder(app, args))
	if err != nil && ctx.Err() != nil {
		err = context.Canceled
	}
	n, hint, err := code(err)
	if err != nil {
		p.voice.fail(err, hint)
	}
	return n
}

// app is the command line.
func (p *program) app(stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:      "songngu",
		Usage:     "turn an English text and its Vietnamese original into a translation memory",
		UsageText: "songngu COMMAND [FLAGS] [ARGUMENTS]",
		Description: `Make a memory from an article that names its source:

   songngu align article.txt

or from two files:

   songngu align english.txt vietnamese.html -o memory.tmx

Flags may stand before or after the arguments. Exit codes: 0 done, 1 differences
or findings, 2 wrong use, 3 an input could not be read or an output not be written,
130 interrupted.`,
		Version:              version().String(),
		HideVersion:          true,
		EnableBashCompletion: true,
		Suggest:              true,
		Writer:               stdout,
		ErrWriter:            stderr,
		ExitErrHandler:       func(*cli.Context, error) {},
		OnUsageError:         onUsageError,
		Before: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return nil
		},
		Action: unknownCommand,
		Commands: []*cli.Command{
			p.alignCommand(),
			p.batchCommand(),
			p.fetchCommand(),
			p.segmentCommand(),
			p.evalCommand(),
			p.convertCommand(),
			p.explainCommand(),
			p.diffCommand(), p.merge3Command(),
			p.reviewCommand(),
			p.tmxCommand(),
			p.tmCommand(),
			p.trainCommand(),
			p.completionCommand(),
			p.manCommand(),
			p.versionCommand(),
		},
	}
	setUp(app.Commands)
	return app
}

// setUp gives every command what all of them have.
func setUp(commands []*cli.Command) {
	for _, c := range commands {
		c.OnUsageError = onUsageError
		c.HideHelpCommand = true
		for _, f := range c.Flags {
			if b, ok := f.(*cli.BoolFlag); ok {
				b.DisableDefaultText = true
			}
		}
		if len(c.Subcommands) > 0 {
			c.Action = unknownCommand
			setUp(c.Subcommands)
		}
	}
}

// onUsageError turns cli's usage errors into ours, without printing the help.
func onUsageError(c *cli.Context, err error, _ bool) error {
	return usage(helpHint(c), "%w", plainFlagError(err))
}

// plainFlagError says what package flag says in a user's words.
func plainFlagError(err error) error {
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: "); ok {
		return fmt.Errorf("unknown flag %s", dashes(name))
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: "); ok {
		return fmt.Errorf("flag %s needs a value", dashes(name))
	}
	return errors.New(s)
}

// dashes writes a flag's name as users type it: "-o", "--locales".
func dashes(name string) string {
	name = strings.TrimLeft(name, "-")
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func helpHint(c *cli.Context) string {
	name := strings.TrimSpace("songngu " + strings.TrimPrefix(c.Command.FullName(), "songngu"))
	return name + " --help"
}

// unknownCommand is the action where a command's name is missing or wrong.
func unknownCommand(c *cli.Context) error {
	if c.Args().Len() == 0 {
		return cli.ShowAppHelp(c)
	}
	name := c.Args().First()
	commands := c.App.Commands
	if len(c.Command.Subcommands) > 0 {
		commands = c.Command.Subcommands
	}
	hint := helpHint(c)
	if s := suggested(commands, name); s != "" {
		hint = strings.TrimSuffix(hint, " --help") + " " + s
	}
	if _, err := os.Stat(name); err == nil {
		hint = "songngu align " + name
	}
	return usage(hint, "%q is no command", name)
}

// suggested is the command whose name is nearest to a mistyped one, "" for none.
func suggested(commands []*cli.Command, name string) string {
	// cli says it as a sentence: Did you mean "align"?
	_, quoted, _ := strings.Cut(cli.SuggestCommand(commands, name), `"`)
	s, _, _ := strings.Cut(quoted, `"`)
	if s == "help" || s == "h" {
		return ""
	}
	return s
}
