package cli

import (
	"runtime/debug"
	"strings"
)

// version returns the version that the binary was built as.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	return versionOf(info)
}

// versionOf returns the tag that a release was built from; else the commit, and whether files
// differed from it; else, of a build that knows neither, "devel".
func versionOf(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	// What lies between two tags has a pseudo-version: it holds the commit's time and twelve digits.
	tag := info.Main.Version
	released := strings.HasPrefix(tag, "v") && strings.Count(tag, "-") < 2 &&
		!strings.Contains(tag, "+dirty")
	revision := settings["vcs.revision"]
	switch {
	case released:
		return tag
	case revision == "" && strings.HasPrefix(tag, "v"):
		return tag // "go install MODULE@COMMIT" knows no more
	case revision == "":
		return "devel"
	}
	const digits = 7
	version := "devel " + revision[:min(digits, len(revision))]
	if settings["vcs.modified"] == "true" {
		version += " (modified)"
	}
	return version
}
