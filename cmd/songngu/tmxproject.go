package main

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// omegatFormat is the name of the format that is a folder which OmegaT opens.
const omegatFormat = "omegat-project"

// The bounds of the source texts: more documents than that share one file, and
// so much of them is held before it is written.
const (
	maxProjectTexts = 10_000
	heldText        = 8 << 20
)

// project is an OmegaT project being made in a folder of its own.
type project struct {
	*tmxRun
	stage          string // the folder it is made in
	source, target string // language codes, once a unit has told them
	name           string // of the memories
	memories       map[string]*madeMemory
	glossary       *madeMemory
	texts          map[string]*projectText
	names          fileNames // of the texts
	held           int       // bytes of the texts not yet written
	files          []*output
}

// projectText is a source text, which OmegaT has translated.
type projectText struct {
	*madeMemory
	held bytes.Buffer
	last string // segment
}

// tmxProject makes an OmegaT project of memories.
func (p *program) tmxProject(c *cli.Context, outs, args []string) error {
	if len(outs) == 0 && len(args) > 0 {
		outs, args = args[:1], args[1:]
	}
	switch {
	case len(outs) != 1 || len(args) == 0:
		return usage("songngu tmx convert --to omegat-project FOLDER memory.tmx", "a project wants the name of its folder, and memories")
	case c.IsSet("profile") && c.String("profile") != "omegat":
		return usage("leave out --profile", "an OmegaT project cannot be written for %s", c.String("profile"))
	}
	dir := filepath.Clean(outs[0])
	stage := "." + filepath.Base(dir) + "." + rand.Text()[:8] + ".tmp"
	switch info, err := os.Stat(dir); {
	case err == nil && !info.IsDir():
		return usage("name another folder", "%q is not a folder", dir)
	case err == nil && !c.Bool("force"):
		return usage("--force to write into it; nothing that is not ours is replaced", "folder %q exists already", dir)
	case err == nil:
		clearStages(dir)
		stage = filepath.Join(dir, fmt.Sprintf(stageName, os.Getpid(), rand.Text()[:8])) // on the disk of what it is moved to
	default:
		stage = filepath.Join(filepath.Dir(dir), stage)
	}
	opts, err := writerOptions(c)
	if err != nil {
		return err
	}
	encoding := opts.Encoding
	opts = tmxProfiles["omegat"]
	opts.Valid, opts.Encoding = true, encoding
	r := &project{tmxRun: &tmxRun{p: p, c: c, opts: opts, out: &outputs{stdout: p.stdout}}, memories: map[string]*madeMemory{}, texts: map[string]*projectText{}, names: fileNames{}}
	r.opts.Report = func(f tmx.Finding) { r.wrong.add(f) }
	if r.in, err = p.openAny(c, args); err != nil {
		return err
	}
	defer r.close()
	name := partPrefix("", args[0])
	if _, ok := formatByFile(name, format.ofUnits, true); ok {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	r.name = fileNames{}.of(name)
	r.stage = stage
	if err := os.Mkdir(r.stage, 0o777); err != nil {
		return unread(fmt.Errorf("cannot write folder %q: %w", dir, cause(err)), "name a folder in one that exists and may be written")
	}
	defer r.discard()
	if err := r.fill(); err != nil {
		return err
	}
	if err := c.Context.Err(); err != nil {
		return err
	}
	if err := r.place(dir); err != nil {
		return err
	}
	return r.tell()
}

// discard removes the folder the project was made in, if it is still there.
func (r *project) discard() {
	for _, o := range r.files {
		if o.file != nil {
			o.file.Close()
		}
	}
	os.RemoveAll(r.stage)
}

// fill writes the whole project into its folder.
func (r *project) fill() error {
	for u, err := range r.in.units() {
		if err != nil {
			return tmxError(err)
		}
		if r.source == "" {
			if err := r.begin(u); err != nil {
				return err
			}
		}
		if err := r.add(u); err != nil {
			return err
		}
	}
	if r.source == "" {
		return unread(errors.New("no unit was read, so there is nothing to make a project of"), "songngu tmx validate says what is wrong with a memory")
	}
	if err := r.writeTexts(); err != nil {
		return err
	}
	for _, m := range r.made {
		if m.w == nil {
			continue
		}
		if err := r.end(m); err != nil {
			return err
		}
	}
	for _, o := range r.files {
		err := o.buffered.Flush()
		if err == nil {
			err = o.file.Sync()
		}
		if e := o.file.Close(); err == nil {
			err = e
		}
		o.file = nil
		if err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", o.path, cause(err)), "")
		}
	}
	return r.writeFile(projectFile, []byte(exchange.OmegaTProjectFile(r.source, r.target)))
}

// projectFile makes a folder a project.
const projectFile = "omegat.project"

