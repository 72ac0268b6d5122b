package quality

import "songngu/corpus/text"

// emptySide (Q301) finds units of which a side is missing, or has no text while
// the other has some. A side of in-line codes alone is not empty.
func emptySide(p *pair) {
	if p.src.text == "" && p.tgt.text == "" {
		if !p.hasCodes() {
			p.find(&p.tgt, text.Span{}, "the unit has no text", "đơn vị dịch không có nội dung")
		}
		return
	}
	for _, s := range p.both() {
		switch {
		case s.text != "":
		case s.variant == nil:
			p.find(s, text.Span{}, sideName(p, s, false)+" is missing", "thiếu "+sideName(p, s, true))
		case !s.variant.Seg.HasCodes():
			p.find(s, text.Span{}, sideName(p, s, false)+" is empty", sideName(p, s, true)+" để trống")
		}
	}
}

func (p *pair) hasCodes() bool {
	for _, s := range p.both() {
		if s.variant != nil && s.variant.Seg.HasCodes() {
			return true
		}
	}
	return false
}

func sideName(p *pair, s *side, vietnamese bool) string {
	switch {
	case s == &p.src && vietnamese:
		return "câu nguồn"
	case s == &p.src:
		return "the source"
	case vietnamese:
		return "bản dịch"
	}
	return "the target"
}
