package awsclient_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"exportwatch/model"
)

// authority signs certificates of servers.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T, name string) authority {
	t.Helper()
	a := authority{certificate: &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().AddDate(-9, 0, 0), NotAfter: time.Now().AddDate(99, 0, 0),
		IsCA: true, BasicConstraintsValid: true,
	}}
	a.certificate, a.key = a.sign(t, a.certificate)
	return a
}

// sign signs a certificate, the authority's own if it has no key yet.
func (a authority) sign(
	t *testing.T, template *x509.Certificate,
) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer := a.key
	if signer == nil {
		signer = key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return certificate, key
}

// serve serves with a certificate that the authority signed.
func (a authority) serve(t *testing.T, template x509.Certificate) string {
	t.Helper()
	template.SerialNumber = big.NewInt(2)
	certificate, key := a.sign(t, &template)
	server := httptest.NewUnstartedServer(speaksJSON(200, running))
	server.TLS = &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{certificate.Raw}, PrivateKey: key}},
	}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

// TestWordsOfCertificates: what is wrong with a certificate is said, for a proxy that opens TLS is
// to blame for few of them.
func TestWordsOfCertificates(t *testing.T) {
	t.Parallel()
	here := []net.IP{net.IPv4(127, 0, 0, 1)}
	past := time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)
	future := time.Date(2999, 2, 3, 4, 5, 6, 0, time.UTC)
	trusted, other := newAuthority(t, "Trusted"), newAuthority(t, "Corporate \x1bProxy")
	for name, tt := range map[string]struct {
		by       authority
		template x509.Certificate
		want     string
	}{
		"expired": {
			trusted,
			x509.Certificate{NotBefore: past.AddDate(-1, 0, 0), NotAfter: past, IPAddresses: here},
			"by this machine's clock, the certificate for 127.0.0.1 expired on 2020-02-03 04:05:06 UTC",
		},
		"not valid yet": {
			trusted,
			x509.Certificate{
				NotBefore: future, NotAfter: future.AddDate(1, 0, 0),
				DNSNames: []string{"aws.example"}, IPAddresses: here,
			},
			"by this machine's clock, the certificate for aws.example, 127.0.0.1 isn't valid before " +
				"2999-02-03 04:05:06 UTC",
		},
		"of another host": {
			trusted,
			x509.Certificate{
				NotBefore: past, NotAfter: future,
				DNSNames: []string{"a.example", "b.example", "c.example", "d.example", "e.example"},
			},
			"the certificate is for a.example, b.example, c.example and 2 more, not for 127.0.0.1",
		},
		"of no host": {
			trusted,
			x509.Certificate{
				NotBefore: past, NotAfter: future, Subject: pkix.Name{CommonName: "router"},
			},
			"the certificate is for router, not for 127.0.0.1",
		},
		"of an authority that isn't trusted": {
			other,
			x509.Certificate{NotBefore: past, NotAfter: future, IPAddresses: here},
			`the certificate for 127.0.0.1 is signed by "Corporate \x1bProxy", which isn't trusted here`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roots := x509.NewCertPool()
			roots.AddCert(trusted.certificate)
			transport := &http.Transport{
				TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			}
			t.Cleanup(transport.CloseIdleConnections)
			options := island(transport)
			options.EndpointURL = tt.by.serve(t, tt.template)
			fault := ask(t, open(t, options))
			if fault.Kind != model.FaultTLS || fault.Message != tt.want {
				t.Errorf("got %+v, want %q", *fault, tt.want)
			}
		})
	}
}

// TestNoWordsForProgrammers: what Go advises programmers to do helps nobody here.
func TestNoWordsForProgrammers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"http2: Transport: cannot retry err [http2: Transport received Server's graceful shutdown " +
			"GOAWAY] after Request.Body was written; define Request.GetBody to avoid this error": "" +
			"the connection was closed before the answer was whole",
		"net/http: timeout awaiting response headers": "timeout awaiting response headers",
		"http: server closed idle connection":         "server closed idle connection",
		"tls: first record does not look like a TLS handshake": "first record does not look like a " +
			"TLS handshake",
	} {
		fault := ask(t, open(t, island(roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, errors.New(text)
		}))))
		if fault.Kind != model.FaultNetwork || fault.Message != want {
			t.Errorf("got %+v, want %q", *fault, want)
		}
	}
}
