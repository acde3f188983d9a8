package awsclient_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"
)

// TestOnlyReadsAreSent calls the SDK's own client as a session uses it.
func TestOnlyReadsAreSent(t *testing.T) {
	t.Parallel()
	arn, name, query := exportARN, "n", "SELECT a FROM T"
	export := &types.Export{
		Name:           &name,
		DataQuery:      &types.DataQuery{QueryStatement: &query},
		RefreshCadence: &types.RefreshCadence{Frequency: types.FrequencyOptionSynchronous},
		DestinationConfigurations: &types.DestinationConfigurations{
			S3Destination: &types.S3Destination{
				S3Bucket: &name, S3Prefix: &name, S3Region: &name,
				S3OutputConfigurations: &types.S3OutputConfigurations{
					OutputType:  types.S3OutputTypeCustom,
					Format:      types.FormatOptionParquet,
					Compression: types.CompressionOptionParquet,
					Overwrite:   types.OverwriteOptionCreateNewReport,
				},
			},
		},
	}
	script := newScript(speaksJSON(200, "{}"))
	client := open(t, island(through(script))).Client()
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"CreateExport": func() error {
			_, err := client.CreateExport(ctx, &bcmdataexports.CreateExportInput{Export: export})
			return err
		},
		"UpdateExport": func() error {
			_, err := client.UpdateExport(ctx,
				&bcmdataexports.UpdateExportInput{ExportArn: &arn, Export: export})
			return err
		},
		"DeleteExport": func() error {
			_, err := client.DeleteExport(ctx, &bcmdataexports.DeleteExportInput{ExportArn: &arn})
			return err
		},
		"TagResource": func() error {
			_, err := client.TagResource(ctx, &bcmdataexports.TagResourceInput{
				ResourceArn: &arn, ResourceTags: []types.ResourceTag{{Key: &name, Value: &name}},
			})
			return err
		},
		"UntagResource": func() error {
			_, err := client.UntagResource(ctx, &bcmdataexports.UntagResourceInput{
				ResourceArn: &arn, ResourceTagKeys: []string{name},
			})
			return err
		},
		"ListTagsForResource": func() error { // reads, but isn't used: not let out either
			_, err := client.ListTagsForResource(ctx,
				&bcmdataexports.ListTagsForResourceInput{ResourceArn: &arn})
			return err
		},
	} {
		err := call()
		if err == nil ||
			!strings.Contains(err.Error(), name+" was not sent: this program only reads") {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	if sent := script.requests(); len(sent) != 0 {
		t.Errorf("sent %+v, want nothing", sent)
	}
	if _, err := client.ListExports(ctx, &bcmdataexports.ListExportsInput{}); err != nil {
		t.Errorf("ListExports: %v, want it to pass", err)
	}
	if _, err := client.ListExecutions(ctx,
		&bcmdataexports.ListExecutionsInput{ExportArn: &arn}); err != nil {
		t.Errorf("ListExecutions: %v, want it to pass", err)
	}
	if _, err := client.ListTables(ctx, &bcmdataexports.ListTablesInput{}); err != nil {
		t.Errorf("ListTables: %v, want it to pass", err)
	}
	if sent := script.requests(); len(sent) != 3 {
		t.Errorf("sent %+v, want the three reads", sent)
	}
}
