package tui

import (
	"strconv"
	"strings"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/detail"
)

// copyable is something of a row that can be copied: the letter and the name that it has in the
// menu, how the file is called into which it can be written, and its text, which is "" where it
// isn't known. No letter may be one that moves the cursor.
type copyable struct {
	letter, name, file string
	text               func(*canvas.Pen, *watch.List, watch.Subject) string
}

// commandFile is what files are called in which a command for the shell stands.
const commandFile = "command.sh"

// copyables lists what can be copied, in the order of the menu. Those that share a letter are
// never known together.
func copyables() []copyable {
	return []copyable{
		{
			detail.PasteLetter, "bucket policy statement", "statement.json",
			statementText,
		},
		{detail.PasteLetter, "IAM policy", "policy.json", ofCure(words.PasteAccessPolicy)},
		{detail.PasteLetter, "command that helps", commandFile, ofCure(words.PasteCommand)},
		{"n", "name", "name.txt", aboutRow((*watch.Watched).Title)},
		{"a", "export ARN", "arn.txt", aboutRow(func(row *watch.Watched) string {
			return model.Ref{ExportARN: row.ExportARN}.ARN()
		})},
		{"i", "execution id", "id.txt", aboutRun(func(run *watch.Run) string {
			return run.Ref.ID()
		})},
		{
			"r", "report for a ticket", "ticket.txt",
			func(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
				return words.Ticket(about.Row, about.Run())
			},
		},
		{"t", "overview as text", "overview.txt", detail.Summary},
		{detail.QueryLetter, "query", "query.sql", ofExport(func(e *model.Export) string {
			return e.Query
		})},
		{"S", "query, laid out", "query.sql", ofExport(func(e *model.Export) string {
			return detail.QueryLaidOut(e.Query)
		})},
		{"d", "S3 data root", "data-root.txt", ofExport((*model.Export).DataRoot)},
		{"m", "S3 metadata root", "metadata-root.txt", ofExport((*model.Export).MetadataRoot)},
		{detail.FilesLetter, "aws s3 ls, manifests", commandFile, aboutRun(filesCommand)},
		{"L", "aws s3 ls, likely data", commandFile, aboutRun(dataCommand)},
		{
			detail.ExemptionLetter, "condition for the Deny", "condition.json",
			ofFinding(check.RemedyExemption),
		},
		{
			detail.ManifestLetter, "aws s3 cp, that manifest", commandFile,
			ofFinding(check.RemedyReadManifest),
		},
		{
			detail.ListingLetter, "aws s3 ls, what is there", commandFile,
			ofFinding(check.RemedyListFiles),
		},
		{
			detail.ChangesLetter, "aws cloudtrail, policies", commandFile,
			ofFinding(check.RemedyPolicyChanges),
		},
		{
			detail.ExportLetter, "aws get-export", commandFile, ofFinding(check.RemedyExport),
		},
		{detail.CheckPolicyLetter, "IAM policy for checks", "check-policy.json", checkPolicy},
		{detail.AskingLetter, "aws get-execution", commandFile, aboutRun(askingCommand)},
		{detail.JSONLetter, "JSON", "execution.json", aboutRun(executionJSON)},
	}
}

// aboutRow is a text about a row.
func aboutRow(
	text func(*watch.Watched) string,
) func(*canvas.Pen, *watch.List, watch.Subject) string {
	return func(_ *canvas.Pen, _ *watch.List, about watch.Subject) string { return text(about.Row) }
}

// aboutRun is a text about a run, of which there may be none.
func aboutRun(text func(*watch.Run) string) func(*canvas.Pen, *watch.List, watch.Subject) string {
	return func(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
		if about.Run() == nil {
			return ""
		}
		return text(about.Run())
	}
}

// filesCommand lists the manifests of a run's export; "" where it isn't known where they are.
func filesCommand(run *watch.Run) string {
	execution, _ := run.Execution()
	if execution.Export == nil {
		return ""
	}
	return words.ListFilesCommand(execution.Export, run.Account.Profile).String()
}

// dataCommand lists the data files that a run most likely wrote.
func dataCommand(run *watch.Run) string {
	execution, _ := run.Execution()
	if execution.Export == nil {
		return ""
	}
	return words.ListDataCommand(execution.Export, execution.CreatedAt, run.Account.Profile).
		String()
}

// executionJSON is AWS's answer, "" if there is none.
func executionJSON(run *watch.Run) string {
	execution, answered := run.Execution()
	if !answered {
		return ""
	}
	return words.JSON(execution)
}

// askingCommand asks AWS for a run as we do.
func askingCommand(run *watch.Run) string {
	return words.GetExecutionCommand(run.Ref, run.Account.Profile, run.Ref.Region()).String()
}

func ofCure(kind words.PasteKind) func(*canvas.Pen, *watch.List, watch.Subject) string {
	return func(_ *canvas.Pen, _ *watch.List, about watch.Subject) string {
		if paste := words.PasteFor(about.Row, about.Run()); paste.Kind == kind {
			return paste.Text
		}
		return ""
	}
}

