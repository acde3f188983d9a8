package watch_test

import (
	"slices"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// evidence is how many kinds of it there are.
const evidence = int(model.AskTable-model.AskBucket) + 1

// edit does what a user may do to the list, and forgets with it the questions that the list has to
// drop.
func (p *play) edit(kind byte, about int) {
	rows := p.list.Watched()
	switch kind {
	case 11:
		if len(rows) > 0 {
			p.remove(rows[about%len(rows)])
		}
	case 12:
		p.list.Undo(p.now)
	case 13:
		if len(rows) > 0 {
			p.mute(rows[about%len(rows)])
		}
	case 14:
		ref := model.Ref{ExportARN: playARN(about)}
		if about%2 == 0 {
			ref.ExecutionID = playID(about)
		}
		if row, _ := p.list.Add(ref, nil, p.now); !slices.Contains(p.list.Watched(), row) {
			p.t.Fatal("what was added has no row")
		}
	case 15:
		p.looked[playARN(about)] = p.list.Look(playARN(about), nil, p.now)
	case 16:
		p.restart()
	case 17:
		if len(rows) > 0 {
			row := rows[about%len(rows)]
			p.list.Seek(
				row,
				row.Newest(),
				p.now,
				model.AskBucket+model.AskKind(about%evidence),
				model.AskCurrent,
			)
		}
	}
	p.forget()
}

func (p *play) remove(row *watch.Watched) {
	p.list.Remove(row, p.now)
	if slices.Contains(p.list.Watched(), row) {
		p.t.Fatal("what was removed is there")
	}
}

func (p *play) mute(row *watch.Watched) {
	muted := row.Muted()
	if muted && !p.list.Unmute(row) || !muted && p.list.Mute(row, p.now) != row.Muted() ||
		muted && row.Muted() {
		p.t.Fatal("a mute doesn't hold, or goes on")
	}
}

// restart holds that what is remembered leads to the same again, on a list that asks nobody else.
func (p *play) restart() {
	edits := p.list.Edits()
	other := watch.NewList(interval, playLimit)
	other.Follow("", nil, p.now)
	other.Restore(edits, p.now)
	if !slices.Equal(other.Edits(), edits) {
		p.t.Fatalf("%v became %v", edits, other.Edits())
	}
	for _, row := range other.Watched() {
		if slices.ContainsFunc(edits, func(e watch.Edit) bool {
			return e.Kind == watch.EditRemoved && row.Kind == watch.WatchedExport &&
				e.Target == row.ExportARN
		}) {
			p.t.Fatal("what was removed is there after a start")
		}
	}
}

// forget takes stock of what is pinned, and drops the questions that nobody waits for. Of those that
// may be another account's by the same profile nobody here knows.
func (p *play) forget() {
	p.refs = nil
	for _, row := range p.list.Watched() {
		if row.Kind == watch.WatchedPin {
			p.refs = append(p.refs, row.Newest().Ref)
		}
	}
	p.flights = slices.DeleteFunc(p.flights, func(f model.Ask) bool {
		if f.Kind == model.AskTables || f.Kind == model.AskExports {
			p.unsure[f.Ticket] = true
			return false
		}
		if f.Kind.Evidence() {
			p.unsure[f.Ticket] = true
			return false
		}
		if row := p.looked[f.Ref.ExportARN]; f.Kind == model.AskExecutions && row != nil &&
			row.Off() {
			p.unsure[f.Ticket] = true
			return false
		}
		if p.wanted(f) {
			return false
		}
		revision := p.list.Revision()
		if p.list.Take(model.Reply{Ask: f, Result: &model.Fault{}}, p.now) ||
			p.list.Revision() != revision {
			p.t.Fatalf("an answer about %v was taken, which nobody watches", f.Ref)
		}
		return true
	})
}

// wanted says whether somebody watches what a question is about.
func (p *play) wanted(question model.Ask) bool {
	ofExport := slices.ContainsFunc(p.list.Watched(), func(row *watch.Watched) bool {
		return row.Kind == watch.WatchedExport && row.ExportARN == question.Ref.ExportARN
	})
	switch question.Kind {
	case model.AskExecution:
		return ofExport || slices.Contains(p.refs, question.Ref)
	case model.AskExecutions:
		return ofExport || p.looked[question.Ref.ExportARN] != nil
	case model.AskExports, model.AskTables:
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		// the list looks for evidence by itself, too
	}
	return true
}
