// Package page holds the page of songngu review: one HTML file, its style and
// its modules, put into the binary.
//
// The page is plain JavaScript, in modules that the browser loads as they are:
// no framework, and nothing is bundled or compiled. The reasons: what is in the
// repository is what runs, so that the sources can be read in the browser's own
// tools; the build needs Go alone; no library has to be kept up or trusted; and
// the two things that a framework would bring, drawing what changed and keeping
// twenty thousand rows off the page, are here the windowed list (list.js) and
// the row (row.js), some 300 lines together, shaped for variable heights, the
// focus of a screen reader and a text that is being edited, where ready-made
// lists give way.
//
// Who does what, in assets:
//
//	main.js        starts it all
//	api.js         talks with the server, one edit after the other; live.js hears its news
//	store.js       what is known: columns of every pair, rows of some
//	view.js        which pairs are shown, by filters.js and search
//	list.js        the windowed list; heights.js, row.js, remarks.js, band.js, marks.js draw it
//	cursor.js      the sentence that the reviewer is at, and the selected ones
//	actions.js     every command with its keys; keys.js, bar.js and pointer.js run them
//	editor.js      text and notes edited in place, sent while they are typed
//	why.js         the evidence for a pair
//	doubtful.js    the doubtful pairs, least certain first; minimap.js, the whole document
//	strings.js     every word of the interface in English and Vietnamese
//
// Text from files goes into the page by textContent only (dom.js makes every
// element), and styles by classes or CSSOM: the server's content security policy
// allows neither inline scripts nor inline styles.
package page

import (
	"embed"
	"io/fs"
)

//go:embed index.html assets
var files embed.FS

// Files are the page's files: index.html, to be served at /, and the folder
// assets, to be served at /assets/.
var Files fs.FS = files
