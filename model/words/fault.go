package words

import (
	"strings"

	"exportwatch/model"
)

// FaultLine returns a fault on one line: what it is, and AWS's or the system's message.
func FaultLine(f *model.Fault) string {
	if f.Message == "" {
		return FaultTitle(f)
	}
	return FaultTitle(f) + ": " + f.Message
}

// FaultTitle returns a fault in a word or three.
func FaultTitle(f *model.Fault) string { return faultWords()[f.Kind].title }

// FaultPhrase returns the title as it stands within a sentence: with a small letter, unless its
// first word is an abbreviation.
func FaultPhrase(f *model.Fault) string {
	title := FaultTitle(f)
	if first, _, _ := strings.Cut(title, " "); first == strings.ToUpper(first) {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// FaultSentence returns what happened in plain words.
func FaultSentence(f *model.Fault) string {
	said := faultWords()[f.Kind]
	if refused := refusals()[f.Action]; f.Kind == model.FaultDenied && refused != "" {
		return "AWS refused to " + refused
	}
	if f.Kind == model.FaultNotFound && f.Action == "bcm-data-exports:ListExecutions" {
		return "Export not found"
	}
	if said.ofProfile && f.Profile != "" {
		return said.sentence + " for profile " + f.Profile
	}
	return said.sentence
}

// refusals says in words what an IAM action is for.
func refusals() map[string]string {
	return map[string]string{
		"bcm-data-exports:ListExports":    "list the exports",
		"bcm-data-exports:ListExecutions": "list the export's executions",
		"bcm-data-exports:GetExecution":   "tell about the execution",
	}
}

type faultWord struct {
	title, sentence string
	ofProfile       bool // the sentence goes on with the profile's name
}

func faultWords() map[model.FaultKind]faultWord {
	return map[model.FaultKind]faultWord{
		model.FaultOther:         {"Error", "The request failed", false},
		model.FaultConfig:        {"Wrong setting", "Invalid configuration", false},
		model.FaultNoCredentials: {"No credentials", "No AWS credentials were found", true},
		model.FaultLogin: {
			"Login expired",
			"The AWS login is missing or has expired",
			true,
		},
		model.FaultExpiredKeys: {"Keys expired", "The temporary keys have expired", true},
		model.FaultBadKeys:     {"Keys refused", "AWS rejected these keys", true},
		model.FaultAssumeRole:  {"Role refused", "AWS refused the role", true},
		model.FaultCredentialProcess: {
			"No credentials",
			"credential_process returned no credentials",
			true,
		},
		model.FaultTimeout: {"No answer", "AWS did not answer in time", false},
		model.FaultDNS: {
			"Name not found",
			"The endpoint's name can't be resolved",
			false,
		},
		model.FaultTLS: {
			"TLS failed",
			"The TLS certificate was rejected",
			false,
		},
		model.FaultNetwork:  {"No connection", "AWS can't be reached", false},
		model.FaultNotAWS:   {"Not AWS", "Something other than AWS answered", false},
		model.FaultClock:    {"Clock is off", "This machine's clock is wrong", false},
		model.FaultDenied:   {"Access denied", "AWS denied access", false},
		model.FaultNotFound: {"Not found", "Execution not found", false},
		model.FaultInvalid: {
			"Invalid request",
			"AWS rejected the request as invalid",
			false,
		},
		model.FaultThrottled: {"Throttled", "AWS is throttling requests", false},
		model.FaultService:   {"AWS failed", "AWS returned an internal error", false},
		model.FaultNoStatus:  {"No status", "AWS returned no status", false},
		model.FaultCanceled:  {"Canceled", "The request was canceled", false},
	}
}

// profileFlag returns " --profile NAME", quoted for a shell where it must be, or "".
func profileFlag(f *model.Fault) string {
	if f.Profile == "" {
		return ""
	}
	return " --profile " + quote(f.Profile)
}
