package awsclient

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
)

// certificateWords says what is wrong with the other side's certificate, or "" if an error isn't
// about one.
func certificateWords(err error) string {
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	foreign, isForeign := errors.AsType[x509.HostnameError](err)
	unknown, isUnknown := errors.AsType[x509.UnknownAuthorityError](err)
	switch {
	case isInvalid && invalid.Cert != nil && invalid.Reason == x509.Expired:
		return expiredWords(invalid)
	case isForeign && foreign.Certificate != nil:
		return model.Clean(fmt.Sprintf("the certificate is for %s, not for %s",
			holder(foreign.Certificate), foreign.Host))
	case isUnknown && unknown.Cert != nil:
		return model.Clean(fmt.Sprintf("the certificate for %s is signed by %q, which isn't "+
			"trusted here", holder(unknown.Cert), issuer(unknown.Cert)))
	}
	return ""
}

// expiredWords words a certificate outside its time, in which this machine's clock may be wrong.
func expiredWords(err x509.CertificateInvalidError) string {
	end, at := "expired on", err.Cert.NotAfter
	if strings.Contains(err.Detail, " is before ") { // there is no other sign of it
		end, at = "isn't valid before", err.Cert.NotBefore
	}
	return model.Clean(fmt.Sprintf("by this machine's clock, the certificate for %s %s %s",
		holder(err.Cert), end, at.UTC().Format(time.DateTime+" UTC")))
}

// holder names whom a certificate is for: the first of its hosts, or what else it is called.
func holder(certificate *x509.Certificate) string {
	const most = 3
	hosts := certificate.DNSNames
	for _, address := range certificate.IPAddresses {
		hosts = append(hosts, address.String())
	}
	switch {
	case len(hosts) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(hosts[:most], ", "), len(hosts)-most)
	case len(hosts) > 0:
		return strings.Join(hosts, ", ")
	case certificate.Subject.CommonName != "":
		return certificate.Subject.CommonName
	default:
		return "nobody"
	}
}

func issuer(certificate *x509.Certificate) string {
	if name := certificate.Issuer.CommonName; name != "" {
		return name
	}
	return certificate.Issuer.String()
}
