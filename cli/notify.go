package cli

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"exportwatch/model/watch"
	"exportwatch/tui"
	"exportwatch/tui/terminal"
)

// bindNotify declares how the terminal is to call somebody.
func (f *watchFlags) bindNotify(flags *pflag.FlagSet) {
	flags.StringVar(&f.notify, "notify", "",
		"call when something new needs you: by bell, osc9, osc777 (desktop notifications) or none")
	flags.BoolVar(&f.bell, "bell", false, "the same as --notify bell")
}

// bindOnChange declares what is run for each change.
func (f *watchFlags) bindOnChange(flags *pflag.FlagSet) {
	flags.StringVar(&f.onChange, "on-change", "",
		"run `COMMAND`, without a shell, for each change, with JSON about it on its standard input")
}

// notice returns how the terminal is to call somebody; --notify beats --bell.
func (f *watchFlags) notice() (terminal.NoticeKind, error) {
	switch {
	case f.notify == "" && f.bell:
		return terminal.NoticeBell, nil
	case f.notify == "":
		return terminal.NoticeNone, nil
	}
	kind, err := terminal.ParseNotice(f.notify)
	if err != nil {
		return kind, fmt.Errorf("--notify %w", err)
	}
	return kind, nil
}

// openHook has a command run for each change, if there is one, until the returned function is called.
func (j *job) openHook(command []string) (done func()) {
	if command == nil {
		return func() {}
	}
	j.hook = newHook(command, j.log)
	return j.hook.Close
}

// screenHook is the hook for the screen, nil without.
func (j *job) screenHook() tui.Hook {
	if j.hook == nil {
		return nil
	}
	return j.hook
}

// mostUntold bounds the changes that a command without a screen still has to tell.
const mostUntold = 256

// teller tells the hook of changes while a command without a screen watches.
type teller struct {
	*job

	told  watch.Told
	texts chan []byte
	lost  int // since too many waited
	left  int // since the program ends; the goroutine's until ended
	ended chan struct{}
}

// newTeller starts telling; nil without a hook. stop must be called.
func (j *job) newTeller() *teller {
	if j.hook == nil {
		return nil
	}
	t := &teller{job: j, texts: make(chan []byte, mostUntold), ended: make(chan struct{})}
	go func() {
		defer close(t.ended)
		for text := range t.texts {
			t.report(j.hook.Tell(text))
		}
	}()
	return t
}

// report says what became of telling a change.
func (t *teller) report(err error) {
	switch {
	case errors.Is(err, errHookClosed):
		t.left++
	case err != nil:
		warn(t.streams, err.Error())
	}
}

// tell has told what is new. It never waits: what finds no room is counted, and that is said once
// there is room again.
func (t *teller) tell() {
	if t == nil {
		return
	}
	now := time.Now()
	for _, news := range t.told.News(t.watch, t.watch.Survey(now), now) {
		select {
		case t.texts <- t.hook.Read(news):
			t.sayLost()
		default:
			t.lost++
		}
	}
}

// sayLost says how many changes nobody was told of.
func (t *teller) sayLost() {
	if t.lost > 0 {
		warn(
			t.streams,
			"--on-change is too slow: it wasn't told of "+strconv.Itoa(t.lost)+" changes",
		)
		t.lost = 0
	}
}

// stop ends telling: the change that is being told has its grace, those that wait are counted.
func (t *teller) stop() {
	if t == nil {
		return
	}
	close(t.texts)
	t.hook.Close()
	<-t.ended
	t.sayLost()
	if t.left > 0 {
		warn(
			t.streams,
			"--on-change wasn't told of "+strconv.Itoa(t.left)+" changes: the program ends",
		)
	}
}
