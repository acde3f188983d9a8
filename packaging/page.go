package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// edition is what the pages are of.
type edition struct {
	version string
	date    time.Time
}

// writePages writes FOLDER/man/NAME.1 for each command, and the same compressed, as packages of
// systems want it.
func writePages(folder string, root *cobra.Command, of edition) error {
	folder = filepath.Join(folder, "man")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder of man pages: %w", err)
	}
	for name, page := range pages(root, of) {
		name = filepath.Join(folder, name)
		if err := writeFile(name, []byte(page)); err != nil {
			return err
		}
		packed, err := compress([]byte(page))
		if err != nil {
			return fmt.Errorf("compressing %s: %w", name, err)
		}
		if err := writeFile(name+".gz", packed); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, text []byte) error {
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

// compress packs without name and time, so that the same text gives the same bytes.
func compress(text []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("opening the packer: %w", err)
	}
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing the end: %w", err)
	}
	return packed.Bytes(), nil
}

// pages returns the man page of a command and of all below it, by the file's name.
func pages(cmd *cobra.Command, of edition) map[string]string {
	all := map[string]string{pageName(cmd) + ".1": page(cmd, of)}
	for _, child := range documented(cmd) {
		maps.Copy(all, pages(child, of))
	}
	return all
}

// documented are the commands below one that help lists, too.
func documented(cmd *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(cmd.Commands()), func(child *cobra.Command) bool {
		return !child.IsAvailableCommand() || child.Name() == "help"
	})
}

// pageName is under which name man knows a command, such as exportwatch-status.
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// page returns the man page of a command.
func page(cmd *cobra.Command, of edition) string {
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 %q %s %s\n", quoted(strings.ToUpper(pageName(cmd))),
		of.date.Format(time.DateOnly), quoted(cmd.Root().Name()+" "+of.version),
		quoted("User Commands"))
	b.WriteString(".nh\n.ad l\n")
	section(&b, "NAME", escape(pageName(cmd))+` \- `+escape(cmd.Short)+"\n")
	arguments := strings.TrimPrefix(cmd.UseLine(), cmd.CommandPath())
	arguments = strings.ReplaceAll(arguments, "[flags]", "[OPTION…]")
	section(&b, "SYNOPSIS", bold+escape(cmd.CommandPath())+roman+escape(arguments)+"\n")
	about, codes := cutExitCodes(cmd.Long)
	if about == "" {
		about = cmd.Short + "."
	}
	section(&b, "DESCRIPTION", help(about))
	section(&b, "COMMANDS", commandList(cmd))
	section(&b, "OPTIONS", optionList(cmd))
	if !cmd.HasParent() {
		section(&b, "KEYS", help(keys))
	}
	if codes == "" {
		codes = "As told in " + reference(cmd.Root()) + "."
	}
	section(&b, "EXIT STATUS", help(codes))
	if !cmd.HasParent() {
		section(&b, "ENVIRONMENT", list(environment()))
		section(&b, "FILES", list(files()))
	}
	section(&b, "SEE ALSO", seeAlso(cmd))
	return b.String()
}

// section writes a section unless it is empty.
func section(b *strings.Builder, name, body string) {
	if body != "" {
		b.WriteString(".SH " + quoted(name) + "\n" + body)
	}
}

func quoted(text string) string { return `"` + escape(text) + `"` }

func help(text string) string {
	var b strings.Builder
	writeHelp(&b, text)
	return b.String()
}

func list(items []item) string {
	var b strings.Builder
	for _, item := range items {
		item.roff(&b)
	}
	return b.String()
}

// exitCodes begins the part of a help text that tells the exit codes.
const exitCodes = "Exit codes:"

// cutExitCodes parts a help text: what it says about exit codes goes up to the next blank line.
func cutExitCodes(help string) (about, codes string) {
	about, codes, found := strings.Cut(help, exitCodes)
	if !found {
		return help, ""
	}
	codes, rest, more := strings.Cut(codes, "\n\n")
	about = strings.TrimSpace(about)
	if more {
		about += "\n\n" + rest
	}
	return about, listCodes(strings.Trim(codes, "\n"))
}

// codeBegins is where a code begins in a sentence of them, as in "0 fine; 1 not.".
var codeBegins = regexp.MustCompile(`(?:^|; )(\d+(?:\+N)? )`)

// listCodes writes a sentence of exit codes as an indented list; a list stays as it is. What follows
// the sentence follows the list.
func listCodes(codes string) string {
	if indented(codes) {
		return codes
	}
	sentence, rest, _ := strings.Cut(strings.Join(strings.Fields(codes), " "), ". ")
	listed := codeBegins.ReplaceAllString(strings.TrimSuffix(sentence, "."), "\n  $1")
	return strings.Trim(listed+"\n\n"+rest, "\n")
}

// commandList says which commands there are below one.
func commandList(cmd *cobra.Command) string {
	children := documented(cmd)
	items := make([]item, 0, len(children))
	for _, child := range children {
		items = append(items, item{child.Name(), child.Short + ". See " + reference(child) + "."})
	}
	return list(items)
}

// optionList says what the flags of a command are for.
func optionList(cmd *cobra.Command) string {
	var b strings.Builder
	_ = cmd.InheritedFlags() // it puts them among its own
	cmd.Flags().VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden || flag.Deprecated != "" {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		b.WriteString(".TP\n")
		if flag.Shorthand != "" {
			b.WriteString(bold + `\-` + escape(flag.Shorthand) + roman + ", ")
		}
		b.WriteString(bold + `\-\-` + escape(flag.Name) + roman)
		if value != "" {
			b.WriteString(" " + italic + escape(valueName(value)) + roman)
		}
		if !slices.Contains([]string{"", "0", "0s", "[]", "false"}, flag.DefValue) {
			usage += " (default " + flag.DefValue + ")"
		}
		b.WriteString("\n" + sentence(usage) + "\n")
	})
	return b.String()
}

// valueName is what stands for a flag's value: what its help says, or else the word for its type.
func valueName(named string) string {
	switch named {
	case "string", "strings":
		return "WORD"
	case "int", "uint", "float":
		return "NUMBER"
	default:
		return strings.ToUpper(named)
	}
}

// reference names a command's page as man pages do.
func reference(cmd *cobra.Command) string { return pageName(cmd) + "(1)" }

// seeAlso names the pages above and below a command.
func seeAlso(cmd *cobra.Command) string {
	var names []string
	cmd.VisitParents(func(parent *cobra.Command) { names = append(names, reference(parent)) })
	slices.Reverse(names)
	for _, child := range documented(cmd) {
		names = append(names, reference(child))
	}
	if len(names) == 0 {
		return ""
	}
	return escape(strings.Join(names, ", ")) + "\n"
}
