package recording

import (
	"slices"
	"strings"

	"exportwatch/model"
)

// This file masks what a line holds, field by field. What isn't named here as AWS's or the
// program's own word is masked.

func (m *Mask) start(from Start) Start {
	to := from
	to.Profiles = m.each(from.Profiles, m.name)
	to.Watched = Watched{
		Names:      m.each(from.Watched.Names, m.name),
		ExportARNs: m.each(from.Watched.ExportARNs, m.arn),
	}
	for _, e := range from.Watched.Executions {
		to.Watched.Executions = append(to.Watched.Executions,
			Execution{m.arn(e.ExportARN), m.name(e.ExecutionID)})
	}
	return to
}

func (*Mask) each(values []string, mask func(string) string) []string {
	masked := slices.Clone(values)
	for i, value := range masked {
		masked[i] = mask(value)
	}
	return masked
}

func (m *Mask) ask(from *ask) *ask {
	to := *from
	to.Profile, to.ExecutionID = m.name(from.Profile), m.name(from.ExecutionID)
	if from.ExportARN != "" {
		to.ExportARN = m.arn(from.ExportARN)
	}
	return &to
}

func (m *Mask) call(from *call) *call {
	to := *from
	to.Request = m.body(from.Operation, from.Request)
	to.Headers = map[string]string{}
	for name, value := range from.Headers {
		to.Headers[name] = m.header(name, value)
	}
	to.Body = m.body(from.Operation, from.Body)
	if from.BodyBase64 != nil { // nobody knows what it holds
		to.BodyBase64 = slices.Repeat([]byte{0xff}, len(from.BodyBase64))
	}
	to.Fault = m.message(from.Fault)
	return &to
}

// The values of headers that are AWS's own words.
var headerValues = map[string]pattern{ //nolint:gochecknoglobals // never changed
	"Date": compiled(
		`^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$`),
	"X-Amzn-Errortype": compiled(`^[A-Za-z]+(Exception|Error|Failure)?$`),
	"Content-Type": compiled(
		`^(application|text)/(x-amz-json-1\.[01]|json|html|plain|xml)(; ?charset=[A-Za-z0-9-]+)?$`),
	"Content-Encoding": compiled(`^(gzip|deflate|br|identity)$`),
	"Retry-After":      compiled(`^[0-9]{1,5}$`),
}

func (m *Mask) header(name, value string) string {
	if name == "X-Amzn-Errortype" { // AWS puts an address behind it
		value, _, _ = strings.Cut(value, ":")
	}
	if kept := headerValues[name]; kept != nil && kept().MatchString(value) {
		return value
	}
	return m.text(value)
}

// fault masks a fault. What a process that the user configured wrote can hold anything.
func (m *Mask) fault(kind model.FaultKind, from *fault) *fault {
	to := *from
	switch kind { //nolint:exhaustive // all other messages are AWS's or Go's
	case model.FaultCredentialProcess, model.FaultConfig:
		to.Message = m.text(from.Message)
	default:
		to.Message = m.message(from.Message)
	}
	to.RequestID, to.Profile = m.text(from.RequestID), m.name(from.Profile)
	to.Principal = m.arn(from.Principal)
	if !words().MatchString(from.Code) {
		to.Code = m.text(from.Code)
	}
	return &to
}

// message masks what looks like a name in a message: ARNs, what stands in quotes, words with digits
// or signs in them, and every name that was masked before.
func (m *Mask) message(text string) string {
	return tokens().ReplaceAllStringFunc(text, func(token string) string {
		switch bare := strings.TrimRight(token, ".,;:"); {
		case strings.HasPrefix(token, "arn:"):
			return m.arn(bare) + token[len(bare):]
		case strings.ContainsAny(token[:1], "'\"`"):
			return token[:1] + m.inQuotes(token[1:])
		default:
			return m.word(bare) + token[len(bare):]
		}
	})
}

func (m *Mask) inQuotes(text string) string {
	inner := strings.TrimRight(text, "'\"`")
	if strings.HasPrefix(inner, "arn:") {
		return m.arn(inner) + text[len(inner):]
	}
	if masked, known := m.known(inner); known {
		return masked + text[len(inner):]
	}
	return m.text(inner) + text[len(inner):]
}

// word masks a word of a message, unless it is one of the language.
func (m *Mask) word(word string) string {
	if slices.Contains(grammar(), word) {
		return word
	}
	if masked, known := m.known(word); known {
		return masked
	}
	service, action, found := strings.Cut(word, ":")
	if found && plainWord(service) && words().MatchString(action) {
		return word
	}
	if language().MatchString(word) || slices.Contains(hyphenated(), word) {
		return word
	}
	return m.text(word)
}

var (
	// tokens are what a message is read in: quoted texts, else all up to a blank or a bracket. An
	// apostrophe in a word opens no quotes, for there the word is a token already.
	tokens = compiled(
		"\"[^\"]*\"?|'[^']*'?|`[^`]*`?|[^\\s()<>{}\\[\\],;=\"'`]+('[a-z]+)?")
	// language are the words that aren't masked: letters, and numbers as short as a status.
	language = compiled(
		`^([A-Za-z]+('[a-z]+)?|[0-9]{1,3}(s|ms|m|MB)?|[-&:.]+)$`)
	// words are codes and actions.
	words = compiled(
		`^[A-Za-z]*\*?$`)
)

// grammar are the words of AWS's refusals from which the program reads who was refused what. They
// stay even where something is called so.
func grammar() []string {
	return strings.Fields(
		"User is not authorized to perform on resource because no policy allows " +
			"the action with an explicit deny in a service control boundary",
	)
}

// hyphenated are words with signs in them that AWS's, Go's and the program's own messages use.
func hyphenated() []string {
	return []string{
		"identity-based", "resource-based", "bcm-data-exports", "credential_process",
		"source_profile", "mfa_serial", "ExecutionStatus.StatusCode", "i/o", "tls:", "x509:",
		"net/http:", "x-amz-json-1.1", "application/x-amz-json-1.1", "application/json",
		"text/html", "text/plain", "utf-8",
	}
}
