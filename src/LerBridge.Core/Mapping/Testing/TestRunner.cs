using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Samples;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Runs one test and says what differs.</summary>
internal sealed class TestRunner(MappingPlan plan, IReadOnlyList<LookupTable> tables, Func<CredentialProfile, ReadOnlyMemory<byte>, IReadOnlyList<ClaimProblem>>? check)
{
    public MappingTestResult Run(MappingTest test)
    {
        var mismatches = new List<TestMismatch>();
        var mapped = plan.Mapper.Map(test.Given);
        var result = this.WithPerson(check is null ? mapped : CheckedMapper.Checked(plan, mapped, check), test.Person);
        var (outcome, reason) = result switch
        {
            MapResult.Issue => ("issue", null),
            MapResult.Skip skip => ("skip", skip.Reason),
            MapResult.Hold hold => ("hold", hold.Reason),
            MapResult.Fail fail => ("fail", fail.Reason),
            MapResult.Stop stop => ("fail", stop.Reason),
            _ => ("fail", (MapReason?)null),
        };
        if (outcome != test.Expect.Outcome)
        {
            mismatches.Add(new TestMismatch("outcome", test.Expect.Outcome, outcome, reason is null ? null : $"{reason.Text}  ({reason.Code}, {reason.Where})"));
        }
        else if (test.Expect.Reason is { } expected && expected != reason?.Text)
        {
            mismatches.Add(new TestMismatch("reason", expected, reason?.Text ?? "none", reason is null ? null : $"decided at {reason.Where}"));
        }
        else if (result is MapResult.Issue issue)
        {
            var credential = this.View(issue.Claims);
            mismatches.AddRange(test.Expect.Credential.Select(path => this.Compare(credential, path, test.Given)).OfType<TestMismatch>());
        }

        return new MappingTestResult(plan.File, test.Line, test.Name, mismatches);
    }

    private MapResult WithPerson(MapResult result, TestPerson person) => (result, person) switch
    {
        (MapResult.Issue, TestPerson.Many) => new MapResult.Hold(new MapReason("LB3502", "The identifiers belong to more than one person.", plan.Person.Where)),
        (MapResult.Issue, TestPerson.None) when plan.Person.HoldIfNone => new MapResult.Hold(new MapReason("LB3501", "No person has one of the record's identifiers.", plan.Person.Where)),
        _ => result,
    };

    private JsonObject View(ReadOnlyMemory<byte> claims)
    {
        var json = JsonNode.Parse(claims.Span) as JsonObject ?? [];
        return plan.Profile switch
        {
            CredentialProfile.Employment => EmploymentView.Of(json),
            CredentialProfile.LearnerRecord => LearnerRecordView.Of(json),
            _ => json,
        };
    }

    private TestMismatch? Compare(JsonObject credential, PathExpectation expectation, SourceRecord given)
    {
        var (found, many) = ClaimsPath.Find(credential, expectation.Path);
        var got = found.Count == 0 ? "nothing is there" : string.Join("  ", found.Select(Text));
        switch (expectation.Value)
        {
            case ExpectedValue.Absent:
                return found.Count == 0 ? null : new TestMismatch(expectation.Path, "absent", got, null);
            case ExpectedValue.Count count:
                var number = many ? found.Count : found is [JsonArray array] ? array.Count : found.Count;
                return number == count.Number ? null : new TestMismatch(expectation.Path, $"{count.Number} items", $"{number} items", null);
            case ExpectedValue.Several several:
                var items = !many && found is [JsonArray only] ? [.. only.OfType<JsonNode>()] : found;
                return items.Count == several.Texts.Count && items.Zip(several.Texts).All(pair => Same(pair.First, pair.Second))
                    ? null
                    : new TestMismatch(expectation.Path, string.Join("  ", several.Texts), items.Count == 0 ? "nothing is there" : string.Join("  ", items.Select(Text)), this.Explain(several.Texts, [.. items.Select(Text)], given));
            case ExpectedValue.Single single:
                return !many && found is [var node] && Same(node, single.Text)
                    ? null
                    : new TestMismatch(expectation.Path, single.Text, got, this.Explain([single.Text], [.. found.Select(Text)], given));
            default:
                return null;
        }
    }

    // an expected value that stands in a row of a table: show the row, which may have changed
    private string? Explain(IReadOnlyList<string> expected, IReadOnlyList<string> got, SourceRecord given) => expected.Except(got).Select(new RowExplanation(tables, given).Of).FirstOrDefault(row => row is not null);

    private static bool Same(JsonNode node, string expected)
    {
        var text = Text(node);
        return text == expected
            || (node.GetValueKind() == JsonValueKind.Number
                && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
                && decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
                && left == right);
    }

    private static string Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
}
