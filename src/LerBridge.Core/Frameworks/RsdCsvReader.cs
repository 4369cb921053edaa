using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Reads rich skill descriptors from the CSV that OSMT exports, or that it takes for batch import (without canonical addresses). Several values in a cell are
/// separated by semicolons.
/// </summary>
internal static class RsdCsvReader
{
    private const string Address = "Canonical URL";
    private const string Name = "RSD Name";
    private const string Statement = "Skill Statement";

    public static bool Knows(SheetReading sheet) => sheet.Has(Name, Statement);

    public static FrameworkDraft Read(SheetReading sheet, string? id)
    {
        var collection = Common(sheet);
        var title = collection ?? id ?? string.Empty;
        var identifier = FrameworkDraft.IdOf("rsd", id ?? title);
        var draft = new FrameworkDraft
        {
            Identifier = identifier,
            Uri = $"urn:uuid:{identifier}",
            Title = title,
            Creator = sheet.Rows.SelectMany(row => sheet.Several(row, "Authors")).FirstOrDefault() ?? "not said",
        };
        var met = new Dictionary<string, CsvRow>(StringComparer.OrdinalIgnoreCase);
        var minted = 0;
        foreach (var row in sheet.Rows.Where(sheet.FitsHeader))
        {
            var name = sheet.Required(row, Name);
            var statement = sheet.Required(row, Statement);
            if (name is null || statement is null)
            {
                continue;
            }

            var address = sheet.Cell(row, Address);
            if (address is not null && !Uri.IsWellFormedUriString(address, UriKind.Absolute))
            {
                sheet.Findings.Add(Severity.Error, "LB3315", () => sheet.PlaceOf(row, Address), $"\"{Address}\" of this row is no address.");
                continue;
            }

            minted += address is null ? 1 : 0;
            var own = address is null ? FrameworkDraft.IdOf("rsd", id ?? title, name) : RsdSkill.IdentifierOf(address);
            if (!met.TryAdd(own, row))
            {
                var column = address is null ? Name : Address;
                sheet.Findings.Add(Severity.Error, "LB3314", () => sheet.PlaceOf(row, column), $"The skill of this row stands on line {met[own].Line} already.", "remove one of the rows, or give them different names");
                continue;
            }

            Add(draft, sheet, row, new FrameworkLink(own, address ?? $"urn:uuid:{own}", name), statement);
        }

        if (minted > 0)
        {
            sheet.Findings.Warn("LB3321", new(1, 1), $"{Counted.Of(minted, "skill")} {(minted == 1 ? "has" : "have")} no canonical address, so a urn:uuid made of the name stands for it.", "publish the skills first, and import what the skill library exports");
        }

        return draft;
    }

    private static void Add(FrameworkDraft draft, SheetReading sheet, CsvRow row, FrameworkLink own, string statement)
    {
        draft.Items.Add(new DraftItem(own.Identifier, own.Uri, statement)
        {
            ShortStatement = own.Title,
            Type = "Rich skill descriptor",
            Keywords = sheet.Several(row, "Keywords"),
            Extension = new DraftExtension(RsdJsonReader.Extension, null, sheet.Filled(row)),
        });

        // Alignment Name, Alignment URL, Alignment Framework; then Alignment 2 Name and so on
        for (var number = 1; ; number++)
        {
            var prefix = number == 1 ? "Alignment" : $"Alignment {number.ToString(CultureInfo.InvariantCulture)}";
            if (!sheet.Has($"{prefix} URL"))
            {
                return;
            }

            if (sheet.Cell(row, $"{prefix} URL") is { } target)
            {
                draft.Associations.Add(new DraftAssociation(AssociationTypes.Related, own, new FrameworkLink(target, target, sheet.Cell(row, $"{prefix} Name")))
                {
                    TargetType = "ext:RSD",
                    Notes = sheet.Cell(row, $"{prefix} Framework"),
                });
            }
        }
    }

    // one collection that every skill belongs to names the framework as well
    private static string? Common(SheetReading sheet)
    {
        var common = sheet.Rows.Select(row => sheet.Several(row, "Collections").ToHashSet(StringComparer.Ordinal)).ToList();
        return common is [var first, ..] && first.Where(name => common.TrueForAll(other => other.Contains(name))).ToList() is [var only] ? only : null;
    }
}