func ofExport(
	text func(*model.Export) string,
) func(*canvas.Pen, *watch.List, watch.Subject) string {
	return aboutRun(func(run *watch.Run) string {
		execution, _ := run.Execution()
		if execution.Export == nil {
			return ""
		}
		return text(execution.Export)
	})
}

// choice is a copyable whose text is known.
type choice struct{ letter, name, file, text string }

// command says whether the text is a command for the shell.
func (c *choice) command() bool { return c.file == commandFile }

// copying is the copy menu and what was chosen in it. What the menu offers is that of the moment
// at which it was opened, so that nothing changes under the finger.
type copying struct {
	title   string
	choices []choice
	index   int // of the cursor
	top     int // the first choice in sight
	height  int // choices in sight

	row    string // what it is about, by name
	chosen choice // as last chosen
	saved  string // what became of writing it to a file; "" if nobody asked for that
}

// newCopying takes what is known of a row.
func newCopying(p *canvas.Pen, watchlist *watch.List, about watch.Subject) copying {
	c := copying{title: detail.Title(p, watchlist, about, wideFrom), row: about.Row.Title()}
	for _, item := range copyables() {
		if text := item.text(p, watchlist, about); text != "" {
			c.choices = append(c.choices, choice{item.letter, item.name, item.file, text})
		}
	}
	return c
}

// letter says whether a key is a letter of the menu, and returns the choice that it stands for;
// nil if its text isn't known.
func (c *copying) letter(key string) (chosen *choice, ok bool) {
	for i := range c.choices {
		if c.choices[i].letter == key {
			return &c.choices[i], true
		}
	}
	for _, item := range copyables() {
		ok = ok || item.letter == key
	}
	return nil, ok
}

// Chosen returns the choice under the cursor.
func (c *copying) Chosen() *choice { return &c.choices[c.index] }

// Move moves the cursor by choices.
func (c *copying) Move(rows int) { c.index = max(0, min(c.index+rows, len(c.choices)-1)) }

// Page moves it by screens.
func (c *copying) Page(pages int) { c.Move(pages * max(1, c.height-1)) }

// Scroll moves the choices in sight by lines, and the cursor as far as it takes to keep it in sight.
func (c *copying) Scroll(lines int) {
	c.top = max(0, min(c.top+lines, len(c.choices)-c.height))
	c.index = max(c.top, min(c.index, c.top+c.height-1))
}

// First and Last move it to the ends.
func (c *copying) First() { c.index = 0 }

// Last moves the cursor to the last choice.
func (c *copying) Last() { c.index = len(c.choices) - 1 }

// Take notes what was chosen.
func (c *copying) Take(chosen *choice) { c.chosen, c.saved = *chosen, "" }

// heads returns how many lines stand above the choices.
func (c *copying) heads(height int) int {
	if height > len(c.choices)+1 {
		return 2
	}
	return 1
}

// Fit takes how many lines the menu has, and keeps the cursor in sight.
func (c *copying) Fit(height int) {
	c.height = max(0, height-c.heads(height))
	c.top = max(c.index-c.height+1, min(c.top, c.index))
	c.top = max(0, min(c.top, len(c.choices)-c.height))
}

// draw returns the menu's lines, with their margins.
func (c *copying) draw(p *canvas.Pen, width, height int) []string {
	end := min(c.top+c.height, len(c.choices))
	where := canvas.Position{Unit: "line", First: c.top + 1, Last: end, Of: len(c.choices)}
	head := p.Line(width).To(1).Put(theme.Look{Strong: true}, "COPY").
		PutIn(width-2-len(where.Within(width)), theme.Look{Role: theme.Muted}, "  "+c.title)
	lines := []string{headRule(head, width-1, where)}
	lines = append(lines, canvas.BlankLines(p, width, c.heads(height)-1)...)
	for i := c.top; i < end; i++ {
		lines = append(lines, c.drawChoice(p, i, width))
	}
	return append(lines, canvas.BlankLines(p, width, height-len(lines))...)
}

func (c *copying) drawChoice(p *canvas.Pen, index, width int) string {
	const name = 4
	item := c.choices[index]
	preview := name + 2
	for _, other := range c.choices {
		preview = max(preview, name+len(other.name)+2)
	}
	out := p.Line(width)
	if out.Chosen = index == c.index; out.Chosen {
		out.Put(theme.Look{Strong: true}, p.Theme.Signs.Cursor)
	}
	out.To(1).Put(theme.Look{Strong: true}, item.letter).To(name).
		Put(theme.Look{}, item.name).To(preview)
	end := width - 1
	size := ""
	if lines := strings.Count(item.text, "\n") + 1; lines > 1 {
		size = strconv.Itoa(lines) + " lines"
		end -= len(size) + 2
	}
	muted := theme.Look{Role: theme.Muted}
	out.PutIn(end, muted, glance(item.text)).Before(width-1, muted, size)
	return out.String()
}

// glance returns the beginning of a text on one line.
func glance(text string) string {
	const most = 1000 // bytes, more than any screen is wide
	return strings.Join(strings.Fields(strings.ToValidUTF8(text[:min(len(text), most)], "")), " ")
}
