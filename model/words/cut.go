package words

import (
	"fmt"
	"strconv"

	"exportwatch/model/watch"
)

// CutRuns says that reading an export's list of runs was ended before it came to its end, and what
// that means; "" where it was read whole.
func CutRuns(watched *watch.Watched) string {
	count, newer := watched.Cut()
	if count == 0 {
		return ""
	}
	missing := "Older runs aren't known here."
	if newer {
		missing = "It doesn't come newest first: newer runs may be missing, so nothing is judged " +
			"overdue."
	}
	return fmt.Sprintf("The list of runs was cut after %s. %s", grouped(count), missing)
}

// CutExports says the same of an account's list of exports.
func CutExports(account *watch.Account) string {
	if account.Cut() == 0 {
		return ""
	}
	return "The list of exports was cut after " + grouped(
		account.Cut(),
	) + "; others may be missing."
}

// Remembered says of runs that only memory tells of why AWS doesn't.
func Remembered(watched *watch.Watched) string {
	if watched.Recalled() {
		return "remembered, not confirmed by AWS"
	}
	return "remembered, not listed by AWS"
}

// grouped writes a count with commas between its thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
