package exchange

import (
	"io"
	"strconv"
	"strings"

	"songngu/corpus/text"
	"songngu/tmx"
)

// Term tells whether a unit is a term, not a sentence, and its two sides,
// cleaned: both short (WriteOptions.MaxWords words on the source side, twice
// that on the other, since Vietnamese writes a blank between syllables),
// without the mark that ends a sentence, with a letter, and not doubtful.
func Term(u *tmx.Unit, opts WriteOptions) (source, target string, ok bool) {
	opts = opts.filled()
	src, tgt, err := opts.bothSides(u)
	if err != nil || Doubt(u) != "" {
		return "", "", false
	}
	most := opts.MaxWords
	if most <= 0 {
		most = 4
	}
	// Of a sentence not even its first word is looked at.
	if long := 64 * most; len(src.Text()) > long || len(tgt.Text()) > 3*long {
		return "", "", false
	}
	source, target = text.Clean(src.Text()), text.Clean(tgt.Text())
	return source, target, isTerm(source, most) && isTerm(target, 2*most)
}

func isTerm(s string, most int) bool {
	n := 0
	for range text.Words(s) {
		if n++; n > most {
			return false
		}
	}
	// "etc." and "U.S." are terms as well, but a sentence of three words is
	// not: of those that end in a point only abbreviations stay.
	last := s[max(strings.LastIndexByte(s, ' ')+1, 0):]
	if strings.HasSuffix(s, ".") && strings.Count(last, ".") < 2 {
		return false
	}
	return n > 0 && !strings.ContainsAny(s, "!?…;\"") && strings.ToUpper(s) != strings.ToLower(s)
}

// glossaryWriter writes the terms among the units, each pair once.
type glossaryWriter struct {
	output
	opts  WriteOptions
	seen  map[[2]string]bool
	terms int
	write func(g *glossaryWriter, u *tmx.Unit, source, target string)
	end   string
}

func newGlossary(w io.Writer, opts WriteOptions, head, end string, write func(*glossaryWriter, *tmx.Unit, string, string)) Writer {
	g := &glossaryWriter{output: output{w: w}, opts: opts.filled(), seen: map[[2]string]bool{}, write: write, end: end}
	g.put(head)
	return g
}

// Write writes a unit that is a Term and has not been written; others are no
// error, since a glossary is made of the short units of a whole memory.
func (g *glossaryWriter) Write(u *tmx.Unit) error {
	source, target, ok := Term(u, g.opts)
	if !ok || g.seen[[2]string{source, target}] {
		return g.err
	}
	g.seen[[2]string{source, target}] = true
	g.terms++
	g.write(g, u, source, target)
	return g.err
}

func (g *glossaryWriter) Close() error {
	g.put(g.end)
	return g.flush()
}

// NewOmegaTGlossaryWriter writes a glossary as OmegaT reads it: source, target
// and comment with tabs between, in UTF-8 without byte order mark, which OmegaT
// takes for granted in a file named .utf8. Only units that are a Term are
// written, with their notes and the document they come from as comment.
func NewOmegaTGlossaryWriter(w io.Writer, opts WriteOptions) Writer {
	return newGlossary(w, opts, "", "", func(g *glossaryWriter, u *tmx.Unit, source, target string) {
		if strings.HasPrefix(source, "#") {
			return // a comment to OmegaT
		}
		g.put(source, "\t", target)
		if comment := termComment(u); comment != "" {
			g.put("\t", comment)
		}
		g.put("\n")
	})
}

// NewUTXWriter writes a glossary in UTX 1.11 (AAMT, 2013), whose lines end as
// on Windows. The part of speech, which it wants and a memory does not know,
// is a hyphen. Only units that are a Term are written.
func NewUTXWriter(w io.Writer, opts WriteOptions) Writer {
	o := opts.filled()
	head := "#UTX 1.11; " + o.Source + "/" + o.Target + "; creator: " + strings.TrimSpace(o.Tool+" "+o.ToolVersion) + "\r\n#src\ttgt\tsrc:pos\tcomment\r\n"
	return newGlossary(w, opts, head, "", func(g *glossaryWriter, u *tmx.Unit, source, target string) {
		if strings.HasPrefix(source, "#") {
			return
		}
		g.put(source, "\t", target, "\t-\t", termComment(u), "\r\n")
	})
}

// NewTBXWriter writes a glossary in TBX (ISO 30042:2008, TBX-Basic), the form
// that OmegaT, memoQ and Trados read: an entry for each unit that is a Term,
// with its notes and where it comes from.
func NewTBXWriter(w io.Writer, opts WriteOptions) Writer {
	o := opts.filled()
	head := `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic"` + attribute("xml:lang", o.Source) + `>
<martifHeader>
<fileDesc>
<sourceDesc>
<p>` + xmlText(strings.TrimSpace(o.Tool+" "+o.ToolVersion)) + `</p>
</sourceDesc>
</fileDesc>
<encodingDesc>
<p type="XCSURI">TBXBasicXCSV02.xcs</p>
</encodingDesc>
</martifHeader>
<text>
<body>
`
	return newGlossary(w, opts, head, "</body>\n</text>\n</martif>\n", func(g *glossaryWriter, u *tmx.Unit, source, target string) {
		g.put(`<termEntry id="c`, strconv.Itoa(g.terms), "\">\n")
		for _, n := range u.Notes {
			g.put("<note>", xmlText(n.Value), "</note>\n")
		}
		if url := u.Prop(PropSourceURL); url != "" {
			g.put(`<xref type="externalCrossReference"`, attribute("target", url), ">", xmlText(first(u.Prop(PropDocument), url)), "</xref>\n")
		}
		for _, side := range [][2]string{{g.opts.Source, source}, {g.opts.Target, target}} {
			g.put("<langSet", attribute("xml:lang", side[0]), ">\n<tig>\n<term>", xmlText(side[1]), "</term>\n</tig>\n</langSet>\n")
		}
		g.put("</termEntry>\n")
	})
}

// termComment is what is known of a term, on one line.
func termComment(u *tmx.Unit) string {
	parts := []string{joinNotes(u), u.Prop(PropDocument), u.Prop(PropSourceURL)}
	var said []string
	for _, p := range parts {
		if p = text.Clean(p); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "; ")
}
