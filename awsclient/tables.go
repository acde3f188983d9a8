package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"

	"exportwatch/model"
)

// Tables lists the tables that exports can select from (ListTables, all pages), each once, in the
// order in which they came; tables and properties without a name are left out. Every page is asked
// for like one Execution. Its error is a *model.Fault, and comes with what was read before it.
func (s *Session) Tables(ctx context.Context) (model.TableList, error) {
	var list model.TableList
	seen := map[string]bool{"": true}
	_, fault := s.pages(ctx, listTables, func(token *string) (*string, *model.Fault) {
		out, fault := ask(ctx, s, listTables, (*bcmdataexports.Client).ListTables,
			&bcmdataexports.ListTablesInput{
				MaxResults: aws.Int32(pageSize), NextToken: token,
			})
		list.Calls++
		if fault != nil {
			return nil, fault
		}
		for _, from := range out.Tables {
			if table := toTable(from); !seen[table.Name] {
				seen[table.Name] = true
				list.Tables = append(list.Tables, table)
			}
		}
		list.ServerTime = served(out.ResultMetadata)
		lack := ""
		if out.Tables == nil {
			lack = noList
		}
		return out.NextToken, s.unlisted(listTables, lack, out.ResultMetadata)
	})
	if fault != nil {
		return list, fault
	}
	return list, nil
}

func toTable(from types.Table) model.ListedTable {
	table := model.ListedTable{Name: clean(from.TableName), Description: clean(from.Description)}
	for _, property := range from.TableProperties {
		name := clean(property.Name)
		if name == "" { // as in AWS's own sample of a table without any
			continue
		}
		to := model.ListedProperty{
			Name:        name,
			Description: clean(property.Description),
			Default:     clean(property.DefaultValue),
		}
		for _, value := range property.ValidValues {
			to.Values = append(to.Values, model.Clean(value))
		}
		table.Properties = append(table.Properties, to)
	}
	return table
}
