package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// A profile that a glob matches and that can't be used is named, and the others go on; one that is
// named itself ends it.
func TestABadProfileAmongOthers(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen")
	name := filepath.Join(t.TempDir(), "config")
	text := "[profile pay-a]\nsource_profile = nowhere\nrole_arn = arn:aws:iam::123456789012:role/x\n" +
		"[profile pay-b]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"AWS_ENDPOINT_URL=" + account.url, "AWS_CONFIG_FILE=" + name}
	got := run(t, env, "", "status", "--profile", "pay-*")
	got.wants(t, 3, "passing over profile pay-a: ", "nowhere", "out: cur2-daily")
	run(t, env, "", "status", "--profile", "pay-*", "--profile", "pay-a").wants(t, 2, "nowhere")
	run(t, env, "", "status", "--profile", "pay-a*").wants(t, 2, "nowhere")
	run(t, env, "", "status", "--profile", "pay-b").wants(t, 0, "out: cur2-daily")
}

// What is risky about the settings is said once, before anything is asked.
func TestRiskySettings(t *testing.T) {
	t.Parallel()
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAX", "AWS_SECRET_ACCESS_KEY=x"}
	got := run(
		t,
		keys,
		"",
		"status",
		"--endpoint-url",
		"http://exports.invalid",
	)
	got.wants(t, 3, "http://exports.invalid")
	if strings.Count(got.errs, "is not encrypted") != 1 {
		t.Errorf("want one warning:\n%s", got.errs)
	}
	if got := run(t, nil, "", "status", "--demo"); got.errs != "" {
		t.Errorf("the demo warns: %s", got.errs)
	}
}
