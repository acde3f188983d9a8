package simulator

import (
	"fmt"
	"net/http"
)

// apiError is a refusal as it goes over the wire. The statuses of the service's own exceptions are
// those of its API pages (400, and 500 for InternalServerException), not the model's httpError;
// those of authentication are AWS's common errors.
type apiError struct {
	status int

	Type         string            `json:"__type"`
	Message      string            `json:",omitempty"`
	Reason       string            `json:",omitempty"`
	Fields       []validationField `json:",omitempty"`
	ResourceId   string            `json:",omitempty"`
	ResourceType string            `json:",omitempty"`
	QuotaCode    string            `json:",omitempty"`
	ServiceCode  string            `json:",omitempty"`
}

type validationField struct {
	Name    string
	Message string
}

// Error is the code and the message.
func (e *apiError) Error() string { return e.Type + ": " + e.Message }

func internalFailure() *apiError {
	return &apiError{
		status:  http.StatusInternalServerError,
		Type:    "InternalServerException",
		Message: "An error on the server occurred during the processing of your request. Try again later.",
	}
}

func unavailable() *apiError {
	return &apiError{
		status:  http.StatusServiceUnavailable,
		Type:    "ServiceUnavailableException",
		Message: "Service is unable to handle request.",
	}
}

func throttled() *apiError {
	return &apiError{
		status:      http.StatusBadRequest,
		Type:        "ThrottlingException",
		Message:     "Rate exceeded",
		QuotaCode:   "L-00000000",
		ServiceCode: "AWSBillingAndCostManagementDataExports",
	}
}

func expiredToken() *apiError {
	return &apiError{
		status:  http.StatusForbidden,
		Type:    "ExpiredTokenException",
		Message: "The security token included in the request is expired",
	}
}

func unsigned() *apiError {
	return &apiError{
		status:  http.StatusForbidden,
		Type:    "MissingAuthenticationTokenException",
		Message: "Missing Authentication Token",
	}
}

func incompleteSignature(why string) *apiError {
	return &apiError{
		status: http.StatusForbidden, Type: "IncompleteSignatureException", Message: why,
	}
}

func invalidSignature(why string) *apiError {
	return &apiError{
		status: http.StatusForbidden, Type: "InvalidSignatureException", Message: why,
	}
}

func unknownOperation() *apiError {
	return &apiError{
		status: http.StatusNotFound,
		Type:   "com.amazon.coral.service#UnknownOperationException",
	}
}

func unreadable(why string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, Type: "SerializationException", Message: why,
	}
}

// denied words the refusal as IAM does. Without a resource of its own an operation is checked
// against a resource named after it.
func denied(who *account, operation, resource string) *apiError {
	if resource == "" {
		resource = fmt.Sprintf("arn:aws:bcm-data-exports:us-east-1:%s:/%s", who.id, operation)
	}
	action := "bcm-data-exports:" + operation
	return &apiError{
		status: http.StatusBadRequest,
		Type:   "AccessDeniedException",
		Message: fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s "+
			"because no identity-based policy allows the %s action",
			who.principal(), action, resource, action),
	}
}

func notFound(kind, id string) *apiError {
	return &apiError{
		status:       http.StatusBadRequest,
		Type:         "ResourceNotFoundException",
		Message:      fmt.Sprintf("%s %s does not exist.", kind, id),
		ResourceId:   id,
		ResourceType: kind,
	}
}

func invalidToken(why string) *apiError {
	return &apiError{
		status:  http.StatusBadRequest,
		Type:    "ValidationException",
		Message: why,
		Reason:  "other",
		Fields:  []validationField{{Name: "nextToken", Message: why}},
	}
}
