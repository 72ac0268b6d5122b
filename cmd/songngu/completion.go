package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

// Each script asks the program itself what may follow, by cli's hidden flag
// --generate-bash-completion, so that it never falls behind.
const bashCompletion = `_songngu() {
  local cur words
  cur="${COMP_WORDS[COMP_CWORD]}"
  words=("${COMP_WORDS[@]:0:$COMP_CWORD}")
  case "$cur" in
    --) words+=(-) ;;
    -*) words+=("$cur") ;;
  esac
  COMPREPLY=($(compgen -W "$("${words[@]}" --generate-bash-completion 2>/dev/null)" -- "$cur"))
}
complete -o bashdefault -o default -F _songngu songngu
`

const zshCompletion = `#compdef songngu
_songngu() {
  local -a opts
  local cur=${words[-1]}
  if [[ "$cur" == -* ]]; then
    opts=("${(@f)$(${words[@]:0:#words[@]-1} ${cur} --generate-bash-completion 2>/dev/null)}")
  else
    opts=("${(@f)$(${words[@]:0:#words[@]-1} --generate-bash-completion 2>/dev/null)}")
  fi
  [[ -n "${opts[1]}" ]] && _describe 'songngu' opts
  _files
}
if [ "$funcstack[1]" = "_songngu" ]; then _songngu; else compdef _songngu songngu; fi
`

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print the completion script of a shell",
		UsageText: "songngu completion bash|zsh|fish",
		Description: `Examples:

   source <(songngu completion bash)
   songngu completion zsh > "${fpath[1]}/_songngu"
   songngu completion fish > ~/.config/fish/completions/songngu.fish`,
		Action: func(c *cli.Context) error {
			script := ""
			switch shell := c.Args().First(); shell {
			case "bash":
				script = bashCompletion
			case "zsh":
				script = zshCompletion
			case "fish":
				s, err := c.App.ToFishCompletion()
				if err != nil {
					return err
				}
				script = s
			default:
				return usage("songngu completion bash", "completion takes bash, zsh or fish, not %q", shell)
			}
			_, err := fmt.Fprint(p.stdout, script)
			return err
		},
	}
}

func (p *program) manCommand() *cli.Command {
	return &cli.Command{
		Name:      "man",
		Usage:     "print the manual page",
		UsageText: "songngu man",
		Hidden:    true,
		Description: `Example:

   songngu man | man -l -`,
		Action: func(c *cli.Context) error {
			page, err := c.App.ToManWithSection(1)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(p.stdout, page)
			return err
		},
	}
}
