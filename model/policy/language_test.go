package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"exportwatch/model/policy"
)

// allow writes a statement that lets Data Exports write, with elements in place of the usual ones
// or beside them.
func allow(elements ...string) string { return statement("Allow", elements) }

func deny(elements ...string) string {
	if !strings.Contains(strings.Join(elements, ""), "rincipal") {
		elements = append(elements, `"Principal":"*"`)
	}
	return statement("Deny", elements)
}

func statement(effect string, elements []string) string {
	usual := []string{
		fmt.Sprintf(
			`"Effect":%q`,
			effect,
		),
		`"Principal":{"Service":"bcm-data-exports.amazonaws.com"}`,
		`"Action":"s3:PutObject"`,
		`"Resource":"arn:aws:s3:::acme-cur-daily/*"`,
	}
	kept := elements
	for _, element := range usual {
		name, _, _ := strings.Cut(strings.Trim(element, `"`), `"`)
		replaced := strings.Contains(strings.Join(elements, ","), name+`":`)
		if !replaced {
			kept = append(kept, element)
		}
	}
	return "{" + strings.Join(kept, ",") + "}"
}

func document(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

func condition(operator, key, values string) string {
	return fmt.Sprintf(`"Condition":{%q:{%q:%s}}`, operator, key, values)
}

// TestLanguage judges the writing of a data file by policies that differ in one thing.
func TestLanguage(t *testing.T) {
	t.Parallel()
	const (
		granted   = "granted"
		perhaps   = "granted, likely"
		not       = "not granted"
		hardly    = "not granted, likely"
		denied    = "denied"
		hit       = "denied, likely"
		unknown   = "can't tell"
		unread    = "can't tell (unreadable)"
		org       = `"o-1"`
		account   = `"111122223333"`
		bad       = `"999999999999"`
		sourceARN = "aws:SourceArn"
		source    = "aws:SourceAccount"
		vpce      = "aws:SourceVpce"
		nobody    = "aws:SourceOrgID"
	)
	for name, tt := range map[string]struct{ policy, want string }{
		"no statement":              {document(), not},
		"only a deny of others":     {document(deny(condition("StringEquals", source, bad))), not},
		"deny for certain":          {document(allow(), deny()), denied},
		"deny of another action":    {document(allow(), deny(`"Action":"s3:DeleteObject"`)), granted},
		"deny comes first":          {document(deny(), allow()), denied},
		"effect in small letters":   {document(allow(), `{"Effect":"deny","Principal":"*","Action":"*","Resource":"*"}`), unknown},
		"effect allow in small":     {document(allow(`"Effect":"allow"`)), not},
		"unknown element":           {document(allow(`"Remark":"x"`)), unknown},
		"unknown element, deny":     {document(allow(), deny(`"Remark":"x"`)), unknown},
		"no principal":              {document(`{"Effect":"Allow","Action":"*","Resource":"*"}`), unknown},
		"both action elements":      {document(allow(`"NotAction":"s3:GetObject"`, `"Action":"*"`)), unknown},
		"NotAction":                 {document(allow(`"NotAction":"s3:GetObject"`)), granted},
		"NotAction names it":        {document(allow(`"NotAction":"s3:put*"`)), not},
		"NotResource":               {document(allow(`"NotResource":"arn:aws:s3:::other/*"`)), granted},
		"NotResource names it":      {document(allow(`"NotResource":"arn:aws:s3:::acme-*/*"`)), not},
		"principal AWS star":        {document(allow(`"Principal":{"AWS":["*"]}`)), perhaps},
		"principal of an account":   {document(allow(`"Principal":{"AWS":"111122223333"}`)), not},
		"principal of China":        {document(allow(`"Principal":{"Service":"bcm-data-exports.amazonaws.com.cn"}`)), unknown},
		"principal of a Region":     {document(allow(`"Principal":{"Service":"bcm-data-exports.eu-west-1.amazonaws.com"}`)), unknown},
		"principal in capitals":     {document(allow(`"Principal":{"Service":"BCM-Data-Exports.amazonaws.com"}`)), unknown},
		"principal of odd form":     {document(allow(`"Principal":["*"]`)), unknown},
		"federated principal":       {document(allow(`"Principal":{"Federated":"*","CanonicalUser":"x"}`)), not},
		"NotPrincipal, deny":        {document(allow(), deny(`"NotPrincipal":{"AWS":"arn:aws:iam::1:root"}`)), hit},
		"NotPrincipal, exempt":      {document(allow(), deny(`"NotPrincipal":{"Service":"bcm-data-exports.amazonaws.com"}`)), perhaps},
		"action with star":          {document(allow(`"Action":["s3:Get*","S3:P*t?bject"]`)), granted},
		"resource star":             {document(allow(`"Resource":"*"`)), granted},
		"resource star per part":    {document(allow(`"Resource":"arn:aws:*:*:*:acme-cur-daily/*"`)), granted},
		"star doesn't cross":        {document(allow(`"Resource":"arn:*:acme-cur-daily/*"`)), hardly},
		"resource in capitals":      {document(allow(`"Resource":"arn:aws:s3:::Acme-cur-daily/*"`)), not},
		"resource as a number":      {document(allow(`"Resource":7`)), not},
		"resource as an object":     {document(allow(`"Resource":{}`)), unknown},
		"partition of China":        {document(allow(`"Resource":"arn:aws-cn:s3:::acme-cur-daily/*"`)), not},
		"variable that is known":    {document(allow(`"Resource":"arn:aws:s3:::acme-cur-daily/*"`, condition("StringEquals", source, `"${aws:sourceaccount}"`))), granted},
		"variable that isn't":       {document(allow(condition("StringEquals", source, `"${aws:SourceOrgID}"`))), unknown},
		"variable with default":     {document(allow(condition("StringEquals", source, `"${aws:SourceAccount, '1'}"`))), unknown},
		"star as a variable":        {document(allow(`"Resource":"arn:aws:s3:::acme-cur-daily/${*}"`)), unknown},
		"variable of 2008":          {strings.Replace(document(allow(condition("StringEquals", source, `"${aws:SourceAccount}"`))), "2012-10-17", "2008-10-17", 1), not},
		"inferred variable":         {document(allow(condition("StringEquals", source, `"${s3:ResourceAccount}"`))), perhaps},
		"condition of odd form":     {document(allow(`"Condition":[]`)), unknown},
		"operator of odd form":      {document(allow(`"Condition":{"StringEquals":"x"}`)), unknown},
		"value of odd form":         {document(allow(condition("StringEquals", source, `null`))), unknown},
		"no value":                  {document(allow(condition("StringEquals", source, `[]`))), not},
		"one of several values":     {document(allow(condition("StringEquals", source, `["1",`+account+`]`))), granted},
		"negated, none of them":     {document(allow(condition("StringNotEquals", source, `["1",`+account+`]`))), not},
		"ignoring case":             {document(allow(condition("StringEqualsIgnoreCase", "aws:PrincipalServiceName", `"BCM-DATA-exports.amazonaws.com"`))), granted},
		"not ignoring case":         {document(allow(condition("StringNotEqualsIgnoreCase", source, account))), not},
		"not like":                  {document(allow(condition("StringNotLike", source, `"1111*"`))), not},
		"two operators":             {document(allow(`"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},"ArnLike":{"aws:SourceArn":"arn:aws:s3:::x"}}`)), not},
		"ArnEquals as ArnLike":      {document(allow(condition("ArnEquals", sourceARN, `"arn:aws:bcm-data-exports:*:111122223333:export/*"`))), granted},
		"ArnLike stays in its part": {document(allow(condition("ArnLike", sourceARN, `"arn:aws:bcm-data-exports:*:export/*"`))), hardly},
		"ArnLike of a star alone":   {document(allow(condition("ArnLike", sourceARN, `"*"`))), unknown},
		"ArnNotEquals":              {document(allow(), deny(condition("ArnNotEquals", sourceARN, `"arn:aws:bcm-data-exports:us-east-1:1:export/*"`))), denied},
		"star as a letter, deny":    {document(allow(), deny(condition("StringNotEquals", sourceARN, `"arn:*"`))), hit},
		"other star as a letter":    {document(allow(condition("StringEquals", sourceARN, `"arn:aws:s3:*"`))), not},
		"bool in capitals":          {document(allow(), deny(condition("Bool", "aws:SecureTransport", `"FALSE"`))), granted},
		"bool that is none":         {document(allow(), deny(condition("Bool", "aws:SecureTransport", `"0"`))), unknown},
		"TLS version":               {document(allow(), deny(condition("NumericLessThan", "s3:TlsVersion", `"1.2"`))), perhaps},
		"TLS version may be":        {document(allow(), deny(condition("NumericLessThan", "s3:TlsVersion", `1.3`))), unknown},
		"TLS version is":            {document(allow(), deny(condition("NumericGreaterThanEquals", "s3:TlsVersion", `1`))), hit},
		"no number":                 {document(allow(), deny(condition("NumericNotEquals", "s3:TlsVersion", `"x"`))), unknown},
		"not a number":              {document(allow(), deny(condition("NumericEquals", "s3:TlsVersion", `"NaN"`))), unknown},
		"null of a key not sent":    {document(allow(), deny(condition("Null", vpce, `"true"`))), hit},
		"null of a key sent":        {document(allow(), deny(condition("Null", source, `true`))), granted},
		"null false":                {document(allow(), deny(condition("Null", source, `"false"`))), denied},
		"null of odd value":         {document(allow(), deny(condition("Null", source, `"x"`))), unknown},
		"null of unknown key":       {document(allow(), deny(condition("Null", nobody, `"true"`))), unknown},
		"null if exists":            {document(allow(), deny(condition("NullIfExists", source, `"true"`))), unknown},
		"missing key":               {document(allow(condition("StringEquals", vpce, `"x"`))), hardly},
		"missing key, negated":      {document(allow(condition("StringNotEquals", vpce, `"x"`))), perhaps},
		"missing key, if exists":    {document(allow(condition("StringEqualsIfExists", vpce, `"x"`))), perhaps},
		"missing key, all of set":   {document(allow(condition("ForAllValues:StringEquals", vpce, `"x"`))), perhaps},
		"missing key, any of set":   {document(allow(condition("ForAnyValue:StringNotEquals", vpce, `"x"`))), hardly},
		"sent key, any of set":      {document(allow(condition("ForAnyValue:StringEquals", source, account))), granted},
		"sent key, if exists":       {document(allow(condition("StringNotEqualsIfExists", source, account))), not},
		"unknown key":               {document(allow(condition("StringEquals", nobody, org))), unknown},
		"unknown key, if exists":    {document(allow(condition("StringEqualsIfExists", nobody, org))), unknown},
		"date":                      {document(allow(condition("DateGreaterThan", "aws:CurrentTime", `"2020-01-01T00:00:00Z"`))), unknown},
		"address":                   {document(allow(), deny(condition("NotIpAddress", "aws:SourceIp", `"10.0.0.0/8"`))), unknown},
		"certain no and unknown":    {document(allow(), deny(`"Condition":{"StringEquals":{"aws:SourceAccount":"1"},"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`)), granted},
		"second allow":              {document(allow(condition("StringEquals", nobody, org)), allow()), granted},
		"HTML":                      {"<html></html>", unread},
		"nothing":                   {"", unread},
		"a list":                    {"[]", unread},
		"no statement element":      {`{"Version":"2012-10-17"}`, unread},
		"statement as a text":       {`{"Statement":"x"}`, unread},
		"other version":             {`{"Version":"2020-01-01","Statement":[]}`, unread},
		"unknown top element":       {`{"Statement":[],"statements":[]}`, unread},
		"element twice":             {document(allow(`"Action":"*","action":"s3:GetObject"`)), unread},
		"key twice":                 {document(allow(`"Condition":{"StringEquals":{"aws:SourceArn":"x","AWS:SOURCEARN":"y"}}`)), unread},
		"something behind":          {document() + "{}", unread},
		"too deep":                  {document(allow(`"X":` + strings.Repeat("[", 30) + strings.Repeat("]", 30))), unread},
		"too large":                 {document(allow(`"Sid":"` + strings.Repeat("x", 64<<10) + `"`)), unread},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judged := policy.Judge(tt.policy, asked()[0])[0]
			if got := written(judged); got != tt.want {
				t.Errorf("%s (%s), want %s\n%s", got, judged.Why(), tt.want, tt.policy)
			}
		})
	}
}

