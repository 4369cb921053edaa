using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;

namespace LerBridge.Core.Frameworks;

/// <summary>A framework read from another form than CASE, before it is written as a CASE package. What CASE has no room for goes into extensions as it came.</summary>
internal sealed class FrameworkDraft
{
    public required string Identifier { get; init; }

    public required string Uri { get; init; }

    public required string Title { get; init; }

    public required string Creator { get; init; }

    public string? Publisher { get; init; }

    public string? Description { get; init; }

    public string? Language { get; init; }

    public string? Version { get; init; }

    public string? Status { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public string? LastChange { get; init; }

    /// <summary>Under which name, and what, is kept of the source; null where CASE has room for all of it.</summary>
    public DraftExtension? Extension { get; init; }

    public List<DraftItem> Items { get; } = [];

    /// <summary>The identifiers that have been met.</summary>
    public HashSet<string> Met { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<DraftAssociation> Associations { get; } = [];

    /// <summary>What the source says that was not taken over, as sentences.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>An identifier that follows from what it names, so that importing the same file again gives the same framework.</summary>
    public static string IdOf(params ReadOnlySpan<string> parts) => HashedUuid.Of(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts)))).ToString("D");
}

/// <summary>An item of a draft.</summary>
internal sealed record DraftItem(string Identifier, string Uri, string Statement)
{
    public string? Code { get; init; }

    public string? ShortStatement { get; init; }

    public string? Type { get; init; }

    public string? Language { get; init; }

    public string? ListEnumeration { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public string? LastChange { get; init; }

    public DraftExtension? Extension { get; init; }
}

/// <summary>An association of a draft.</summary>
internal sealed record DraftAssociation(string Type, FrameworkLink Origin, FrameworkLink Destination)
{
    public int? Sequence { get; init; }

    public string? Notes { get; init; }

    /// <summary>What the destination is where it is nothing of CASE, as in <c>ext:RSD</c>.</summary>
    public string? TargetType { get; init; }
}

/// <summary>What is kept of the source, under a name: an object as it came, or the cells of a row.</summary>
internal sealed record DraftExtension(string Name, JsonElement? Json, IReadOnlyList<KeyValuePair<string, string>>? Cells);
