package transform

import (
	"strings"
	"testing"

	"songngu/tmx"
)

func ferry() *tmx.Unit {
	u := tmx.NewUnit("en", "The ferry leaves at dawn.", "vi", "Phà rời bến lúc rạng đông.")
	u.ID, u.Number = "f-1", 7
	u.SetProp(PropConfidence, "0.9300")
	u.SetProp("x-document", "harbour.txt")
	u.Props = append(u.Props, tmx.Prop{Type: "score", Value: "0.71"}, tmx.Prop{Type: "score", Value: "12"})
	u.SetAttr("usagecount", "3")
	u.Notes = []tmx.Note{{Value: "checked by hand"}}
	u.Variants[0].SetAttr("creationid", "an")
	u.Variants[1].SetAttr("creationdate", "20260314T090000Z")
	u.Variants[1].SetAttr("changeid", "binh")
	u.Variants[1].Seg = tmx.RawSegment(`<bpt i="1">{</bpt>Phà<ept i="1">}</ept> rời bến lúc rạng đông.`)
	return u
}

func TestExpr(t *testing.T) {
	u := ferry()
	for expr, want := range map[string]bool{
		`confidence >= 0.9 and len(en) < 200 and not en ~ "^Photo:"`: true,
		`confidence = 0.93`:                           true,
		`en = "The ferry leaves at dawn."`:            true,
		`en == 'The ferry leaves at dawn.'`:           true,
		`en-US ~ "ferry"`:                             true, // the nearest region
		`source = en and target = vi`:                 true,
		`fr = ""`:                                     true,
		`has(fr)`:                                     false,
		`vi ~ "^Phà rời"`:                             true,
		`vi ~ "pha roi"`:                              false,
		`fold(vi) ~ "pha roi"`:                        true,
		`lower(vi) ~ "^phà"`:                          true,
		`vi !~ "tàu"`:                                 true,
		`en ~ "\bdawn\b"`:                             true,
		`en ~ "dawn\\."`:                              false, // \\ is a backslash
		`en ~ "dawn\."`:                               true,
		`len(vi) = 26`:                                true,
		`words(en) = 5 and words(vi) = 6`:             true,
		`ratio > 1 and ratio < 1.1`:                   true,
		`ratio(vi, en) < 1`:                           true,
		`ratio(fr, en) < 1 or ratio(fr, en) >= 1`:     false, // nothing to compare
		`ratio(fr, en) != 1`:                          true,
		`guess(vi) = "vi" and guess(fr) = ""`:         true,
		`tags(vi) = 4 and tags(en) = 0`:               true,
		`usage = 3 and variants = 2 and number = 7`:   true,
		`id = "f-1"`:                                  true,
		`document ~ "harbour"`:                        true,
		`prop("score") > 0.8`:                         true, // one of them is
		`prop("score") > 20`:                          false,
		`0.8 < prop("score")`:                         true,
		`prop("score") != 12`:                         false,
		`prop("x-document") = "harbour.txt"`:          true,
		`has(prop("x-none"))`:                         false,
		`prop("x-none") != "a"`:                       true,
		`"score" in props and not "x" in props`:       true,
		`"vi" in languages`:                           true,
		`"an" in users and users = "binh"`:            true,
		`attr("creationid") = "an"`:                   true,
		`notes ~ "hand"`:                              true,
		`created = "2026" and created = "2026-03"`:    true,
		`created = "2026-04"`:                         false,
		`created > "2026"`:                            false,
		`created >= "2026" and created <= "2026"`:     true,
		`created < "2026-03-15" and "2025" < created`: true,
		`changed = created`:                           true,
		`used = "2026"`:                               false,
		`used != "2026"`:                              true,
		`"T006" in findings`:                          true,
		`findings ~ "^W"`:                             false,
		`lang("en") ~ "ferry"`:                        true,
		`len(en) + len(vi) * 2 - 1 = 76`:              true,
		`-len(en) < 0 and len(en) / 0 != 1`:           true,
		`len(en)>10 and(len(vi)<5 or not(usage>5))`:   true,
		`has(en) and not has(fr) or has(fr)`:          true,
		`not has(fr) and has(fr) or has(en)`:          true,
		`en < "Z" and en > "A"`:                       true,
	} {
		e, err := ParseExpr(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := e.Match(u, "", "", []string{"T006"}); got != want {
			t.Errorf("%s is %v", expr, got)
		}
	}
}

func TestExprErrors(t *testing.T) {
	for expr, want := range map[string]string{
		``:                         `column 1: the end stands where a value should`,
		`confidense > 1`:           `column 1: unknown name "confidense"; did you mean confidence?`,
		`length(en) > 1`:           `column 1: unknown function "length"; did you mean len(x)?`,
		`en`:                       `column 1: a text stands where a condition should; compare it, or ask has(…)`,
		`len > 3`:                  `column 1: len wants brackets: len(x)`,
		`len(en, vi) > 3`:          `column 1: len wants len(x)`,
		`len(usage) > 3`:           `column 5: len wants a text, not a number`,
		`en > 3`:                   `column 4: a text and a number do not compare`,
		`en ~ vi`:                  `column 6: ~ wants a regexp in quotes on its right`,
		`en ~ "("`:                 "column 6: missing closing ): `(`",
		`en ~ "Phố" and vi ~ "["`:  "column 21: missing closing ]: `[`",
		`usage ~ "3"`:              `column 1: ~ wants a text or a list on its left, not a number`,
		`en = "open`:               `column 6: the quote does not end`,
		`en = "a" vi = "b"`:        `column 10: "vi" stands where and, or, or the end should`,
		`(en = "a"`:                `column 10: ")" is missing before the end`,
		`1 < usage < 3`:            `column 11: comparisons do not chain; join them with and`,
		`changed > "soon"`:         `column 11: "soon" is no date like 2026, 2026-03, 2026-03-14 or 20260314T090000Z`,
		`"vi" in en`:               `column 6: in wants a text on its left and a list on its right`,
		`usage & 3 = 1`:            `column 7: '&' means nothing here`,
		`1.2.3 = usage`:            `column 1: "1.2.3" is no number`,
		`prop(en) = "a"`:           `column 6: prop wants a name in quotes`,
		`not`:                      `column 4: the end stands where a value should`,
		`tags("a") = 1`:            `column 6: tags wants a side: source, target or a language`,
		strings.Repeat("(", 200):   `column 101: nested more than 300 deep`,
		strings.Repeat("not ", 99): `column 397: the end stands where a value should`,
	} {
		_, err := ParseExpr(expr)
		if err == nil {
			t.Errorf("%.40s: no error", expr)
		} else if got := strings.TrimPrefix(err.Error(), "expression, "); got != want {
			t.Errorf("%.40s: %s\nwant %s", expr, got, want)
		}
	}
	_, err := ParseExpr(`vi = "Phố" nd`)
	if got := err.(*ExprError).Picture(); got != "vi = \"Phố\" nd\n           ^" {
		t.Errorf("picture is\n%s", got)
	}
}

func FuzzExpr(f *testing.F) {
	for _, s := range []string{`confidence >= 0.9 and not en ~ "^Photo:"`, `len(vi)*2 < -3 or "a" in prop("x")`, `created = '2026'`, `((`, `\`, "\xff"} {
		f.Add(s)
	}
	u := ferry()
	f.Fuzz(func(_ *testing.T, s string) {
		if e, err := ParseExpr(s); err == nil {
			e.Match(u, "", "", nil)
		} else {
			_ = err.(*ExprError).Picture()
		}
	})
}
