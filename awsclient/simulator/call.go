package simulator

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// targetPrefix stands before the operation in X-Amz-Target.
const targetPrefix = "AWSBillingAndCostManagementDataExports."

// The operations that are served. The others of the model are refused: the caller's role, which
// only reads, does not hold them.
const (
	getExecution   = "GetExecution"
	getExport      = "GetExport"
	getTable       = "GetTable"
	listExecutions = "ListExecutions"
	listExports    = "ListExports"
	listTables     = "ListTables"
	listTags       = "ListTagsForResource"
)

// call is one request as far as it has been understood.
type call struct {
	id        string // the request id
	operation string // "" when the service knows none such
	accessKey string
	account   *account
	body      []byte
}

func known(operation string) bool {
	return served(operation) || slices.Contains([]string{
		"CreateExport", "DeleteExport", "TagResource", "UntagResource", "UpdateExport",
	}, operation)
}

func served(operation string) bool {
	return slices.Contains([]string{
		getExecution, getExport, getTable, listExecutions, listExports, listTables, listTags,
	}, operation)
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	const limit = 1 << 20
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, unreadable("The request could not be read")
	}
	return body, nil
}

// requestID is the same for the same request at the same time.
func (s *Server) requestID(target string, body []byte) string {
	moment := strconv.FormatInt(s.clock.now().UnixNano(), 10)
	return uuid(newStream(s.seed, "request", moment, target, string(body)).at(0, "id"), 4)
}

// accessKey is the access key id of an Authorization header, or "".
func accessKey(authorization string) string {
	_, credential, _ := strings.Cut(authorization, "Credential=")
	key, _, _ := strings.Cut(credential, "/")
	return key
}

// authenticate wants a signature of version 4 for this service. It does not verify it.
func authenticate(r *http.Request) error {
	authorization := r.Header.Get("Authorization")
	if authorization == "" {
		return unsigned()
	}
	fields, isSigV4 := strings.CutPrefix(authorization, "AWS4-HMAC-SHA256 ")
	if !isSigV4 {
		return incompleteSignature("Unsupported AWS 'algorithm' in Authorization header")
	}
	given := map[string]string{}
	for field := range strings.SplitSeq(fields, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(field), "=")
		if !ok {
			return incompleteSignature("'" + field + "' not a valid key=value pair " +
				"(missing equal-sign) in Authorization header: '" + authorization + "'.")
		}
		given[name] = value
	}
	for _, name := range []string{"Credential", "Signature", "SignedHeaders"} {
		if given[name] == "" {
			return incompleteSignature("Authorization header requires '" + name +
				"' parameter. Authorization=" + authorization)
		}
	}
	if r.Header.Get("X-Amz-Date") == "" && r.Header.Get("Date") == "" {
		return incompleteSignature("Authorization header requires existence of either a " +
			"'X-Amz-Date' or a 'Date' header. Authorization=" + authorization)
	}
	return scope(given["Credential"])
}

// scope checks what a credential is scoped to: key/date/Region/service/aws4_request.
func scope(credential string) error {
	parts := strings.Split(credential, "/")
	switch {
	case len(parts) != 5 || parts[0] == "":
		return incompleteSignature("Credential must have exactly 5 slash-delimited elements, " +
			"e.g. keyid/date/region/service/term, got '" + credential + "'")
	case len(parts[1]) != len("20060102") || strings.Trim(parts[1], "0123456789") != "":
		return invalidSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 " +
			"version of date from HTTP: '" + parts[1] + "'")
	case parts[3] != "bcm-data-exports":
		return invalidSignature("Credential should be scoped to correct service: " +
			"'bcm-data-exports'. ")
	case parts[4] != "aws4_request":
		return invalidSignature("Credential should be scoped with a valid terminator: " +
			"'aws4_request', not '" + parts[4] + "'.")
	}
	return nil
}
