package exchange

import (
	"slices"
	"strings"

	"songngu/tmx"
)

// sdlComments are the comments of an SDLXLIFF file. It keeps their texts
// before the first segment, in doc-info; a mark of mtype x-sdl-comment around
// the words that a comment is about names it in sdl:cid.
type sdlComments struct {
	texts map[string][]string // by the comment's id
	size  int                 // of them all, in bytes
}

// define keeps the comments of a cmt-def element, as long as all together are
// no larger than a record may be.
func (c *sdlComments) define(n *node, limit int) {
	id := n.attr("id")
	for _, text := range commentTexts(n, nil) {
		if c.size += len(id) + len(text); c.size > limit {
			return
		}
		if c.texts == nil {
			c.texts = map[string][]string{}
		}
		c.texts[id] = append(c.texts[id], text)
	}
}

// commentTexts are the words of the Comment elements inside n.
func commentTexts(n *node, found []string) []string {
	for i := range n.kids {
		switch k := &n.kids[i]; strings.TrimPrefix(k.name, "sdl:") {
		case "Comment":
			if s := strings.TrimSpace(k.flat()); s != "" {
				found = append(found, s)
			}
		default:
			found = commentTexts(k, found)
		}
	}
	return found
}

// add makes notes of u of the comments on words in the segment n, which may be
// nil.
func (c *sdlComments) add(u *tmx.Unit, n *node) {
	if n == nil || len(c.texts) == 0 {
		return
	}
	if n.name == "mrk" && n.attr("mtype") == "x-sdl-comment" {
		for _, text := range c.texts[n.attr("sdl:cid")] {
			addNote(u, text)
		}
	}
	for i := range n.kids {
		c.add(u, &n.kids[i])
	}
}

// memoqComments makes notes of u of the comments that memoQ keeps in a
// trans-unit, but those taken back.
func memoqComments(u *tmx.Unit, n *node) {
	for i := range n.kids {
		if k := &n.kids[i]; k.name == "mq:comment" && k.attr("deleted") != "true" {
			addNote(u, strings.TrimSpace(k.flat()))
		}
	}
}

// addNote adds a note that u does not have: a comment may be on several words.
func addNote(u *tmx.Unit, text string) {
	if text != "" && !slices.ContainsFunc(u.Notes, func(n tmx.Note) bool { return n.Value == text }) {
		u.Notes = append(u.Notes, tmx.Note{Value: text})
	}
}
