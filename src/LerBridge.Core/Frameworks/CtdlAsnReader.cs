
namespace LerBridge.Core.Frameworks;

/// <summary>
/// Reads a competency framework in CTDL-ASN (https://credreg.net/ctdlasn/terms) as the Credential Registry publishes it: the graph itself, an envelope around it
/// (<c>decoded_resource</c>), or the body of a publishing request.
/// </summary>
internal static class CtdlAsnReader
{
    public const string Extension = "ctdl-asn";

    private const string Registry = "https://purl.org/ctdlasn/terms/";
    private static readonly string[] Down = ["hasTopChild", "hasChild"];
    private static readonly string[] Up = ["isChildOf", "isTopChildOf"];
    private static readonly string[] Wrappers = ["decoded_resource", "CompetencyFrameworkGraph", "GraphInput"];

    // https://credreg.net/ctdlasn/terms: an exact alignment is a match; the others say that two statements overlap
    private static readonly (string Term, string Type)[] Alignments =
    [
        ("exactAlignment", AssociationTypes.ExactMatch), ("majorAlignment", AssociationTypes.Related), ("minorAlignment", AssociationTypes.Related),
        ("broadAlignment", AssociationTypes.Related), ("narrowAlignment", AssociationTypes.Related), ("alignTo", AssociationTypes.Related),
        ("prerequisiteAlignment", "ext:ceasn.prerequisiteAlignment"), ("derivedFrom", "ext:ceasn.derivedFrom"), ("skillEmbodied", "ext:ceasn.skillEmbodied"),
    ];

    public static bool Knows(IReadOnlyCollection<string> names) =>
        names.Contains("@graph") || Wrappers.Any(names.Contains) || names.Any(name => name.StartsWith("ceasn:", StringComparison.Ordinal));

    public static FrameworkDraft? Read(JsonText json)
    {
        var findings = json.Findings;
        var root = json.Root;
        foreach (var wrapper in Wrappers)
        {
            root = root.Object(wrapper) ?? root;
        }

        var parts = root.Has("@graph") ? root.List("@graph").ToList() : [root];
        var documents = parts.Where(part => IsA(part, "CompetencyFramework")).ToList();
        if (documents is not [var document])
        {
            findings.Error(
                "LB3310",
                root.PlaceOf(),
                documents.Count == 0 ? "There is no ceasn:CompetencyFramework in it." : $"There are {documents.Count} frameworks in it; a file has one.",
                "ask the registry for the graph of the framework: …/graph/ce-…");
            return null;
        }

        var uri = document.Required("@id");
        var language = LanguageTexts.FirstOf(document, Own(document, "inLanguage"));
        var title = LanguageTexts.Text(document, Own(document, "name"), language);
        if (title is null)
        {
            findings.Error("LB3313", document.PlaceOf(), $"{document.Name} has no \"ceasn:name\".");
        }

        var starts = document.Day(Own(document, "dateValidFrom"));
        var ends = document.Day(Own(document, "dateValidUntil"));
        var publisher = LanguageTexts.Text(document, Own(document, "publisherName"), language) ?? LanguageTexts.Text(document, Own(document, "publisher"), language);
        if (uri is null || title is null)
        {
            return null;
        }

        var draft = new FrameworkDraft
        {
            Identifier = IdentifierOf(document, uri),
            Uri = uri,
            Title = title,
            Creator = LanguageTexts.Text(document, Own(document, "creator"), language) ?? publisher ?? uri,
            Publisher = publisher,
            Description = LanguageTexts.Text(document, Own(document, "description"), language),
            Language = language,
            Status = LanguageTexts.Text(document, Own(document, "publicationStatusType"), language) is { } status ? status[(status.LastIndexOfAny(['/', ':']) + 1)..] : null,
            StartsOn = starts,
            EndsOn = ends,
            LastChange = document.Filled(Own(document, "dateModified")),
            Extension = new DraftExtension(Extension, document.Element.Clone(), null),
        };
        var competencies = parts.Where(part => IsA(part, "Competency")).ToList();
        var links = Links(draft, competencies, language);
        foreach (var part in competencies)
        {
            AddItem(draft, part, language, links);
        }

        AddTree(draft, document, competencies, links);
        var others = parts.Count - competencies.Count - 1;
        if (others > 0)
        {
            draft.LeftOut.Add($"{others} entries of the graph that are neither the framework nor a competency of it.");
        }

        return draft;
    }

    // by address, and by CTID
    private static Dictionary<string, FrameworkLink> Links(FrameworkDraft draft, List<JsonPart> competencies, string? language)
    {
        var links = new Dictionary<string, FrameworkLink>(StringComparer.OrdinalIgnoreCase) { [draft.Uri] = new(draft.Identifier, draft.Uri, draft.Title) };
        foreach (var part in competencies)
        {
            if (part.Filled("@id") is { } uri)
            {
                var link = new FrameworkLink(IdentifierOf(part, uri), uri, LanguageTexts.Text(part, Own(part, "competencyLabel"), language));
                links.TryAdd(uri, link);
                links.TryAdd(link.Identifier, link);
            }
        }

        return links;
    }

