package tmx

import (
	"fmt"
	"testing"
)

func TestSegmentText(t *testing.T) {
	for _, c := range []struct{ raw, text string }{
		{"", ""},
		{"Chào &amp; tạm biệt&#33;\r\nHẹn gặp lại.", "Chào & tạm biệt!\nHẹn gặp lại."},
		{`<bpt i="1">&lt;b></bpt>Chào<ept i="1">&lt;/b></ept> <hi>bạn <hi>tôi</hi></hi>`, "Chào bạn tôi"},
		{`Xem<ph><sub>chú thích <bpt i="1"/></sub>x</ph> hình<it pos="end">y</it><ut>z</ut>.`, "Xem hình."},
		{`<x id="1"/>Số <g>một</g><!-- ẩn --><![CDATA[ <hai> & ]]>`, "Số một <hai> & "},
		{"&unknown; & &#x110;", "&unknown; & Đ"},
	} {
		if got := RawSegment(c.raw).Text(); got != c.text {
			t.Errorf("text of %q: %q, want %q", c.raw, got, c.text)
		}
	}
	if g := TextSegment("a<b & c"); g.Text() != "a<b & c" || g.Raw() != "a&lt;b &amp; c" || !g.Equal(RawSegment(g.Raw())) || g.HasCodes() {
		t.Errorf("plain segment %q %q", g.Text(), g.Raw())
	}
}

func TestSegmentTags(t *testing.T) {
	got := ""
	for tag := range RawSegment(`a<bpt i="1" x='&lt;'>b</bpt><ph/>`).Tags() {
		got += fmt.Sprint(tag.Name, tag.Attrs, tag.Opens, tag.Closes, " ")
	}
	if want := "bpt[{i 1} {x <}] true false bpt[] false true ph[] true true "; got != want {
		t.Errorf("tags %s, want %s", got, want)
	}
}

func TestCanonLang(t *testing.T) {
	for in, want := range map[string]string{
		"en": "en", "EN": "en", "en_US": "en-US", "en-us": "en-US", "eng": "en", "vie": "vi", "vie_VN": "vi-VN", "VI-vn": "vi-VN",
		"zh-hant-tw": "zh-Hant-TW", "*ALL*": "*all*", "": "", " vi ": "vi", "sr_Latn_RS": "sr-Latn-RS", "not a code": "not a code", "x-own": "x-own",
	} {
		if got := CanonLang(in); got != want {
			t.Errorf("CanonLang(%q) = %q, want %q", in, got, want)
		}
		if again := CanonLang(CanonLang(in)); again != want {
			t.Errorf("CanonLang twice of %q = %q", in, again)
		}
	}
}

func TestFixDate(t *testing.T) {
	for in, want := range map[string]string{
		"20260102T030405Z": "20260102T030405Z", "20260102T030405": "20260102T030405Z", "20260102t030405z": "20260102T030405Z",
		"20260102": "20260102T000000Z", "2026-01-02": "20260102T000000Z", "2026-01-02T03:04:05+07:00": "20260101T200405Z",
		"2026-01-02 03:04:05": "20260102T030405Z", "2026-01-02T03:04:05.678Z": "20260102T030405Z",
		"20260230T000000Z": "", "yesterday": "", "": "", "20260102T250000Z": "", "00000101T000000Z": "",
	} {
		if got, ok := FixDate(in); got != want || ok != (want != "") {
			t.Errorf("FixDate(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestUnitAccess(t *testing.T) {
	u := NewUnit("EN_us", "Yes", "vie", "Có")
	u.SetProp("x-a", "1")
	u.SetProp("x-a", "2")
	u.SetAttr("tuid", "9")
	u.SetAttr("usagecount", "3")
	c := u.Clone()
	u.SetAttr("usagecount", "")
	if u.Prop("x-a") != "2" || len(u.Props) != 1 || u.ID != "9" || u.Attr("tuid") != "9" || u.Attr("usagecount") != "" || c.Attr("usagecount") != "3" {
		t.Errorf("%+v", u)
	}
	if !u.DelProp("x-a") || u.DelProp("x-a") || c.Prop("x-a") != "2" {
		t.Errorf("%+v", u)
	}
	for lang, want := range map[string]string{"en": "Yes", "en-US": "Yes", "en-GB": "Yes", "vi_VN": "Có", "vi": "Có"} {
		if v := u.Variant(lang); v == nil || v.Text() != want {
			t.Errorf("variant %q: %+v", lang, v)
		}
	}
	if u.Variant("fr") != nil || u.Variant("") != nil {
		t.Error("a variant in no language")
	}
}
