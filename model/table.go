package model

// ListedTable is one table as ListTables returned it, with the keys by which an export can
// configure it. All texts are cleaned.
type ListedTable struct {
	Name        string
	Description string
	Properties  []ListedProperty
}

// ListedProperty is a key of a table's configuration. AWS says neither a default nor values for
// each.
type ListedProperty struct {
	Name        string
	Description string
	Default     string // what counts where an export doesn't set it; "" if AWS doesn't say
	Values      []string
}
