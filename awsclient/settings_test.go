package awsclient_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"exportwatch/awsclient"
	"exportwatch/model"
)

func TestUnusableSettings(t *testing.T) {
	many := strings.NewReplacer(",", "]\nregion=us-east-1\n[profile ").Replace(
		"[profile a,b,c,d,e,f,g,h,i,j,k,l]")
	for name, tt := range map[string]struct {
		config  string
		env     map[string]string
		options awsclient.Options
		kind    model.FaultKind
		message string // HOME stands for the home
	}{
		"endpoint without a scheme": {
			options: awsclient.Options{EndpointURL: "localhost:4566"},
			message: `--endpoint-url "localhost:4566" is no URL with a scheme, like https://localhost:4566`,
		},
		"endpoint is a bare host": {
			options: awsclient.Options{EndpointURL: "example.org/path"},
			message: `--endpoint-url "example.org/path" is no URL with a scheme, ` +
				`like https://example.org/path`,
		},
		"endpoint is an address": {
			options: awsclient.Options{EndpointURL: "127.0.0.1:4566"},
			message: `--endpoint-url "127.0.0.1:4566" is no URL with a scheme, like https://127.0.0.1:4566`,
		},
		"endpoint with another scheme": {
			options: awsclient.Options{EndpointURL: "ftp://example.org"},
			message: `--endpoint-url "ftp://example.org" has a scheme other than http and https`,
		},
		"endpoint without a host": {
			options: awsclient.Options{EndpointURL: "https://:443"},
			message: `--endpoint-url "https://:443" names no host`,
		},
		"endpoint of an island": {
			options: awsclient.Options{
				AccessKeyID: "A", SecretAccessKey: "S", EndpointURL: "localhost:1",
			},
			message: `--endpoint-url "localhost:1" is no URL with a scheme, like https://localhost:1`,
		},
		"endpoint of the service in the environment": {
			env: map[string]string{
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "localhost:1",
				"AWS_ENDPOINT_URL":                  "http://localhost:2",
			},
			message: `AWS_ENDPOINT_URL_BCM_DATA_EXPORTS "localhost:1" is no URL with a scheme, ` +
				`like https://localhost:1`,
		},
		"endpoint of all services in the environment": {
			env: map[string]string{
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "http://localhost:1",
				"AWS_ENDPOINT_URL":                  "localhost:2",
			},
			message: `AWS_ENDPOINT_URL "localhost:2" is no URL with a scheme, like https://localhost:2`,
		},
		"endpoint in the file": {
			config: "[default]\nendpoint_url=localhost:3\n",
			message: `endpoint_url in the shared config file "localhost:3" is no URL with a scheme, ` +
				`like https://localhost:3`,
		},
		"no such bundle": {
			options: awsclient.Options{CABundle: "/nowhere/ca.pem"},
			message: "--ca-bundle can't be read: open /nowhere/ca.pem: no such file or directory",
		},
		"no such bundle in the environment": {
			env:     map[string]string{"AWS_CA_BUNDLE": "/nowhere/ca.pem"},
			message: "AWS_CA_BUNDLE can't be read: open /nowhere/ca.pem: no such file or directory",
		},
		"no such bundle in the file": {
			config:  "[default]\nca_bundle=/nowhere/ca.pem\n",
			message: "open /nowhere/ca.pem: no such file or directory",
		},
		"bundle without a certificate": {
			options: awsclient.Options{CABundle: "/dev/null"},
			message: `--ca-bundle "/dev/null" holds no certificate`,
		},
		"bundle in place of a network": {
			options: awsclient.Options{Transport: through(nil)},
			config:  "[default]\nca_bundle=/dev/null\n",
			message: "unable to add custom RootCAs HTTPClient, has no WithTransportOptions, *http.Client",
		},
		"no such profile": {
			config:  "[default]\nregion=a\n[profile zoo]\nregion=a\n[sso-session s]\nsso_region=a\n",
			options: awsclient.Options{Profile: "nobody"},
			message: `there is no profile "nobody"; there are default, keys, zoo`,
		},
		"no such profile of many": {
			config:  many,
			env:     map[string]string{"AWS_PROFILE": "nobody"},
			message: `there is no profile "nobody"; there are a, b, c, d, e, f, g, h, i, j and 3 more`,
		},
		"no such source": {
			config:  "[profile acme]\nrole_arn=" + roleARN + "\nsource_profile=nobody\n",
			options: awsclient.Options{Profile: "acme"},
			message: `the source_profile "nobody" of role ` + roleARN + ` can't be used: ` +
				`failed to get shared config profile, nobody`,
		},
		"source without credentials": {
			config: "[profile acme]\nrole_arn=" + roleARN + "\nsource_profile=empty\n" +
				"[profile empty]\nregion=us-east-1\n",
			options: awsclient.Options{Profile: "acme"},
			message: `the source_profile "empty" of role ` + roleARN + ` can't be used: ` +
				`it holds no credentials`,
		},
		"role with MFA": {
			config: "[profile acme]\nrole_arn=" + roleARN + "\nsource_profile=default\n" +
				"mfa_serial=arn:aws:iam::123456789012:mfa/ana\n" + staticKeys,
			options: awsclient.Options{Profile: "acme"},
			kind:    model.FaultAssumeRole,
			message: "the profile's role asks for an MFA code (mfa_serial), which can't be given here",
		},
		"half of a key": {
			config:  "[profile acme]\naws_access_key_id=AKID\n",
			options: awsclient.Options{Profile: "acme"},
			message: "partial credentials found for profile",
		},
		"number of attempts": {
			env:     map[string]string{"AWS_MAX_ATTEMPTS": "many"},
			message: "AWS_MAX_ATTEMPTS",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(
				"HOME",
				machine(t, tt.config, "[keys]\naws_access_key_id=A\naws_secret_access_key=S\n"),
			)
			for key, value := range tt.env {
				t.Setenv(key, value)
			}
			if tt.kind == model.FaultOther {
				tt.kind = model.FaultConfig
			}
			_, err := awsclient.Open(t.Context(), tt.options)
			fault := asFault(t, err)
			if fault.Kind != tt.kind || !strings.Contains(fault.Message, tt.message) {
				t.Errorf("got  %d %q\nwant %d %q", fault.Kind, fault.Message, tt.kind, tt.message)
			}
		})
	}
}

