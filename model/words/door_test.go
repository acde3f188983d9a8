package words_test

import (
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestCallerLine(t *testing.T) {
	t.Parallel()
	const role = "arn:aws:iam::111122223333:role/Billing"
	const principal = "arn:aws:sts::111122223333:assumed-role/Billing/ana"
	for _, test := range []struct {
		caller model.Caller
		who    model.Identity
		want   string
	}{
		{model.Caller{Origin: model.OriginEnvironment}, model.Identity{}, "from the environment"},
		{
			model.Caller{Origin: model.OriginFile, Profile: "payer"},
			model.Identity{Account: account},
			"profile payer, from the shared AWS files; account 111122223333",
		},
		{
			model.Caller{Origin: model.OriginSSO, Account: "444455556666", Role: "ReadOnly"},
			model.Identity{Account: account},
			"from a login by IAM Identity Center; account 111122223333; role ReadOnly",
		},
		{model.Caller{Origin: model.OriginProcess, Role: role}, model.Identity{}, "from credential_process; " + role},
		{
			model.Caller{Origin: model.OriginInstance, Role: role},
			model.Identity{Account: account, Principal: principal},
			"from the EC2 instance's role; account 111122223333; " + principal,
		},
	} {
		if got := words.CallerLine(test.caller, test.who); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		after time.Duration
		want  string
	}{
		{90 * time.Minute, "they end in 1h30m, 05:06 UTC"},
		{-5 * time.Second, "ended 5s ago"},
		{0, "ended 0s ago"},
	} {
		caller := model.Caller{Expires: start().Add(test.after)}
		if got := words.Expiry(caller, start()); got != test.want {
			t.Errorf("%v: got %q, want %q", test.after, got, test.want)
		}
	}
	if got := words.Expiry(model.Caller{}, start()); got != "" {
		t.Errorf("of what doesn't end: %q", got)
	}
}

func TestClockLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		ahead time.Duration
		want  string
	}{
		{0, "as AWS's"},
		{time.Second, "as AWS's"},
		{-time.Second, "as AWS's"},
		{2 * time.Second, "2s ahead of AWS's"},
		{-30 * time.Second, "30s behind AWS's"},
		{30 * time.Second, "30s ahead of AWS's"},
		{31 * time.Second, "31s ahead of AWS's, wrong"},
		{-31 * time.Second, "31s behind AWS's, wrong"},
		{-time.Hour, "1h00m behind AWS's, wrong"},
	} {
		got, wrong := words.ClockLine(test.ahead)
		if wrong {
			got += ", wrong"
		}
		if got != test.want {
			t.Errorf("%v: got %q, want %q", test.ahead, got, test.want)
		}
	}
}

func TestWayAndTrust(t *testing.T) {
	t.Parallel()
	const endpoint = "https://bcm-data-exports.us-east-1.api.aws"
	for _, test := range []struct {
		way           model.Way
		issuer        string
		line, trusted string
	}{
		{model.Way{}, "", "the settings name no endpoint", "unknown"},
		{
			model.Way{Endpoint: "http://127.0.0.1:8080"},
			"", "http://127.0.0.1:8080",
			"none: the endpoint is plain HTTP",
		},
		{
			model.Way{Endpoint: endpoint},
			"Amazon RSA 2048 M01", endpoint,
			"certificate signed by Amazon RSA 2048 M01; trusts the system's certificates",
		},
		{
			model.Way{Endpoint: endpoint, Proxy: "http://proxy:3128", CABundle: "/etc/acme.pem"},
			"", endpoint + " through the proxy http://proxy:3128", "trusts /etc/acme.pem",
		},
	} {
		if got := words.WayLine(test.way); got != test.line {
			t.Errorf("got %q, want %q", got, test.line)
		}
		got := words.TrustLine(test.way, model.Passage{Issuer: test.issuer})
		if got != test.trusted {
			t.Errorf("got %q, want %q", got, test.trusted)
		}
	}
}

// Every action has a use of its own, and advice that names the command.
func TestPermissions(t *testing.T) {
	t.Parallel()
	uses := map[string]string{}
	for _, action := range []string{
		"bcm-data-exports:ListExports", "bcm-data-exports:ListExecutions",
		"bcm-data-exports:GetExecution", "bcm-data-exports:ListTables", model.ActionGetExport,
		model.ActionGetTable, model.ActionListBucket, model.ActionGetObject,
		model.ActionGetPolicy, model.ActionGetEncryption,
	} {
		use := words.PermissionUse(action)
		if other, taken := uses[use]; use == "" || taken {
			t.Errorf("%s and %s have the use %q", action, other, use)
		}
		uses[use] = action
		fault := &model.Fault{Kind: model.FaultDenied}
		if got := words.PermissionAdvice(
			action,
			fault,
			true,
		); !strings.HasPrefix(
			got,
			`"exportwatch policy"`,
		) {
			t.Errorf("%s is needed: %q", action, got)
		}
		command := `"exportwatch policy --check"`
		if strings.Contains(action, ":List") && strings.HasPrefix(action, "bcm") {
			command = `Optional; "exportwatch policy"`
		}
		if got := words.PermissionAdvice(action, fault, false); !strings.Contains(got, command) {
			t.Errorf("%s isn't needed: %q", action, got)
		}
		fault.DeniedBy = model.PolicyServiceControl
		if got := words.PermissionAdvice(
			action,
			fault,
			true,
		); !strings.Contains(
			got,
			"organization",
		) {
			t.Errorf("%s is denied by the organization: %q", action, got)
		}
	}
}
