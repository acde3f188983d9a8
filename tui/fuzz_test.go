package tui_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui"
)

// play is a session made of arbitrary bytes: two of each are a step.
type play struct {
	*screen
	watch         *watch.List
	refs          []model.Ref
	text          string
	width, height int
	ascii         bool
	asks          []model.Ask
	noted         *terminal
}

func newPlay(t *testing.T, text string, how byte) *play {
	t.Helper()
	p := &play{
		watch: watch.NewList(15*time.Second, 8), text: text,
		width: 80, height: 24, ascii: how&1 != 0,
	}
	refs := []model.Ref{
		{ExportARN: text, ExecutionID: "1"},
		{ExportARN: text, ExecutionID: text},
		{ExportARN: "arn:aws:bcm-data-exports:us-east-1:" + amer + ":export/" + text},
	}
	for i, r := range mixed() {
		refs = append(refs, r.ref(i))
	}
	if how&0x20 != 0 {
		p.watch.Follow(text, nil, noon())
		p.watch.Follow("", []string{"cur2-*", text}, noon())
		p.watch.FollowARN(text, noon())
		refs = refs[:3]
	}
	for _, ref := range refs {
		if p.watch.Pin(ref, noon()) {
			p.refs = append(p.refs, ref)
		}
	}
	p.noted = &terminal{deaf: how&0x40 != 0}
	options := tui.Options{
		Terminal: p.noted, Theme: theme.Auto, ASCII: p.ascii,
		Depth: theme.Depth(how>>1) % (theme.TrueColor + 1),
	}
	if how&0x10 != 0 {
		options.Local = time.FixedZone(model.Clean(text), 5*60*60)
	}
	p.screen = open(t, p.watch, options, p.width, p.height)
	return p
}

// step does what two bytes say.
func (p *play) step(what, which byte) {
	names := slices.Concat(tui.KeyNames(), slices.Sorted(maps.Keys(tui.CopyLetters())))
	p.now = p.now.Add(time.Duration(which) * 37 * time.Millisecond)
	switch what % 8 {
	case 0:
		p.width, p.height = 1+int(which), 1+int(what/8)*3
		p.resize(p.width, p.height)
	case 1, 2, 3:
		p.press(names[int(which)%len(names)])
	case 4:
		p.asks = append(p.asks, p.watch.Due(p.now)...)
	case 5, 6:
		if len(p.asks) > 0 {
			p.send(p.said(p.asks[0], what/8, which))
			p.asks = p.asks[1:]
		}
	case 7:
		p.rest(what, which)
	}
}

// rest are the rarer steps.
func (p *play) rest(what, which byte) {
	switch what / 8 % 6 {
	case 0:
		p.send(tea.BackgroundColorMsg{Color: ansi.IndexedColor(which)})
	case 1:
		p.now = p.now.Add(time.Duration(which) * time.Hour)
		p.send(tea.ResumeMsg{})
	case 2:
		p.now = p.now.Add(-time.Duration(which) * time.Minute) // somebody sets the clock back
		p.send(nil)
	case 3:
		if len(p.asks) > 0 {
			ask := p.asks[0]
			p.asks = p.asks[1:]
			p.watch.Take(model.Reply{Ask: ask, Result: &model.Fault{
				Kind: model.FaultKind(int(which) % int(model.FaultCanceled+1)),
				Code: model.Clean(p.text), Message: model.Clean(p.text),
				Profile: model.Clean(p.text), Principal: model.Clean(p.text),
				RequestID: model.Clean(p.text), Action: model.Clean(p.text),
			}}, p.now)
			p.send(nil)
		}
	case 4:
		p.send(tea.PasteMsg{Content: p.text})
	case 5:
		letters := []rune("aeioucrd-_2!. " + p.text)
		p.send(tea.KeyPressMsg{Text: string(letters[int(which)%len(letters)])})
	}
}