// TestNearest names the Allow that comes nearest: by principal, then action, then resource.
func TestNearest(t *testing.T) {
	t.Parallel()
	others := allow(`"Principal":{"AWS":"arn:aws:iam::1:root"}`)
	legacy := allow(`"Principal":{"Service":"billingreports.amazonaws.com"}`)
	reading := allow(`"Action":"s3:GetObject"`, `"Resource":"arn:aws:s3:::x"`)
	elsewhere := allow(`"Resource":"arn:aws:s3:::x/*"`)
	account := allow(condition("StringEquals", "aws:SourceAccount", `"1"`))
	for name, tt := range map[string]struct {
		statements []string
		number     int
		part       policy.Part
		legacy     bool
	}{
		"principal before action":      {[]string{others, reading}, 2, policy.PartAction, false},
		"action before resource":       {[]string{reading, elsewhere}, 2, policy.PartResource, false},
		"resource before condition":    {[]string{elsewhere, account}, 2, policy.PartCondition, false},
		"legacy before users":          {[]string{others, legacy}, 2, policy.PartPrincipal, true},
		"the first of equals":          {[]string{others, others}, 1, policy.PartPrincipal, false},
		"a deny comes nowhere near it": {[]string{deny(`"Action":"s3:GetObject"`), others}, 2, policy.PartPrincipal, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := policy.Judge(document(tt.statements...), asked()[0])[0]
			if got.Number != tt.number || got.Cause.Part != tt.part ||
				got.Cause.Legacy != tt.legacy {
				t.Errorf("statement %d by %v (legacy %v): %s",
					got.Number, got.Cause.Part, got.Cause.Legacy, got.Why())
			}
		})
	}
}

