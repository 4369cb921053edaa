using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Reads the tables of the O*NET database (https://www.onetcenter.org/database.html) as text or CSV: the content model, the ratings of knowledge, skills, abilities and
/// work activities (of which the elements count, not the ratings), task statements and occupations.
/// </summary>
internal static class OnetReader
{
    private const string Site = "https://www.onetonline.org";
    private const string Center = "O*NET";
    private const string Occupation = "O*NET-SOC Code";

    // the branches of the content model that a credential is likely to name
    private static readonly (string Branch, string Type)[] Branches =
        [("1.A", "Ability"), ("1.B", "Interest or value"), ("1.C", "Work style"), ("2.A", "Basic skill"), ("2.B", "Cross-functional skill"), ("2.C", "Knowledge"), ("4.A", "Work activity")];

    public static bool Knows(SheetReading sheet) => sheet.Has("Element ID", "Element Name") || sheet.Has(Occupation, "Task ID", "Task") || sheet.Has(Occupation, "Title", "Description");

    public static FrameworkDraft Read(SheetReading sheet, string? version)
    {
        var tasks = sheet.Has("Task ID");
        var elements = sheet.Has("Element ID");
        var title = tasks ? "O*NET task statements" : !elements ? "O*NET-SOC occupations" : sheet.Has(Occupation) ? "O*NET content model, rated elements" : "O*NET content model";
        var draft = new FrameworkDraft
        {
            Identifier = FrameworkDraft.IdOf("onet", title),
            Uri = $"https://www.onetcenter.org/database.html{(version is null ? string.Empty : $"#{version}")}",
            Title = title,
            Creator = Center,
            Publisher = "U.S. Department of Labor, Employment and Training Administration",
            Description = "From the O*NET database, used under CC BY 4.0.",
            Language = "en",
        };
        if (tasks)
        {
            Tasks(draft, sheet);
        }
        else if (elements)
        {
            Elements(draft, sheet);
        }
        else
        {
            Occupations(draft, sheet);
        }

        return draft;
    }

    private static void Elements(FrameworkDraft draft, SheetReading sheet)
    {
        var rated = sheet.Has(Occupation);
        var met = new Dictionary<string, (FrameworkLink Link, CsvRow Row)>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows.Where(sheet.FitsHeader))
        {
            if (sheet.Required(row, "Element ID") is not { } code || sheet.Required(row, "Element Name") is not { } name)
            {
                continue;
            }

            if (met.TryGetValue(code, out var known))
            {
                // one row per occupation and scale, in a table of ratings; once only in the content model
                if (!rated || known.Link.Title != name)
                {
                    var column = rated ? "Element Name" : "Element ID";
                    sheet.Findings.Add(Severity.Error, "LB3314", () => sheet.PlaceOf(row, column), $"Element {code} stands on line {known.Row.Line} already{(rated ? ", under another name" : string.Empty)}.");
                }

                continue;
            }

            if (!code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            {
                sheet.Findings.Add(Severity.Error, "LB3315", () => sheet.PlaceOf(row, "Element ID"), $"\"{code}\" is no element of the content model.", "they are written as 2.B.1.f");
                continue;
            }

            var link = new FrameworkLink(FrameworkDraft.IdOf("onet", "element", code), $"{Site}/find/descriptor/result/{code}", name);
            met.Add(code, (link, row));
            draft.Items.Add(new DraftItem(link.Identifier, link.Uri, sheet.Cell(row, "Description") ?? name)
            {
                Code = code,
                ShortStatement = name,
                Type = Branches.FirstOrDefault(branch => code == branch.Branch || code.StartsWith(branch.Branch + ".", StringComparison.Ordinal)).Type ?? "Element",
            });
        }

        // 2.B.1.f stands below 2.B.1, or below the nearest that the table has
        foreach (var (code, (link, _)) in met)
        {
            for (var dot = code.LastIndexOf('.'); dot > 0; dot = code.LastIndexOf('.', dot - 1))
            {
                if (met.TryGetValue(code[..dot], out var parent))
                {
                    draft.Associations.Add(new DraftAssociation(AssociationTypes.ChildOf, link, parent.Link));
                    break;
                }
            }
        }

        if (rated)
        {
            draft.LeftOut.Add($"The ratings by occupation ({Counted.Of(sheet.Rows.Count, "row")}): they belong to occupations, not to what is rated.");
        }

        if (!sheet.Has("Description"))
        {
            draft.LeftOut.Add("Descriptions: this table has none. \"Content Model Reference\" has them.");
        }
    }

    private static void Tasks(FrameworkDraft draft, SheetReading sheet)
    {
        var occupations = new Dictionary<string, FrameworkLink>(StringComparer.Ordinal);
        var met = new Dictionary<string, CsvRow>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows.Where(sheet.FitsHeader))
        {
            if (sheet.Required(row, Occupation) is not { } soc || sheet.Required(row, "Task ID") is not { } id || sheet.Required(row, "Task") is not { } task || !IsOccupation(sheet, row, soc))
            {
                continue;
            }

            if (!met.TryAdd(id, row))
            {
                sheet.Findings.Add(Severity.Error, "LB3314", () => sheet.PlaceOf(row, "Task ID"), $"Task {id} stands on line {met[id].Line} already.");
                continue;
            }

            if (!occupations.TryGetValue(soc, out var parent))
            {
                var title = sheet.Cell(row, "Title") ?? $"Occupation {soc}";
                occupations.Add(soc, parent = AddOccupation(draft, soc, title, null));
            }

            var link = new FrameworkLink(FrameworkDraft.IdOf("onet", "task", id), $"{parent.Uri}#task-{id}", null);
            draft.Items.Add(new DraftItem(link.Identifier, link.Uri, task) { Code = id, Type = "Task" });
            draft.Associations.Add(new DraftAssociation(AssociationTypes.ChildOf, link, parent));
        }
    }

    private static void Occupations(FrameworkDraft draft, SheetReading sheet)
    {
        var met = new Dictionary<string, CsvRow>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows.Where(sheet.FitsHeader))
        {
            if (sheet.Required(row, Occupation) is not { } soc || sheet.Required(row, "Title") is not { } title || !IsOccupation(sheet, row, soc))
            {
                continue;
            }

            if (!met.TryAdd(soc, row))
            {
                sheet.Findings.Add(Severity.Error, "LB3314", () => sheet.PlaceOf(row, Occupation), $"Occupation {soc} stands on line {met[soc].Line} already.");
                continue;
            }

            AddOccupation(draft, soc, title, sheet.Cell(row, "Description"));
        }
    }

    private static FrameworkLink AddOccupation(FrameworkDraft draft, string soc, string title, string? description)
    {
        var link = new FrameworkLink(FrameworkDraft.IdOf("onet", "occupation", soc), $"{Site}/link/summary/{soc}", title);
        draft.Items.Add(new DraftItem(link.Identifier, link.Uri, description ?? title) { Code = soc, ShortStatement = title, Type = "Occupation" });
        return link;
    }

    private static bool IsOccupation(SheetReading sheet, CsvRow row, string soc)
    {
        // 15-1252.00
        var fits = soc.Length == 10 && soc[2] == '-' && soc[7] == '.' && soc.Where((_, at) => at is not (2 or 7)).All(char.IsAsciiDigit);
        if (!fits)
        {
            sheet.Findings.Add(Severity.Error, "LB3315", () => sheet.PlaceOf(row, Occupation), $"\"{soc}\" is no O*NET-SOC code.", "they are written as 15-1252.00; in a spreadsheet, format the column as text");
        }

        return fits;
    }
}
