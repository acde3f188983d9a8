package cli

import (
	"errors"
	"runtime"
	"strconv"

	"exportwatch/cli/config"
	"exportwatch/model"
)

func versionFinding() finding {
	return finding{
		check: "version",
		text:  version() + ", " + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH,
	}
}

// configurationFinding says where the configuration is, and what is wrong in it.
func configurationFinding(at config.Location, file config.File, wrong error) finding {
	f := finding{check: "configuration", text: model.Clean(at.Path)}
	if at.NamedBy != "" {
		f.text += ", named by " + at.NamedBy
	}
	invalid, isInvalid := errors.AsType[*config.InvalidError](wrong)
	switch {
	case isInvalid:
		first := invalid.Problems[0]
		f.verdict = verdictWrong
		f.text += ", line " + strconv.Itoa(first.Line) + ": " + model.Clean(first.Text)
		if more := len(invalid.Problems) - 1; more > 0 {
			f.text += "; and " + strconv.Itoa(more) + " more"
		}
		f.remedy = `"exportwatch config" shows all mistakes, "exportwatch config example" what ` +
			"each key takes."
	case wrong != nil:
		f.verdict, f.text = verdictWrong, model.Clean(wrong.Error())
		f.remedy = `"exportwatch config path" says which file is read; correct it or its name.`
	case !file.Exists:
		f.verdict = verdictNote
		f.text += ": there is none, and none is needed"
	case len(file.Values) == 1:
		f.text += ": valid, sets 1 key"
	default:
		f.text += ": valid, sets " + strconv.Itoa(len(file.Values)) + " keys"
	}
	return f
}
