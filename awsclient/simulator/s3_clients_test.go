package simulator_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// botoS3 lists every bucket in pages of several sizes, with and without delimiter and StartAfter,
// reads manifests whole and in ranges, and asks for what is refused.
const botoS3 = `
import boto3, json, sys
from botocore.config import Config
from botocore.exceptions import ClientError
def client(region):
    return boto3.client("s3", region_name=region, endpoint_url=sys.argv[1],
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}))
c = client("us-east-1")
wrong = []
def listed(b, size, **more):
    names = []
    for p in c.get_paginator("list_objects_v2").paginate(Bucket=b, PaginationConfig={"PageSize": size}, **more):
        names += [o["Key"] for o in p.get("Contents", [])]
        names += [g["Prefix"] for g in p.get("CommonPrefixes", [])]
        if p["KeyCount"] != len(p.get("Contents", [])) + len(p.get("CommonPrefixes", [])):
            wrong.append("KeyCount")
    return sorted(names)
objects = 0
for b in ("acme-cur-daily", "acme-cur-hourly", "acme-focus", "acme-recommendations"):
    keys = listed(b, 1000)
    objects += len(keys)
    root = keys[0].split("/")[0] + "/"
    for more in ({}, {"Delimiter": "/"}, {"Delimiter": "/", "Prefix": root},
            {"StartAfter": keys[len(keys) // 2]}, {"Prefix": keys[-1][:-5]}):
        want = listed(b, 1000, **more)
        if more.get("StartAfter") and want != keys[len(keys) // 2 + 1:]:
            wrong.append("StartAfter in " + b)
        for size in (1, 2, 3, 7):
            if listed(b, size, **more) != want:
                wrong.append("%s in pages of %d %r" % (b, size, more))
    manifest = [k for k in keys if k.endswith("Manifest.json")][-1]
    got = c.get_object(Bucket=b, Key=manifest)
    text = got["Body"].read()
    head = c.head_object(Bucket=b, Key=manifest)
    if head["ContentLength"] != len(text) or head["ETag"] != got["ETag"]:
        wrong.append("HEAD of " + manifest)
    for f in json.loads(text)["dataFiles"]:
        if f[len("s3://" + b + "/"):] not in keys:
            wrong.append("not there: " + f)
    for r, want in (("bytes=0-3", text[:4]), ("bytes=-7", text[-7:]), ("bytes=9-", text[9:])):
        if c.get_object(Bucket=b, Key=manifest, Range=r)["Body"].read() != want:
            wrong.append(r)
    json.loads(c.get_bucket_policy(Bucket=b)["Policy"])["Statement"][0]
    c.get_bucket_encryption(Bucket=b)["ServerSideEncryptionConfiguration"]["Rules"][0]
    c.get_bucket_location(Bucket=b)
    c.head_bucket(Bucket=b, ExpectedBucketOwner=sys.argv[2])
errors = []
for call, args in ((c.head_bucket, {"Bucket": "acme-none"}), (c.get_bucket_policy, {"Bucket": "acme-none"}),
        (c.get_object, {"Bucket": "acme-cur-daily", "Key": "none"}),
        (c.get_object, {"Bucket": "acme-cur-daily", "Key": manifest and listed("acme-cur-daily", 9)[-1], "IfMatch": "x"}),
        (c.get_object, {"Bucket": "acme-cur-daily", "Key": listed("acme-cur-daily", 9)[-1], "Range": "bytes=99999999-"}),
        (c.get_bucket_policy, {"Bucket": "acme-cur-daily", "ExpectedBucketOwner": "444455556666"}),
        (c.get_bucket_policy, {"Bucket": "cid-444455556666-shared"}),
        (client("eu-west-1").get_bucket_policy, {"Bucket": "acme-finance-eu"}),
        (c.put_object, {"Bucket": "acme-cur-daily", "Key": "x", "Body": b"x"})):
    try:
        call(**args)
        errors.append("none")
    except ClientError as e:
        errors.append(e.response["Error"]["Code"])
print(json.dumps({"Version": boto3.__version__, "Objects": objects, "Wrong": wrong, "Errors": errors}))
`

// TestIndependentClientsReadS3 has boto3 and the AWS CLI read the simulator's S3. It is opt-in like
// TestIndependentClients.
func TestIndependentClientsReadS3(t *testing.T) {
	t.Parallel()
	if os.Getenv("EXPORTWATCH_CLIENTS") == "" {
		t.Skip("SKIPPED: independent clients are NOT checked; set EXPORTWATCH_CLIENTS=1 to run " +
			"the AWS CLI and boto3 against the simulator's S3")
	}
	s := newServer(t, newClock(), simulator.Options{})
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	c := client{server.URL, simulator.DemoAccessKey}
	account := s.State(simulator.DemoAccessKey).AccountId
	output, complaint := c.run(t, "python3", "-c", botoS3, server.URL, account)
	var got struct {
		Version       string
		Objects       int
		Wrong, Errors []string
	}
	if err := json.Unmarshal(output, &got); err != nil {
		t.Fatalf("%v: %s", err, complaint)
	}
	want := "404 NoSuchBucket NoSuchKey PreconditionFailed InvalidRange AccessDenied " +
		"MethodNotAllowed none MethodNotAllowed"
	if strings.Join(got.Errors, " ") != want || len(got.Wrong) > 0 || got.Objects < 100 {
		t.Errorf("errors %q, want %s; wrong %q", got.Errors, want, got.Wrong)
	}
	t.Logf("boto3 %s: %d objects in pages of 1, 2, 3, 7 and 1000; %q", got.Version, got.Objects,
		got.Errors)

	listed, _ := c.run(t, "aws", "--endpoint-url", server.URL, "s3", "ls", "--recursive",
		"s3://acme-cur-daily/")
	lines := strings.Split(strings.TrimSpace(string(listed)), "\n")
	if !strings.HasSuffix(lines[len(lines)-1], "-Manifest.json") {
		t.Errorf("aws s3 ls: %s", listed)
	}
	manifest := lines[len(lines)-1][strings.LastIndex(lines[len(lines)-1], " ")+1:]
	text, _ := c.run(t, "aws", "--endpoint-url", server.URL, "s3", "cp",
		"s3://acme-cur-daily/"+manifest, "-")
	if !json.Valid(text) || !strings.Contains(string(text), "dataFiles") {
		t.Errorf("aws s3 cp: %.200s", text)
	}
	t.Logf("aws s3 ls: %d objects; aws s3 cp of the manifest: %d bytes", len(lines), len(text))
}
