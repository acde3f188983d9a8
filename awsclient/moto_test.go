package awsclient_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient"
	"exportwatch/model"
)

// motoServer is moto's S3 on a free port: it prints its URL, and ends with its standard input.
const motoServer = `
import sys, logging
logging.getLogger("werkzeug").disabled = True
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print("http://%s:%d" % (host, port), flush=True)
sys.stdin.read()
server.stop()
`

// motoContent makes with boto3 what an export would: a bucket with a policy, data, manifests, and
// prints what boto3 itself lists.
const motoContent = `
import boto3, json, sys
s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="eu-west-1",
    aws_access_key_id="AKID", aws_secret_access_key="secret")
b = "acme-cur-daily"
s3.create_bucket(Bucket=b, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
s3.put_bucket_policy(Bucket=b, Policy=sys.argv[2])
s3.put_bucket_encryption(Bucket=b, ServerSideEncryptionConfiguration={"Rules": [
    {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k-1"}}]})
for month in ("2026-10", "2026-11"):
    data = "cur2//daily/data/BILLING_PERIOD=%s/" % month
    files = [data + "daily-%05d.snappy.parquet" % n for n in range(1010 if month == "2026-11" else 3)]
    for n, key in enumerate(files):
        s3.put_object(Bucket=b, Key=key, Body=b"PAR1" + b"x" * (n % 50))
    s3.put_object(Bucket=b, Key=data.replace("/data/", "/metadata/") + "daily-Manifest.json",
        Body=json.dumps({"executionId": "e-" + month, "dataFiles": ["s3://%s/%s" % (b, f) for f in files]}))
keys = [{"Key": o["Key"], "Size": o["Size"], "ETag": o["ETag"]} for p in
    s3.get_paginator("list_objects_v2").paginate(Bucket=b) for o in p.get("Contents", [])]
print(json.dumps(keys))
`

// TestMotoAgrees reads, with the SDK, a bucket that boto3 filled in moto's server. Opt-in, because it
// needs both.
func TestMotoAgrees(t *testing.T) {
	t.Parallel()
	if os.Getenv("EXPORTWATCH_CLIENTS") == "" {
		t.Skip("SKIPPED: moto's S3 is NOT read; set EXPORTWATCH_CLIENTS=1 to run it")
	}
	endpoint := startMoto(t)
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":` +
		`{"Service":"bcm-data-exports.amazonaws.com"},"Action":"s3:PutObject",` +
		`"Resource":"arn:aws:s3:::acme-cur-daily/*"}]}`
	output, err := exec.CommandContext(t.Context(), "python3", "-c", motoContent, endpoint,
		policy).Output()
	if err != nil {
		t.Fatalf("filling the bucket: %v", err)
	}
	var there []struct {
		Key, ETag string
		Size      int64
	}
	if err := json.Unmarshal(output, &there); err != nil {
		t.Fatal(err)
	}
	options := island(http.DefaultTransport)
	options.EndpointURL = endpoint
	session := open(t, options)
	sought := wanted()
	sought.Destination.Prefix, sought.Destination.Region = "cur2/", "eu-west-1"

	facts, _ := evidence(t, session, model.AskData, sought).(model.DataFacts)
	var listed []model.Object
	for _, list := range []model.ObjectList{facts.Before, facts.Data, facts.Metadata} {
		if !list.Whole || list.Fault != nil {
			t.Errorf("%+v, %v", list.Probe, list.Fault)
		}
		listed = append(listed, list.Objects...)
	}
	if len(listed) != len(there) || facts.Data.Pages != 2 || facts.Requests() != 5 {
		t.Fatalf("%d objects, want %d; %d pages, %d requests", len(listed), len(there),
			facts.Data.Pages, facts.Requests())
	}
	for i, want := range there {
		if got := listed[i]; got.Key != want.Key || got.Size != want.Size || got.ETag != want.ETag ||
			time.Since(got.Modified) > time.Hour {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if !strings.Contains(string(facts.Manifest.Body), `"e-2026-11"`) {
		t.Errorf("manifest %.60s", facts.Manifest.Body)
	}
	bucket, _ := evidence(t, session, model.AskBucket, sought).(model.BucketFacts)
	if bucket.Standing != model.BucketOwned || bucket.Region != "eu-west-1" ||
		bucket.Policy.Text != policy || bucket.Encryption.Algorithm != "aws:kms" ||
		bucket.Encryption.Key != "k-1" {
		t.Errorf("%+v", bucket)
	}
	sought.Sample = facts.Data.Objects[7].Key
	sample, _ := evidence(t, session, model.AskSample, sought).(model.SampleFacts)
	if string(sample.Bytes) != "PAR1" {
		t.Errorf("%+v", sample)
	}
	t.Logf("%d objects, policy, encryption and 4 bytes, all as boto3 put them", len(listed))
	missing(t, session)
}

// missing asks for a bucket that isn't there.
func missing(t *testing.T, session *awsclient.Session) {
	t.Helper()
	sought := wanted()
	sought.Destination.Bucket = "no-such-bucket"
	facts, _ := evidence(t, session, model.AskData, sought).(model.DataFacts)
	if facts.Metadata.Fault == nil || facts.Metadata.Fault.Code != "NoSuchBucket" ||
		facts.Metadata.Fault.Kind != model.FaultNotFound {
		t.Errorf("%+v, %+v", facts.Metadata.Probe, facts.Metadata.Fault)
	}
}

func startMoto(t *testing.T) string {
	t.Helper()
	server := exec.CommandContext(t.Context(), "python3", "-c", motoServer)
	input, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	server.Stderr = &complaint
	if err := server.Start(); err != nil {
		t.Skipf("SKIPPED: python3 can't be started: %v", err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_, _ = io.Copy(io.Discard, output)
		_ = server.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			return lines.Text()
		}
	}
	t.Skipf("SKIPPED: moto doesn't start: %s", complaint.String())
	return ""
}

