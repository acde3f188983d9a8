package words_test

import (
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestAdviceNamesWhatMendsIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault model.Fault
		want  []string // parts of the advice
	}{
		{
			model.Fault{Kind: model.FaultLogin, Profile: "finops"},
			[]string{"aws sso login --profile finops", "resumes automatically"},
		},
		{model.Fault{Kind: model.FaultNoCredentials}, []string{"--profile", "aws sso login"}},
		{model.Fault{Kind: model.FaultBadKeys, Profile: "p"}, []string{"aws sts get-caller-identity --profile p"}},
		{model.Fault{Kind: model.FaultAssumeRole}, []string{"MFA"}},
		{model.Fault{Kind: model.FaultCredentialProcess}, []string{"by hand"}},
		{model.Fault{Kind: model.FaultNetwork}, []string{"HTTPS_PROXY", "--endpoint-url"}},
		{model.Fault{Kind: model.FaultTLS}, []string{"--ca-bundle"}},
		{model.Fault{Kind: model.FaultNotAWS}, []string{"HTTPS_PROXY"}},
		{model.Fault{Kind: model.FaultDenied}, []string{"bcm-data-exports:GetExecution", "read-only", "payer"}},
		{
			model.Fault{Kind: model.FaultDenied, Action: "bcm-data-exports:ListExports"},
			[]string{"bcm-data-exports:ListExports"},
		},
		{model.Fault{Kind: model.FaultNotFound}, []string{"Check the ARN and the id", "hourly"}},
		{model.Fault{Kind: model.FaultInvalid}, []string{"Correct the ARN"}},
		{model.Fault{Kind: model.FaultNoStatus}, []string{"--endpoint-url"}},
		{model.Fault{Kind: model.FaultService}, []string{"health.aws.amazon.com"}},
	} {
		advice := strings.Join(words.FaultAdvice(&test.fault), "\n")
		for _, part := range test.want {
			if !strings.Contains(advice, part) {
				t.Errorf("kind %d: %q doesn't say %q", test.fault.Kind, advice, part)
			}
		}
	}
}

// What never is asked again automatically must not be promised to be.
func TestFinalFaultsPromiseNothing(t *testing.T) {
	t.Parallel()
	for _, kind := range faultKinds() {
		fault := &model.Fault{Kind: kind}
		if fault.Final() &&
			strings.Contains(strings.Join(words.FaultAdvice(fault), " "), "automatically") {
			t.Errorf("kind %d promises to be asked again: %q", kind, words.FaultAdvice(fault))
		}
	}
}

func TestCommandStandsInTheAdvice(t *testing.T) {
	t.Parallel()
	commands := 0
	for _, kind := range faultKinds() {
		fault := &model.Fault{Kind: kind, Profile: "finops"}
		command := words.FaultCommand(fault)
		if command == "" {
			continue
		}
		commands++
		if !strings.Contains(strings.Join(words.FaultAdvice(fault), "\n"), command) {
			t.Errorf("kind %d: %q is no part of %q", kind, command, words.FaultAdvice(fault))
		}
	}
	if commands != 3 {
		t.Errorf("%d kinds have a command, want 3", commands)
	}
}

// The command is copied into a shell: no profile's name may become a second command.
func TestProfilesAreQuotedForTheShell(t *testing.T) {
	t.Parallel()
	for profile, want := range map[string]string{
		"":                   "aws sso login",
		"finops":             "aws sso login --profile finops",
		"org/team_a.b+c@d-e": "aws sso login --profile org/team_a.b+c@d-e",
		"two words":          "aws sso login --profile 'two words'",
		"$(reboot)":          "aws sso login --profile '$(reboot)'",
		"it's":               `aws sso login --profile 'it'\''s'`,
		"a;b":                "aws sso login --profile 'a;b'",
		"für":                "aws sso login --profile 'für'",
		"'; reboot #":        `aws sso login --profile ''\''; reboot #'`,
	} {
		if got := words.FaultCommand(
			&model.Fault{Kind: model.FaultLogin, Profile: profile},
		); got != want {
			t.Errorf("%q becomes %q, want %q", profile, got, want)
		}
	}
}
