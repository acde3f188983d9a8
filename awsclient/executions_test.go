package awsclient_test

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

const listAction = "bcm-data-exports:ListExecutions"

// listed is an entry of ListExecutions, created at a minute; id and code are JSON.
func listed(id string, minute int, code string) string {
	return fmt.Sprintf(`{"ExecutionId":"%s","ExecutionStatus":{"StatusCode":"%s",`+
		`"CreatedAt":"2026-01-02T03:%02d:00Z","LastUpdatedAt":"2026-01-02T03:59:00Z"}}`,
		id, code, minute)
}

// pages answers with one page after the other, each with its token; the last one for ever.
func pages(list string, bodies ...[2]string) *script {
	next := 0
	return newScript(func(w http.ResponseWriter, r *http.Request) {
		page := bodies[min(next, len(bodies)-1)]
		next++
		token := ""
		if page[1] != "" {
			token = fmt.Sprintf(`,"NextToken":%q`, page[1])
		}
		speaksJSON(200, fmt.Sprintf(`{%q:[%s]%s}`, list, page[0], token))(w, r)
	})
}

func executionPages(bodies ...[2]string) *script { return pages("Executions", bodies...) }

func TestPagesOfExecutions(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		script   *script
		all      bool
		ids      string
		complete bool
		newest   bool // first
		asked    int
	}{
		"none": {executionPages([2]string{}), true, "", true, true, 1},
		"one page": {
			executionPages([2]string{listed("b", 2, "X") + "," + listed("a", 1, "X"), ""}),
			false, "b a", true, true, 1,
		},
		"the first of two": {
			executionPages([2]string{listed("b", 2, "X"), "t"}, [2]string{listed("a", 1, "X"), ""}),
			false, "b", false, true, 1,
		},
		"both of two": {
			executionPages([2]string{listed("b", 2, "X"), "t"}, [2]string{listed("a", 1, "X"), ""}),
			true, "b a", true, true, 2,
		},
		"an empty page amid": {
			executionPages([2]string{listed("b", 2, "X"), "t"}, [2]string{"", "u"},
				[2]string{listed("a", 1, "X"), ""}),
			true, "b a", true, true, 3,
		},
		"out of order across pages": {
			executionPages([2]string{listed("a", 1, "X"), "t"}, [2]string{listed("b", 2, "X"), ""}),
			true, "a b", true, false, 2,
		},
		"out of order on a page": {
			executionPages([2]string{listed("a", 1, "X") + "," + listed("b", 2, "X"), "t"}),
			false, "a b", false, false, 1,
		},
		"a run that slid onto the next page": {
			executionPages([2]string{listed("b", 2, "X"), "t"},
				[2]string{listed("b", 2, "X") + "," + listed("a", 1, "X"), ""}),
			true, "b a", true, true, 2,
		},
		"a page again": {
			executionPages([2]string{listed("b", 2, "X") + "," + listed("a", 1, "X"), "t"},
				[2]string{listed("b", 2, "X") + "," + listed("a", 1, "X"), ""}),
			true, "b a", true, false, 2,
		},
		"the second page's token is its own": {
			executionPages([2]string{listed("b", 2, "X"), "t"}, [2]string{listed("a", 1, "X"), "t"}),
			true, "b a", false, true, 2,
		},
		"tokens in a ring": {
			executionPages([2]string{listed("c", 3, "X"), "t"}, [2]string{listed("b", 2, "X"), "u"},
				[2]string{listed("a", 1, "X"), "t"}),
			true, "c b a", false, true, 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := open(
				t,
				island(through(tt.script)),
			).Executions(t.Context(), exportARN, tt.all)
			if err != nil {
				t.Fatal(err)
			}
			if ids := executionIDs(got); ids != tt.ids || got.Complete != tt.complete ||
				got.NewestFirst != tt.newest {
				t.Errorf("got %q, complete %v, newest first %v; want %q, %v, %v",
					ids, got.Complete, got.NewestFirst, tt.ids, tt.complete, tt.newest)
			}
			if asked := len(tt.script.requests()); asked != tt.asked {
				t.Errorf("asked %d times, want %d", asked, tt.asked)
			}
		})
	}
}

func executionIDs(list model.ExecutionList) string {
	ids := make([]string, 0, len(list.Executions))
	for _, e := range list.Executions {
		ids = append(ids, e.Ref.ExecutionID)
	}
	return strings.Join(ids, " ")
}

