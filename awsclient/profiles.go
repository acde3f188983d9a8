package awsclient

import (
	"bufio"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"exportwatch/model"
)

// profile returns the profile whose credentials are used, "" for the default one or none: keys in
// the environment go before a profile that only the environment names.
func (o Options) profile() string {
	if o.AccessKeyID != "" || o.Profile == "" && os.Getenv("AWS_ACCESS_KEY_ID") != "" {
		return ""
	}
	for _, name := range []string{
		o.Profile, os.Getenv("AWS_PROFILE"), os.Getenv("AWS_DEFAULT_PROFILE"),
	} {
		if name != "" {
			return name
		}
	}
	return ""
}

// Profiles returns the profiles that values of --profile mean: a value with *, ? or [ those of the
// shared files whose names it matches, in the files' order; any other value itself, for whether it
// exists is Open's to say. Each comes once. Its error is a *model.Fault of a pattern that matches
// nothing.
func Profiles(values []string) ([]string, error) {
	var names []string
	for _, value := range values {
		if !strings.ContainsAny(value, "*?[") {
			names = append(names, value)
			continue
		}
		all := profiles()
		matches := slices.DeleteFunc(slices.Clone(all), func(name string) bool {
			return !matchesName(value, name)
		})
		if len(matches) == 0 {
			why := fmt.Sprintf("no profile matches %q%s", value, choice(all))
			return nil, &model.Fault{Kind: model.FaultConfig, Message: model.Clean(why)}
		}
		names = append(names, matches...)
	}
	return unique(names), nil
}

// matchesName is path.Match without its notion of paths: a * matches a slash too.
func matchesName(pattern, name string) bool {
	flat := strings.NewReplacer("/", "\x00")
	matched, err := path.Match(flat.Replace(pattern), flat.Replace(name))
	return err == nil && matched
}

// profiles lists the profiles of the shared config file and then those of the shared credentials
// file, each once, as the SDK reads them: it knows no others.
func profiles() []string {
	var names []string
	for _, section := range sections(configFile()) {
		name, isProfile := profileOf(section)
		if isProfile || strings.EqualFold(name, "default") {
			names = append(names, name)
		}
	}
	for _, section := range sections(credentialsFile()) {
		if name, isProfile := profileOf(section); !isProfile {
			names = append(names, name)
		}
	}
	return unique(names)
}

// profileOf returns the name in a section "profile NAME", or another section as it is.
func profileOf(section string) (string, bool) {
	name, isProfile := strings.CutPrefix(strings.ReplaceAll(section, "\t", " "), "profile ")
	if !isProfile {
		return section, false
	}
	return strings.TrimSpace(name), true
}

// unique returns each name once, where it came first.
func unique(names []string) []string {
	var once []string
	for _, name := range names {
		if !slices.Contains(once, name) {
			once = append(once, name)
		}
	}
	return once
}

// sections returns what stands in square brackets at the head of the lines of a file.
func sections(name string) []string {
	file, err := os.Open(name) //nolint:gosec // the user's own settings
	if err != nil {
		return nil
	}
	defer file.Close() //nolint:errcheck // only read
	var found []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		head, isHead := strings.CutPrefix(strings.TrimSpace(lines.Text()), "[")
		if section, _, closed := strings.Cut(head, "]"); isHead && closed {
			found = append(found, strings.TrimSpace(section))
		}
	}
	return found
}
