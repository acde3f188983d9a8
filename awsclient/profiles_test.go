package awsclient_test

import (
	"slices"
	"testing"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const manyProfiles = `# of the finance department
[default]
region = us-east-1
[profile payer-emea]
sso_session = corp
[ profile  payer-amer ] ; the first
[profile org/payer-apac]
[profile sandbox]
services = local
[sso-session payer-corp]
sso_region = us-east-1
[services payer-local]
[payer-ignored]
`

const manyKeys = `[sandbox]
aws_access_key_id = A
[payer-old]
aws_access_key_id = A
[profile payer-wrong]
`

func TestProfiles(t *testing.T) {
	t.Setenv("HOME", machine(t, manyProfiles, manyKeys))
	for name, tt := range map[string]struct{ values, want []string }{
		"none":          {nil, nil},
		"one":           {[]string{"nobody"}, []string{"nobody"}},
		"one twice":     {[]string{"b", "a", "b"}, []string{"b", "a"}},
		"all":           {[]string{"*"}, []string{"default", "payer-emea", "payer-amer", "org/payer-apac", "sandbox", "payer-old"}},
		"some":          {[]string{"payer-*"}, []string{"payer-emea", "payer-amer", "payer-old"}},
		"with a slash":  {[]string{"*apac"}, []string{"org/payer-apac"}},
		"one character": {[]string{"payer-?m??"}, []string{"payer-emea", "payer-amer"}},
		"a class":       {[]string{"payer-[a-d]*"}, []string{"payer-amer"}},
		"each once": {
			[]string{"payer-amer", "sand*", "payer-*"},
			[]string{"payer-amer", "sandbox", "payer-emea", "payer-old"},
		},
	} {
		got, err := awsclient.Profiles(tt.values)
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, tt.want)
		}
	}
}

func TestPatternWithoutProfile(t *testing.T) {
	t.Setenv("HOME", machine(t, manyProfiles, ""))
	for _, pattern := range []string{"prod-*", "[", "payer-[", `sandbox\?`} {
		_, err := awsclient.Profiles([]string{"default", pattern})
		fault := asFault(t, err)
		if fault.Kind != model.FaultConfig {
			t.Errorf("%s: got %+v", pattern, *fault)
		}
		if pattern == "prod-*" &&
			fault.Message != `no profile matches "prod-*"; there are default, `+
				"org/payer-apac, payer-amer, payer-emea, sandbox" {
			t.Errorf("got %q", fault.Message)
		}
	}
	t.Setenv("AWS_CONFIG_FILE", "/nowhere")
	_, err := awsclient.Profiles([]string{"\x1b*"})
	if fault := asFault(
		t,
		err,
	); fault.Message != "no profile matches \"\\x1b*\"; none is configured" {
		t.Errorf("got %q", fault.Message)
	}
}

// TestProfilesAreOnesThatOpen: what a pattern gives is what the SDK knows.
func TestProfilesAreOnesThatOpen(t *testing.T) {
	t.Setenv("HOME", machine(
		t,
		"[default]\n[profile  a b]\nregion=us-east-1\n[profile\tc]\nregion=us-east-1\n",
		staticKeys,
	))
	names, err := awsclient.Profiles([]string{"*"})
	if err != nil || len(names) != 3 {
		t.Fatalf("got %q, %v, want three", names, err)
	}
	for _, name := range names {
		open(t, awsclient.Options{Profile: name})
	}
}
