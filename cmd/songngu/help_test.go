package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// Every command says what it does, how it is called, and shows an example; none
// of its flags is left without a word.
func TestHelp(t *testing.T) {
	p := &program{voice: newVoice(io.Discard, os.Getenv), getenv: os.Getenv}
	eachCommand(p.app(io.Discard, io.Discard).Commands, "songngu", func(name string, c *cli.Command) {
		if c.Usage == "" || len(c.Subcommands) == 0 && !strings.Contains(c.UsageText, name) {
			t.Errorf("%s: no usage: %q, %q", name, c.Usage, c.UsageText)
		}
		if len(c.Subcommands) == 0 && !strings.Contains(c.Description, "Example") {
			t.Errorf("%s: no example in its help", name)
		}
		for _, f := range c.Flags {
			if d, ok := f.(cli.DocGenerationFlag); ok && d.GetUsage() == "" {
				t.Errorf("%s: flag --%s is not explained", name, f.Names()[0])
			}
		}
	})
}

// The READMEs name no command and no flag that is not there.
func TestReadmeCommands(t *testing.T) {
	p := &program{voice: newVoice(io.Discard, os.Getenv), getenv: os.Getenv}
	known := map[string][]cli.Flag{}
	eachCommand(p.app(io.Discard, io.Discard).Commands, "songngu", func(name string, c *cli.Command) { known[name] = c.Flags })
	for _, file := range []string{"../../README.md", "../../README.vi.md"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile("`(songngu [a-z][^`]*)`").FindAllStringSubmatch(string(data), -1)
		if len(found) < 5 {
			t.Errorf("%s shows only %d commands", file, len(found))
		}
		for _, m := range found {
			checkCommand(t, file, m[1], known)
		}
	}
}

func checkCommand(t *testing.T, file, line string, known map[string][]cli.Flag) {
	words := strings.Fields(line)
	name := strings.Join(words[:2], " ")
	if flags, ok := known[name]; ok && len(flags) == 0 && len(words) > 2 && known[name+" "+words[2]] != nil {
		name += " " + words[2]
	}
	flags, ok := known[name]
	if !ok {
		t.Errorf("%s: there is no command %q (in %q)", file, name, line)
		return
	}
	for _, w := range words {
		flag, _, _ := strings.Cut(strings.TrimLeft(w, "-"), "=")
		if strings.HasPrefix(w, "-") && len(w) > 1 && flag != "help" && !hasFlag(flags, flag) {
			t.Errorf("%s: %q has no flag %q", file, name, w)
		}
	}
}

func hasFlag(flags []cli.Flag, name string) bool {
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				return true
			}
		}
	}
	return false
}

func eachCommand(commands []*cli.Command, prefix string, yield func(name string, c *cli.Command)) {
	for _, c := range commands {
		name := prefix + " " + c.Name
		yield(name, c)
		eachCommand(c.Subcommands, name, yield)
	}
}
