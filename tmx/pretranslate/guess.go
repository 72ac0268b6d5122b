package pretranslate

import (
	"archive/zip"
	"io"
	"regexp"
	"strings"

	"songngu/corpus/extract"
	"songngu/corpus/text"
)

// leastSure is how sure the language of a file has to be for it to be taken.
const leastSure = 0.5

// guessText is how many bytes of text are enough to guess a language by.
const guessText = 4 << 10

// guess takes the direction from the language of the file's text, once, where
// it is asked to and the language is plain. changed says that it is another.
func (e *engine) guess(s string) (changed bool) {
	if !e.opts.Detect || e.guessed || strings.TrimSpace(s) == "" {
		return false
	}
	e.guessed = true
	lang, sure := text.Guess(strings.TrimSpace(s))
	side, ok := sideOf(lang)
	if !ok || sure < leastSure || side == e.opts.From {
		return false
	}
	e.opts.From, e.report.From = side, side
	return true
}

// textOfPage is the beginning of a page's text.
func textOfPage(page *extract.Page) string {
	var b strings.Builder
	for i := range page.Blocks {
		if b.Len() > guessText {
			break
		}
		b.WriteString(page.Blocks[i].Text + "\n")
	}
	return b.String()
}

// docxWords is what a w:t element holds, and where a paragraph ends.
var docxWords = regexp.MustCompile(`<w:t(?:\s[^>]*)?>([^<]*)|</w:p>`)

// textOfDOCX is the beginning of the text of a DOCX file's main part.
func textOfDOCX(z *zip.Reader) string {
	r, err := z.Open("word/document.xml")
	if err != nil {
		return ""
	}
	defer r.Close()
	raw, _ := io.ReadAll(io.LimitReader(r, 256*guessText)) // what is broken is told when it is filled
	var b strings.Builder
	for _, m := range docxWords.FindAllStringSubmatch(string(raw), -1) {
		if b.WriteString(decode(m[1])); strings.HasPrefix(m[0], "</") {
			b.WriteByte('\n')
		}
		if b.Len() > guessText {
			break
		}
	}
	return b.String()
}
