package model

import (
	"errors"
	"fmt"
	"strings"
)

// ParseTarget reads ARN#EXECUTION-ID, the form in which an execution is given as an argument. It
// refuses only what can't be asked at all: an export's ARN that looks odd is AWS's to refuse (see
// CheckARN), for the samples in AWS's own documentation break AWS's own pattern.
func ParseTarget(text string) (Ref, error) {
	arn, id, found := strings.Cut(text, "#")
	switch {
	case !found:
		return Ref{}, fmt.Errorf("%q names no execution: write it as ARN#EXECUTION-ID", Clean(text))
	case arn == "":
		return Ref{}, fmt.Errorf("%q has no export ARN before the #", Clean(text))
	case id == "":
		return Ref{}, fmt.Errorf("%q has no execution id after the #", Clean(text))
	}
	return Ref{ExportARN: arn, ExecutionID: id}, nil
}

// CheckARN says what is odd about an export's ARN, or nil. AWS has the last word.
func CheckARN(arn string) error {
	parts := strings.SplitN(arn, ":", 6)
	switch {
	case len(parts) < 6 || parts[0] != "arn" || !strings.HasPrefix(parts[1], "aws"):
		return errors.New(
			"it isn't of the form arn:aws:bcm-data-exports:REGION:ACCOUNT:export/NAME",
		)
	case parts[2] != "bcm-data-exports":
		return fmt.Errorf("its service is %q instead of bcm-data-exports", Clean(parts[2]))
	case !digits(parts[4], 12):
		return errors.New("it names no account of 12 digits")
	case !strings.HasPrefix(parts[5], "export/") || parts[5] == "export/":
		return errors.New("it names no export/NAME")
	case strings.ContainsFunc(arn, func(r rune) bool { return r <= ' ' || r > '~' }):
		return errors.New("it holds a blank or a character that no ARN holds")
	}
	return nil
}

// arnField returns a field of an ARN by its place, "" of what isn't an ARN.
func arnField(arn string, place int) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return ""
	}
	return parts[place]
}

// ARNAccount returns the 12 digits of the account that an ARN names, or "" where it names none.
func ARNAccount(arn string) string {
	if id := arnField(arn, 4); digits(id, 12) {
		return id
	}
	return ""
}

// arnResource returns an ARN's last part without its "export/"; of what isn't an ARN, all of it.
func arnResource(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	resource := parts[len(parts)-1]
	if len(parts) == 6 {
		resource = strings.TrimPrefix(strings.TrimPrefix(resource, "export/"), "export:")
	}
	return resource
}

func digits(text string, count int) bool {
	return len(text) == count && strings.Trim(text, "0123456789") == ""
}

func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i, r := range text {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (r == '-') || !dash && !strings.ContainsRune("0123456789abcdefABCDEF", r) {
			return false
		}
	}
	return true
}
