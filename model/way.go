package model

import "time"

// Way says how the questions to Data Exports go. All texts are cleaned.
type Way struct {
	Endpoint string // scheme and host
	Proxy    string // in front of it, without a password; "" for none
	CABundle string // the file of trusted certificates; "" for the system's
	// Replaced says that no network is used, as by --demo.
	Replaced bool
}

// Passage is what was seen of the way while questions passed it.
type Passage struct {
	Answers  int           // how many came, AWS's or not
	Quickest time.Duration // the least time from a question to its answer's first line
	Issuer   string        // who signed the certificate of the other side, cleaned; "" without TLS
	// ClockKnown says whether AWS's clock was seen. Ahead is by how much this machine's clock is
	// ahead of it, to a second; negative if it is behind.
	ClockKnown bool
	Ahead      time.Duration
}
