using System.Text;
using System.Text.Json;

namespace LerBridge.Credentials.Building;

/// <summary>A class of a profile's data model: what its objects may say, in the order in which we write it.</summary>
/// <param name="Type">What its <c>type</c> must include; null where objects of it carry none.</param>
/// <param name="Members">Its members but <c>type</c>.</param>
internal sealed record ProfileClass(string? Type, IReadOnlyList<ProfileMember> Members)
{
    /// <summary>The <c>type</c> is one text, not a list.</summary>
    public bool TypeIsText { get; init; }

    /// <summary>Nothing may be added to it.</summary>
    public bool Closed { get; init; }

    /// <summary>The member of that name; null where there is none.</summary>
    public ProfileMember? Member(string name)
    {
        foreach (var member in this.Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The member that a document's member is; null where there is none.</summary>
    public ProfileMember? Member(JsonProperty property)
    {
        foreach (var member in this.Members)
        {
            if (property.NameEquals(member.Utf8))
            {
                return member;
            }
        }

        return null;
    }
}

/// <summary>A member of a class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its value is.</param>
internal sealed record ProfileMember(string Name, MemberKind Kind)
{
    private readonly byte[] utf8 = Encoding.UTF8.GetBytes(Name);

    /// <summary>Its name as it stands in a document.</summary>
    public ReadOnlySpan<byte> Utf8 => this.utf8;

    /// <summary>The profile asks for it.</summary>
    public bool Required { get; init; }

    /// <summary>It is a list.</summary>
    public bool List { get; init; }

    /// <summary>The words that it may have, for <see cref="MemberKind.Word"/>.</summary>
    public Vocabulary? Words { get; init; }

    /// <summary>The class of its value, for <see cref="MemberKind.Object"/>.</summary>
    public Func<ProfileClass>? Of { get; init; }

    /// <summary>What is asked of each value in a credential of others, for <see cref="MemberKind.Any"/>; in ours the engine wrote it.</summary>
    public Action<LintRun, JsonElement>? Foreign { get; init; }
}

/// <summary>What the value of a member is.</summary>
internal enum MemberKind
{
    /// <summary>Text that is not empty.</summary>
    Text,

    /// <summary>An absolute URI.</summary>
    Uri,

    /// <summary>A date and time with a zone. A plain date stands for its midnight in UTC.</summary>
    Time,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A word of a vocabulary.</summary>
    Word,

    /// <summary>A language code.</summary>
    Language,

    /// <summary>A plain date.</summary>
    Date,

    /// <summary>An object of a class.</summary>
    Object,

    /// <summary>Something that is passed on as it is.</summary>
    Any,
}
