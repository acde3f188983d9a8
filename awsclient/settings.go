package awsclient

import (
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"

	"exportwatch/model"
)

// checkEndpoint returns what is wrong with a base endpoint, naming where it came from, or "". The
// SDK takes any text, and then fails late with a host of "".
func (o Options) checkEndpoint(endpoint *string) string {
	if endpoint == nil {
		return ""
	}
	source := o.endpointSource(*endpoint)
	parsed, err := url.Parse(*endpoint)
	switch {
	case err != nil || parsed.Host == "" && !strings.Contains(*endpoint, "://"):
		return fmt.Sprintf("%s %q is no URL with a scheme, like https://%s",
			source, *endpoint, strings.TrimLeft(*endpoint, "/:"))
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return fmt.Sprintf("%s %q has a scheme other than http and https", source, *endpoint)
	case parsed.Hostname() == "":
		return fmt.Sprintf("%s %q names no host", source, *endpoint)
	}
	return ""
}

// plainEndpoint returns a warning about a base endpoint that is asked without encryption over a
// network, or "".
func (o Options) plainEndpoint(endpoint *string) string {
	if endpoint == nil || o.Transport != nil {
		return ""
	}
	parsed, err := url.Parse(*endpoint)
	if err != nil || parsed.Scheme != "http" || isThisMachine(parsed.Hostname()) {
		return ""
	}
	return model.Clean(fmt.Sprintf("%s %q is not encrypted: session tokens and all answers can be "+
		"read on the way. Use https", o.endpointSource(*endpoint), parsed.Redacted()))
}

// isThisMachine says whether a host is reached without a network.
func isThisMachine(host string) bool {
	host = strings.ToLower(host)
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// endpointSource names where a base endpoint that the SDK settled on came from.
func (o Options) endpointSource(endpoint string) string {
	if o.EndpointURL == endpoint {
		return "--endpoint-url"
	}
	for _, name := range []string{
		"AWS_ENDPOINT_URL_BCM_DATA_EXPORTS", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS",
		"AWS_ENDPOINT_URL",
	} {
		if os.Getenv(name) == endpoint {
			return name
		}
	}
	return "endpoint_url in the shared config file"
}

// caBundle returns the certificates of the CA bundle that flag or environment name, nil if none
// does, or what is wrong with it. A bundle that only the config file names is the SDK's to read.
func (o Options) caBundle() (io.Reader, string) {
	source, name := "--ca-bundle", o.CABundle
	if name == "" {
		source, name = "AWS_CA_BUNDLE", os.Getenv("AWS_CA_BUNDLE")
	}
	if name == "" {
		return nil, ""
	}
	pem, err := os.ReadFile(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, fmt.Sprintf("%s can't be read: %v", source, err)
	}
	if !x509.NewCertPool().AppendCertsFromPEM(pem) {
		return nil, fmt.Sprintf("%s %q holds no certificate", source, name)
	}
	return strings.NewReader(string(pem)), ""
}
