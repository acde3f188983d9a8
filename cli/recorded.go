package cli

import (
	"context"

	"exportwatch/awsclient"
	"exportwatch/awsclient/recording"
	"exportwatch/model"
)

// recorded decodes what a recording holds with the client of AWS, a session for each profile. It
// reads no settings and asks nobody.
type recorded struct{ sessions map[string]model.Source }

// Answer implements model.Source. It is asked one question at a time.
func (r recorded) Answer(ctx context.Context, ask model.Ask) model.Reply {
	session := r.sessions[ask.Profile]
	if session == nil {
		opened, err := awsclient.Open(ctx, awsclient.Options{
			Profile:         ask.Profile,
			EndpointURL:     "http://recording.invalid",
			Transport:       recording.Transport{},
			AccessKeyID:     "replay",
			SecretAccessKey: "replay",
			Attempts:        1,
			Version:         version(),
		})
		if err != nil {
			fault := &model.Fault{Kind: model.FaultOther, Message: model.Clean(err.Error())}
			return model.Reply{Ask: ask, Result: fault}
		}
		session = opened
		r.sessions[ask.Profile] = session
	}
	return session.Answer(ctx, ask)
}
