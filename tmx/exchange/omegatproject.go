package exchange

import (
	"strconv"
	"strings"

	"songngu/tmx"
)

// omegatTrust says where in an OmegaT project a unit belongs, by its
// confidence. OmegaT puts the translations of tm/auto in by itself; it takes
// the points that the name of a penalty folder says off the matches of the
// memories in it (OmegaT manual, "Setting up your project": translation
// memory folders). A step of confidence is as many points as it is unsure in
// the middle of it, and a match of the last folder never passes 70 %.
var omegatTrust = []struct {
	least  float64 // confidence, 0 to 1
	folder string
}{
	{0.9, "tm/auto"},
	{0.8, "tm/penalty-010"},
	{0.6, "tm/penalty-020"},
	{0, "tm/penalty-030"},
}

// OmegaTFolders lists the folders of an OmegaT project that OmegaTFolder may
// name, the surest first.
func OmegaTFolders() []string {
	var names []string
	for _, t := range omegatTrust {
		names = append(names, t.folder)
	}
	return names
}

// OmegaTFolder is the folder of an OmegaT project where the memory with this
// unit belongs: tm/auto from a confidence of 0.9 up, tm/penalty-010 from 0.8,
// tm/penalty-020 from 0.6, tm/penalty-030 below. A unit without x-confidence
// was made by people and is sure; one with a Doubt is not, whatever its
// confidence.
func OmegaTFolder(u *tmx.Unit) string {
	last := omegatTrust[len(omegatTrust)-1].folder
	if Doubt(u) != "" {
		return last
	}
	value := strings.TrimSpace(u.Prop(PropConfidence))
	if value == "" {
		return omegatTrust[0].folder
	}
	confidence, err := strconv.ParseFloat(value, 64)
	if err != nil || confidence > 1 {
		return last // it says something that nobody can weigh
	}
	for _, t := range omegatTrust {
		if confidence >= t.least {
			return t.folder
		}
	}
	return last
}

// omegatProps are the props that OmegaT gives a meaning of its own: a unit of
// tm/auto with "file" is not used at all.
var omegatProps = map[string]bool{"file": true, "id": true, "prev": true, "next": true, "path": true, "x-ice": true, "x-100pc": true, "x-auto": true}

// OmegaTProp reports whether a prop of that type means something to OmegaT.
func OmegaTProp(name string) bool { return omegatProps[name] }

// OmegaTProjectFile is the content of omegat.project, the file that makes a
// folder a project of OmegaT, with the default folders. It does not segment
// sentences, since each paragraph of the source is one segment, and leaves the
// tokenizers to OmegaT, which has other ones in each version.
func OmegaTProjectFile(source, target string) string {
	const folder = "__DEFAULT__"
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n    <project version=\"1.0\">\n")
	for _, e := range [][2]string{
		{"source_dir", folder}, {"target_dir", folder}, {"tm_dir", folder},
		{"glossary_dir", folder}, {"glossary_file", folder}, {"dictionary_dir", folder},
		{"source_lang", strings.ToUpper(source)}, {"target_lang", strings.ToUpper(target)},
		{"sentence_seg", "false"}, {"support_default_translations", "true"}, {"remove_tags", "false"},
	} {
		b.WriteString("        <" + e[0] + ">" + xmlText(e[1]) + "</" + e[0] + ">\n")
	}
	b.WriteString("    </project>\n</omegat>\n")
	return b.String()
}
