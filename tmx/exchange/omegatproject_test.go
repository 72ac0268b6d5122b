package exchange

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx"
)

func TestOmegaTFolder(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"", "", "tm/auto"},
		{PropConfidence, "", "tm/auto"},
		{PropConfidence, "1", "tm/auto"},
		{PropConfidence, "0.9000", "tm/auto"},
		{PropConfidence, "0.8999", "tm/penalty-010"},
		{PropConfidence, "0.8", "tm/penalty-010"},
		{PropConfidence, "0.7999", "tm/penalty-020"},
		{PropConfidence, "0.6", "tm/penalty-020"},
		{PropConfidence, "0.5999", "tm/penalty-030"},
		{PropConfidence, "0", "tm/penalty-030"},
		{PropConfidence, "-1", "tm/penalty-030"},
		{PropConfidence, "97", "tm/penalty-030"},
		{PropConfidence, "NaN", "tm/penalty-030"},
		{PropConfidence, "high", "tm/penalty-030"},
		{PropFuzzy, "yes", "tm/penalty-030"},
		{PropStatus, "sai", "tm/penalty-030"},
	} {
		u := tmx.NewUnit("en", "The well is deep.", "vi", "Giếng sâu.")
		if c.name != "" {
			u.SetProp(c.name, c.value)
		}
		if got := OmegaTFolder(u); got != c.want {
			t.Errorf("%s=%q: %s, want %s", c.name, c.value, got, c.want)
		}
	}
	rejected := tmx.NewUnit("en", "The well is deep.", "vi", "Giếng cạn.")
	rejected.SetProp(PropConfidence, "0.99")
	rejected.SetProp(PropStatus, "wrong")
	if got := OmegaTFolder(rejected); got != "tm/penalty-030" {
		t.Errorf("what a reviewer turned down goes to %s", got)
	}
}

// Whatever a unit says, its folder is one of those that are written.
func TestOmegaTFolderKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := tmx.NewUnit("en", "A", "vi", "B")
		u.SetProp(PropConfidence, rapid.String().Draw(t, "confidence"))
		if !slices.Contains(OmegaTFolders(), OmegaTFolder(u)) {
			t.Fatalf("unknown folder %q", OmegaTFolder(u))
		}
	})
}

func TestOmegaTProjectFile(t *testing.T) {
	for _, c := range [][4]string{{"en", "vi", "EN", "VI"}, {"en-US", "vi-VN", "EN-US", "VI-VN"}, {"<&", "\x00", "<&", ""}} {
		data := OmegaTProjectFile(c[0], c[1])
		var file struct {
			Source    string `xml:"project>source_lang"`
			Target    string `xml:"project>target_lang"`
			Sentences string `xml:"project>sentence_seg"`
			TM        string `xml:"project>tm_dir"`
		}
		if err := xml.Unmarshal([]byte(data), &file); err != nil {
			t.Fatalf("%q: %v\n%s", c, err, data)
		}
		if file.Source != c[2] || strings.Trim(file.Target, "\uFFFD") != c[3] || file.Sentences != "false" || file.TM != "__DEFAULT__" {
			t.Errorf("%q: %+v", c, file)
		}
	}
}
