package measuring

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFolder(t *testing.T) {
	root := moduleRoot()
	if _, err := os.Stat(filepath.Join(root, "corpus", "measuring", "measuring.go")); err != nil {
		t.Fatalf("%q is not the project's root: %v", root, err)
	}
	for _, c := range []struct{ given, want string }{
		{"", filepath.Join(root, "..", "shared")},
		{"elsewhere", filepath.Join(root, "elsewhere")},
		{filepath.Join(root, "x"), filepath.Join(root, "x")},
	} {
		t.Setenv("SONGNGU_SHARED", c.given)
		if got := Folder(); got != c.want {
			t.Errorf("with SONGNGU_SHARED=%q the folder is %q, not %q", c.given, got, c.want)
		}
	}
}

// A test whose data is not there is skipped, and neither fails nor passes.
func TestPathSkips(t *testing.T) {
	t.Setenv("SONGNGU_SHARED", t.TempDir())
	skipped := false
	t.Run("missing", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Path(t, "data", "nothing")
		t.Error("a missing path did not skip the test")
	})
	if !skipped {
		t.Error("the test was not skipped")
	}
}
