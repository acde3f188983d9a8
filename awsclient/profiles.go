package awsclient

import (
	"bufio"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
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

// profiles lists the profiles of the shared files, sorted.
func profiles() []string {
	found := map[string]bool{}
	for variable, usual := range map[string]string{
		"AWS_CONFIG_FILE":             config.DefaultSharedConfigFilename(),
		"AWS_SHARED_CREDENTIALS_FILE": config.DefaultSharedCredentialsFilename(),
	} {
		name := os.Getenv(variable)
		if name == "" {
			name = usual
		}
		for _, section := range sections(name) {
			kind, of, named := strings.Cut(section, " ")
			switch {
			case !named:
				found[section] = true
			case kind == "profile":
				found[strings.TrimSpace(of)] = true
			}
		}
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
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
