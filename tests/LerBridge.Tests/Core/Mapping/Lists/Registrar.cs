using LerBridge.Core.Mapping;
using LerBridge.Core.Records;

namespace LerBridge.Tests.Core.Mapping.Lists;

/// <summary>Someone who writes mappings over histories: records with lists of records.</summary>
internal static class Registrar
{
    /// <summary>The smallest mapping to a learner record, with parts of one's own.</summary>
    public static string Record(string before = "", string credentials = Loop, string after = "") => $$"""
        lerbridge: mapping/v1
        id: record
        title: Record
        owner: registrar@college.example
        source:
          connector: banner
          stream: academic_history
        {{before}}
        issue:
          profile: clr@2.0
          name: Record
          credentials:
        {{Indent(credentials, 4)}}
        {{Indent(after, 2)}}
        """;

    public const string Loop = "for: r in courses\nif_empty: hold\neach:\n" + Badge;

    public const string Badge = """
          name: = r.course.title
          credentialSubject:
            achievement:
              id: https://college.example/a/${url_encode(r.course.code)}
              name: = r.course.title
              description: D
              criteria: { narrative: N }
        """;

    /// <summary>The loop with another name of the credential.</summary>
    public static string Named(string name) => Loop.Replace("each:\n  name: = r.course.title", $"each:\n  name: {name}", StringComparison.Ordinal);

    /// <summary>A person's history: each course as <c>id code letter</c>, the letter left out where there is none.</summary>
    public static SourceRecord History(params string[] courses)
    {
        var schema = Streams.Histories;
        var record = new SourceRecord(schema);
        record["person.id"] = Value.Of("p1");
        record["person.full_name"] = Value.Of("Ana Ruiz");
        record["courses"] = Value.Of([.. courses.Select(Course)]);
        record["awards"] = Value.Of(System.Collections.Immutable.ImmutableArray<RecordItem>.Empty);
        return record;
    }

    public static IRecordMapper Mapper(string mapping) => Author.Plan(mapping).Mapper;

    /// <summary>The codes of what is wrong with a mapping, in order.</summary>
    public static string Codes(string mapping) => string.Join(' ', Author.Compile(mapping).Diagnostics.Select(found => found.Code).Order());

    private static RecordItem Course(string text)
    {
        var parts = text.Split(' ');
        var item = new RecordItem(Streams.Histories.Find("courses")?.Items ?? throw new InvalidOperationException("There are no courses."));
        item["transcript.id"] = Value.Of(parts[0]);
        item["course.code"] = Value.Of(parts[1]);
        item["course.title"] = Value.Of($"Course {parts[1]}");
        item["grade.letter"] = Value.Of(parts.Length > 2 ? parts[2] : null);
        item["grade.incomplete"] = Value.Of((bool?)false);
        item["grade.changes"] = Value.Of(0m);
        item["transfer"] = Value.Of((bool?)false);
        return item;
    }

    private static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', by) + line));
}
