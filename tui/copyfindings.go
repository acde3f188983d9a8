package tui

import (
	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui/canvas"
)

// This file has what can be copied against findings.

// ofFinding is what helps against the first finding with a remedy of a kind.
func ofFinding(
	kind check.RemedyKind,
) func(*canvas.Pen, *watch.List, watch.Subject) string {
	return func(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
		return findingText(kind, about)
	}
}

func findingText(kind check.RemedyKind, about watch.Subject) string {
	report := evidence.Of(about.Row, about.Run())
	if report == nil {
		return ""
	}
	for _, section := range report.Sections {
		for _, finding := range section.Findings {
			if finding.Remedy.Kind != kind {
				continue
			}
			if paste := words.RemedyPaste(
				finding.Remedy,
				about.Row.Account.Profile,
			); paste.Text != "" {
				return paste.Text
			}
		}
	}
	return ""
}

// statementText is the statement that AWS asks for, against a failure or a finding; never beside
// another text under the same letter.
func statementText(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
	switch paste := words.PasteFor(about.Row, about.Run()); paste.Kind {
	case words.PasteBucketStatement:
		return paste.Text
	case words.PasteNothing:
		return findingText(check.RemedyStatement, about)
	case words.PasteAccessPolicy, words.PasteCommand, words.PasteCondition:
	}
	return ""
}

// checkPolicy is the policy that lets evidence about a run's export be looked for; "" while that isn't
// known.
func checkPolicy(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
	if run := about.Run(); run != nil {
		execution, _ := run.Execution()
		if sought, ok := model.SoughtOf(execution); ok {
			return words.CheckPolicy(sought)
		}
	}
	return ""
}
