package words

import (
	"cmp"
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// Catalog is what is known of the tables that exports select from.
type Catalog struct {
	Tables []Table
	Listed bool // as AWS lists them (ListTables), not built in
}

// CatalogOf returns the catalogue by which an account's configurations are read: AWS's list where
// it came, else the built-in one.
func CatalogOf(account *watch.Account) Catalog {
	tables, listed := account.Tables()
	if !listed {
		return BuiltInTables()
	}
	return ListedTables(tables)
}

// ListedTables returns the catalogue of the tables that AWS lists.
func ListedTables(listed []model.ListedTable) Catalog {
	catalog := Catalog{Listed: true}
	for _, from := range listed {
		table := Table{Name: from.Name, Description: from.Description}
		for _, p := range from.Properties {
			table.Properties = append(table.Properties, TableProperty{
				Name: p.Name, Description: p.Description, Default: p.Default, Values: p.Values,
			})
		}
		catalog.Tables = append(catalog.Tables, table)
	}
	return catalog
}

// Table is one table with the keys by which an export can configure it.
type Table struct {
	Name        string
	Label       string // what people call it, in our words; "" where AWS lists it
	Description string // AWS's; "" in the built-in catalogue
	Properties  []TableProperty
}

// TableProperty is a key of a table's configuration. AWS says neither a default nor values for
// each.
type TableProperty struct {
	Name        string
	Description string // AWS's words, or ours in the built-in catalogue
	Default     string // what counts where an export doesn't set it; "" if that isn't known
	Values      []string
	Meanings    map[string]string // of values, in our words; nil where AWS lists it
}

// Table returns a table by its name, and whether the catalogue holds it.
func (c Catalog) Table(name string) (Table, bool) {
	at := slices.IndexFunc(c.Tables, func(t Table) bool { return t.Name == name })
	if at < 0 {
		return Table{Name: name}, false
	}
	return c.Tables[at], true
}

// property returns a key by its name; nil if the table has none such.
func (t Table) property(name string) *TableProperty {
	at := slices.IndexFunc(t.Properties, func(p TableProperty) bool { return p.Name == name })
	if at < 0 {
		return nil
	}
	return &t.Properties[at]
}

// meaning returns what a value means in our words: those about the value, or else about the key.
func (p *TableProperty) meaning(value string) string {
	return cmp.Or(p.Meanings[value], p.Description)
}

// Setting is a key of a table's configuration as it is in effect for an export, with what that
// means.
type Setting struct {
	Key       string
	Value     string // the export's, or else the default; "" if that isn't known
	Set       bool   // the export holds the key
	Known     bool   // the catalogue or we know it
	Meaning   string // in our words, or ""
	Described string // AWS's words for the key, or ""
	Valid     []string
}

// Odd says whether the value is none of those that are known to be valid.
func (s Setting) Odd() bool {
	return s.Set && len(s.Valid) > 0 && !slices.Contains(s.Valid, s.Value)
}

// AsAWSAdds says whether the setting is one that AWS adds where an export was made without: the
// primary billing view, as seen. Some make their exports with the very same.
func (s Setting) AsAWSAdds() bool {
	return s.Set && s.Key == keyBillingView && strings.HasSuffix(s.Value, ":billingview/primary")
}

// Settings returns the configuration of a table: the keys that we know in our order, then those
// that only the catalogue has, then the export's others as they came. A key that the export
// doesn't hold counts as its default (GetTable's documentation), and is left out where the
// catalogue doesn't have it.
func (c Catalog) Settings(configuration model.TableConfiguration) []Setting {
	table, _ := c.Table(configuration.Table)
	ours, _ := BuiltInTables().Table(configuration.Table)
	var settings []Setting
	done := map[string]bool{}
	for _, key := range slices.Concat(ours.Properties, table.Properties) {
		if done[key.Name] {
			continue
		}
		done[key.Name] = true
		set := valuesOf(configuration, key.Name)
		for _, value := range set {
			settings = append(
				settings,
				c.setting(table, ours, model.Property{Key: key.Name, Value: value}, true),
			)
		}
		if listed := table.property(key.Name); len(set) == 0 && listed != nil {
			missing := model.Property{Key: key.Name, Value: listed.Default}
			if own := ours.property(key.Name); missing.Value == "" && own != nil {
				missing.Value = own.Default
			}
			settings = append(settings, c.setting(table, ours, missing, false))
		}
	}
	for _, property := range configuration.Properties {
		if !done[property.Key] {
			settings = append(
				settings,
				Setting{Key: property.Key, Value: property.Value, Set: true},
			)
		}
	}
	return settings
}

// setting says what is known of a key that the catalogue or ours holds.
func (c Catalog) setting(table, ours Table, is model.Property, set bool) Setting {
	setting := Setting{Key: is.Key, Value: is.Value, Set: set, Known: true}
	if own := ours.property(is.Key); own != nil && (set || is.Value != "") {
		setting.Meaning = own.meaning(is.Value)
	}
	if listed := table.property(is.Key); listed != nil {
		setting.Valid = listed.Values
		if c.Listed {
			setting.Described = listed.Description
		}
	}
	return setting
}

// valuesOf returns what a configuration sets a key to: one value as a rule.
func valuesOf(t model.TableConfiguration, key string) []string {
	var values []string
	for _, property := range t.Properties {
		if property.Key == key {
			values = append(values, property.Value)
		}
	}
	return values
}
