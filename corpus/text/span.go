// Package text is the ground floor of songngu: spans, normal forms, folds and
// the guess at a language. It knows characters and words, nothing of files,
// sentences or alignments.
package text

// Span is the half-open byte range [Start, End) of some immutable source text.
// Which text it is a span of is said by whoever hands it out.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the part of source that the span covers, sharing its memory. It
// panics if the span lies outside source, as slicing does.
func (s Span) Of(source string) string { return source[s.Start:s.End] }

// Shift returns the span moved by offset bytes.
func (s Span) Shift(offset int) Span { return Span{s.Start + offset, s.End + offset} }
