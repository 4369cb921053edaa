using System.Text.Json.Nodes;
using LerBridge.Core.Frameworks;
using LerBridge.Core.Mapping.Planning;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Tables;
using static LerBridge.Core.Mapping.Schema.SchemaParts;

namespace LerBridge.Core.Mapping.Schema;

/// <summary>The sections of a mapping. Which keys there are is the compiler's to say: a test holds the two against each other.</summary>
internal static class SectionSchemas
{
    public static JsonObject Document() => Ruled(
        Sections(),
        Where(
            new JsonObject { ["anyOf"] = new JsonArray(Says("on_change", Has("improved")), Says("on_change", Has("worsened"))) },
            Says("repeat", Has("rank"))));

    private static JsonObject Sections() => Block(
        "A mapping.",
        ["lerbridge", "id", "title", "owner", "source", "issue"],
        ("lerbridge", new JsonObject { ["const"] = "mapping/v1", ["description"] = "The version of the format." }),
        ("id", new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z][a-z0-9-]{0,63}$", ["description"] = "Part of every credential's id: it never changes. Lower-case letters, digits and dashes.", ["examples"] = Texts("canvas-courses") }),
        ("title", Scalar("What a person calls it.")),
        ("owner", Text("Who answers questions about it.", "registrar@college.example")),
        ("source", Source()),
        ("tables", Named(Table(), "Sheets for lookups: tables[key] gives the row, tables[key].column a cell.")),
        ("let", Named(Ref("scalar"), "Names for values, evaluated from top to bottom.")),
        ("person", Person()),
        ("when", When()),
        ("issue", Issue()),
        ("repeat", Repeat()),
        ("allow", Allow()),
        ("never", OneOrMore(Text("A tag or a field."), $"Tags or fields that must not reach the credential; checked when it is compiled. The tags are {string.Join(", ", NeverGuard.Tags)}.")),
        ("on_change", OnChange()),
        ("deliver", Deliver()),
        ("tests", Tests()));

    private static JsonObject Source() => Block(
        "Where the records come from.",
        ["connector", "stream"],
        ("connector", Text("The connector, by its name in the settings.", "canvas-main")),
        ("stream", Text("The stream. Its fields: lerbridge source schema CONNECTOR STREAM", "course_completions")),
        ("key", OneOrMore(Text("A field."), "The fields that identify a record; the stream's by default.")),
        ("date", Text("The field that dates a record; the stream's by default.")));

    private static JsonObject Table() => Snippet(
        OfOneOrigin(Block(
            "A sheet.",
            [],
            ("file", Text("A CSV file in UTF-8, relative to this file.", "tables/competencies.csv")),
            ("rows", new JsonObject { ["type"] = Texts("object", "array", "null"), ["description"] = "The rows themselves, for short tables: a value per key, or a list of blocks." }),
            ("value", ColumnType("The type of a table of one value per key.")),
            ("key", OneOrMore(Text("A column."), "The columns that a row is found by.")),
            ("many", Flag("True where a key may have several rows.")),
            ("fold", Flag("True where capitals do not matter in keys.")),
            ("columns", new JsonObject { ["type"] = "object", ["additionalProperties"] = ColumnType("The column's type."), ["description"] = "Types of columns; a column that is not listed is text and must be filled where it is used." }),
            ("only", Ref("formula", "Only rows for which this is true; columns are named as they are.")),
            ("review", Block("The columns that say when a row was validated and until when that holds. Others hold the records that need them.", ["validated_on", "review_by"], ("validated_on", Text("A column of dates.")), ("review_by", Text("A column of dates.")), ("validator", Text("A column that says who validated the row; filled wherever the row says when.")))),
            ("framework", Framework()),
            ("crosswalk", Block(
                "Rows from the associations of frameworks instead of a sheet: source_code finds code, name, url, relation and framework_name.",
                ["from", "to"],
                ("from", Text("The framework whose codes are looked up, as id@version.", "example-college@2026")),
                ("to", Text("The framework that they lead to, as id@version.", "state-nursing@2025")),
                ("by", Text("A framework that has the associations, where neither of the two does.")),
                ("relations", OneOrMore(Word("A relation of CASE.", AssociationTypes.All), "The relations that count; exactMatchOf by default.")))))),
        "sheet of competencies",
        "One course, many competencies, each row validated by somebody.",
        "${1:competencies}:\n  file: tables/${1:competencies}.csv\n  key: ${2:course_code}\n  many: true\n  columns: { min_points: number, validated_on: optional date, review_by: optional date }\n  review: { validated_on: validated_on, review_by: review_by }");

