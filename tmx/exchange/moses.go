package exchange

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"songngu/corpus/text"
	"songngu/tmx"
)

// ReadMoses reads the two files of a Moses pair, whose lines pair off. name
// stands in errors. A line that is empty on one side alone is a *RecordError;
// files of different lengths are one at their end.
func ReadMoses(source, target io.Reader, name string, opts ReadOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		src, tgt := newLines(source, opts.Charset, opts.maxRecord()), newLines(target, opts.Charset, opts.maxRecord())
		srcLang, tgtLang := opts.languages("", "")
		var number int64
		for {
			a, errA := src.next()
			b, errB := tgt.next()
			if errA == io.EOF && errB == io.EOF {
				return
			}
			if errA == io.EOF || errB == io.EOF {
				side := map[bool]string{true: "source", false: "target"}[errA == io.EOF]
				yield(nil, &RecordError{name, max(src.line, tgt.line), fmt.Errorf("the %s file ends here and the other goes on", side)})
				return
			}
			a, b = strings.TrimSpace(a), strings.TrimSpace(b)
			bad := error(nil)
			for _, err := range []error{errA, errB} {
				if err != nil && !errors.Is(err, errTooLong) {
					yield(nil, fmt.Errorf("%s: %w", name, err))
					return
				}
				if err != nil {
					bad = err
				}
			}
			switch {
			case bad != nil:
			case a == "" && b == "":
				continue
			case a == "" || b == "":
				bad = errors.New("one side of the pair is empty")
			}
			if bad != nil {
				if !yield(nil, &RecordError{name, src.line, bad}) {
					return
				}
				continue
			}
			u := tmx.NewUnit(srcLang, a, tgtLang, b)
			number++
			u.Number, u.Line = number, int64(src.line)
			if !yield(u, nil) {
				return
			}
		}
	}
}

// NewMosesWriter writes a Moses pair: the source to one file, the target to
// the other, a unit on a line, cleaned (text.Clean). Nothing but the two texts
// is kept, of in-line codes nothing.
func NewMosesWriter(source, target io.Writer, opts WriteOptions) Writer {
	return &mosesWriter{output{w: source}, output{w: target}, opts.filled()}
}

type mosesWriter struct {
	source, target output
	opts           WriteOptions
}

func (m *mosesWriter) Write(u *tmx.Unit) error {
	src, tgt, err := m.opts.bothSides(u)
	if err != nil {
		return err
	}
	a, b := text.Clean(src.Text()), text.Clean(tgt.Text())
	if a == "" || b == "" {
		return refuse(u, tmx.CodeNoTarget, "one side is blank")
	}
	m.source.put(a, "\n")
	m.target.put(b, "\n")
	return errors.Join(m.source.err, m.target.err)
}

func (m *mosesWriter) Close() error { return errors.Join(m.source.flush(), m.target.flush()) }
