package awsclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

const getCallerIdentity = "sts:GetCallerIdentity"

// Identify asks STS whose the credentials are, which takes no permission. Its error is a
// *model.Fault; that of a refusal may name the principal all the same.
func (s *Session) Identify(ctx context.Context) (model.Identity, error) {
	conn, fault := s.connect(ctx)
	if fault != nil {
		return model.Identity{}, of(getCallerIdentity, fault)
	}
	client := sts.NewFromConfig(conn.buckets.cfg, s.issuer(conn))
	if why := s.options.checkIssuer(client.Options()); why != "" {
		fault := s.settingFault(why)
		fault.Action = getCallerIdentity
		return model.Identity{}, fault
	}
	limit := s.options.limits.request
	ctx, cancel := context.WithTimeoutCause(ctx, limit, lateError{"answer", limit})
	defer cancel()
	out, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return model.Identity{}, of(getCallerIdentity, s.issuerFault(ctx, err))
	}
	who := model.Identity{Principal: clean(out.Arn)}
	if who.Account = model.ARNAccount(who.Principal); who.Account == "" {
		id, _ := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata)
		return model.Identity{}, &model.Fault{
			Kind: model.FaultNotAWS, Message: "the answer names no principal",
			RequestID: model.Clean(id), Profile: model.Clean(s.options.profile()),
			Action: getCallerIdentity,
		}
	}
	return who, nil
}

// issuer returns the options of the client that asks STS with a connection's credentials.
func (s *Session) issuer(conn *connection) func(*sts.Options) {
	return func(o *sts.Options) {
		o.Credentials = conn.identity
		o.HTTPClient = s.pool.serviceOf(conn.buckets.cfg.HTTPClient)
		o.Retryer = attempts(s.options.Attempts)
		o.RetryMaxAttempts = 0 // else it would overrule the Retryer
		o.APIOptions = append(o.APIOptions, readOnlyIdentity)
		if o.BaseEndpoint == nil {
			o.BaseEndpoint = conn.buckets.emulator
		}
	}
}

// checkIssuer returns why STS can't be asked with its settings, or "".
func (o Options) checkIssuer(of sts.Options) string {
	if of.BaseEndpoint == nil && !isRegion(of.Region) {
		return fmt.Sprintf("%q is no Region of AWS", of.Region)
	}
	return o.checkEndpoint(of.BaseEndpoint)
}

// issuerFault makes a fault of what asking STS ended with.
func (s *Session) issuerFault(ctx context.Context, err error) *model.Fault {
	fault := s.callFault(ctx, err)
	status, header := answered(middleware.Metadata{}, err)
	if _, said := errors.AsType[smithy.APIError](err); said || status == 0 || isTooLarge(err) {
		return fault
	}
	fault.Message = noXML("STS", status, header)
	if status < http.StatusInternalServerError || status == http.StatusNotImplemented {
		fault.Kind = model.FaultNotAWS
	}
	return fault
}
