package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx"
)

// edits makes a memory of a base by random edits, each of which it names.
func edits(t *rapid.T, base *tmxFile, who string) *tmxFile {
	m := &tmxFile{header: base.header}
	for i, u := range base.units {
		u = u.Clone()
		switch rapid.IntRange(0, 9).Draw(t, who) {
		case 0:
			continue
		case 1:
			u.Variants[0].Seg = tmx.TextSegment(fmt.Sprintf("The river number %d is wide, says %s.", i, rapid.SampledFrom([]string{who, "both"}).Draw(t, who)))
		case 2:
			u.Variants[1].Seg = tmx.TextSegment(fmt.Sprintf("Con sông số %d rộng, theo %s.", i, rapid.SampledFrom([]string{who, "both"}).Draw(t, who)))
		case 3:
			u.SetProp("status", fmt.Sprint(rapid.SampledFrom([]string{"new ", "approved ", who}).Draw(t, who), i))
		case 4:
			u.Notes = append(u.Notes, tmx.Note{Value: "seen by " + who})
		case 5:
			u.SetAttr("changedate", rapid.SampledFrom([]string{"20260102T000000Z", "20260203T000000Z"}).Draw(t, who))
		case 6:
			added := tmx.NewUnit("en", fmt.Sprintf("A bridge was built behind house %d.", i), "vi", fmt.Sprintf("Một cây cầu được xây sau nhà số %d.", i))
			if rapid.Bool().Draw(t, who) {
				added = tmx.NewUnit("en", fmt.Sprintf("Somebody by the name of %s lives at number %d.", who, i), "vi", fmt.Sprintf("Ở số %d có người tên %s.", i, who))
			}
			m.units = append(m.units, added)
		}
		m.units = append(m.units, u)
	}
	if len(m.units) > 4 && rapid.Bool().Draw(t, who) {
		u := m.units[0]
		m.units = append(slices.Clone(m.units[1:]), u)
	}
	return m
}

func drawBase(t *rapid.T) *tmxFile {
	base := &tmxFile{header: tmx.Header{SrcLang: "en"}}
	for i := range rapid.IntRange(0, 12).Draw(t, "units") {
		u := tmx.NewUnit("en", fmt.Sprintf("The lamp in room %d burns %s night.", i, strings.Repeat("all ", i%3)), "vi", fmt.Sprintf("Ngọn đèn phòng %d cháy suốt %s đêm.", i, strings.Repeat("cả ", i%3)))
		if i%2 == 0 {
			u.ID = fmt.Sprint("lamp-", i)
		}
		u.SetProp("status", fmt.Sprint("new ", i))
		base.units = append(base.units, u)
	}
	return base
}

// swapWhose names the other of the two in the marks of conflicts.
func swapWhose(s string) string {
	return strings.NewReplacer("ours", "theirs", "theirs", "ours").Replace(s)
}

func fingerprints(m *tmxFile, swap bool) []string {
	var list []string
	for _, u := range m.units {
		u = u.Clone()
		for i, p := range u.Props {
			if swap && p.Type == propConflict {
				u.Props[i].Value = swapWhose(p.Value)
			}
		}
		list = append(list, fingerprint(u))
	}
	slices.Sort(list)
	return list
}

// A merge is symmetric, loses no text and no note, and of what only one side
// changed it makes exactly that side.
func TestMerge3Laws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawBase(t)
		ours, theirs := edits(t, base, "mai"), edits(t, base, "tom")
		m, back := mergeMemories(base, ours, theirs), mergeMemories(base, theirs, ours)
		if x, y := fingerprints(&m.tmxFile, false), fingerprints(&back.tmxFile, true); !slices.Equal(x, y) {
			t.Fatalf("not symmetric:\n%s\n\n%s", strings.Join(x, "\n"), strings.Join(y, "\n"))
		}
		if m.conflicts != back.conflicts {
			t.Fatalf("%d conflicts one way, %d the other", m.conflicts, back.conflicts)
		}
		lost(t, base, ours, theirs, m)
		lost(t, base, theirs, ours, m)
		for _, one := range []*tmxFile{ours, base} {
			for _, r := range []*merger{mergeMemories(base, one, base), mergeMemories(base, base, one), mergeMemories(base, one, one)} {
				if !slices.Equal(fingerprints(&r.tmxFile, false), fingerprints(one, false)) || r.conflicts > 0 {
					t.Fatalf("merged with nothing a memory is another")
				}
			}
		}
	})
}

// lost reports texts and notes of mine that are neither in the merge nor taken
// out by the other.
func lost(t *rapid.T, base, mine, other *tmxFile, m *merger) {
	inBase, inOther, in := pieces(base), pieces(other), pieces(&m.tmxFile)
	for p := range pieces(mine) {
		if !in[p] && (!inBase[p] || inOther[p]) {
			t.Fatalf("lost: %s", p)
		}
	}
}

func pieces(m *tmxFile) map[string]bool {
	set := make(map[string]bool)
	for _, u := range m.units {
		for i := range u.Variants {
			set[u.Variants[i].Lang+": "+u.Variants[i].Text()] = true
		}
		for _, n := range u.Notes {
			set["note: "+n.Value] = true
		}
		for _, p := range u.Props {
			if p.Type != propConflict {
				set[p.Type+": "+p.Value] = true
			}
		}
	}
	return set
}
