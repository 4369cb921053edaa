using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Schema;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>
/// Begins a mapping: a complete picture of the credential by its profile's own shape, filled in where the stream's fields suggest it, with a hole wherever only the author knows. What is
/// missing is dealt with, and the first test passes as soon as the holes are filled.
/// </summary>
public sealed class MappingDraft
{
    private readonly DraftRequest request;
    private readonly DraftText text = new();
    private readonly DraftFields fields;

    private MappingDraft(DraftRequest request)
    {
        this.request = request;
        this.fields = new DraftFields(request.Schema, request.Zone);
    }

    /// <summary>What stands in a place that is to be filled in.</summary>
    public static string Hole => Unfinished.Mark;

    /// <summary>The profiles that a mapping can be begun for.</summary>
    public static IReadOnlyCollection<string> Profiles => [.. ProfileTable.All.Keys];

    /// <summary>The text of the new mapping.</summary>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public static string Write(DraftRequest request) =>
        ProfileTable.All.TryGetValue(request.Profile, out var profile) ? new MappingDraft(request).Write(profile.Root) : throw new ArgumentException($"There is no profile {request.Profile}.", nameof(request));

    private string Write(Shape root)
    {
        this.Head();
        this.Source();

        // the picture first: it decides which values must not be missing
        var picture = new DraftPicture(this.fields);
        picture.Write(root);
        this.Tables();
        this.Person();
        this.When();
        this.text.Line(0, "# What the credential says: the picture of it, member by member. A text, a text with ${holes}, or a formula that begins with =.");
        this.text.Line(0, "issue:");
        this.text.Line(1, $"profile: {this.request.Profile}");
        this.text.Append(picture.Text, 1);
        this.text.Blank();
        this.Policies();
        this.Tests();
        return this.text.ToString();
    }

    private void Head()
    {
        this.text.Line(0, MappingSchema.EditorComment);
        this.text.Line(0, $"# Begun from {this.request.Connector}/{this.request.Schema.Stream} and {this.request.Profile}. Fill in every {Unfinished.Mark}; until then the mapping can be kept but not run.");
        this.text.Line(0, "# lerbridge mapping check   tells what is left;   lerbridge source schema   lists the fields that formulas may name.");
        this.text.Line(0, "lerbridge: mapping/v1");
        this.text.Line(0, $"id: {this.request.Id}", "part of every credential's id: never change it once something was issued");
        this.text.Line(0, $"title: {DraftText.Scalar(this.request.Title)}", "what a person calls it");
        this.text.Line(0, $"owner: {DraftText.Scalar(this.request.Owner)}", "who answers questions about it");
        this.text.Blank();
    }

    private void Source()
    {
        this.text.Line(0, "source:");
        this.text.Line(1, $"connector: {this.request.Connector}");
        this.text.Line(1, $"stream: {this.request.Schema.Stream}");
        this.text.Blank();
    }

    private void Tables()
    {
        this.text.Line(0, "# Sheets for lookups, in CSV beside this file: tables/competencies.csv with a column course_code, say.");
        this.text.Line(0, "# tables:");
        this.text.Line(0, "#   competencies:");
        this.text.Line(0, "#     file: tables/competencies.csv");
        this.text.Line(0, "#     key: course_code");
        this.text.Line(0, "#     many: true");
        this.text.Blank();
    }

    private void Person()
    {
        var kinds = this.fields.PersonKinds;
        this.text.Line(0, "# How the record finds its person; the first that has a value counts.");
        this.text.Line(0, "person:");
        this.text.Line(1, $"match: [{string.Join(", ", kinds)}]");
        this.text.Line(1, "if_none: create", "or hold, where nobody may be added by a record");
        this.text.Blank();
    }

    private void When()
    {
        var reasons = DraftReasons.For(this.fields);
        this.text.Line(0, "# Reasons not to issue, in this order; the first that applies decides. skip: nothing is to be issued; hold: a person has to look.");
        this.text.Line(0, reasons.Count == 0 ? "when: []" : "when:");
        foreach (var reason in reasons)
        {
            this.text.Line(1, $"- {reason.Word}: {reason.Reason}");
            this.text.Line(2, $"if: {reason.Condition}", reason.Comment);
        }

        this.text.Blank();
    }

    private void Policies()
    {
        this.text.Line(0, "never: [contact]", "tags or fields that must not reach the credential; checked when it is compiled");
        this.text.Line(0, "allow: { new: true, correct: true, withdraw: false }", "withdraw: true once you have seen a night");
        this.text.Line(0, "repeat: every");
        this.text.Blank();
        this.text.Line(0, this.request.Destinations.Count == 0 ? "deliver: []" : "deliver:");
        foreach (var (destination, i) in this.request.Destinations.Order(StringComparer.Ordinal).Select((destination, i) => (destination, i)))
        {
            this.text.Line(i == 0 ? 1 : 0, $"{(i == 0 ? string.Empty : "#   ")}- to: {destination}");
        }

        this.text.Blank();
    }

    private void Tests()
    {
        this.text.Line(0, "# Made-up records and what is expected of them: lerbridge mapping test. A field that a formula of yours reads besides goes under given, too.");
        this.text.Line(0, "tests:");
        this.text.Line(1, "- name: a record that qualifies is issued");
        this.text.Line(2, "given:");
        foreach (var (field, value) in this.fields.Given)
        {
            this.text.Line(3, $"{field}: {value}");
        }

        this.text.Line(2, "expect: { outcome: issue }");
        foreach (var reason in DraftReasons.For(this.fields).Where(reason => reason.Breaks is not null).Take(2))
        {
            this.text.Line(1, $"- name: {reason.Reason}");
            this.text.Line(2, "like: a record that qualifies is issued");
            this.text.Line(2, $"change: {{ {reason.Breaks} }}");
            this.text.Line(2, $"expect: {{ outcome: {reason.Word}, reason: {DraftText.InFlow(reason.Reason)} }}");
        }
    }
}
