package detail

import (
	"strconv"

	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// This file has what other tabs say of evidence.

// found returns what one check found about the run, and whether it says anything.
func found(v view, kind check.Kind) (check.Section, bool) {
	section, known := evidence.Of(v.watched, v.run).Section(kind)
	return section, known && len(section.Findings) > 0
}

// drawRead says whether the data can be read: by evidence where there is some, else by what AWS says.
func drawRead(p *canvas.Page, v view, explanation words.Explanation) {
	section, known := found(v, check.KindData)
	if !known {
		p.Head("Can I read the data?")
		p.Remarks(explanation.Read)
		return
	}
	p.HeadWith("Can I read the data?", "looked "+p.Pen.Moment(v.watch.AWSNow(section.LookedAt)))
	answer, said := section.Readable()
	role, sign := faceOf(answer)
	signed{
		at: canvas.Indent, role: role, sign: sign, look: theme.Look{Role: role, Strong: true},
		text: said,
	}.draw(p)
	drawWorst(p, section)
}

// drawWorst draws a section's worst finding with what to do, and how many more there are.
func drawWorst(p *canvas.Page, section check.Section) {
	worst := section.Findings[0]
	p.Text(2*canvas.Indent, theme.Look{}, worst.Sentence)
	if worst.Todo != "" {
		p.Text(2*canvas.Indent, theme.Look{}, worst.Todo)
	}
	if more := len(section.Findings) - 1; more > 0 {
		p.Text(2*canvas.Indent, theme.Look{Role: theme.Muted},
			"More in "+checksTab+": "+strconv.Itoa(more)+".")
	}
}

// readRemark returns the same in a line.
func readRemark(v view, explanation words.Explanation) words.Remark {
	section, known := found(v, check.KindData)
	if !known {
		return explanation.Read[0]
	}
	_, said := section.Readable()
	return words.Remark{Text: said + " " + section.Findings[0].Sentence}
}

// causes returns the findings, other than of the data, that are at least warnings: why a run failed, as
// far as that can be seen today, and what to do.
func causes(v view) []check.Finding {
	var worst []check.Finding
	execution, _ := v.run.Execution()
	report, before := evidence.Of(v.watched, v.run), failedBefore(v)
	if !execution.Status.Failed() && before == nil {
		return nil
	}
	if report == nil && before != nil {
		report = evidence.Of(v.watched, before)
	}
	for _, kind := range []check.Kind{check.KindBucket, check.KindColumns, check.KindDrift} {
		section, _ := report.Section(kind)
		for _, finding := range section.Findings {
			if finding.Severity >= check.SeverityWarning && finding.Todo != "" {
				worst = append(worst, finding)
			}
		}
	}
	return worst
}

// drawCauses says what was found and what to do about it, in place of what is to be done in general;
// false if nothing was found.
func drawCauses(p *canvas.Page, v view) bool {
	const most = 2
	all := causes(v)
	for _, finding := range all[:min(len(all), most)] {
		drawFinding(p, v, finding)
	}
	return len(all) > 0
}

// drawThere says what really lies in the bucket, where that was looked at.
func drawThere(p *canvas.Page, v view) {
	report := evidence.Of(v.watched, v.run)
	section, known := report.Section(check.KindData)
	if !known || len(report.Partitions) == 0 {
		return
	}
	muted := theme.Look{Role: theme.Muted}
	p.HeadWith("What lies there", "looked "+p.Pen.Moment(v.watch.AWSNow(section.LookedAt)))
	const most = 6
	parts := report.Partitions
	if extra := len(parts) - most; extra > 0 {
		p.Text(canvas.Indent, muted, strconv.Itoa(extra)+" earlier partitions")
		parts = parts[extra:]
	}
	for _, part := range parts {
		said := "a manifest"
		if !part.Manifest.Modified.IsZero() {
			said += " of " + canvas.Minute(part.Manifest.Modified) + " UTC"
		}
		if part.Listed {
			said = part.Contents() + ", " + said
		}
		p.Row(func(out *canvas.Line) {
			out.To(canvas.Indent).Put(theme.Look{}, part.Name).Put(muted, "  "+said)
		})
	}
}

// markNote says in a few words why a column isn't in the table.
func markNote(mark check.Mark) string {
	switch {
	case mark.Called != "":
		return "the table calls it " + mark.Called
	case mark.ID == "D2" && mark.Setting == "":
		return "needs a setting to be changed"
	case mark.ID == "D2" && mark.Hidden:
		return "needs " + mark.Setting + " off"
	case mark.ID == "D2":
		return "needs " + mark.Setting + ", which is off"
	default:
		return "isn't in the table"
	}
}