func TestQuestionsOfAList(t *testing.T) {
	t.Parallel()
	script := executionPages([2]string{listed("b", 2, "X"), "to\"ken"}, [2]string{})
	_, err := open(t, island(through(script))).Executions(t.Context(), exportARN, true)
	if err != nil {
		t.Fatal(err)
	}
	var bodies []string
	for _, r := range script.requests() {
		if r.target != "ListExecutions" {
			t.Errorf("sent %s", r.target)
		}
		bodies = append(bodies, r.body)
	}
	want := []string{
		`{"ExportArn":"` + exportARN + `","MaxResults":300}`,
		`{"ExportArn":"` + exportARN + `","MaxResults":300,"NextToken":"to\"ken"}`,
	}
	if !slices.Equal(bodies, want) {
		t.Errorf("sent %q, want %q", bodies, want)
	}
}

func TestListedExecution(t *testing.T) {
	t.Parallel()
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Fri, 02 Jan 2026 04:00:00 GMT")
		speaksJSON(200, `{"Executions":[`+listed("1", 5, `QUERY_\u001b[31mPAUSED`)+`,
			{"ExecutionId":"2"}, {"ExecutionId":"3","ExecutionStatus":{}},
			{"ExecutionId":"4\u001b","ExecutionStatus":{"StatusCode":"DELIVERY_FAILURE",
			"StatusReason":"ON\u202eFIRE","CompletedAt":"2026-01-02T03:04:05.5Z"}}]}`)(w, r)
	})
	got, err := open(t, island(through(script))).Executions(t.Context(), exportARN, false)
	if err != nil {
		t.Fatal(err)
	}
	of := func(id string) model.Ref { return model.Ref{ExportARN: exportARN, ExecutionID: id} }
	want := model.ExecutionList{
		Complete: true, NewestFirst: true, Calls: 1,
		ServerTime: time.Date(2026, 1, 2, 4, 0, 0, 0, time.UTC),
		Executions: []model.Execution{
			{
				Ref: of("1"), Status: "QUERY_\uFFFD[31mPAUSED",
				CreatedAt: time.Date(2026, 1, 2, 3, 5, 0, 0, time.UTC),
				UpdatedAt: time.Date(2026, 1, 2, 3, 59, 0, 0, time.UTC),
			},
			{Ref: of("2")},
			{Ref: of("3")},
			{
				Ref: of("4\x1b"), Status: model.DeliveryFailure, Reason: "ON\uFFFDFIRE",
				CompletedAt: time.Date(2026, 1, 2, 3, 4, 5, 5e8, time.UTC),
			},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestLastWordCounts: a run that went on while the pages were read is as the later page has it.
func TestLastWordCounts(t *testing.T) {
	t.Parallel()
	script := executionPages([2]string{listed("b", 2, "QUERY_QUEUED"), "t"},
		[2]string{listed("b", 2, "QUERY_IN_PROCESS"), ""})
	got, err := open(t, island(through(script))).Executions(t.Context(), exportARN, true)
	if err != nil || executionIDs(got) != "b" || got.Executions[0].Status != model.QueryInProcess {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestExecutionsAgreeWithTheSimulator lists the executions of whole accounts, several pages of
// some.
func TestExecutionsAgreeWithTheSimulator(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{
		"standard": simulator.StandardAccessKey,
		"demo":     simulator.DemoAccessKey,
		"strange":  simulator.StrangeAccessKey,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session, truths := simulated(t,
					simulator.Options{Exports: 3, Executions: 2000}, key)
				compareLists(t, session, truths)
			})
		})
	}
}

// compareLists wants each export's executions to be those of the truth.
func compareLists(
	t *testing.T, session *awsclient.Session, truths []simulator.ExecutionState,
) {
	t.Helper()
	byExport := map[string]map[string]simulator.ExecutionState{}
	for _, truth := range truths {
		if byExport[truth.ExportArn] == nil {
			byExport[truth.ExportArn] = map[string]simulator.ExecutionState{}
		}
		byExport[truth.ExportArn][truth.ExecutionId] = truth
	}
	for arn, runs := range byExport {
		list, err := session.Executions(t.Context(), arn, true)
		if err != nil {
			t.Fatalf("%s: %v", arn, err)
		}
		if list.ServerTime.IsZero() {
			t.Errorf("%s: the list has no time", arn)
		}
		if len(list.Executions) != len(runs) && !strings.Contains(arn, "strange-endless") {
			t.Errorf("%s: %d executions, want %d", arn, len(list.Executions), len(runs))
		}
		for _, got := range list.Executions {
			truth, ok := runs[got.Ref.ExecutionID]
			if !ok || got.Ref.ExportARN != arn || got.Export != nil ||
				string(got.Status) != model.Clean(truth.StatusCode) ||
				string(got.Reason) != model.Clean(truth.StatusReason) ||
				!got.CreatedAt.Equal(truth.CreatedAt) || !got.UpdatedAt.Equal(truth.LastUpdatedAt) {
				t.Errorf("got %+v, want %+v", got, truth)
			}
		}
	}
}