    private static void AddItem(FrameworkDraft draft, JsonPart part, string? language, Dictionary<string, FrameworkLink> links)
    {
        var uri = part.Required("@id");
        var text = LanguageTexts.Text(part, Own(part, "competencyText"), language);
        if (text is null)
        {
            part.Report(Diagnostics.Severity.Error, "LB3313", Own(part, "competencyText"), $"{part.Name} has no \"ceasn:competencyText\".", null);
        }

        var ends = part.Day(Own(part, "dateValidUntil"));
        if (uri is null || text is null)
        {
            return;
        }

        var own = links[uri];
        if (!draft.Met.Add(own.Identifier))
        {
            part.Report(Diagnostics.Severity.Error, "LB3314", "@id", $"The competency of {part.Within} is in the graph already.", "remove one of them");
            return;
        }

        draft.Items.Add(new DraftItem(own.Identifier, uri, text)
        {
            Code = LanguageTexts.Text(part, Own(part, "codedNotation"), language),
            ShortStatement = LanguageTexts.Text(part, Own(part, "competencyLabel"), language),
            Type = LanguageTexts.Text(part, Own(part, "competencyCategory"), language),
            Language = LanguageTexts.FirstOf(part, Own(part, "inLanguage")),
            ListEnumeration = LanguageTexts.Text(part, Own(part, "listID"), language),
            Notes = LanguageTexts.Text(part, Own(part, "comment"), language),
            Keywords = LanguageTexts.List(part, Own(part, "conceptKeyword"), language),
            EndsOn = ends,
            LastChange = part.Filled(Own(part, "dateModified")),
            Extension = new DraftExtension(Extension, part.Element.Clone(), null),
        });
        foreach (var (term, type) in Alignments)
        {
            foreach (var target in LanguageTexts.List(part, Own(part, term), language))
            {
                draft.Associations.Add(new DraftAssociation(type, own, links.GetValueOrDefault(target) ?? new FrameworkLink(target, target, null)) { Notes = $"ceasn:{term}" });
            }
        }

        foreach (var member in new[] { "ceterms:supersededBy", "ceasn:supersededBy" })
        {
            foreach (var target in LanguageTexts.List(part, member, language))
            {
                draft.Associations.Add(new DraftAssociation(AssociationTypes.ReplacedBy, own, links.GetValueOrDefault(target) ?? new FrameworkLink(target, target, null)) { Notes = member });
            }
        }
    }

    // The tree is told from above (hasTopChild, hasChild), from below (isTopChildOf, isChildOf), or both; above, the order counts.
    private static void AddTree(FrameworkDraft draft, JsonPart document, List<JsonPart> competencies, Dictionary<string, FrameworkLink> links)
    {
        var known = new HashSet<(string, string)>();
        foreach (var parent in competencies.Prepend(document))
        {
            var at = parent.Filled("@id");
            var sequence = 0;
            foreach (var child in Down.SelectMany(term => LanguageTexts.List(parent, Own(parent, term), null)))
            {
                Add(child, at, ++sequence);
            }
        }

        foreach (var child in competencies)
        {
            foreach (var parent in Up.SelectMany(term => LanguageTexts.List(child, Own(child, term), null)))
            {
                Add(child.Filled("@id"), parent, null);
            }
        }

        void Add(string? child, string? parent, int? sequence)
        {
            if (child is not null && parent is not null && known.Add((child, parent)))
            {
                draft.Associations.Add(new DraftAssociation(AssociationTypes.ChildOf, LinkOf(child), LinkOf(parent)) { Sequence = sequence });
            }
        }

        FrameworkLink LinkOf(string uri) => links.GetValueOrDefault(uri) ?? new FrameworkLink(uri, uri, null);
    }

    private static bool IsA(JsonPart part, string type) =>
        LanguageTexts.List(part, "@type", null).Any(one => one == $"ceasn:{type}" || one == type || one == Registry + type);

    // ce-… is the CTID of a resource, and what follows ce- is a UUID
    private static string IdentifierOf(JsonPart part, string uri)
    {
        var ctid = part.Filled("ceterms:ctid") ?? uri[(uri.LastIndexOf('/') + 1)..];
        return ctid.StartsWith("ce-", StringComparison.Ordinal) && Guid.TryParseExact(ctid.AsSpan(3), "D", out var id) ? id.ToString("D") : FrameworkDraft.IdOf("ctdl-asn", uri);
    }

    private static string Own(JsonPart part, string term) => part.Has($"ceasn:{term}") || !part.Has(Registry + term) ? $"ceasn:{term}" : Registry + term;
}