// TestWhatIsSent judges for exports of which less is known.
func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	whole := policy.Delivery{ExportARN: exportARN, Bucket: "acme-cur-daily"}
	sample := policy.Delivery{
		ExportARN: "arn:aws:bcm-data-exports:us-east-1::export/x",
		Bucket:    "acme-cur-daily",
	}
	chinese := policy.Delivery{
		ExportARN: "arn:aws-cn:bcm-data-exports:cn-northwest-1:111122223333:export/x", Bucket: "b",
	}
	byAccount := document(allow(condition("StringEquals", "aws:SourceAccount", `"111122223333"`)))
	byOwner := document(allow(condition("StringEquals", "s3:ResourceAccount", `"111122223333"`)))
	inChina := document(allow(`"Resource":"arn:aws-cn:s3:::b/*"`))
	for name, tt := range map[string]struct {
		policy   string
		delivery policy.Delivery
		want     string
	}{
		"account of the ARN": {byAccount, whole, "granted"},
		"ARN without one":    {byAccount, sample, "can't tell"},
		"owner not known":    {byOwner, whole, "can't tell"},
		"another partition":  {inChina, chinese, "granted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judged := policy.Judge(tt.policy, tt.delivery.Put("k"))[0]
			if got := written(judged); got != tt.want {
				t.Errorf("%s (%s), want %s", got, judged.Why(), tt.want)
			}
		})
	}
}

