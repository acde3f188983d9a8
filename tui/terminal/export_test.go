package terminal

// Split gives the tests the rule by which split keys are found.
func Split(keys []byte) bool { return split(keys) }
