package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// errLine says that a line or a head is beyond all reason.
var errLine = errors.New("a line without end")

// readLine reads a line and takes off its end, CRLF or LF. A last line without
// end is returned with io.EOF; bytes beyond maxLine give errLine.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			return "", errLine
		}
		line = append(line, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		return string(bytes.TrimRight(line, "\r\n")), err
	}
}

// readFields reads named fields up to and with the empty line behind them.
// Folded lines are joined; a line that is no field is passed by, as archives
// hold what servers really sent.
func readFields(r *bufio.Reader) (Fields, error) {
	var fields Fields
	size := 0
	for {
		line, err := readLine(r)
		if err == io.EOF {
			return fields, io.ErrUnexpectedEOF
		}
		if err != nil {
			return fields, err
		}
		if size += len(line) + 2; size > maxHead || len(fields) > maxFields {
			return fields, errLine
		}
		if line == "" {
			return fields, nil
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n := len(fields); n > 0 {
				fields[n-1].Value += " " + strings.TrimSpace(line)
			}
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			fields = append(fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}
