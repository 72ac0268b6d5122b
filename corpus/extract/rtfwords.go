package extract

import "strconv"

// rtfOff are the destinations whose text is not the document's.
var rtfOff = map[string]bool{"colortbl": true, "info": true, "pict": true, "header": true, "headerl": true, "headerr": true, "headerf": true,
	"footer": true, "footerl": true, "footerr": true, "footerf": true, "fldinst": true, "object": true, "themedata": true, "datastore": true,
	"listtable": true, "listoverridetable": true, "rsidtbl": true, "generator": true, "xmlnstbl": true, "latentstyles": true, "annotation": true,
	"atnid": true, "atnauthor": true, "listtext": true, "pntext": true, "shppict": true, "nonshppict": true, "fonttbl": true, "revtbl": true, "tc": true, "xe": true}

// word acts on a control word with its number.
func (r *rtf) word(word string, n int, has bool) {
	switch word {
	case "par", "sect", "page":
		r.paragraph()
	case "line", "lbr":
		if !r.state.off && !r.state.hidden {
			r.w.point(MarkBreak, "<br/>")
		}
		r.put("\n")
	case "tab":
		r.put(" ")
	case "cell", "nestcell", "row", "nestrow":
		r.inCell = true
		r.paragraph()
	case "pard":
		r.kind, r.level, r.inCell = Paragraph, 0, false
	case "intbl":
		r.inCell = true
	case "s":
		if r.state.dest == "stylesheet" {
			r.state.number = n
		} else if kind, level := styleKind(r.styles[n]); r.styles[n] != "" {
			r.kind, r.level = kind, level
		}
	case "outlinelevel":
		if has && n >= 0 && n < 6 && r.state.dest == "" {
			r.kind, r.level = Heading, n+1
		}
	case "ls":
		if r.kind == Paragraph && r.state.dest == "" {
			r.kind, r.level = ListItem, 1
		}
	case "ilvl":
		if r.kind == ListItem {
			r.level = min(max(n, 0), 8) + 1
		}
	case "stylesheet":
		r.state.dest, r.state.number = word, 0
	case "footnote":
		if !r.state.off && !r.state.note {
			r.notes++
			r.w.point(MarkNote, noteCode(strconv.Itoa(r.notes)))
			r.state.note, r.state.look, r.w.look = true, look{}, look{}
			r.w.begin(Footnote, 0)
		}
	case "deff", "f":
		r.state.font = n
	case "fcharset":
		if page, ok := fontPages[n]; ok && len(r.fonts) < 4096 {
			r.fonts[r.state.font] = page
		}
	case "ansicpg":
		r.page = n
	case "uc":
		r.state.skip = min(max(n, 0), 16)
	case "u":
		r.unicode(n)
	case "plain":
		r.state.hidden = false
		r.state.look, r.w.look = look{}, look{}
	case "nosupersub":
		r.state.look = r.state.look.with(MarkRaised, false).with(MarkLowered, false)
		r.w.look = r.state.look
	case "ulnone":
		r.state.look = r.state.look.with(MarkUnderline, false)
		r.w.look = r.state.look
	case "v", "deleted":
		r.state.hidden = !has || n != 0
	case "b", "i", "ul", "strike", "super", "sub":
		if r.state.dest == "" { // that of a style is no mark
			r.state.look = r.state.look.with(rtfLooks[word], !has || n != 0)
			r.w.look = r.state.look
		}
	default:
		if s, ok := rtfCharacters[word]; ok {
			r.put(s)
		} else if rtfOff[word] {
			r.state.off = true
		}
	}
}

var rtfLooks = map[string]MarkKind{"b": MarkBold, "i": MarkItalic, "ul": MarkUnderline, "strike": MarkStrike, "super": MarkRaised, "sub": MarkLowered}

var rtfCharacters = map[string]string{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": " ", "enspace": " ", "qmspace": " "}
