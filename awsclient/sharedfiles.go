package awsclient

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"

	"exportwatch/model"
)

// configFile returns the name of the shared config file.
func configFile() string {
	return sharedFile("AWS_CONFIG_FILE", config.DefaultSharedConfigFilename())
}

// credentialsFile returns the name of the shared credentials file.
func credentialsFile() string {
	return sharedFile("AWS_SHARED_CREDENTIALS_FILE", config.DefaultSharedCredentialsFilename())
}

// sharedFile returns the name of a shared file: the variable's, or else the usual one.
func sharedFile(variable, usual string) string {
	if name := os.Getenv(variable); name != "" {
		return name
	}
	return usual
}

// flaw returns what is wrong with a shared file that is there, or "". The SDK passes over one that
// it can't read, and over lines that it doesn't understand, without a word.
func flaw() string {
	for _, file := range []struct{ what, name string }{
		{"the shared credentials file", credentialsFile()},
		{"the shared config file", configFile()},
	} {
		if info, err := os.Stat(file.name); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			continue // what was in it has been read
		}
		text, err := os.ReadFile(file.name)
		why := garbled(string(text))
		if of, ok := errors.AsType[*fs.PathError](err); ok {
			why = "can't be read: " + of.Err.Error()
		}
		if why != "" && !errors.Is(err, fs.ErrNotExist) {
			return model.Clean(fmt.Sprintf("%s %s %s", file.what, file.name, why))
		}
	}
	return ""
}

// garbled says which line of a shared file is the first that is no setting in a section, no section
// and no comment, or "". It quotes nothing, for the line may hold a key.
func garbled(text string) string {
	inSection, number := false, 0
	for line := range strings.Lines(text) {
		number++
		isSetting := strings.Index(line, "=") > 0 || strings.ContainsAny(line[:1], " \t")
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "", strings.ContainsAny(trimmed[:1], "#;"), inSection && isSetting:
		case trimmed[0] == '[' && strings.Contains(trimmed, "]"):
			inSection = true
		default:
			return fmt.Sprintf("isn't understood from line %d on", number)
		}
	}
	return ""
}
