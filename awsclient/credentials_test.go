package awsclient_test

import (
	"crypto/sha1" //nolint:gosec // the name of a file of the AWS CLI
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

const (
	staticKeys = "[default]\naws_access_key_id=AKIDONE\naws_secret_access_key=S\n"
	startURL   = "https://example.awsapps.com/start"
	legacySSO  = "[profile acme]\nsso_start_url=" + startURL + "\nsso_region=us-east-1\n" +
		"sso_account_id=123456789012\nsso_role_name=ReadOnly\n"
	sessionSSO = "[profile acme]\nsso_session=corp\nsso_account_id=123456789012\n" +
		"sso_role_name=ReadOnly\n[sso-session corp]\nsso_start_url=" + startURL +
		"\nsso_region=us-east-1\n"
	roleARN     = "arn:aws:iam::123456789012:role/Billing"
	assumesRole = "[profile acme]\nrole_arn=" + roleARN + "\nsource_profile=default\n"
	valid       = `{"startUrl":"` + startURL + `","region":"us-east-1","accessToken":"T",` +
		`"expiresAt":"2999-01-01T00:00:00Z"}`
	expired = `{"startUrl":"` + startURL + `","region":"us-east-1","accessToken":"T",` +
		`"expiresAt":"2020-01-01T00:00:00Z"}`
	refreshable = `{"startUrl":"` + startURL + `","region":"us-east-1","accessToken":"T",` +
		`"expiresAt":"2020-01-01T00:00:00Z","clientId":"I","clientSecret":"S","refreshToken":"R"}`
)

// tokenFile is where the AWS CLI keeps the token of a start URL or an sso-session.
func tokenFile(home, key string) string {
	sum := sha1.Sum([]byte(key)) //nolint:gosec // the name of a file of the AWS CLI
	return filepath.Join(home, ".aws", "sso", "cache", hex.EncodeToString(sum[:])+".json")
}

// stsRefuses answers as STS does.
func stsRefuses(status int, code, message string) http.HandlerFunc {
	return says(status, "text/xml", fmt.Sprintf(`<ErrorResponse><Error><Type>Sender</Type>`+
		`<Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>`,
		code, message, requestID))
}

// restRefuses answers as SSO and SSO OIDC do.
func restRefuses(status int, code, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Amzn-Errortype", code)
		says(status, "application/json", body)(w, r)
	}
}