func TestNoProfileAtAll(t *testing.T) {
	t.Setenv("HOME", machine(t, "", ""))
	_, err := awsclient.Open(t.Context(), awsclient.Options{Profile: "nobo\x1bdy"})
	const want = "there is no profile \"nobo\\x1bdy\"; none is configured"
	if fault := asFault(t, err); fault.Message != want || fault.Profile != "nobo\uFFFDdy" {
		t.Errorf("got %+v, want %q", *fault, want)
	}
}

func TestOpeningIsCanceled(t *testing.T) {
	t.Setenv("HOME", machine(t, staticKeys, ""))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	session, err := awsclient.Open(ctx, awsclient.Options{Transport: through(nil)})
	if err == nil { // loading may not ask
		_, err = session.Execution(ctx, ref())
	}
	if fault := asFault(t, err); fault.Kind != model.FaultCanceled {
		t.Errorf("got %+v, want Canceled", *fault)
	}
}

func TestUnusableRegion(t *testing.T) {
	for _, region := range []string{"us_east_1", "us-east-1 ", "a/b"} {
		t.Run(region, func(t *testing.T) {
			t.Setenv("HOME", machine(t, staticKeys, ""))
			options := awsclient.Options{Region: region, Transport: through(nil)}
			fault := ask(t, open(t, options))
			if fault.Kind != model.FaultConfig ||
				!strings.Contains(fault.Message, "invalid input region") {
				t.Errorf("got %+v, want Config", *fault)
			}
		})
	}
}

