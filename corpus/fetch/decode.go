package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// maxCodings bounds how often a body may be compressed over itself.
const maxCodings = 3

// decodeBody undoes the content codings that the header names: gzip and
// deflate, the latter with or without its zlib frame as servers send both. At
// most limit bytes come out, else ErrTooLarge; memory stays in proportion to
// limit whatever the compression. A body that is not in the coding its header
// claims, as archives and misconfigured servers have it, is taken as it is.
func decodeBody(header http.Header, raw []byte, limit int64) ([]byte, error) {
	var codings []string
	for _, value := range header.Values("Content-Encoding") {
		for _, name := range strings.Split(value, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				codings = append(codings, name)
			}
		}
	}
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%w: %d codings over one another", ErrEncoding, len(codings))
	}
	body := raw
	for i := len(codings) - 1; i >= 0; i-- {
		var err error
		if body, err = decodeOne(codings[i], body, limit); err != nil {
			return nil, err
		}
	}
	if int64(len(body)) > limit {
		return nil, ErrTooLarge
	}
	return body, nil
}

func decodeOne(coding string, raw []byte, limit int64) ([]byte, error) {
	if len(raw) == 0 {
		return raw, nil
	}
	var from io.Reader
	switch coding {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
			return raw, nil
		}
		zr, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrTruncated, err)
		}
		from = zr
	case "deflate":
		if zr, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
			from = zr
		} else {
			from = flate.NewReader(bytes.NewReader(raw))
		}
	default:
		return nil, fmt.Errorf("%w: %q", ErrEncoding, coding)
	}
	body, err := readBounded(from, limit)
	var corrupt flate.CorruptInputError
	switch {
	case err == nil, errors.Is(err, ErrTooLarge):
		return body, err
	case errors.Is(err, gzip.ErrHeader) && len(body) > 0:
		return body, nil // whole, with padding behind it
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("%w: the compressed body ends early", ErrTruncated)
	case errors.As(err, &corrupt) && len(body) == 0 && coding == "deflate":
		return raw, nil
	}
	return nil, fmt.Errorf("%w: the compressed body is damaged: %w", ErrTruncated, err)
}

// readBounded reads all of r, at most limit bytes; more is ErrTooLarge.
func readBounded(r io.Reader, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(body)) > limit {
		return nil, ErrTooLarge
	}
	return body, err
}

// mediaType splits a Content-Type header into media type and charset, both in
// lower case, also where the header is not well formed.
func mediaType(header http.Header) (kind, charset string) {
	value := header.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(value)
	if err == nil {
		return kind, strings.ToLower(params["charset"])
	}
	fields := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == ';' || r == ',' || r == ' ' })
	kind = ""
	for _, field := range fields {
		if name, ok := strings.CutPrefix(field, "charset="); ok && charset == "" {
			charset = strings.Trim(name, `"'`)
		} else if kind == "" && strings.Contains(field, "/") {
			kind = field
		}
	}
	return kind, charset
}
