package awsclient

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
)

// process gets credentials from a profile's credential_process. The SDK's own provider kills the
// shell alone when the time is up, and then waits for as long as a child of it holds the pipe.
//
// The command runs in a session of its own, with no terminal and nothing to read. It ends, with
// all that it started there, when its time is up, when the question ends that it was run for, and
// when this program ends. What it leaves running after it has succeeded is left alone.
type process struct {
	command string
	limit   time.Duration
}

// Retrieve implements aws.CredentialsProvider.
func (p process) Retrieve(ctx context.Context) (aws.Credentials, error) {
	output, err := p.run(asker(ctx))
	if err != nil {
		return aws.Credentials{}, err
	}
	var printed processcreds.CredentialProcessResponse
	switch err := json.Unmarshal(output, &printed); {
	case err != nil: // the error quotes what was printed, which may be half of the keys
		return aws.Credentials{}, processError("printed something other than the JSON that is " +
			"expected of it")
	case printed.Version != 1:
		return aws.Credentials{}, processError("printed keys of another version than 1")
	case printed.AccessKeyID == "":
		return aws.Credentials{}, processError("printed no AccessKeyId")
	case printed.SecretAccessKey == "":
		return aws.Credentials{}, processError("printed no SecretAccessKey")
	}
	return aws.Credentials{
		Source:          processcreds.ProviderName,
		AccessKeyID:     printed.AccessKeyID,
		SecretAccessKey: printed.SecretAccessKey,
		SessionToken:    printed.SessionToken,
		AccountID:       printed.AccountID,
		CanExpire:       printed.Expiration != nil,
		Expires:         aws.ToTime(printed.Expiration),
	}, nil
}

// guarded runs the command that is its first argument. Beside it waits a guard, which ends the
// whole process group once nobody holds the other end of descriptor 3 any longer; a line there
// sends it away.
const guarded = `{ read -r line <&3 || kill -s KILL 0; } >/dev/null 2>&1 & exec sh -c "$1" 3<&-`

// run returns what the command printed.
func (p process) run(asker context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(asker, p.limit)
	defer cancel()
	guard, hold, err := os.Pipe()
	if err != nil {
		return nil, processError("can't be run: " + err.Error())
	}
	defer hold.Close()  //nolint:errcheck // nothing is lost with it
	defer guard.Close() //nolint:errcheck // nothing is lost with it
	//nolint:gosec // the user's own settings name the command
	cmd := exec.CommandContext(ctx, "sh", "-c", guarded, "sh", p.command)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, os.Stderr
	cmd.ExtraFiles = []*os.File{guard}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second // for what has left the group, or stays, and holds the pipe
	err = cmd.Run()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		_, _ = hold.WriteString("\n") // the guard may have been killed
		return output.Bytes(), nil
	case asker.Err() != nil:
		return nil, &abandonedError{asker.Err()}
	case ctx.Err() != nil:
		return nil, processError(fmt.Sprintf("gave nothing within %s", p.limit))
	default:
		return nil, processError("failed: " + err.Error())
	}
}

// processError says what credential_process did wrong.
type processError string

func (e processError) Error() string { return "credential_process " + string(e) }

// abandonedError is what a run of credential_process ends with whose question ended before it.
type abandonedError struct{ cause error }

func (e *abandonedError) Error() string {
	return "the question ended that credential_process ran for: " + e.cause.Error()
}

func (e *abandonedError) Unwrap() error { return e.cause }

type askerKey struct{}

// withAsker returns a context that leads back to ctx: what the SDK hands to a provider doesn't end
// with the question, for others may wait for the same credentials.
func withAsker(ctx context.Context) context.Context {
	return context.WithValue(ctx, askerKey{}, ctx)
}

// asker returns the context of the question that credentials are got for.
func asker(ctx context.Context) context.Context {
	if asker, ok := ctx.Value(askerKey{}).(context.Context); ok {
		return asker
	}
	return ctx
}
