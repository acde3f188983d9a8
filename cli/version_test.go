package cli_test

import (
	"runtime/debug"
	"testing"

	"exportwatch/cli"
)

// What the toolchain tells of a build becomes the version.
func TestVersion(t *testing.T) {
	t.Parallel()
	const revision = "0645979abcdef0645979abcdef0645979abcdef0"
	for _, test := range []struct {
		name, tag, revision, modified, want string
	}{
		{"a release", "v1.2.3", revision, "false", "v1.2.3"},
		{"a release candidate", "v1.2.3-rc.1", revision, "false", "v1.2.3-rc.1"},
		{"a checkout", "v0.0.0-20261126154421-0645979abcde", revision, "false", "devel 0645979"},
		{"a changed checkout", "v0.0.0-20261126154421-0645979abcde+dirty", revision, "true", "devel 0645979 (modified)"},
		{"a changed release", "v1.2.3+dirty", revision, "true", "devel 0645979 (modified)"},
		{"an old toolchain", "(devel)", revision, "false", "devel 0645979"},
		{"without version control", "(devel)", "", "", "devel"},
		{"nothing known", "", "", "", "devel"},
		{"installed from a commit", "v0.0.0-20261126154421-0645979abcde", "", "", "v0.0.0-20261126154421-0645979abcde"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			info := &debug.BuildInfo{Main: debug.Module{Version: test.tag}}
			if test.revision != "" {
				info.Settings = []debug.BuildSetting{
					{Key: "vcs.revision", Value: test.revision},
					{Key: "vcs.modified", Value: test.modified},
				}
			}
			if got := cli.VersionOf(info); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
