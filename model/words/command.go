package words

import (
	"strings"
	"time"

	"exportwatch/model"
)

// Command is a command for a POSIX shell in the parts between which it may be broken into lines:
// words and options with their values, quoted where they must be.
type Command []string

// String returns the command on one line.
func (c Command) String() string { return strings.Join(c, " ") }

// GetExecutionCommand returns the AWS CLI's command that asks the question that exportwatch asks
// about an execution. An empty profile or Region is left out. All texts are cleaned: what no
// reference of AWS's holds can't be copied either.
func GetExecutionCommand(ref model.Ref, profile, region string) Command {
	command := Command{"aws", "bcm-data-exports", "get-execution"}
	command = command.option("--export-arn", ref.ExportARN, true)
	command = command.option("--execution-id", ref.ExecutionID, true)
	command = command.option("--profile", profile, false)
	return command.option("--region", region, false)
}

// ListFilesCommand returns the AWS CLI's command that lists the export's manifests, or nil where
// bucket or name isn't known. An empty profile is left out.
func ListFilesCommand(export *model.Export, profile string) Command {
	root := export.MetadataRoot()
	if root == "" {
		return nil
	}
	command := Command{"aws", "s3", "ls", "--recursive"}.option("--profile", profile, false)
	return append(command, quote(root))
}

// ListDataCommand returns the one that lists the data files of the period for which a run that was
// created at a time most likely is, or all of them where that can't be guessed.
func ListDataCommand(export *model.Export, created time.Time, profile string) Command {
	root := export.DataRoot()
	if root == "" {
		return nil
	}
	if partitions := model.LikelyPartitions(export.Table(), created); len(partitions) > 0 {
		root += partitions[0] + "/"
	}
	command := Command{"aws", "s3", "ls", "--recursive"}.option("--profile", profile, false)
	return append(command, quote(root))
}

// option adds an option with its value. One that begins like an option is joined to its name.
func (c Command) option(name, value string, always bool) Command {
	switch {
	case value == "" && !always:
		return c
	case strings.HasPrefix(value, "-"):
		return append(c, name+"="+quote(value))
	default:
		return append(c, name+" "+quote(value))
	}
}

// quote returns a text, cleaned, as one word of a shell.
func quote(text string) string {
	const harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:@/+%"
	text = model.Clean(text)
	if text != "" && strings.Trim(text, harmless) == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
