package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"songngu/corpus/segment"
)

// newSegmenter makes the segmenter that the flags of segment ask for.
func newSegmenter(lang, srxFile, abbreviationsFile string) (*segment.Segmenter, error) {
	var opts []segment.Option
	if srxFile != "" {
		f, err := os.Open(srxFile)
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read SRX rules %q: %w", srxFile, cause(err)), "")
		}
		defer f.Close()
		rules, err := segment.ParseSRX(f)
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read SRX rules %q: %w", srxFile, err), "")
		}
		opts = append(opts, segment.WithSRX(rules))
	}
	if abbreviationsFile != "" {
		list, err := readLines(abbreviationsFile)
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read abbreviations %q: %w", abbreviationsFile, cause(err)), "")
		}
		opts = append(opts, segment.WithAbbreviations(list))
	}
	s, err := segment.New(lang, opts...)
	if err != nil {
		return nil, unread(err, "")
	}
	return s, nil
}

// readLines reads a list: one entry a line, empty lines and lines that begin
// with # passed by.
func readLines(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []string
	s := bufio.NewScanner(f)
	for s.Scan() {
		if line := strings.TrimSpace(strings.TrimPrefix(s.Text(), "\ufeff")); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list, s.Err()
}
