package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"songngu/corpus"
	"songngu/corpus/text"
)

func (p *program) fetchCommand() *cli.Command {
	return &cli.Command{
		Name:      "fetch",
		Usage:     "fetch a page and print its article",
		UsageText: "songngu fetch [FLAGS] ADDRESS",
		Description: `Fetches the page politely, takes the article out of it and prints its blocks,
separated by empty lines. A file's path is read in the same way.

Examples:

   songngu fetch https://example.org/bai-viet
   songngu fetch --json page.html`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.StringFlag{Name: "lang", Value: "vi", Usage: "the article's language, `en or vi`"},
			&cli.StringFlag{Name: "charset", Usage: "read the page as this `CHARSET` instead of finding out"},
			&cli.BoolFlag{Name: "aside", Usage: "print what was set aside, and why, instead of the article"},
			jsonFlag("print origin, blocks and what was set aside as JSON"), quietFlag(),
		}, fetchFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.fetch(c)
		},
	}
}

func (p *program) fetch(c *cli.Context) error {
	if c.Args().Len() != 1 {
		return usage("songngu fetch https://example.org/bai-viet", "fetch takes one address or file, not %d", c.Args().Len())
	}
	lang, err := langFlag(c)
	if err != nil {
		return err
	}
	return p.readInto(c, func(r *reader, out io.Writer) error {
		d, err := r.open(c.Context, c.Args().First(), corpus.Options{Lang: lang})
		if err != nil {
			return err
		}
		return unwritten(c, printArticle(out, d, c.Bool("json"), c.Bool("aside")))
	})
}

// readInto opens the output that --output names, has work read and write, and
// puts the output in place if all went well.
func (p *program) readInto(c *cli.Context, work func(r *reader, out io.Writer) error) (err error) {
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	o, err := out.open(c.String("output"))
	if err != nil {
		return err
	}
	r, err := p.newReader(c)
	if err != nil {
		return err
	}
	defer r.closeInto(&err)
	if err := work(r, o); err != nil {
		return err
	}
	return out.commit(c.Context)
}

// unwritten is an error of writing to --output, or nil.
func unwritten(c *cli.Context, err error) error {
	if err == nil {
		return nil
	}
	return unread(fmt.Errorf("cannot write output %q: %w", c.String("output"), cause(err)), "")
}

func langFlag(c *cli.Context) (string, error) {
	switch lang := c.String("lang"); lang {
	case "en", "vi":
		return lang, nil
	default:
		return "", usage("--lang en or --lang vi", "language %q is neither en nor vi", lang)
	}
}

func printArticle(w io.Writer, d *corpus.Document, asJSON, aside bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(articleOf(d))
	}
	b := bufio.NewWriter(w)
	if aside {
		writeAside(b, d)
		return b.Flush()
	}
	for i, block := range d.Blocks {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b, text.Clean(block.Text))
	}
	return b.Flush()
}

// article is a document as fetch --json prints it.
type article struct {
	Title  string        `json:"title,omitempty"`
	Origin originJSON    `json:"origin"`
	Links  []string      `json:"links,omitempty"`
	Blocks []blockJSON   `json:"blocks"`
	Aside  []setAsideRow `json:"aside"`
}

type originJSON struct {
	Ref       string    `json:"ref"`
	URL       string    `json:"url,omitempty"`
	Time      time.Time `json:"time"`
	SHA256    string    `json:"sha256"`
	Size      int64     `json:"size"`
	MediaType string    `json:"mediaType"`
	Charset   string    `json:"charset"`
}

type blockJSON struct {
	Kind  string `json:"kind"`
	Level int    `json:"level,omitempty"`
	Lang  string `json:"lang,omitempty"`
	Text  string `json:"text"`
}

type setAsideRow struct {
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

func articleOf(d *corpus.Document) article {
	o := d.Origin
	a := article{Title: d.Title, Origin: originJSON{o.Ref, o.URL, o.Time, o.SHA256, o.Size, o.Type, o.Charset},
		Blocks: []blockJSON{}, Aside: []setAsideRow{}}
	for _, l := range d.Links {
		a.Links = append(a.Links, l.URL)
	}
	for _, b := range d.Blocks {
		a.Blocks = append(a.Blocks, blockJSON{Kind: b.Kind.String(), Level: b.Level, Lang: b.Lang, Text: text.Clean(b.Text)})
	}
	for _, b := range d.Aside {
		a.Aside = append(a.Aside, setAsideRow{b.Reason, text.Clean(b.Text)})
	}
	return a
}
