package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"songngu/corpus/fetch/escape"
)

// rules are what a robots.txt says to one user agent.
//
// They are read and matched here as RFC 9309 has it, and not by
// temoto/robotstxt v1.1.2, which matches "/a*b" anywhere in a path rather than
// at its beginning, takes a group for "song" as one for "songngu", lets the
// order in the file decide between equally long rules, and gives up the whole
// file for one line before the first group.
type rules struct {
	paths []rule
	delay time.Duration // of a Crawl-delay line, 0 if there is none
}

// rule is one Allow or Disallow line.
type rule struct {
	allow bool
	size  int      // of the pattern in bytes: the longest that matches decides
	parts []string // the pattern, split at its wildcards
	ends  bool     // the pattern ends with "$": it must match the whole path
}

// parseRobots reads the group of a robots.txt for the agent, or the one for
// "*" if the agent has none. Several groups for one agent are one. Lines that
// are not understood are passed by; cost is linear in the size of the text.
func parseRobots(text []byte, agent string) *rules {
	var ours, everyone rules
	named := false
	toUs, toAll, inRules := false, false, false
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for _, line := range bytes.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = bytes.Cut(line, []byte("#"))
		key, rest, ok := strings.Cut(string(line), ":")
		if !ok {
			continue
		}
		value := strings.TrimSpace(rest)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if inRules {
				toUs, toAll, inRules = false, false, false
			}
			toAll = toAll || value == "*"
			if agent != "" && productToken(value) == agent {
				toUs, named = true, true
			}
		case "allow", "disallow", "crawl-delay":
			inRules = true
			if toUs {
				ours.add(key, value)
			}
			if toAll {
				everyone.add(key, value)
			}
		}
	}
	if named {
		return &ours
	}
	return &everyone
}

// add takes in one line of a group.
func (r *rules) add(key, value string) {
	if key == "crawl-delay" {
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
			r.delay = time.Duration(min(seconds, 86400) * float64(time.Second))
		}
		return
	}
	if value == "" {
		return // "Disallow:" forbids nothing
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	pattern := escape.Normal(value)
	line := rule{allow: key == "allow", size: len(pattern)}
	pattern, line.ends = strings.CutSuffix(pattern, "$")
	line.parts = strings.Split(pattern, "*")
	r.paths = append(r.paths, line)
}

// allow reports whether the page may be fetched: the longest rule that matches
// decides, of equally long ones the one that allows.
func (r *rules) allow(path, query string) bool {
	if query != "" {
		path += "?" + query
	}
	path = escape.Normal(path)
	if path == "/robots.txt" {
		return true
	}
	allowed, size := true, -1
	for _, line := range r.paths {
		if (line.size > size || line.size == size && line.allow) && line.matches(path) {
			allowed, size = line.allow, line.size
		}
	}
	return allowed
}

// matches tries each part at its first place behind the one before, which
// finds a match if there is one; cost is at most parts times path.
func (r rule) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, r.parts[0])
	if !ok {
		return false
	}
	last := len(r.parts) - 1
	if last == 0 {
		return !r.ends || rest == ""
	}
	for _, part := range r.parts[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	if r.ends {
		return strings.HasSuffix(rest, r.parts[last])
	}
	return strings.Contains(rest, r.parts[last])
}
