package awsclient_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// names answers as STS does, that a principal is asking.
func names(arn string) http.HandlerFunc {
	return says(
		200,
		"text/xml",
		"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/"+
			"2011-06-15/\"><GetCallerIdentityResult><Arn>"+arn+"</Arn><UserId>AIDA</UserId><Account>"+
			"123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
	)
}

func refusesSTS(status int, code, message string) http.HandlerFunc {
	return says(status, "text/xml", fmt.Sprintf("<ErrorResponse><Error><Type>Sender</Type><Code>%s"+
		"</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>", code, message))
}

// TestIdentify: what STS says is told, cleaned; what isn't its answer names nobody.
func TestIdentify(t *testing.T) {
	t.Parallel()
	const ana = "arn:aws:iam::123456789012:user/ana"
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   model.Identity
		kind   model.FaultKind
	}{
		"a user": {names(ana), model.Identity{Account: "123456789012", Principal: ana}, 0},
		"a name that paints": {
			names(ana + "&#x9b;31m"),
			model.Identity{Account: "123456789012", Principal: model.Clean(ana + "\u009b31m")},
			0,
		},
		"nobody":         {names(""), model.Identity{}, model.FaultNotAWS},
		"no ARN":         {names("ana"), model.Identity{}, model.FaultNotAWS},
		"a portal":       {says(200, "text/html", "<html><p>Sign in</p></html>"), model.Identity{}, model.FaultNotAWS},
		"loose HTML 403": {says(403, "text/html", looseHTML), model.Identity{}, model.FaultNotAWS},
		"loose HTML 501": {says(501, "text/html", looseHTML), model.Identity{}, model.FaultNotAWS},
		"loose HTML 502": {says(502, "text/html", looseHTML), model.Identity{}, model.FaultService},
		"nothing":        {says(200, "", ""), model.Identity{}, model.FaultNotAWS},
		"wrong keys":     {refusesSTS(403, "InvalidClientTokenId", "no"), model.Identity{}, model.FaultBadKeys},
		"ended keys":     {refusesSTS(403, "ExpiredToken", "no"), model.Identity{}, model.FaultExpiredKeys},
		"an inner error": {refusesSTS(500, "InternalFailure", "no"), model.Identity{}, model.FaultService},
		"throttled":      {refusesSTS(400, "Throttling", "no"), model.Identity{}, model.FaultThrottled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				script := newScript(tt.answer)
				got, err := open(t, island(through(script))).Identify(t.Context())
				if got != tt.want {
					t.Errorf("got %+v, want %+v", got, tt.want)
				}
				if tt.want.Principal != "" && err != nil {
					t.Error(err)
				}
				if tt.want.Principal == "" && asFault(t, err).Kind != tt.kind {
					t.Errorf("got %+v, want kind %d", err, tt.kind)
				}
				if err != nil && strings.Contains(asFault(t, err).Message, "deserializ") {
					t.Errorf("it says %q", err)
				}
				for _, sent := range script.requests() {
					if sent.host != "sts.us-east-1.amazonaws.com" || sent.key != "AKIDISLAND" ||
						sent.body != "Action=GetCallerIdentity&Version=2011-06-15" {
						t.Errorf("sent %+v", sent)
					}
				}
			})
		})
	}
}

// TestIdentifyEndsSoon: who is asked and says nothing isn't waited for.
func TestIdentifyEndsSoon(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		script := newScript(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		began := time.Now()
		_, err := open(t, island(through(script))).Identify(t.Context())
		if fault := asFault(t, err); fault.Kind != model.FaultTimeout ||
			fault.Action != "sts:GetCallerIdentity" {
			t.Errorf("got %+v", *fault)
		}
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// TestRefusalByARefuserNamesWho: an endpoint's policy may refuse, and says whom.
func TestRefusalByARefuserNamesWho(t *testing.T) {
	t.Parallel()
	const who = "arn:aws:sts::123456789012:assumed-role/Billing/ana"
	script := newScript(
		refusesSTS(403, "AccessDenied", "User: "+who+" is not authorized to perform: "+
			"sts:GetCallerIdentity with an explicit deny in a VPC endpoint policy"),
	)
	_, err := open(t, island(through(script))).Identify(t.Context())
	if fault := asFault(t, err); fault.Kind != model.FaultDenied || fault.Principal != who {
		t.Errorf("got %+v", *fault)
	}
}

// TestOnlyOneReadOfSTSIsSent calls the SDK's own client as a session uses it.
func TestOnlyOneReadOfSTSIsSent(t *testing.T) {
	t.Parallel()
	script := newScript(names("arn:aws:iam::123456789012:root"))
	client := open(t, island(through(script))).Issuer(t)
	ctx, text := t.Context(), "arn:aws:iam::123456789012:role/admin"
	for name, call := range map[string]func() error{
		"AssumeRole": func() error {
			_, err := client.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: &text, RoleSessionName: &text})
			return err
		},
		"GetSessionToken": func() error {
			_, err := client.GetSessionToken(ctx, &sts.GetSessionTokenInput{})
			return err
		},
	} {
		if err := call(); err == nil ||
			!strings.Contains(err.Error(), name+" was not sent: this program only reads") {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	if sent := script.requests(); len(sent) != 0 {
		t.Errorf("sent %+v, want nothing", sent)
	}
	if _, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}); err != nil {
		t.Errorf("GetCallerIdentity: %v, want it to pass", err)
	}
}

// TestEndpointOfSTS: where keys are meant for an emulator, however it is named, AWS's own STS never
// sees them.
func TestEndpointOfSTS(t *testing.T) {
	const private = "https://vpce-1.bcm-data-exports.us-east-1.vpce.amazonaws.com"
	for name, tt := range map[string]struct {
		variable, value, flag, region, want string
	}{
		"AWS":            {"", "", "", "", "sts.us-east-1.amazonaws.com"},
		"another Region": {"", "", "", "eu-central-1", "sts.eu-central-1.amazonaws.com"},
		"China":          {"", "", "", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn"},
		"no Region":      {"", "", "", "moon", ""},
		"STS's own":      {"AWS_ENDPOINT_URL_STS", "http://sts.example", "http://localhost:1", "", "sts.example"},
		"all services'":  {"AWS_ENDPOINT_URL", "http://all.example", "", "", "all.example"},
		"emulator":       {"", "", "http://localhost:4566", "", "localhost:4566"},
		"emulator of the environment": {
			"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS", "http://localhost:4566", "", "", "localhost:4566",
		},
		"private": {"", "", private, "", "sts.us-east-1.amazonaws.com"},
		"another emulator of S3": {
			"AWS_ENDPOINT_URL_S3", "http://localhost:4566", "", "", "sts.us-east-1.amazonaws.com",
		},
		"nonsense": {"AWS_ENDPOINT_URL_STS", "localhost:1", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", machine(t, "", staticKeys))
			if tt.variable != "" {
				t.Setenv(tt.variable, tt.value)
			}
			script := newScript(names("arn:aws:iam::123456789012:root"))
			session := open(t, awsclient.Options{
				Transport: through(script), EndpointURL: tt.flag, Region: tt.region,
			})
			_, err := session.Identify(t.Context())
			sent := script.requests()
			if tt.want == "" {
				if len(sent) != 0 || asFault(t, err).Kind != model.FaultConfig {
					t.Errorf("sent %+v, %v", sent, err)
				}
				return
			}
			if err != nil || len(sent) != 1 || sent[0].host != tt.want {
				t.Errorf("sent %+v, want %s; %v", sent, tt.want, err)
			}
		})
	}
}