var languageCode = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// begin settles the languages by the first unit and opens what every project
// has. All memories are there, also those without a unit: what is made again
// then replaces all of what was made before.
func (r *project) begin(u *tmx.Unit) error {
	header := r.in.header.SrcLang
	if header == tmx.AllLanguages {
		header = ""
	}
	first := ""
	if len(u.Variants) > 0 {
		first = u.Variants[0].Lang
	}
	r.source = tmx.CanonLang(cmp.Or(r.c.String("source"), header, first, "en"))
	r.target = r.translated(u)
	for _, code := range []string{r.source, r.target} {
		if !languageCode.MatchString(code) {
			return usage("--source en --target vi", "language code %q is none that OmegaT knows", code)
		}
	}
	for _, folder := range []string{"source", "target", "tm", "glossary", "dictionary", "omegat"} {
		if err := os.Mkdir(filepath.Join(r.stage, folder), 0o777); err != nil {
			return unread(fmt.Errorf("cannot write folder %q: %w", folder, cause(err)), "")
		}
	}
	r.opts.TgtLang = r.target
	head := tmx.Header{
		CreationTool: "songngu", CreationToolVersion: release, SegType: "sentence", OTMF: "songngu", AdminLang: "en",
		SrcLang: r.source, DataType: "plaintext",
	}
	for _, folder := range exchange.OmegaTFolders() {
		o, err := r.create(folder + "/" + r.name + ".tmx")
		if err != nil {
			return err
		}
		m := &madeMemory{out: o, format: "tmx", w: tmx.NewWriter(o, head, r.opts)}
		r.memories[folder], r.made = m, append(r.made, m)
	}
	o, err := r.create("glossary/" + r.name + ".utf8")
	if err != nil {
		return err
	}
	opts := exchange.WriteOptions{Source: r.source, Target: r.target, Tool: "songngu", ToolVersion: release}
	r.glossary = &madeMemory{out: o, format: "glossary", w: exchange.NewOmegaTGlossaryWriter(o, opts), opts: opts}
	r.made = append(r.made, r.glossary)
	return nil
}

// translated is the language that the units are translated into.
func (r *project) translated(u *tmx.Unit) string {
	if code := r.c.String("target"); code != "" {
		return tmx.CanonLang(code)
	}
	source := u.Variant(r.source)
	for i := range u.Variants {
		if v := &u.Variants[i]; v != source {
			return v.Lang
		}
	}
	return "vi"
}

// add puts a unit where it belongs: its source into the text, the pair into
// the memory of its confidence, and a sure term into the glossary.
func (r *project) add(u *tmx.Unit) error {
	src, tgt := u.Variant(r.source), u.Variant(r.target)
	if src == nil || tgt == src {
		r.refuse(tmx.CodeNoSource, u, "no text in "+r.source)
		return nil
	}
	source := text.Clean(src.Text())
	if source == "" {
		r.refuse(tmx.CodeNoSource, u, "no text in "+r.source)
		return nil
	}
	if err := r.addText(u.Prop(exchange.PropDocument), source); err != nil {
		return err
	}
	if tgt == nil || text.Clean(tgt.Text()) == "" {
		r.refuse(tmx.CodeNoTarget, u, "no text in "+r.target)
		return nil
	}
	pair := *u
	pair.Variants = []tmx.Variant{
		{Lang: r.source, Attrs: src.Attrs, Notes: src.Notes, Seg: tmx.TextSegment(source)},
		{Lang: r.target, Attrs: tgt.Attrs, Notes: tgt.Notes, Seg: tmx.TextSegment(text.Clean(tgt.Text()))},
	}
	pair.Props = slices.DeleteFunc(slices.Clone(u.Props), func(p tmx.Prop) bool { return exchange.OmegaTProp(p.Type) })
	folder := exchange.OmegaTFolder(u)
	if err := r.write(r.memories[folder], &pair); err != nil {
		return err
	}
	if folder != exchange.OmegaTFolders()[0] {
		return nil
	}
	if _, _, ok := exchange.Term(&pair, r.glossary.opts); ok {
		return r.write(r.glossary, &pair)
	}
	return nil
}

func (r *project) refuse(code string, u *tmx.Unit, message string) {
	r.wrong.add(tmx.Finding{Code: code, Severity: tmx.Error, Line: u.Line, Column: max(u.Column, 1), Unit: unitName(u), Message: message})
	r.refused++
}

// addText adds a segment to the source text of its document. One that stands
// there already right before (another translation of it) is not said again.
// The text is named .utf8: what ends in .txt OmegaT reads and writes in the
// machine's own encoding, and Vietnamese does not fit into all of them.
func (r *project) addText(document, segment string) error {
	t := r.texts[document]
	if t == nil && document != "" && len(r.texts) >= maxProjectTexts {
		document = ""
		t = r.texts[document]
	}
	if t == nil {
		path := "source/" + r.names.of(cmp.Or(document, r.name)) + ".utf8"
		t = &projectText{madeMemory: &madeMemory{out: &output{path: path}, format: "text"}}
		r.texts[document], r.made = t, append(r.made, t.madeMemory)
	}
	if segment == t.last {
		return nil
	}
	if t.last = segment; t.units > 0 {
		t.held.WriteByte('\n')
	}
	t.held.WriteString(segment)
	t.held.WriteByte('\n')
	t.units++
	if r.held += len(segment) + 2; r.held > heldText {
		return r.writeTexts()
	}
	return nil
}

// writeTexts writes what is held of the source texts. They are opened one at
// a time, since there may be many.
func (r *project) writeTexts() error {
	for _, t := range r.texts {
		if t.held.Len() == 0 {
			continue
		}
		if err := r.writeFile(t.out.path, t.held.Bytes()); err != nil {
			return err
		}
		t.held = bytes.Buffer{}
	}
	r.held = 0
	return nil
}

// writeFile adds to a file of the project.
func (r *project) writeFile(path string, data []byte) error {
	f, err := os.OpenFile(filepath.Join(r.stage, filepath.FromSlash(path)), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err == nil {
		_, err = f.Write(data)
		if err == nil {
			err = f.Sync()
		}
		if e := f.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", path, cause(err)), "")
	}
	return nil
}

// create opens a file of the project that is written as units come.
func (r *project) create(path string) (*output, error) {
	full := filepath.Join(r.stage, filepath.FromSlash(path))
	err := os.MkdirAll(filepath.Dir(full), 0o777)
	var f *os.File
	if err == nil {
		f, err = os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err != nil {
		return nil, unread(fmt.Errorf("cannot write output %q: %w", path, cause(err)), "")
	}
	b := bufio.NewWriterSize(f, 64<<10)
	o := &output{path: path, file: f, buffered: b, w: b}
	r.files = append(r.files, o)
	return o, nil
}