// said is AWS's answer to a question of any kind.
func (p *play) said(ask model.Ask, how, which byte) tea.Msg {
	switch ask.Kind {
	case model.AskExports:
		list := model.ExportList{ServerTime: p.now, Complete: which&1 != 0}
		for i, name := range []string{"cur2-daily", "cur2-hourly", "carbon", p.text} {
			if which>>i&2 != 0 {
				arn := "arn:aws:bcm-data-exports:us-east-1:" + amer + ":export/" + name
				list.Exports = append(list.Exports,
					model.ListedExport{ARN: arn, Name: model.Clean(name), CreatedAt: noon()})
			}
		}
		return tui.Replied(model.Reply{Ask: ask, Result: list})
	case model.AskExecutions:
		list := model.ExecutionList{Complete: which&1 != 0, NewestFirst: which&2 != 0}
		for i := range which / 16 {
			ref := model.Ref{ExportARN: ask.Ref.ExportARN, ExecutionID: string('a' + rune(i))}
			list.Executions = append(list.Executions, p.answer(ref, how+i, which-11*i).Execution)
		}
		return tui.Replied(model.Reply{Ask: ask, Result: list})
	case model.AskTables:
		list := model.TableList{Tables: slices.Repeat([]model.ListedTable{{
			Name: "COST_AND_USAGE_REPORT", Description: model.Clean(p.text),
			Properties: []model.ListedProperty{
				{Name: model.Clean(p.text), Values: []string{model.Clean(p.text)}},
				{Name: "TIME_GRANULARITY", Description: model.Clean(p.text), Values: []string{"X"}},
			},
		}}, int(which%3))}
		return tui.Replied(model.Reply{Ask: ask, Result: list})
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		// evidence is asked for by checks alone
	case model.AskExecution:
	}
	return tui.Replied(model.Reply{Ask: ask, Result: p.answer(ask.Ref, how, which)})
}

// answer makes AWS say something, with as many fields missing as which has bits unset.
func (p *play) answer(ref model.Ref, status, which byte) model.Answer {
	codes := []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess, model.QueryFailure,
		model.DeliveryInProcess, model.DeliverySuccess, model.DeliveryFailure, "",
		model.Status(model.Clean(p.text)),
	}
	e := model.Execution{Ref: ref, Status: codes[int(status)%len(codes)]}
	if which&1 != 0 {
		e.CreatedAt = p.now.Add(-time.Duration(which) * time.Minute)
	}
	if which&2 != 0 {
		e.UpdatedAt = p.now.Add(time.Duration(which-128) * time.Second)
	}
	if which&4 != 0 {
		e.CompletedAt = p.now.Add(time.Duration(status) * time.Hour)
	}
	if which&8 != 0 {
		e.Export = export("cur2-daily", amer)
	}
	if which&16 != 0 {
		poison(&e, p.text)
	}
	answer := model.Answer{Execution: e}
	if which&32 != 0 {
		answer.ServerTime = p.now.Add(time.Duration(which&0xc0) * time.Second)
	}
	return answer
}

// FuzzScreen holds the laws of the screen after every step of any session, and that the same
// session shows the same frames.
func FuzzScreen(f *testing.F) {
	var slash byte
	for tui.KeyNames()[slash] != "/" {
		slash++
	}
	all := []byte{}
	for i := range 256 {
		all = append(all, byte(i), byte(i*7))
	}
	for i, text := range poisons() {
		f.Add(text, byte(i*5), all[i*64:(i+1)*64])
		f.Add(text, 0x20|byte(i*5), all[i*64:(i+1)*64])
	}
	f.Add("focus", byte(0x20), []byte{
		4, 0, 5, 255, 5, 31, 4, 0, 5, 255, 13, 251, 21, 244, 1, 16, 1, 18, 0, 200, 5, 99, 1, 27,
	})
	copies := []byte{4, 0, 5, 255}
	for i := range byte(40) {
		copies = append(copies, 1, i)
	}
	f.Add("copied", byte(0), copies[:64])
	f.Add("cur2", byte(0x20), []byte{
		4, 0, 5, 255, 5, 31, 4, 0, 5, 255, 1, slash, 0x27, 0, 0x2f, 6, 0, 60, 0x2f, 1, 1, 11,
	})
	f.Add("日本\u0301", byte(1), []byte{
		4, 0, 5, 255, 1, slash, 0x27, 0, 0x27, 0, 0, 40, 1, 0, 0x2f, 14, 0xc0, 90,
	})
	f.Add("", byte(0), []byte{4, 0, 5, 255, 5, 31, 0, 200, 1, 20})
	f.Fuzz(func(t *testing.T, text string, how byte, script []byte) {
		if len(text) > 300 || len(script) > 64 {
			t.Skip("longer sessions show nothing new")
		}
		var frames []string
		p := newPlay(t, text, how)
		for step := range slices.Chunk(script, 2) {
			p.step(step[0], step[len(step)-1])
			frames = append(frames, p.styled())
			if why := broken(p.styled(), p.width, p.height, p.ascii); why != "" {
				t.Fatalf("%dx%d: %s", p.width, p.height, why)
			}
		}
		for _, copied := range p.noted.copied {
			if model.CleanLines(copied) != copied {
				t.Fatalf("%q reached the clipboard", copied)
			}
		}
		again := newPlay(t, text, how)
		for i, step := range slices.Collect(slices.Chunk(script, 2)) {
			tui.Forget(again.model) // what was kept of drawn rows is what they are drawn like
			again.step(step[0], step[len(step)-1])
			if again.styled() != frames[i] {
				t.Fatalf("step %d shows something else the second time:\n%s\n%s",
					i, frames[i], again.styled())
			}
		}
	})
}
