package simulator

import (
	"slices"
	"strings"
)

// listTables pages through the tables. They are the same for all accounts but the strange one.
func (s *Server) listTables(c *call, in input) (any, error) {
	from, err := s.position(c, "", in.NextToken, 0)
	if err != nil {
		return nil, err
	}
	all, size := tables(), pageSize(in)
	if c.account.strange {
		all, size = append(strangeTables(), all...), min(size, strangePage)
	}
	from = min(max(from, 0), len(all))
	to := min(from+size, len(all))
	page := listTablesResponse{Tables: all[from:to]}
	switch {
	case c.account.strange && in.NextToken != "":
		page.NextToken = in.NextToken // for ever
	case to < len(all):
		page.NextToken = s.token(c, "", to)
	}
	return page, nil
}

// strangePage is how many tables a page of the strange account has at most.
const strangePage = 4

// strangeTables lack what the model lets them lack, and come twice.
func strangeTables() []wireTable {
	return []wireTable{
		{TableName: "TABLE_OF_TOMORROW" + hostileText(), TableProperties: []wireTableProperty{
			{}, {Name: "INCLUDE_EVERYTHING" + hostileText(), ValidValues: []string{""}},
		}},
		{Description: "without a name"},
		{TableName: tableCUR},
	}
}

// describeTable returns a table as it is with the given properties; those that aren't given have
// their defaults. What AWS says about a table or property that it doesn't know is our guess.
func describeTable(in input) (any, error) {
	all := tables()
	at := slices.IndexFunc(all, func(t wireTable) bool { return t.TableName == in.TableName })
	if at < 0 {
		return nil, badTable("tableName", "Table "+in.TableName+" does not exist.")
	}
	table := all[at]
	properties := map[string]string{}
	for _, known := range table.TableProperties {
		if known.DefaultValue != "" {
			properties[known.Name] = known.DefaultValue
		}
	}
	for key, value := range in.TableProperties {
		at := slices.IndexFunc(table.TableProperties, func(p wireTableProperty) bool {
			return p.Name == key
		})
		if at < 0 || key == "" {
			return nil, badTable("tableProperties", "Table property "+key+" does not exist.")
		}
		valid := table.TableProperties[at].ValidValues
		if len(valid) > 0 && !slices.Contains(valid, value) {
			return nil, badTable("tableProperties",
				"Value "+value+" of table property "+key+" is not valid.")
		}
		properties[key] = value
	}
	response := getTableResponse{
		TableName: table.TableName, Description: table.Description, TableProperties: properties,
		Schema: []wireColumn{},
	}
	for _, name := range columnsOf(table.TableName, properties) {
		response.Schema = append(response.Schema, column(name))
	}
	return response, nil
}

func badTable(field, why string) *apiError {
	refusal := invalid([]validationField{{Name: field, Message: why}})
	refusal.Message, refusal.Reason = why, "other"
	return refusal
}

// column describes a column as far as its name tells.
func column(name string) wireColumn {
	kind := "String"
	switch {
	case slices.Contains([]string{"product", "resource_tags", "cost_category", "discount"}, name):
		kind = "Map"
	case strings.HasSuffix(name, "_date"), strings.HasSuffix(name, "_timestamp"):
		kind = "Timestamp"
	case strings.HasSuffix(name, "_cost"), strings.HasSuffix(name, "Cost"):
		kind = "Double"
	}
	return wireColumn{
		Name: name, Type: kind, Description: "The " + strings.ReplaceAll(name, "_", " ") + ".",
	}
}

// listTags pages through the tags of an export.
func (s *Server) listTags(c *call, e *export, in input) (any, error) {
	from, err := s.position(c, e.arn, in.NextToken, 0)
	if err != nil {
		return nil, err
	}
	all := tags(e)
	from = min(max(from, 0), len(all))
	to := min(from+pageSize(in), len(all))
	page := listTagsResponse{ResourceTags: all[from:to]}
	if to < len(all) {
		page.NextToken = s.token(c, e.arn, to)
	}
	return page, nil
}

// tags are those that the export's owner put on it; an export without a description has none.
func tags(e *export) []wireTag {
	if e.current == nil || e.current.Description == "" {
		return []wireTag{}
	}
	return []wireTag{{"team", "finops"}, {"export", e.name}, {"env", "prod"}}
}