// TestWhy says what is shown of policies that nobody should be shown as they are.
func TestWhy(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	for name, tt := range map[string]struct{ policy, want string }{
		"cleaned": {
			document(allow(`"Sid":"a\u001b[31mb"`)), "statement 1 (a\uFFFD[31mb) allows it",
		},
		"cut": {
			document(allow(`"Sid":"` + long + `"`)),
			"statement 1 (" + long[:256] + "…) allows it",
		},
		"many values": {
			document(allow(condition("StringEquals", "aws:SourceAccount", `["1","2","3","4","5"]`))),
			"no statement allows it; the nearest, statement 1, doesn't: StringEquals " +
				"aws:SourceAccount wants 1 or 2 or 3 or 2 more; Data Exports sends 111122223333",
		},
		"no Allow": {document(), "no statement allows anything"},
		"deny": {
			document(allow(), deny(condition("StringNotEquals", "aws:SourceVpc", `"vpc-1"`))),
			"statement 2 denies it: StringNotEquals aws:SourceVpc wants vpc-1; services send none, " +
				"as inferred",
		},
		"deny of all": {document(deny()), "statement 1 denies it"},
		"principal": {
			document(allow(`"Principal":{"Service":"bcm-data-exports.us-east-1.amazonaws.com"}`)),
			"statement 1 may allow it: whether its Principal takes in " +
				"bcm-data-exports.amazonaws.com can't be told",
		},
		"action": {
			document(allow(`"Action":"s3:GetObject"`)),
			"no statement allows it; the nearest, statement 1, doesn't: its actions leave out " +
				"s3:PutObject",
		},
		"effect": {
			document(allow(), `{"Effect":"DENY","Principal":"*","Action":"*","Resource":"*"}`),
			"statement 2 may deny it: its Effect is neither Allow nor Deny",
		},
		"element": {
			document(allow(`"Remark":1`)),
			"statement 1 may allow it: its element Remark isn't known here",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := policy.Judge(tt.policy, asked()[0])[0].Why(); got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}
