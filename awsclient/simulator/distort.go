package simulator

// distort changes a right answer as the fault wants it. Answers that carry no status or text of
// the kind stay as they are.
func distort(answer any, kind FaultKind) any {
	if kind == FaultUnknown {
		return withUnknownCode(answer)
	}
	if kind == FaultHostile {
		return withHostileText(answer)
	}
	return answer
}

// unknownCode is a status code that no model knows.
const unknownCode = "DELIVERY_POSTPONED"

func withUnknownCode(answer any) any {
	switch a := answer.(type) {
	case getExecutionResponse:
		a.ExecutionStatus = recoded(a.ExecutionStatus)
		return a
	case listExecutionsResponse:
		for i := range a.Executions {
			a.Executions[i].ExecutionStatus = recoded(a.Executions[i].ExecutionStatus)
		}
		return a
	default:
		return answer
	}
}

func recoded(status *wireExecutionStatus) *wireExecutionStatus {
	if status == nil {
		return nil
	}
	changed := *status
	changed.StatusCode = unknownCode
	return &changed
}

func withHostileText(answer any) any {
	switch a := answer.(type) {
	case getExecutionResponse:
		a.Export = hostileExport(a.Export)
		if a.ExecutionStatus != nil {
			changed := *a.ExecutionStatus
			changed.StatusReason = hostileText()
			a.ExecutionStatus = &changed
		}
		return a
	case getExportResponse:
		a.Export = hostileExport(a.Export)
		return a
	case listExportsResponse:
		for i := range a.Exports {
			a.Exports[i].ExportName += hostileText()
		}
		return a
	case listTablesResponse:
		for i := range a.Tables {
			a.Tables[i].Description += hostileText()
			for j := range a.Tables[i].TableProperties {
				a.Tables[i].TableProperties[j].Description += hostileText()
			}
		}
		return a
	default:
		return answer
	}
}

func hostileExport(e *wireExport) *wireExport {
	if e == nil {
		return nil
	}
	changed := *e
	changed.Name += hostileText()
	changed.Description += hostileText()
	changed.DataQuery.QueryStatement += hostileText()
	changed.DestinationConfigurations.S3Destination.S3Bucket += hostileText()
	changed.DestinationConfigurations.S3Destination.S3Prefix += hostileText()
	return &changed
}

// hostileText tries everything on a terminal: colours, clearing, the title, the clipboard (OSC 52),
// C1 controls, line tricks, bidi overrides, zero-width characters, NUL.
func hostileText() string {
	return " \x1b[31mred\x1b[2J\x1b[H\x1b]0;owned\x07\x1b]52;c;cm0gLXJmIH4=\x07" +
		"\u009b31m\u009d52;c;eA==\u009c\r\n\tOK\b\b\x00\x7f" +
		"\u202e\u2066drawkcab\u2069\u202c\u200b\u200d\ufeff\u2028\u00ad end"
}
