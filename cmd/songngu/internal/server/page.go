package server

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
)

// The page to search by hand: plain files, in English and Vietnamese, without
// anything fetched from elsewhere.
//
//go:embed page/index.html page/page.css page/page.js page/icon.svg
var pageFiles embed.FS

var pageNames = map[string]struct{ file, kind string }{
	"/":            {"page/index.html", "text/html; charset=utf-8"},
	"/page.css":    {"page/page.css", "text/css; charset=utf-8"},
	"/page.js":     {"page/page.js", "text/javascript; charset=utf-8"},
	"/icon.svg":    {"page/icon.svg", "image/svg+xml"},
	"/favicon.ico": {"page/icon.svg", "image/svg+xml"},
}

// pagePolicy lets the page use its own style, script and picture and ask its
// own server, and nothing else; no script or style in the page itself.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageFile is the endpoint of a file of the page.
func (s *Server) pageFile(path string) (e endpoint, ok bool) {
	f, ok := pageNames[path]
	if !ok {
		return e, false
	}
	return endpoint{"page", readMethods, true, false, func(w http.ResponseWriter, r *http.Request) {
		data, err := pageFiles.ReadFile(f.file)
		if err != nil {
			panic(err) // it is part of the program
		}
		sum := sha256.Sum256(data)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		answerBytes(w, http.StatusOK, f.kind, data)
	}, failJSON}, true
}
