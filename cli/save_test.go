package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"exportwatch/cli"
)

// TestSaveNeverOverwrites holds that a saved text is private, and in a new file.
func TestSaveNeverOverwrites(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Symlink("/nowhere", "a-query.sql"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a-query-2.sql", "a-query-3.sql"} {
		name, err := cli.Save("a-query.sql", "SELECT "+want)
		if name != want || err != nil {
			t.Fatalf("saved as %q, %v, want %q", name, err, want)
		}
	}
	for _, name := range []string{"a-query-2.sql", "a-query-3.sql"} {
		text, err := os.ReadFile(name)
		if err != nil || string(text) != "SELECT "+name+"\n" {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", name, info.Mode())
		}
	}
	if name, err := cli.Save(filepath.Join("no", "such.txt"), "x"); err == nil {
		t.Errorf("saved as %q where there is no folder", name)
	}
}