func nobody(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// TestNoCredentials goes through the ways in which a profile gives none: what kind of fault it is,
// which words it has, and that nothing is sent to the service.
func TestNoCredentials(t *testing.T) {
	for name, tt := range map[string]struct {
		config string
		env    map[string]string
		files  func(t *testing.T, home string)
		issuer http.HandlerFunc // STS, SSO or SSO OIDC
		limit  time.Duration    // of credential_process
		want   model.Fault      // its message is a part of the whole
	}{
		"nothing anywhere": {
			want: model.Fault{
				Kind: model.FaultNoCredentials,
				Message: "neither the environment nor the shared files hold any; " +
					"asking for an instance's role: access disabled to EC2 IMDS",
			},
		},
		"legacy SSO without token": {
			config: legacySSO,
			want:   model.Fault{Kind: model.FaultLogin, Message: "SSO session has expired or is invalid"},
		},
		"legacy SSO with an old token": {
			config: legacySSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, startURL), expired) },
			want:   model.Fault{Kind: model.FaultLogin, Message: "SSO session has expired or is invalid"},
		},
		"sso-session without token": {
			config: sessionSSO,
			want:   model.Fault{Kind: model.FaultLogin, Message: "failed to read cached SSO token file"},
		},
		"sso-session with a broken token": {
			config: sessionSSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), "{") },
			want:   model.Fault{Kind: model.FaultLogin, Message: "failed to parse cached SSO token file"},
		},
		"sso-session with an old token": {
			config: sessionSSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), expired) },
			want:   model.Fault{Kind: model.FaultLogin, Message: "cached SSO token is expired, or not present"},
		},
		"sso-session whose refresh is refused": {
			config: sessionSSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), refreshable) },
			issuer: restRefuses(400, "InvalidGrantException", `{"error_description":"over"}`),
			want:   model.Fault{Kind: model.FaultLogin, Code: "InvalidGrantException"},
		},
		"sso-session whose refresh has expired": {
			config: sessionSSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), refreshable) },
			issuer: restRefuses(401, "ExpiredTokenException", `{"error_description":"over"}`),
			want:   model.Fault{Kind: model.FaultLogin, Code: "ExpiredTokenException"},
		},
		"signed out on the server": {
			config: legacySSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, startURL), valid) },
			issuer: restRefuses(401, "UnauthorizedException", `{"message":"Session token not valid"}`),
			want: model.Fault{
				Kind: model.FaultLogin, Code: "UnauthorizedException", Message: "Session token not valid",
			},
		},
		"role isn't assigned": {
			config: sessionSSO,
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), valid) },
			issuer: restRefuses(403, "ForbiddenException", `{"message":"No access"}`),
			want: model.Fault{
				Kind: model.FaultAssumeRole, Code: "ForbiddenException", Message: "No access",
			},
		},
		"SSO asks to slow down": {
			config: sessionSSO,
			env:    map[string]string{"AWS_MAX_ATTEMPTS": "1"},
			files:  func(t *testing.T, home string) { t.Helper(); write(t, tokenFile(home, "corp"), valid) },
			issuer: restRefuses(429, "TooManyRequestsException", `{"message":"Slower"}`),
			want: model.Fault{
				Kind: model.FaultThrottled, Code: "TooManyRequestsException", Message: "Slower",
			},
		},
		"aws login without token": {
			config: "[profile acme]\nlogin_session=arn:aws:iam::123456789012:user/ana\n",
			want:   model.Fault{Kind: model.FaultLogin, Message: "token file not found, please reauthenticate"},
		},
		"credential_process fails": {
			config: "[profile acme]\ncredential_process=sh -c 'exit 3'\n",
			want: model.Fault{
				Kind: model.FaultCredentialProcess, Message: "credential_process failed: exit status 3",
			},
		},
		"credential_process is missing": {
			config: "[profile acme]\ncredential_process=/nowhere/at/all 2>/dev/null\n",
			want:   model.Fault{Kind: model.FaultCredentialProcess, Message: "exit status 127"},
		},
		"credential_process hangs": {
			config: "[profile acme]\ncredential_process=exec sleep 60\n",
			limit:  50 * time.Millisecond,
			want: model.Fault{
				Kind: model.FaultCredentialProcess, Message: "credential_process gave nothing within 50ms",
			},
		},
		"credential_process prints half of it": {
			config: "[profile acme]\ncredential_process=echo SecretAccessKey=hush\n",
			want: model.Fault{
				Kind:    model.FaultCredentialProcess,
				Message: "credential_process printed something other than the JSON",
			},
		},
		"credential_process prints another version": {
			config: "[profile acme]\ncredential_process=echo '{\"SecretAccessKey\":\"hush\"}'\n",
			want: model.Fault{
				Kind:    model.FaultCredentialProcess,
				Message: "credential_process printed keys of another version than 1",
			},
		},
		"role refused": {
			config: assumesRole + staticKeys,
			issuer: stsRefuses(403, "AccessDenied", "User: arn:aws:iam::123456789012:user/ana is not "+
				"authorized to perform: sts:AssumeRole on resource: "+roleARN),
			want: model.Fault{
				Kind: model.FaultAssumeRole, Code: "AccessDenied", Action: "sts:AssumeRole",
				Principal: "arn:aws:iam::123456789012:user/ana", Message: "on resource: " + roleARN,
			},
		},
		"role's source has expired": {
			config: assumesRole + staticKeys,
			issuer: stsRefuses(403, "ExpiredToken", "is expired"),
			want:   model.Fault{Kind: model.FaultExpiredKeys, Code: "ExpiredToken", Message: "is expired"},
		},
		"role's source is unknown": {
			config: assumesRole + staticKeys,
			issuer: stsRefuses(403, "InvalidClientTokenId", "is invalid"),
			want: model.Fault{
				Kind: model.FaultBadKeys, Code: "InvalidClientTokenId", Message: "is invalid",
			},
		},
		"STS fails": {
			config: assumesRole + staticKeys,
			issuer: stsRefuses(500, "InternalFailure", "oops"),
			want:   model.Fault{Kind: model.FaultService, Code: "InternalFailure", Message: "oops"},
		},
		"STS can't be reached": {
			config: assumesRole + staticKeys,
			issuer: nobody,
			want:   model.Fault{Kind: model.FaultNetwork, Message: "the connection was closed"},
		},
		"web identity without its file": {
			env: map[string]string{
				"AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere/at/all", "AWS_ROLE_ARN": roleARN,
			},
			want: model.Fault{Kind: model.FaultNoCredentials, Message: "/nowhere/at/all"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			home := machine(t, tt.config, "")
			t.Setenv("HOME", home)
			if tt.config != "" {
				t.Setenv("AWS_PROFILE", "acme")
				tt.want.Profile = "acme"
			}
			for key, value := range tt.env {
				t.Setenv(key, value)
			}
			if tt.files != nil {
				tt.files(t, home)
			}
			script := newScript(tt.issuer)
			session := open(t, awsclient.WithLimits(
				awsclient.Options{Transport: through(script)},
				awsclient.Limits{Process: tt.limit}))
			got := ask(t, session)
			if tt.want.Action == "" {
				tt.want.Action = getAction
			}
			if !strings.Contains(got.Message, tt.want.Message) {
				t.Errorf("message is %q, want %q in it", got.Message, tt.want.Message)
			}
			if strings.Contains(got.Message, "hush") ||
				strings.Contains(got.Message, "failed to refresh cached") {
				t.Errorf("message %q says too much", got.Message)
			}
			tt.want.Message, tt.want.RequestID = got.Message, got.RequestID
			if *got != tt.want {
				t.Errorf("got  %+v\nwant %+v", *got, tt.want)
			}
			if sent := script.to("bcm-data-exports"); sent != 0 {
				t.Errorf("sent %d requests to the service without credentials", sent)
			}
		})
	}
}

