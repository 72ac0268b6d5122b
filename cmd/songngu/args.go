package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// reorder moves the flags of a command line before its arguments, since
// urfave/cli takes everything after the first argument as arguments, and users
// type flags where they think of them. args begins with the program's name.
// Everything after "--" stays where it is; "-" alone is an argument. A flag
// that no command knows is left where it is found, for cli to name it.
func reorder(app *cli.App, args []string) []string {
	if len(args) < 2 || args[len(args)-1] == "--generate-bash-completion" {
		return args // cli completes what stands last
	}
	out := []string{args[0]}
	rest := args[1:]
	flags, commands := app.Flags, app.Commands
	for {
		head, tail, name := takeFlags(flags, rest, true)
		out = append(out, head...)
		command := find(commands, name)
		if command == nil {
			return append(out, tail...)
		}
		out = append(out, name)
		rest, flags, commands = tail[1:], command.Flags, command.Subcommands
		if len(commands) == 0 {
			head, tail, _ = takeFlags(flags, rest, false)
			out = append(out, head...)
			if slices.Contains(head, "--help") || slices.Contains(head, "-h") {
				return out // cli would take an argument for a topic of the help
			}
			if len(tail) > 0 {
				out = append(out, "--")
			}
			return append(out, tail...)
		}
	}
}

// takeFlags splits args into flags with their values and the arguments. With
// stop it ends at the first argument, whose text is name.
func takeFlags(flags []cli.Flag, args []string, stop bool) (head, tail []string, name string) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a == "--":
			return head, append(tail, args[i+1:]...), ""
		case len(a) < 2 || a[0] != '-':
			if stop {
				return head, args[i:], a
			}
			tail = append(tail, a)
		default:
			head = append(head, a)
			if takesValue(flags, a) {
				if i+1 == len(args) {
					return head, nil, "" // for cli to say that the value is missing
				}
				i++
				head = append(head, args[i])
			}
		}
	}
	return head, tail, ""
}

// takesValue reports whether the argument a, a flag, has its value in the next
// argument.
func takesValue(flags []cli.Flag, a string) bool {
	if strings.Contains(a, "=") {
		return false
	}
	name := strings.TrimLeft(a, "-")
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				_, isBool := f.(*cli.BoolFlag)
				return !isBool
			}
		}
	}
	return false
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
