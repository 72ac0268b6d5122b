package tmx

import (
	"strings"
	"time"
)

// dateLayout is the only form of date TMX knows, UTC.
const dateLayout = "20060102T150405Z"

// FormatDate returns t as TMX writes dates: YYYYMMDDThhmmssZ, in UTC.
func FormatDate(t time.Time) string { return t.UTC().Format(dateLayout) }

// ParseDate reads a date of TMX, in the exact form or one of those that
// FixDate mends.
func ParseDate(s string) (time.Time, bool) {
	fixed, ok := FixDate(s)
	if !ok {
		return time.Time{}, false
	}
	t, err := time.Parse(dateLayout, fixed)
	return t, err == nil
}

// FixDate returns a date in the form of TMX. It takes that form without its Z
// or with lower-case letters, a day alone, and ISO 8601 with hyphens and
// colons, with an offset or without (then UTC). ok is false, and the result
// empty, where s is no date.
func FixDate(s string) (fixed string, ok bool) {
	if exactDate(s) {
		return s, true
	}
	if len(s) > 40 {
		return "", false
	}
	up := strings.ToUpper(strings.TrimSpace(s))
	for _, layout := range []string{
		dateLayout, "20060102T150405", "20060102", "20060102T150405Z0700",
		time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02",
	} {
		if t, err := time.Parse(layout, up); err == nil && t.Year() > 0 {
			return FormatDate(t), true
		}
	}
	return "", false
}

// exactDate reports whether s is a date of the exact form that exists.
func exactDate(s string) bool {
	if len(s) != 16 || s[8] != 'T' || s[15] != 'Z' {
		return false
	}
	num := func(i, n int) (v int) {
		for _, c := range []byte(s[i : i+n]) {
			if c < '0' || c > '9' {
				return -1
			}
			v = v*10 + int(c-'0')
		}
		return v
	}
	y, m, d := num(0, 4), num(4, 2), num(6, 2)
	hh, mm, ss := num(9, 2), num(11, 2), num(13, 2)
	if y < 1 || m < 1 || m > 12 || d < 1 || d > 31 || hh < 0 || hh > 23 || mm < 0 || mm > 59 || ss < 0 || ss > 59 {
		return false
	}
	return d <= 28 || time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() == d
}
