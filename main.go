// Exportwatch watches executions of AWS Data Exports in a terminal.
package main

import (
	"context"
	"os"

	"exportwatch/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
	}))
}