// TestStrangeLists: lists without order and without end are read, and say what they are.
func TestStrangeLists(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		session, truths := simulated(t, simulator.Options{}, simulator.StrangeAccessKey)
		for name, want := range map[string]struct {
			executions       int
			complete, newest bool
		}{
			"strange-unordered": {20, true, false},
			"strange-endless":   {8, false, true},
			"strange-missing":   {8, true, false},
			"strange-hostile":   {4, true, true},
		} {
			i := slices.IndexFunc(truths, func(e simulator.ExecutionState) bool {
				return strings.HasPrefix(e.Name, name)
			})
			got, err := session.Executions(t.Context(), truths[i].ExportArn, true)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Executions) != want.executions || got.Complete != want.complete ||
				got.NewestFirst != want.newest {
				t.Errorf("%s: %d executions, complete %v, newest first %v; want %+v", name,
					len(got.Executions), got.Complete, got.NewestFirst, want)
			}
		}
	})
}

// TestListFaults: a list's faults are those of an execution, with its own action.
func TestListFaults(t *testing.T) {
	t.Parallel()
	const denial = "User: ana is not authorized to perform: " + listAction + " on resource: x"
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		asked  int
		want   model.Fault
	}{
		"denied": {refuses(400, "AccessDeniedException", denial), 1, model.Fault{
			Kind: model.FaultDenied, Code: "AccessDeniedException", Message: denial, Principal: "ana",
		}},
		"denied in other words": {refuses(400, "AccessDeniedException", "no"), 1, model.Fault{
			Kind: model.FaultDenied, Code: "AccessDeniedException", Message: "no",
		}},
		"throttled": {refuses(400, "ThrottlingException", "slow down"), 1, model.Fault{
			Kind: model.FaultThrottled, Code: "ThrottlingException", Message: "slow down",
		}},
		"failed": {refuses(500, "InternalServerException", "sorry"), 2, model.Fault{
			Kind: model.FaultService, Code: "InternalServerException", Message: "sorry",
		}},
		"gone": {refuses(400, "ResourceNotFoundException", "gone"), 1, model.Fault{
			Kind: model.FaultNotFound, Code: "ResourceNotFoundException", Message: "gone",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := newScript(tt.answer)
			session := open(t, island(through(script)))
			got, err := session.Executions(t.Context(), exportARN, true)
			tt.want.Action, tt.want.RequestID = listAction, requestID
			if fault := asFault(
				t,
				err,
			); *fault != tt.want || len(got.Executions) != 0 ||
				got.Complete {
				t.Errorf("got %+v with %+v, want %+v", *fault, got, tt.want)
			}
			if asked := len(script.requests()); asked != tt.asked {
				t.Errorf("asked %d times, want %d", asked, tt.asked)
			}
		})
	}
}

// TestLateFaultKeepsWhatWasRead: the first page is good although the second was refused.
func TestLateFaultKeepsWhatWasRead(t *testing.T) {
	t.Parallel()
	first := executionPages([2]string{listed("b", 2, "X"), "t"})
	asked := 0
	script := newScript(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked > 1 {
			refuses(400, "ThrottlingException", "slow down")(w, r)
			return
		}
		first.answer(w, r)
	})
	got, err := open(t, island(through(script))).Executions(t.Context(), exportARN, true)
	if fault := asFault(t, err); fault.Kind != model.FaultThrottled || executionIDs(got) != "b" ||
		got.Complete {
		t.Errorf("got %+v with %+v", *fault, got)
	}
}

// TestEachPageHasItsTime: ten pages of seven seconds each are read, a page of twenty isn't.
func TestEachPageHasItsTime(t *testing.T) {
	t.Parallel()
	for seconds, kind := range map[int]model.FaultKind{7: 0, 20: model.FaultTimeout} {
		took := time.Duration(seconds) * time.Second
		synctest.Test(t, func(t *testing.T) {
			page := 0
			script := newScript(func(w http.ResponseWriter, r *http.Request) {
				select {
				case <-time.After(took):
				case <-r.Context().Done():
				}
				page++
				token := fmt.Sprintf(`,"NextToken":"%d"`, page)
				if page == 10 {
					token = ""
				}
				speaksJSON(
					200,
					`{"Executions":[`+listed(strconv.Itoa(page), 1, "X")+`]`+token+`}`,
				)(
					w,
					r,
				)
			})
			got, err := open(t, island(through(script))).Executions(t.Context(), exportARN, true)
			if kind == 0 && (err != nil || len(got.Executions) != 10) {
				t.Errorf("got %d executions and %v, want 10", len(got.Executions), err)
			}
			if kind != 0 && asFault(t, err).Kind != kind {
				t.Errorf("got %v, want kind %d", err, kind)
			}
		})
	}
}
