package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// bucket is one bucket with the exports that are delivered there.
type bucket struct {
	name    string
	owner   string
	region  string
	key     string // of KMS, that it encrypts with by default; "" for S3's own
	closed  bool   // it is another account's, and lets nobody of this one in
	exports []*export
}

// moved are buckets that aren't in the Region that their exports say.
func moved(name string) string {
	if strings.HasPrefix(name, "acme-quicksight") {
		return "us-west-2"
	}
	return ""
}

// bucket is the bucket of a name as an account sees it: its own exports' or, closed, another's.
func (s *Server) bucket(a *account, name string) (*bucket, bool) {
	if found := a.bucket(name); found != nil {
		return found, true
	}
	for _, key := range []string{StandardAccessKey, DemoAccessKey, demoSecondKey, demoThirdKey} {
		if found := s.accounts[key].bucket(name); found != nil {
			found.closed = true
			return found, true
		}
	}
	return nil, false
}

// bucket is the bucket of a name to which exports of the account are delivered, nil if there is
// none.
func (a *account) bucket(name string) *bucket {
	var found *bucket
	for _, e := range a.exports {
		to, ok := e.destination(name)
		if ok && found == nil {
			found = &bucket{name: name, owner: to.S3BucketOwner, region: to.S3Region}
		}
		if ok {
			found.exports = append(found.exports, e)
		}
	}
	if found == nil {
		return nil
	}
	if region := moved(name); region != "" {
		found.region = region
	}
	if strings.HasPrefix(name, "acme-cur-containers") {
		found.key = "arn:aws:kms:" + found.region + ":" + found.owner +
			":key/0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
	}
	return found
}

// destination is where an export is delivered, or was, if that is the bucket of a name.
func (e *export) destination(name string) (wireS3Destination, bool) {
	for _, snapshot := range []*wireExport{e.current, e.former} {
		if snapshot == nil {
			continue
		}
		if to := snapshot.DestinationConfigurations.S3Destination; to.S3Bucket == name {
			return to, true
		}
	}
	return wireS3Destination{}, false
}

// statement is one statement of a policy.
type statement struct {
	Sid       string
	Effect    string
	Principal any
	Action    any
	Resource  any
	Condition map[string]map[string]string `json:",omitempty"`
}

// policy is the bucket's policy at an offset: it lets Data Exports write, but for exports whose last
// run was refused it is wrong, each in its own way. It is nil where there is none.
func (s *Server) policy(b *bucket, at time.Duration) []statement {
	good := statement{
		Sid: "LetDataExportsWrite", Effect: "Allow",
		Principal: map[string]string{"Service": "bcm-data-exports.amazonaws.com"},
		Action:    "s3:PutObject", Resource: "arn:aws:s3:::" + b.name + "/*",
		Condition: map[string]map[string]string{
			"ArnLike": {"aws:SourceArn": sourceARN("us-east-1", accountOf(b))},
			"StringEquals": {
				"aws:SourceAccount": accountOf(b),
			},
		},
	}
	var statements []statement
	broken := false
	for _, e := range b.exports {
		refusal := s.exportState(e, at).StatusReason == insufficientPermission
		broken = broken || refusal
		own := good
		own.Sid = "Let" + title(e.name)
		own.Resource = "arn:aws:s3:::" + b.name + "/" + root(e.current) + "*"
		if refusal && len(b.exports) == 1 {
			own.Sid, own.Resource = good.Sid, good.Resource
		}
		if !refusal {
			statements = append(statements, own)
			continue
		}
		statements = append(statements, brokenPolicy(b, e, own)...)
	}
	if !broken {
		return []statement{good}
	}
	return statements
}

// brokenPolicy is what is wrong with the policy of an export whose last run was refused.
func brokenPolicy(b *bucket, e *export, own statement) []statement {
	account := strings.Split(e.arn, ":")[4]
	switch {
	case strings.HasPrefix(e.name, "cur2-daily"): // the Region of somebody's stack
		own.Condition = map[string]map[string]string{
			"ArnLike":      {"aws:SourceArn": sourceARN("eu-west-1", account)},
			"StringEquals": {"aws:SourceAccount": account},
		}
		return []statement{own}
	case strings.HasPrefix(e.name, "focus-1-2"): // the data only, not the manifest
		own.Resource = "arn:aws:s3:::" + b.name + "/" + root(e.current) + "data/*"
		return []statement{own}
	case strings.HasPrefix(e.name, "cur2-split-cost"):
		return []statement{
			own,
			{
				Sid:       "EndpointOnly",
				Effect:    "Deny",
				Principal: "*",
				Action:    "s3:*",
				Resource:  own.Resource,
				Condition: map[string]map[string]string{
					"StringNotEquals": {"aws:SourceVpce": "vpce-0f1e2d3c"},
				},
			},
		}
	case strings.HasPrefix(e.name, "cur2-resources"):
		return []statement{own, {
			Sid: "KMSOnly", Effect: "Deny", Principal: "*", Action: "s3:PutObject",
			Resource: own.Resource,
			Condition: map[string]map[string]string{
				"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"},
			},
		}}
	}
	own.Principal = map[string]string{"Service": "billingreports.amazonaws.com"}
	return []statement{own}
}

func sourceARN(region, account string) string {
	return "arn:aws:bcm-data-exports:" + region + ":" + account + ":export/*"
}

// accountOf is the account of the exports that are delivered to a bucket.
func accountOf(b *bucket) string { return strings.Split(b.exports[0].arn+":::::", ":")[4] }

// title writes a name as a Sid may hold it.
func title(name string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

func (s *Server) servePolicy(w http.ResponseWriter, b *bucket, at time.Duration) error {
	body, err := json.Marshal(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", s.policy(b, at)})
	if err != nil {
		return fmt.Errorf("encoding the policy: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body) // a reader that went away is no fault of ours
	return nil
}

const s3Namespace = `xmlns="http://s3.amazonaws.com/doc/2006-03-01/"`

func serveEncryption(w http.ResponseWriter, b *bucket) error {
	by := "<SSEAlgorithm>AES256</SSEAlgorithm>"
	if b.key != "" {
		by = "<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>" + b.key + "</KMSMasterKeyID>"
	}
	return serveXML(w, "<ServerSideEncryptionConfiguration "+s3Namespace+"><Rule>"+
		"<ApplyServerSideEncryptionByDefault>"+by+"</ApplyServerSideEncryptionByDefault>"+
		"<BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>")
}

func serveLocation(w http.ResponseWriter, b *bucket) error {
	region := b.region
	if region == usualS3Region {
		region = ""
	}
	return serveXML(w, "<LocationConstraint "+s3Namespace+">"+region+"</LocationConstraint>")
}

func serveXML(w http.ResponseWriter, body string) error {
	w.Header().Set("Content-Type", "application/xml")
	_, _ = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + body)) // as above
	return nil
}
