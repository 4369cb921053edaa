using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Reads CASE packages (https://www.imsglobal.org/spec/case/v1p1, CFPackage). CASE 1.0 and 1.1 differ in nothing that is read here. What is read is what mappings need;
/// the file itself is kept as it came, so that nothing of it is lost.
/// </summary>
public static class CaseReader
{
    /// <summary>The most that a package may have.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    private const int MaxItems = 200_000;
    private const int MaxAssociations = 1_000_000;

    private static readonly string[] DefinitionLists = ["CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings"];

    /// <summary>Reads a package. Never throws for what a publisher wrote: every problem is a diagnostic.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="package">Its content.</param>
    public static FrameworkReading Read(string file, ReadOnlyMemory<byte> package)
    {
        var findings = new FrameworkFindings(file);
        var framework = Read(package, findings);
        return new FrameworkReading(findings.HasErrors ? null : framework, findings.All);
    }

    private static CompetencyFramework? Read(ReadOnlyMemory<byte> package, FrameworkFindings findings)
    {
        if (package.Length > MaxBytes)
        {
            findings.Error("LB3312", new(1, 1), $"This file has more than {MaxBytes >> 20} MB.");
            return null;
        }

        using var json = JsonText.Read(package, findings);
        if (json is null)
        {
            return null;
        }

        var root = json.Root;
        if (!root.IsObject || !root.Has("CFDocument"))
        {
            findings.Error("LB3310", root.PlaceOf(), "There is no CFDocument in it, so this is no CASE package.");
            return null;
        }

        var head = root.Object("CFDocument") is { } document ? Head(root, document) : null;
        var items = new List<Competency>();
        foreach (var part in root.List("CFItems"))
        {
            if (items.Count == MaxItems)
            {
                findings.Error("LB3312", part.PlaceOf(), $"This package has more than {MaxItems:#,0} items.");
                return null;
            }

            if (Item(part, head?.Language) is { } item)
            {
                items.Add(item);
            }
        }

        var associations = new List<FrameworkAssociation>();
        foreach (var part in root.List("CFAssociations"))
        {
            if (associations.Count == MaxAssociations)
            {
                findings.Error("LB3312", part.PlaceOf(), $"This package has more than {MaxAssociations:#,0} associations.");
                return null;
            }

            if (Association(part) is { } association)
            {
                associations.Add(association);
            }
        }

        if (head is null || findings.HasErrors)
        {
            return null;
        }

        FrameworkCheckup.Check(root, head, items, associations, findings);
        return new CompetencyFramework(head, items, associations, Convert.ToHexStringLower(SHA256.HashData(package.Span)));
    }

    private static FrameworkHead? Head(JsonPart root, JsonPart document)
    {
        var identifier = document.Required("identifier");
        var uri = document.Required("uri");
        var title = document.Required("title");
        var starts = document.Day("statusStartDate");
        var ends = document.Day("statusEndDate");
        var definitions = root.Object("CFDefinitions") is { } defined ? DefinitionLists.Sum(list => defined.List(list).Count()) : 0;
        return identifier is null || uri is null || title is null
            ? null
            : new FrameworkHead(identifier, uri, title)
            {
                Version = document.Filled("version"),
                ChangedOn = DateTimeOffset.TryParse(document.Filled("lastChangeDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changed) ? DateOnly.FromDateTime(changed.UtcDateTime) : null,
                Language = document.Filled("language"),
                Status = document.Filled("adoptionStatus"),
                StartsOn = starts,
                EndsOn = ends,
                Definitions = definitions,
                Rubrics = root.List("CFRubrics").Count(),
            };
    }

    private static Competency? Item(JsonPart part, string? language)
    {
        var identifier = part.Required("identifier");
        var uri = part.Required("uri");
        var statement = part.Required("fullStatement");
        var starts = part.Day("statusStartDate");
        var ends = part.Day("statusEndDate");
        var code = part.Filled("humanCodingScheme");
        var shortStatement = part.Filled("abbreviatedStatement");
        var type = part.Filled("CFItemType");
        var own = part.Filled("language");
        return identifier is null || uri is null || statement is null
            ? null
            : new Competency(identifier, uri, code, statement)
            {
                ShortStatement = shortStatement,
                Type = type,
                Language = own ?? language,
                StartsOn = starts,
                EndsOn = ends,
                OtherName = OtherName(part.Element),
            };
    }

    // a framework of the Credential Registry keeps its CTIDs where CASE has room for what is not its own
    private static string? OtherName(JsonElement item) =>
        item.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object
        && extensions.TryGetProperty(CtdlAsnReader.Extension, out var own) && own.ValueKind == JsonValueKind.Object
        && own.TryGetProperty("ceterms:ctid", out var ctid) && ctid.ValueKind == JsonValueKind.String
            ? ctid.GetString()
            : null;

    private static FrameworkAssociation? Association(JsonPart part)
    {
        var type = part.Required("associationType");
        var origin = Link(part, "originNodeURI");
        var destination = Link(part, "destinationNodeURI");
        if (type is null || origin is null || destination is null)
        {
            return null;
        }

        if (!AssociationTypes.All.Contains(type) && !type.StartsWith("ext:", StringComparison.Ordinal))
        {
            var nearest = Suggestion.Nearest(type, AssociationTypes.All);
            part.Report(Severity.Warning, "LB3315", "associationType", $"\"{type}\" of {part.Within} is none of the types of association that CASE has; it is kept and not used.", nearest is null ? null : $"did you mean {nearest}?");
        }

        return new FrameworkAssociation(type, origin, destination, part.Whole("sequenceNumber"));
    }

    private static FrameworkLink? Link(JsonPart association, string member)
    {
        if (!association.Has(member))
        {
            association.Required(member);
            return null;
        }

        if (association.Object(member) is not { } link)
        {
            return null;
        }

        // what lies outside of CASE may have an address only
        var uri = link.Filled("uri");
        var identifier = link.Filled("identifier") ?? uri;
        if (identifier is null)
        {
            link.Required("identifier");
            return null;
        }

        return new FrameworkLink(identifier, uri ?? identifier, link.Filled("title"));
    }
}