    // a sheet and a list of rows are found by key columns; a value per key and a crosswalk have no columns of the author's own
    private static JsonObject OfOneOrigin(JsonObject table)
    {
        table["oneOf"] = new JsonArray(Has("file"), Has("rows"), Has("crosswalk"));
        return Ruled(
            table,
            Where(Has("file"), Both(Has("key"), HasNot("value"))),
            Where(Says("rows", new JsonObject { ["type"] = "array" }), Both(Has("key"), HasNot("value"))),
            Where(Says("rows", new JsonObject { ["type"] = "object" }), Both(Has("value"), HasNot("key"), HasNot("columns"), HasNot("many"), HasNot("review"), HasNot("framework"))),
            Where(Has("crosswalk"), HasNot("key")));
    }

    private static JsonObject Both(params JsonObject[] rules) => new() { ["allOf"] = new JsonArray([.. rules]) };

    private static JsonObject Framework()
    {
        const string Description = "The competency framework, as id@version, that the rows are held against.";
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Text(Description, "example-college@2026"),
                Block(Description, ["id"], ("id", Text(Description)), ("code", Text("The column whose cells name its items; code by default.")))),
            ["description"] = Description,
        };
    }

    private static JsonObject ColumnType(string description) =>
        Word($"{description} With optional in front where cells may be empty.", CellReader.Types.Keys.Concat(CellReader.Types.Keys.Select(type => $"optional {type}")));

    private static JsonObject Person() => Block(
        "How a record finds its person.",
        [],
        ("match", OneOrMore(Word("An identifier.", PersonSection.Kinds), "Identifiers in order; a plain e-mail never counts by itself.")),
        ("if_none", Word("Whether somebody who is not known is added, or the record held.", "create", "hold")),
        ("if_many", Word("Ambiguous records are held.", "hold")));

    private static JsonObject When()
    {
        var reason = Block(
            "A reason not to issue.",
            ["if"],
            ("skip", Scalar("Nothing is to be issued: the reason in words.")),
            ("hold", Scalar("A person has to look first: the reason in words.")),
            ("if", Formula("When it applies.", "= not course.concluded")));
        reason["oneOf"] = new JsonArray(new JsonObject { ["required"] = Texts("skip") }, new JsonObject { ["required"] = Texts("hold") });
        var list = List(reason, "Reasons to skip or hold, in order; the first that applies decides, and what it excludes is known below it.");
        Snippet(list, "skip", "A reason to issue nothing.", "- skip: ${1:why}\n  if: = ${2:condition}");
        return Snippet(list, "hold", "A reason for a person to look first.", "- hold: ${1:why}\n  if: = ${2:field} = missing");
    }

    private static JsonObject Issue() => new()
    {
        ["type"] = "object",
        ["description"] = "The picture of the credential.",
        ["required"] = Texts("profile"),
        ["properties"] = new JsonObject { ["profile"] = Word("The kind of credential.", ProfileTable.All.Keys) },
        ["allOf"] = new JsonArray([.. ProfileTable.All.Keys.Select(profile => new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["profile"] = new JsonObject { ["const"] = profile } } },
            ["then"] = Ref(ProfileKey(profile)),
        })]),
    };

    private static JsonObject Repeat() => new()
    {
        ["description"] = "Whether every record gets a credential, or one of several.",
        ["anyOf"] = new JsonArray(
            Word("A credential for every record.", "every"),
            Ruled(
                Block(
                    "One credential for several records.",
                    ["keep"],
                    ("keep", Word("Which of them counts; every keeps each, and lets a rank tell better from worse.", "every", "latest", "first", "best")),
                    ("per", OneOrMore(Text("A field."), "What the records have in common.")),
                    ("rank", Ref("formula", "What best means."))),
                Where(Says("keep", new JsonObject { ["const"] = "best" }), Has("rank")),
                Where(Says("keep", new JsonObject { ["enum"] = Texts("latest", "first", "best") }), Has("per")),
                Where(Says("keep", new JsonObject { ["const"] = "every" }), HasNot("per")))),
    };

    private static JsonObject Allow() => Block(
        "What runs may do: true, false to hold the records that would need it, ask to let them wait until a person applies the rest of the plan.",
        [],
        ("new", Permission("Issue. True by default.")),
        ("correct", Permission("Correct. True by default.")),
        ("withdraw", Permission("Withdraw. Asks while this is not written.")),
        ("limits", Block(
            "How many credentials one run may do this to; a run with more waits as a whole.",
            [],
            ("new", Limit("Issued at the most.")),
            ("correct", Limit("Corrected at the most.")),
            ("withdraw", Limit("Withdrawn at the most, in place of the general brake.")))));

    private static JsonObject Limit(string description) => new() { ["type"] = "integer", ["minimum"] = 0, ["description"] = description };

    private static JsonObject Permission(string description) => new() { ["enum"] = new JsonArray(true, false, "ask"), ["description"] = description };

    private static JsonObject OnChange()
    {
        (string Key, string Description)[] events =
        [
            ("changed", "When a record changes; correct by default."),
            ("improved", "When it changes for the better by rank."),
            ("worsened", "When it changes for the worse by rank."),
            ("no_longer_qualifies", "When it no longer qualifies; revoke by default."),
            ("absent", "When the source no longer has it; hold by default."),
            ("returned", "When it comes back."),
            ("person_changed", "When it turns out to belong to somebody else; correct by default."),
        ];
        return Block("What a later change of the source does to a credential that was issued.", [], [.. events.Select(one => (one.Key, Rule(one.Description)))]);
    }

    private static JsonObject Rule(string description) => new()
    {
        ["description"] = description,
        ["anyOf"] = new JsonArray(
            Word(description, OnChangeSection.ActionWords),
            Block(
                description,
                ["action"],
                ("action", Word("What is done.", OnChangeSection.ActionWords)),
                ("after", new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+ (days?|runs?)( and [0-9]+ (days?|runs?))?$", ["description"] = "How long it must have lasted first.", ["examples"] = Texts("7 days") }),
                ("fields", OneOrMore(Text("A member, as it stands under issue.", "awardedDate"), "Only changes of these members of the credential.")))),
    };

    private static JsonObject Deliver() => Snippet(
        List(
            Block(
                "A destination.",
                ["to"],
                ("to", Text("The destination, by its name in the settings.", "folder")),
                ("privacy_unknown", Word("What to do where the source does not say whether the person asked for privacy.", "hold", "deliver"))),
            "Where credentials go, in order."),
        "destination",
        "One more destination.",
        "- to: ${1:folder}");

    private static JsonObject Tests() => Snippet(
        List(
            Block(
                "A made-up record and what is expected of it.",
                ["name", "expect"],
                ("name", Scalar("What the test shows.")),
                ("like", Scalar("A test above whose record this one starts from.")),
                ("given", new JsonObject { ["type"] = "object", ["description"] = "The record: fields nested or dotted, or file: and a JSON file." }),
                ("change", new JsonObject { ["type"] = "object", ["description"] = "What differs from the record of like; missing takes a value away." }),
                ("person", Word("Whom the record belongs to; matched by default.", "matched", "none", "many")),
                ("expect", Block(
                    "What is expected.",
                    [],
                    ("outcome", Word("What becomes of the record.", "issue", "skip", "hold", "fail")),
                    ("reason", Scalar("The reason in words.")),
                    ("credential", new JsonObject { ["type"] = "object", ["description"] = "What the credential says, by path: a value, a list, absent, or { count: 2 }." })))),
            "Tests: lerbridge mapping test"),
        "test like another",
        "A test that starts from another's record.",
        "- name: ${1:what it shows}\n  like: ${2:a test above}\n  change: { ${3:grade.letter}: ${4:D} }\n  expect: { outcome: ${5:skip}, reason: ${6:below C} }");
}
