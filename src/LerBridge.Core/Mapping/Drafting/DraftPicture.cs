using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>The picture of the credential by the profile's shape: what is required, what the stream's fields suggest, and the names of the rest.</summary>
internal sealed class DraftPicture(DraftFields fields)
{
    // which fields usually say what a member asks for, by the end of the member's path
    private static readonly (string Path, string[] Fields)[] Suggestions =
    [
        ("name", ["course.name", "course.title", "position.business_title", "position.title", "award.title", "outcome.title", "module.name"]),
        ("achievement.name", ["course.name", "course.title", "award.title", "outcome.title", "module.name"]),
        ("achievement.humanCode", ["course.code"]),
        ("achievement.creditsAvailable", ["credit.attempted"]),
        ("awardedDate", ["recorded_on", "ended_on"]),
        ("credentialSubject.term", ["term.name"]),
        ("credentialSubject.creditsEarned", ["credit.earned"]),
        ("employer.name", ["company.name"]),
        ("employment.title", ["position.business_title", "position.title"]),
        ("employment.job_profile", ["job.name"]),
        ("employment.started", ["position.start"]),
        ("employment.ended", ["position.end"]),
    ];

    // what helps to fill a hole, by the end of its path
    private static readonly (string Path, string Hint)[] Hints =
    [
        ("achievement.id", "an address of your own for what was achieved, as in https://college.example/achievements/${url_encode(course.code)}"),
        ("achievement.description", "one sentence for somebody who does not know it"),
        ("achievement.name", "what was achieved"),
        ("criteria.narrative", "what had to be done to earn it"),
    ];

    public DraftText Text { get; } = new();

    public void Write(Shape root) => this.Members(root, string.Empty, 0);

    private void Members(Shape shape, string path, int depth)
    {
        var rest = new List<string>();
        foreach (var member in shape.Members)
        {
            var inner = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var wanted = member.Required || shape.AnyOf.FirstOrDefault() == member.Name;
            if (!this.Member(member, inner, wanted, depth))
            {
                rest.Add(member.Name);
            }
        }

        if (rest.Count > 0)
        {
            this.Text.Line(depth, $"# besides: {string.Join(", ", rest)}");
        }
    }

    private bool Member(ShapeMember member, string path, bool wanted, int depth)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Object when wanted:
                this.Text.Line(depth, $"{member.Name}:");
                this.Members(member.Shape, path, depth + 1);
                return true;
            case ShapeKind.List when wanted:
                this.List(member, path, depth);
                return true;
            case ShapeKind.Object or ShapeKind.List:
                return false;
            case ShapeKind.Results:
                return this.Results(member, depth);
            case ShapeKind.Word when member.Name == "achievementType" && fields.Has("course.id"):
                this.Text.Line(depth, $"{member.Name}: Course");
                return true;
        }

        if (this.Suggested(path, member.Shape) is { } field)
        {
            this.Text.Line(depth, $"{member.Name}: = {this.Formula(field, member.Shape)}");
            fields.Read(field);
            if (wanted)
            {
                fields.Need(field);
            }

            return true;
        }

        if (wanted)
        {
            this.Text.Line(depth, $"{member.Name}: {Unfinished.Mark}", Hint(path, member.Shape));
        }

        return wanted;
    }

    private void List(ShapeMember member, string path, int depth)
    {
        this.Text.Line(depth, $"{member.Name}:");
        this.Text.Line(depth + 1, $"for: {Unfinished.Mark}", "one for each row of a list, as in  c in competencies[course.code]");
        this.Text.Line(depth + 1, "if_empty: hold");
        if (member.Shape.Item is { Kind: ShapeKind.Object } item)
        {
            this.Text.Line(depth + 1, "each:");
            this.Members(item, path, depth + 2);
        }
        else
        {
            this.Text.Line(depth + 1, $"each: {Unfinished.Mark}");
        }
    }

    private bool Results(ShapeMember member, int depth)
    {
        if (fields.Find("grade.letter") is not { } letter)
        {
            return false;
        }

        fields.Read(letter);
        fields.Need(letter);
        this.Text.Line(depth, $"{member.Name}:");
        this.Text.Line(depth + 1, "- name: Final grade");
        this.Text.Line(depth + 2, "type: LetterGrade");
        this.Text.Line(depth + 2, "value: = grade.letter");
        return true;
    }

    private Field? Suggested(string path, Shape shape) =>
        Suggestions.Where(one => path == one.Path || path.EndsWith("." + one.Path, StringComparison.Ordinal)).OrderByDescending(one => one.Path.Length).FirstOrDefault() is { Fields: { } names } best
        && (best.Path.Contains('.', StringComparison.Ordinal) || path == best.Path)
        && fields.First(names) is { } field && Fits(field, shape) ? field : null;

    private static bool Fits(Field field, Shape shape) => shape.Kind switch
    {
        ShapeKind.Number => field.Type is FieldType.Number or FieldType.Whole,
        ShapeKind.Date => field.Type is FieldType.Date or FieldType.Time,
        ShapeKind.Text or ShapeKind.Printed => field.Type is FieldType.Text or FieldType.Code,
        _ => false,
    };

    private string Formula(Field field, Shape shape) => shape.Kind == ShapeKind.Date && field.Type == FieldType.Time ? $"date({field.Name}, \"{fields.Zone}\")" : field.Name;

    private static string Hint(string path, Shape shape) =>
        Hints.Where(one => path.EndsWith(one.Path, StringComparison.Ordinal)).Select(one => one.Hint).FirstOrDefault()
        ?? (shape.Kind == ShapeKind.Word ? $"one of {string.Join(", ", shape.Words.Take(6))}{(shape.Words.Length > 6 ? " …" : string.Empty)}" : shape.Needs);
}
