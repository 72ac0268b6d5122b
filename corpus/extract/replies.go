package extract

import (
	"strings"

	"songngu/corpus/text"
)

// siblings are the elements of one list: alike, in one parent.
type siblings struct {
	parent int32
	class  uint32
}

// replyWords are what a comment is signed with: links to answer it, folded.
var replyWords = []string{"thich", "tra loi", "phan hoi", "chia se", "bao cao", "bao xau", "reply", "like", "share", "report", "flag", "permalink"}

// setAsideReplies finds comments where no name and no heading says so: two or
// more alike elements beside each other of which each has a line of links to
// answer, or says how long ago it was written, and the article is elsewhere.
func (t *tree) setAsideReplies() {
	count := make(map[siblings]int)
	var signed []int32 // the elements around such lines, each once
	seen := make(map[int32]bool)
	for i := range t.runs {
		r := &t.runs[i]
		if r.aside != noReason || len(r.text) > 80 || !isReplyLine(r) {
			continue
		}
		for e, up := r.element, 0; e > 0 && up < 5 && !seen[e]; e, up = t.elements[e].parent, up+1 {
			seen[e] = true
			signed = append(signed, e)
			count[siblings{t.elements[e].parent, t.elements[e].class}]++
		}
	}
	if len(signed) < 2 {
		return
	}
	mass := t.sums(func(r *run) int { return max(0, r.weight) })
	all := make(map[siblings]int)
	for _, e := range signed {
		all[siblings{t.elements[e].parent, t.elements[e].class}] += mass[e]
	}
	why := make([]reason, len(t.elements))
	for _, e := range signed {
		el := &t.elements[e]
		key := siblings{el.parent, el.class}
		rest := mass[0] - all[key]
		if count[key] >= 2 && el.last-el.first >= 2 && rest >= minPart && rest*2 > all[key] {
			why[e] = commentBox
		}
	}
	for i := 1; i < len(why); i++ {
		if why[i] == noReason {
			why[i] = why[t.elements[i].parent]
		}
	}
	t.markAside(why)
}

// isReplyLine recognises the line below or above a comment: "Thích · Trả lời",
// "Hoa 2 giờ trước", "Tom, 3 days ago".
func isReplyLine(r *run) bool {
	if r.linked == 0 && r.bold == 0 && len(r.text) > 40 {
		return false
	}
	folded := text.FoldMarks(r.text)
	if rest, ok := strings.CutSuffix(folded, " truoc"); ok {
		return r.bold+r.linked > 0 && nameAndSpan(rest, "giay", "phut", "gio", "ngay", "tuan", "thang", "nam")
	}
	if rest, ok := strings.CutSuffix(folded, " ago"); ok {
		return r.bold+r.linked > 0 && nameAndSpan(strings.TrimSuffix(rest, "s"), "second", "minute", "min", "hour", "day", "week", "month", "year")
	}
	found := 0
	for _, w := range replyWords {
		if rest := strings.Replace(folded, w, "", 1); rest != folded {
			folded = rest
			found++
		}
	}
	return found > 0 && (found > 1 || r.linked > 0) && strings.Trim(folded, " 0123456789()|·•-–,.") == ""
}

// nameAndSpan reports whether a text is something, a number and one of the
// units. A number alone is the time of an entry in a live blog.
func nameAndSpan(s string, units ...string) bool {
	for _, u := range units {
		if rest, ok := strings.CutSuffix(s, " "+u); ok {
			name := strings.TrimRight(rest, "0123456789")
			return name != rest && strings.Trim(name, " -–—|·•,") != ""
		}
	}
	return false
}
