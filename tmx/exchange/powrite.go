package exchange

import (
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"songngu/tmx"
)

// NewPOWriter writes a gettext PO file that msgfmt accepts: an entry for each
// unit, one for a singular and a plural in a row that came from one. What PO
// has no place for stands in extracted comments, "#. x-source-url: …". A
// doubtful translation (Doubt) is marked fuzzy. A message that stands twice
// gets a number in its msgctxt, which ReadPO takes off again; for that the
// writer keeps eight bytes for every message.
//
// In-line codes and variants in other languages are lost. A translation begins
// and ends with a line break where the source does, since msgfmt refuses the
// file otherwise.
func NewPOWriter(w io.Writer, opts WriteOptions) Writer {
	p := &poWriter{output: output{w: w}, opts: opts.filled(), seen: map[uint64]int{}, forms: 2}
	plural := "nplurals=2; plural=(n != 1);"
	if b := base(p.opts.Target); b == "vi" {
		p.forms, plural = 1, "nplurals=1; plural=0;"
	}
	p.put("msgid \"\"\nmsgstr \"\"\n")
	for _, line := range []string{
		"Project-Id-Version: " + p.opts.Tool, "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
		"Content-Transfer-Encoding: 8bit", "Language: " + strings.ReplaceAll(p.opts.Target, "-", "_"), "Plural-Forms: " + plural,
		"X-Source-Language: " + p.opts.Source, "X-Generator: " + strings.TrimSpace(p.opts.Tool+" "+p.opts.ToolVersion),
	} {
		p.put(poQuote(line+"\n"), "\n")
	}
	return p
}

type poWriter struct {
	output
	opts  WriteOptions
	forms int            // plural forms of the target language
	seen  map[uint64]int // messages by the hash of context and msgid, how often
	held  *tmx.Unit      // a singular whose plural may follow
}

func (p *poWriter) Write(u *tmx.Unit) error {
	if _, _, err := p.opts.sides(u); err != nil {
		return err
	}
	held := p.held
	p.held = nil
	if held != nil {
		if u.Prop(PropPlural) == "plural" && p.formsOfOne(held, u) {
			p.entry(held, u)
			return p.err
		}
		p.entry(held, nil)
	}
	if u.Prop(PropPlural) == "singular" {
		p.held = u.Clone()
		return p.err
	}
	p.entry(u, nil)
	return p.err
}

func (p *poWriter) Close() error {
	if p.held != nil {
		p.entry(p.held, nil)
		p.held = nil
	}
	return p.flush()
}

// formsOfOne reports whether two units are the forms of one entry and can be
// written as one again.
func (p *poWriter) formsOfOne(one, many *tmx.Unit) bool {
	src1, tgt1, _ := p.opts.sides(one)
	src2, tgt2, _ := p.opts.sides(many)
	if (tgt1 == nil) != (tgt2 == nil) || tgt1 != nil && p.forms == 1 && plainText(tgt1) != plainText(tgt2) {
		return false
	}
	sameNote := func(a, b tmx.Note) bool { return a.Value == b.Value }
	return slices.Equal(facts(one, src1, tgt1, PropPlural), facts(many, src2, tgt2, PropPlural)) && slices.EqualFunc(one.Notes, many.Notes, sameNote)
}

// entry writes a message, with its plural if there is one.
func (p *poWriter) entry(u, plural *tmx.Unit) {
	src, tgt, _ := p.opts.sides(u)
	p.put("\n")
	without := []string{PropContext, PropFuzzy}
	if plural != nil {
		without = append(without, PropPlural)
	}
	for i, n := range u.Notes {
		if i > 0 || strings.TrimSpace(n.Value) == "" || strings.ContainsAny(n.Value, "\r") {
			p.put("#. ", factNote, ": ", oneLine(n.Value), "\n")
			continue
		}
		for line := range strings.SplitSeq(n.Value, "\n") {
			p.put("# ", line, "\n")
		}
	}
	natural := func(s string) bool { return s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s, "\r\n") }
	flags := func(s string) bool { return natural(s) && !strings.Contains(s, "fuzzy") }
	for _, name := range []string{PropReference, PropFlags} {
		if once(u, name, map[string]func(string) bool{PropReference: natural, PropFlags: flags}[name]) {
			without = append(without, name)
		}
	}
	for _, f := range facts(u, src, tgt, without...) {
		p.put("#. ", f.name, ": ", oneLine(f.value), "\n")
	}
	if slices.Contains(without, PropReference) {
		p.put("#: ", u.Prop(PropReference), "\n")
	}
	var marks []string
	if tgt != nil && (Doubt(u) != "" || plural != nil && Doubt(plural) != "") {
		marks = append(marks, "fuzzy")
	}
	if slices.Contains(without, PropFlags) {
		marks = append(marks, u.Prop(PropFlags))
	}
	if len(marks) > 0 {
		p.put("#, ", strings.Join(marks, ", "), "\n")
	}
	source := plainText(src)
	if context := p.context(u.Prop(PropContext), source); context != "" {
		p.put("msgctxt ", poQuote(context), "\n")
	}
	p.put("msgid ", poQuote(source), "\n")
	if plural == nil {
		p.put("msgstr ", poQuote(translated(source, tgt)), "\n")
		return
	}
	src2, tgt2, _ := p.opts.sides(plural)
	p.put("msgid_plural ", poQuote(plainText(src2)), "\n", "msgstr[0] ", poQuote(translated(source, tgt)), "\n")
	if p.forms > 1 {
		p.put("msgstr[1] ", poQuote(translated(source, tgt2)), "\n")
	}
}

// translated is the text of a translation, with a line break at its ends where
// the source has one.
func translated(source string, tgt *tmx.Variant) string {
	if tgt == nil || tgt.Text() == "" {
		return ""
	}
	s := plainText(tgt)
	if strings.HasPrefix(source, "\n") != strings.HasPrefix(s, "\n") {
		s = strings.TrimLeft(s, "\n")
		if strings.HasPrefix(source, "\n") {
			s = "\n" + s
		}
	}
	if strings.HasSuffix(source, "\n") != strings.HasSuffix(s, "\n") {
		s = strings.TrimRight(s, "\n")
		if strings.HasSuffix(source, "\n") {
			s += "\n"
		}
	}
	return s
}

// context is the msgctxt of a message: its own, with a number where the
// message has been written before.
func (p *poWriter) context(context, source string) string {
	h := fnv.New64a()
	io.WriteString(h, context+"\x04"+source)
	key := h.Sum64()
	p.seen[key]++
	if n := p.seen[key]; n > 1 {
		return strings.TrimPrefix(context+" songngu:"+strconv.Itoa(n), " ")
	}
	return context
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`, "\a", `\a`, "\b", `\b`, "\f", `\f`, "\v", `\v`, "\x00", "")

// poQuote writes a string of C, one line of the text on each line.
func poQuote(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if i := strings.IndexByte(s, '\n'); i < 0 || i == len(s)-1 {
		return `"` + poEscapes.Replace(s) + `"`
	}
	var b strings.Builder
	b.WriteString(`""`)
	for line := range strings.SplitAfterSeq(s, "\n") {
		if line != "" {
			b.WriteString("\n\"" + poEscapes.Replace(line) + `"`)
		}
	}
	return b.String()
}
