using System.Text.Json.Nodes;
using LerBridge.Core.Mapping.Profiles;
using static LerBridge.Core.Mapping.Schema.SchemaParts;

namespace LerBridge.Core.Mapping.Schema;

/// <summary>The pictures of credentials by the shapes of their profiles. A shape that several places share is defined once.</summary>
internal sealed class ProfileSchema(JsonObject definitions)
{
    private readonly Dictionary<Shape, string> defined = new(ReferenceEqualityComparer.Instance);

    // what members are, where their names do not say it
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["awardedDate"] = "The day on which it was earned.",
        ["validUntil"] = "The last day on which it may be relied on.",
        ["credentialSubject"] = "Who earned what.",
        ["achievement"] = "What was achieved: the same for everybody who achieves it.",
        ["achievementType"] = "What kind of achievement it is.",
        ["criteria"] = "What had to be done to earn it.",
        ["narrative"] = "In words, for people.",
        ["alignment"] = "Competencies of frameworks that it stands for.",
        ["targetName"] = "What the competency is called.",
        ["targetUrl"] = "The competency's own address.",
        ["targetCode"] = "The competency's code.",
        ["targetFramework"] = "The framework's name.",
        ["humanCode"] = "The code people know it by, as in NUR-210.",
        ["creditsAvailable"] = "The credits that it is worth.",
        ["creditsEarned"] = "The credits that were earned.",
        ["results"] = "Grades and scores; LerBridge makes the descriptions and results of the standard from them.",
        ["term"] = "The academic term.",
        ["evidence"] = "What shows that it was earned.",
        ["employment"] = "A position held.",
        ["employer"] = "Who employs.",
        ["job_profile"] = "The job's name in the employer's catalog.",
        ["skills"] = "What the job takes.",
        ["validated_by"] = "Who says so.",
        ["id"] = "An address or other absolute URI of its own.",
    };

    public JsonObject Of(Shape root)
    {
        var block = this.Object(root, "What the credential says.");
        var properties = (JsonObject)(block["properties"] ?? new JsonObject());
        properties["profile"] = Text("The kind of credential.");
        properties["identifier"] = Word("Whether the credential says the person's name; name is the default.", "name", "none");
        return block;
    }

    private JsonObject Member(Shape shape, string name, bool required)
    {
        var words = $"{Meanings.GetValueOrDefault(name, string.Empty)} Needs {shape.Needs}{(required ? "; required" : string.Empty)}.".TrimStart();
        switch (shape.Kind)
        {
            case ShapeKind.Object:
                return Ref(this.Defined(shape, name, () => this.Object(shape, Meanings.GetValueOrDefault(name, $"A block: {name}."))), words);
            case ShapeKind.List:
                return this.List(shape.Item ?? Shape.Text, name, words);
            case ShapeKind.Results:
                return this.Results(words);
            case ShapeKind.Word:
                return Ref(this.Defined(shape, name, () => Choice(shape, "A word.")), words);
            default:
                return Ref("value", words);
        }
    }

    private string Defined(Shape shape, string name, Func<JsonObject> make)
    {
        if (!this.defined.TryGetValue(shape, out var key))
        {
            key = name;
            for (var copy = 2; definitions.ContainsKey(key); copy++)
            {
                key = $"{name} {copy}";
            }

            // taken before it is made, for shapes that hold themselves
            this.defined.Add(shape, key);
            definitions[key] = new JsonObject();
            definitions[key] = make();
        }

        return key;
    }

    private JsonObject Object(Shape shape, string description)
    {
        var block = Block(description, [.. shape.Members.Where(member => member.Required).Select(member => member.Name)], [.. shape.Members.Select(member => (member.Name, this.Member(member.Shape, member.Name, member.Required)))]);
        if (!shape.AnyOf.IsEmpty)
        {
            block["anyOf"] = new JsonArray([.. shape.AnyOf.Select(name => new JsonObject { ["required"] = Texts(name) })]);
        }

        return block;
    }

    private JsonObject List(Shape item, string name, string description)
    {
        var one = this.Member(item, name, required: false);
        var loop = Block(
            "One item for each row of a list.",
            ["for", "each"],
            ("for", Text("A name for the row, in, and the list.", "c in competencies[course.code]")),
            ("where", Ref("formula", "Only rows for which this is true.")),
            ("if_empty", Ref("ifEmpty")),
            ("each", (JsonObject)one.DeepClone()));
        var members = item.Members.Where(member => member.Required).Select(member => $"\n  {member.Name}: = ${{2:c}}.${{3:column}}");
        var choices = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = one }, loop);
        if (item.Kind != ShapeKind.Object)
        {
            choices.Add(Ref("formula"));
        }

        return Snippet(
            new JsonObject { ["description"] = description, ["anyOf"] = choices },
            "for each row of a table",
            "One item for each row that a lookup gives.",
            $"for: ${{2:c}} in ${{1:table}}[${{4:course.code}}]\nwhere: = ${{5:true}}\nif_empty: hold\neach:{string.Concat(members)}");
    }

    private static JsonObject Choice(Shape shape, string description)
    {
        var choices = new JsonArray(
            new JsonObject { ["enum"] = Texts([.. shape.Words]) },
            new JsonObject { ["type"] = "string", ["pattern"] = shape.Extensible ? "^(=|ext:|TO" + "DO$)|\\$\\{" : "^(=|TO" + "DO$)|\\$\\{" },
            Ref("valueBlock"));
        return new JsonObject { ["description"] = $"{description} A word{(shape.Extensible ? ", one of your own that begins with ext:," : string.Empty)} or a formula that gives one.", ["anyOf"] = choices };
    }

    private JsonObject Results(string description) => Snippet(
        SchemaParts.List(
            Block(
                "A result.",
                ["name", "type"],
                ("name", Scalar("What the result is called: the same for everybody.", "Final grade")),
                ("type", Ref(this.Defined(OpenBadgeProfile.ResultType, "resultType", () => Choice(OpenBadgeProfile.ResultType, "A word.")), "What kind of result it is.")),
                ("value", Ref("value", "What was reached.")),
                ("status", Ref(this.Defined(OpenBadgeProfile.ResultStatus, "resultStatus", () => Choice(OpenBadgeProfile.ResultStatus, "A word.")), "For the type Status: how it stands."))),
            description),
        "final grade",
        "The letter grade as a result.",
        "- name: Final grade\n  type: LetterGrade\n  value: = ${1:grade.letter}");
}
