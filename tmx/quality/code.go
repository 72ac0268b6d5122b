package quality

import "strings"

// codeDiffers (Q114) finds in-line codes of the memory (bpt, ept, it, ph, hi,
// ut) that one side has and the other lacks. They are compared by their x
// number where both sides number them, else by element and number alone, since
// tools write different things inside.
//
// It is wrong in memories whose codes are fonts and colours that only one
// language needs.
func codeDiffers(p *pair) {
	if !p.src.variant.Seg.HasCodes() && !p.tgt.variant.Seg.HasCodes() {
		return
	}
	src, tgt := codes(p.src.variant.Seg.Raw()), codes(p.tgt.variant.Seg.Raw())
	if !allNumbered(src) || !allNumbered(tgt) {
		for _, list := range [][]item{src, tgt} {
			for i := range list {
				list[i].key, _, _ = strings.Cut(list[i].key, " ")
			}
		}
	}
	p.compare(src, tgt, "in-line code", "mã nội dòng")
}

func allNumbered(list []item) bool {
	for _, i := range list {
		if !strings.Contains(i.key, " ") {
			return false
		}
	}
	return true
}

// codes lists the start tags of TMX's in-line elements in a segment's raw XML:
// "ph 3" for <ph x="3">. Their spans are empty, since they are not in the plain
// text.
func codes(raw string) []item {
	var list []item
	for i := 0; ; {
		n := strings.IndexByte(raw[i:], '<')
		if n < 0 {
			return list
		}
		i += n + 1
		end := strings.IndexByte(raw[i:], '>')
		if end < 0 {
			return list
		}
		name, attrs, _ := strings.Cut(strings.TrimSuffix(raw[i:i+end], "/"), " ")
		switch name {
		case "bpt", "ept", "it", "ph", "hi", "ut":
			if x := attribute(attrs, "x"); x != "" {
				name += " " + x
			}
			list = append(list, item{key: name})
		}
		i += end
	}
}

// attribute is the value of an attribute in a tag's text, "" if it has none.
func attribute(attrs, name string) string {
	for field := range strings.FieldsSeq(attrs) {
		if v, ok := strings.CutPrefix(field, name+"="); ok {
			return strings.Trim(v, `"'`)
		}
	}
	return ""
}