// TestInstanceRoleIsOutOfReach: the metadata service of EC2 is asked last, so whatever is wrong
// with it means that there are no credentials.
func TestInstanceRoleIsOutOfReach(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError(
		"connect", syscall.ECONNREFUSED)}
	for name, answer := range map[string]http.RoundTripper{
		"refused":         roundTrip(func(*http.Request) (*http.Response, error) { return nil, refused }),
		"without a role":  through(newScript(says(404, "text/plain", ""))),
		"late":            roundTrip(func(*http.Request) (*http.Response, error) { return nil, lateError{} }),
		"something alien": through(newScript(says(200, "text/html", "<html>"))),
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", machine(t, "", ""))
			unset(t, "AWS_EC2_METADATA_DISABLED")
			synctest.Test(t, func(t *testing.T) {
				fault := ask(t, open(t, awsclient.Options{Transport: answer}))
				if fault.Kind != model.FaultNoCredentials || fault.Message == "" {
					t.Errorf("got %+v, want NoCredentials with words", *fault)
				}
			})
		})
	}
}

// TestProfileOfTheFault: keys in the environment go before a profile that only the environment
// names, so that profile isn't to blame for them.
func TestProfileOfTheFault(t *testing.T) {
	t.Setenv("HOME", machine(t, "", "[acme]\naws_access_key_id=A\naws_secret_access_key=S\n"))
	script := newScript(refuses(403, "ExpiredTokenException", "no"))
	options := awsclient.Options{Transport: through(script)}
	t.Setenv("AWS_PROFILE", "acme")
	if got := ask(t, open(t, options)).Profile; got != "acme" {
		t.Errorf("profile is %q, want acme", got)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDENV")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "S")
	if got := ask(t, open(t, options)).Profile; got != "" {
		t.Errorf("with keys in the environment the profile is %q, want none", got)
	}
	options.Profile = "acme"
	if got := ask(t, open(t, options)).Profile; got != "acme" {
		t.Errorf("with --profile acme the profile is %q, want acme", got)
	}
}

// TestContainerRefuses: the endpoint of a container is asked over the SDK's own client.
func TestContainerRefuses(t *testing.T) {
	t.Setenv("HOME", machine(t, "", ""))
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI",
		serve(t, says(400, "application/json", `{"code":"Nope","message":"no task role"}`)))
	fault := ask(t, open(t, awsclient.Options{Transport: through(nil)}))
	want := model.Fault{
		Kind: model.FaultNoCredentials, Code: "Nope", Message: "no task role", Action: getAction,
	}
	if *fault != want {
		t.Errorf("got  %+v\nwant %+v", *fault, want)
	}
}

type lateError struct{}

func (lateError) Error() string   { return "i/o timeout" }
func (lateError) Timeout() bool   { return true }
func (lateError) Temporary() bool { return true }

type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip implements http.RoundTripper.
func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLateCredentials: a call waits for credentials for a while only, and their lateness is known.
func TestLateCredentials(t *testing.T) {
	t.Setenv("HOME", machine(t, assumesRole+staticKeys, ""))
	released := make(chan struct{})
	t.Cleanup(func() { close(released) })
	held := roundTrip(func(*http.Request) (*http.Response, error) {
		<-released
		return nil, errors.New("the test is over")
	})
	session := open(t, awsclient.WithLimits(
		awsclient.Options{Profile: "acme", Transport: held},
		awsclient.Limits{Credentials: 30 * time.Millisecond}))
	fault := ask(t, session)
	if fault.Kind != model.FaultTimeout || fault.Message != "no credentials within 30ms" {
		t.Errorf("got %+v, want a time-out", *fault)
	}
}
