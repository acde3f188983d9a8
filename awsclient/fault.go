package awsclient

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"

	"exportwatch/model"
)

// callFault makes a fault of what a call or getting credentials for it ended with. It has an action
// only if AWS named one.
func (s *Session) callFault(ctx context.Context, err error) *model.Fault {
	fault := &model.Fault{
		Kind:    classify(err),
		Message: message(ctx, err),
		Profile: model.Clean(s.options.profile()),
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		if api.ErrorCode() != unknownError {
			fault.Code = model.Clean(api.ErrorCode())
		}
		fault.Principal, fault.Action = refused(fault.Message)
		fault.DeniedBy = deniedBy(fault.Message)
	}
	if response, ok := errors.AsType[*awshttp.ResponseError](err); ok {
		fault.RequestID = model.Clean(response.ServiceRequestID())
	}
	return fault
}

// refused returns who was refused which IAM action, if AWS's words say so.
func refused(message string) (who, action string) {
	_, rest, _ := strings.Cut(message, "User: ")
	who, rest, found := strings.Cut(rest, " is not authorized to perform")
	if !found {
		return "", ""
	}
	action, _, _ = strings.Cut(strings.TrimLeft(rest, ": "), " ")
	return who, strings.TrimRight(action, ".,")
}

// noStatus is the fault of an answer without a status: of an emulator with another shape, or of
// something that says {} to everything.
func (s *Session) noStatus(requestID string) *model.Fault {
	return &model.Fault{
		Kind:      model.FaultNoStatus,
		Message:   "the answer holds no ExecutionStatus.StatusCode",
		RequestID: model.Clean(requestID),
		Profile:   model.Clean(s.options.profile()),
		Action:    getExecution,
	}
}

// settingFault is the fault of a setting that can't be used.
func (s *Session) settingFault(why string) *model.Fault {
	return &model.Fault{
		Kind:    model.FaultConfig,
		Message: model.Clean(why),
		Profile: model.Clean(s.options.profile()),
		Action:  getExecution,
	}
}

// loadFault makes a fault of what loading the settings ended with.
func (s *Session) loadFault(err error) *model.Fault {
	fault := s.settingFault(err.Error())
	if role, ok := errors.AsType[config.SharedConfigAssumeRoleError](err); ok {
		why := "it holds no credentials"
		if role.Err != nil {
			why = role.Err.Error()
		}
		fault.Message = model.Clean(
			fmt.Sprintf("the source_profile %q of role %s can't be used: %s",
				role.Profile, role.RoleARN, why),
		)
		return fault
	}
	if _, ok := errors.AsType[config.SharedConfigLoadError](err); ok {
		if why := flaw(); why != "" {
			fault.Message = why
		}
		return fault
	}
	if missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		there := choice(profiles())
		if why := flaw(); why != "" {
			there = "; " + why
		}
		fault.Message = model.Clean(fmt.Sprintf("there is no profile %q%s", missing.Profile, there))
		return fault
	}
	if _, ok := errors.AsType[config.AssumeRoleTokenProviderNotSetError](err); ok {
		fault.Kind = model.FaultAssumeRole
		fault.Message = "the profile's role asks for an MFA code (mfa_serial), " +
			"which can't be given here"
	}
	if errors.Is(err, context.Canceled) {
		fault.Kind = model.FaultCanceled
	}
	return fault
}

// choice names the first of the profiles there are, by the alphabet.
func choice(names []string) string {
	const most = 10
	names = slices.Sorted(slices.Values(names))
	switch {
	case len(names) == 0:
		return "; none is configured"
	case len(names) > most:
		return fmt.Sprintf("; there are %s and %d more",
			strings.Join(names[:most], ", "), len(names)-most)
	default:
		return "; there are " + strings.Join(names, ", ")
	}
}
