package tui

import "slices"

// replayGroup is the group of the keys of a replay.
const replayGroup = "Replay"

// keysOf returns the keys of the program without those that could do nothing; in a replay those that
// ask AWS make room for those that drive it.
func keysOf(options *Options) declaration {
	declared := slices.DeleteFunc(keys(), func(k keyed) bool {
		return k.action == actionSave && options.Files == nil ||
			k.action == actionSuspend && options.Served ||
			options.Replay != nil && asksAWS(k.action)
	})
	if options.Replay != nil {
		declared = append(declared, replayKeys()...)
	}
	return declared
}

// asksAWS says whether an action is of no use where nobody can be asked, and what is watched can't be
// changed; pausing comes back as the replay's own.
func asksAWS(asked action) bool {
	return slices.Contains([]action{
		actionAskThis, actionAskAll, actionPause, actionAdd, actionRemove, actionUndo, actionMute,
		actionOpenFile,
	}, asked)
}

func replayKeys() declaration {
	return declaration{
		{actionPause, replayGroup, "pause", bind("p", "pause, go on", "p")},
		{actionStep, replayGroup, "step", bind(".", "to the next answer", ".")},
		{actionSlower, replayGroup, "speed", bind("-", "slower, faster", "-")},
		{actionFaster, replayGroup, "speed", bind("+ =", "", "+", "=")},
	}
}