// TestWhereRequestsGo checks host and key of the request that settings lead to.
func TestWhereRequestsGo(t *testing.T) {
	const usual = "bcm-data-exports.us-east-1.api.aws"
	for name, tt := range map[string]struct {
		env       map[string]string
		config    string
		options   awsclient.Options
		host, key string
	}{
		"nothing set": {host: usual, key: "AKIDONE"},
		"Region set":  {options: awsclient.Options{Region: "eu-west-1"}, host: usual, key: "AKIDONE"},
		"Region of China": {
			env:  map[string]string{"AWS_REGION": "cn-north-1"},
			host: "bcm-data-exports.cn-northwest-1.api.amazonwebservices.com.cn", key: "AKIDONE",
		},
		"endpoint by flag": {
			options: awsclient.Options{EndpointURL: "http://flag"},
			env:     map[string]string{"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "http://service"},
			host:    "flag", key: "AKIDONE",
		},
		"endpoint of the service": {
			env: map[string]string{
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "http://service", "AWS_ENDPOINT_URL": "http://all",
			},
			host: "service", key: "AKIDONE",
		},
		"endpoint of all": {
			env: map[string]string{"AWS_ENDPOINT_URL": "http://all"}, host: "all", key: "AKIDONE",
		},
		"endpoint ignored": {
			env: map[string]string{
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "service", "AWS_ENDPOINT_URL": "all",
				"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
			},
			host: usual, key: "AKIDONE",
		},
		"keys in the environment": {
			env: map[string]string{
				"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "S", "AWS_PROFILE": "acme",
			},
			config: "[profile acme]\naws_access_key_id=AKIDACME\naws_secret_access_key=S\n",
			host:   usual, key: "AKIDENV",
		},
		"profile by flag": {
			env:     map[string]string{"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "S"},
			options: awsclient.Options{Profile: "acme"},
			config:  "[profile acme]\naws_access_key_id=AKIDACME\naws_secret_access_key=S\n",
			host:    usual, key: "AKIDACME",
		},
		"island": {
			env: map[string]string{
				"AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "S", "AWS_PROFILE": "nobody",
				"AWS_REGION": "cn-north-1", "AWS_ENDPOINT_URL": "nonsense", "AWS_CA_BUNDLE": "/nowhere",
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": "nonsense", "AWS_MAX_ATTEMPTS": "many",
				"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true",
			},
			options: awsclient.Options{AccessKeyID: "AKIDISLAND", SecretAccessKey: "S"},
			host:    usual, key: "AKIDISLAND",
		},
		"island with an endpoint": {
			options: awsclient.Options{
				AccessKeyID: "AKIDISLAND", SecretAccessKey: "S", EndpointURL: "http://flag",
			},
			host: "flag", key: "AKIDISLAND",
		},
	} {
		t.Run(name, func(t *testing.T) {
			home := machine(t, tt.config, staticKeys)
			t.Setenv("HOME", home)
			for key, value := range tt.env {
				t.Setenv(key, value)
			}
			if tt.config == "" && len(tt.env) > 5 { // an island has no files either
				write(t, filepath.Join(home, "config"), "[default]\nca_bundle=/nowhere\n")
			}
			script := newScript(speaksJSON(200, running))
			tt.options.Transport = through(script)
			mustAnswer(t, open(t, tt.options))
			got := script.requests()
			if len(got) != 1 || got[0].host != tt.host || got[0].key != tt.key {
				t.Errorf("sent %+v, want one to %s with %s", got, tt.host, tt.key)
			}
		})
	}
}

// TestWarningOfAPlainEndpoint: what is sent without encryption over a network is said, wherever the
// endpoint comes from.
func TestWarningOfAPlainEndpoint(t *testing.T) {
	for name, tt := range map[string]struct {
		flag, service, all, config string
		want                       []string // parts of the warnings
	}{
		"none":             {},
		"https":            {flag: "https://10.0.0.5"},
		"localhost":        {flag: "http://LOCALHOST:4566"},
		"a name below it":  {all: "http://aws.localhost:4566"},
		"loopback":         {flag: "http://127.1.2.3:4566"},
		"loopback of IPv6": {flag: "http://[::1]:4566"},
		"an address":       {flag: "http://10.0.0.5", want: []string{`--endpoint-url "http://10.0.0.5" is`}},
		"a name that looks local": {
			flag: "http://localhost.example", want: []string{`"http://localhost.example" is not encrypted`},
		},
		"a scheme in capitals": {flag: "HTTP://aws.example", want: []string{"aws.example"}},
		"the service's variable": {
			service: "http://aws.example",
			want:    []string{`AWS_ENDPOINT_URL_BCM_DATA_EXPORTS "http://aws.example" is not encrypted`},
		},
		"the variable of all services, once": {
			all: "http://aws.example", want: []string{`AWS_ENDPOINT_URL "http://aws.example" is not`},
		},
		"that of all services beside the flag": {
			flag: "https://aws.example", all: "http://sts.example",
			want: []string{`AWS_ENDPOINT_URL "http://sts.example" is`},
		},
		"the config file": {
			config: "endpoint_url=http://aws.example\n", want: []string{"shared config file"},
		},
		"a password": { //nolint:gosec // it is made up
			flag: "http://ana:hush@aws.example",
			want: []string{"http://ana:xxxxx@aws.example"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", machine(t, staticKeys+tt.config, ""))
			for variable, value := range map[string]string{
				"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS": tt.service, "AWS_ENDPOINT_URL": tt.all,
			} {
				if value != "" {
					t.Setenv(variable, value)
				}
			}
			got := open(t, awsclient.Options{EndpointURL: tt.flag}).Warnings()
			if len(got) != len(tt.want) {
				t.Fatalf("got %q, want %d", got, len(tt.want))
			}
			for i, want := range tt.want {
				if !strings.Contains(got[i], want) || strings.Contains(got[i], "hush") {
					t.Errorf("got %q, want %q in it", got[i], want)
				}
			}
		})
	}
	t.Run("simulated", func(t *testing.T) {
		options := island(through(newScript(speaksJSON(200, running))))
		options.EndpointURL = "http://demo.invalid"
		if got := open(t, options).Warnings(); got != nil {
			t.Errorf("got %q of what goes over no network", got)
		}
	})
}
