package awsclient_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// TestFlawedSharedFiles: a file that can't be read, or isn't understood, isn't one without keys.
func TestFlawedSharedFiles(t *testing.T) {
	const folder, loop = "folder", "loop"
	const understood = "# one\n; two\n\n[default]\nregion = us-east-1\ns3 =\n  key = value\n"
	for name, tt := range map[string]struct {
		config, withKeys string // folder and loop make one of the file
		profile          string
		kind             model.FaultKind
		want             string
	}{
		"credentials can't be opened": {
			withKeys: loop, kind: model.FaultNoCredentials,
			want: "the shared credentials file HOME/credentials can't be read: too many levels of " +
				"symbolic links",
		},
		"config can't be opened": {
			config: loop, kind: model.FaultNoCredentials,
			want: "the shared config file HOME/config can't be read: too many levels of symbolic links",
		},
		"credentials can't be read": {
			withKeys: folder, kind: model.FaultConfig,
			want: "the shared credentials file HOME/credentials can't be read: is a directory",
		},
		"no section": {
			withKeys: "aws_access_key_id=hush\n", kind: model.FaultNoCredentials,
			want: "the shared credentials file HOME/credentials isn't understood from line 1 on",
		},
		"a section that isn't closed": {
			withKeys: "\n[default\naws_access_key_id=hush\n", kind: model.FaultNoCredentials,
			want: "the shared credentials file HOME/credentials isn't understood from line 2 on",
		},
		"no name": {
			withKeys: "[default]\n=hush\n", kind: model.FaultNoCredentials,
			want: "the shared credentials file HOME/credentials isn't understood from line 2 on",
		},
		"other bytes": {
			withKeys: "\xff\xfe[\x00d\x00", kind: model.FaultNoCredentials,
			want: "the shared credentials file HOME/credentials isn't understood from line 1 on",
		},
		"a profile in a file that can't be opened": {
			withKeys: loop, profile: "acme", kind: model.FaultConfig,
			want: `there is no profile "acme"; the shared credentials file HOME/credentials ` +
				"can't be read: too many levels of symbolic links",
		},
		"nothing is wrong": {
			config: understood, withKeys: understood, kind: model.FaultNoCredentials,
			want: "neither the environment nor the shared files hold any; asking for an instance's " +
				"role: access disabled to EC2 IMDS via client option, or \"AWS_EC2_METADATA_DISABLED\" " +
				"environment variable",
		},
	} {
		t.Run(name, func(t *testing.T) {
			home := machine(t, tt.config, tt.withKeys)
			t.Setenv("HOME", home)
			for name, text := range map[string]string{
				"config": tt.config, "credentials": tt.withKeys,
			} {
				replaceFile(t, filepath.Join(home, name), text)
			}
			session, err := awsclient.Open(t.Context(), awsclient.Options{
				Profile: tt.profile, Transport: through(newScript(speaksJSON(200, running))),
			})
			if err == nil {
				_, err = session.Execution(t.Context(), ref())
			}
			fault := asFault(t, err)
			if got := strings.ReplaceAll(fault.Message, home, "HOME"); fault.Kind != tt.kind ||
				got != tt.want {
				t.Errorf("got %+v, want %q", *fault, tt.want)
			}
		})
	}
}

// replaceFile puts a folder, or a link that leads to itself, in the place of a file.
func replaceFile(t *testing.T, name, by string) {
	t.Helper()
	put := map[string]func() error{
		"folder": func() error { return os.Mkdir(name, 0o700) },
		"loop":   func() error { return os.Symlink(name, name) },
	}[by]
	if put == nil {
		return
	}
	if err := errors.Join(os.Remove(name), put()); err != nil {
		t.Fatal(err)
	}
}
