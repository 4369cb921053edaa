using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Profiles;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>A compiled <c>issue:</c>.</summary>
internal sealed record CompiledIssue(CredentialProfile Profile, Piece Root, IReadOnlyList<OutputValue> Outputs);

/// <summary>Compiles <c>issue:</c>, the picture of the credential.</summary>
internal sealed class IssueCompiler(Binder binder, Findings findings)
{
    private const string FullName = "person.full_name";

    public CompiledIssue? Compile(Section section, Facts facts)
    {
        var profileName = section.Knowing("profile").TakeText("profile");
        if (profileName is null)
        {
            findings.Error("LB1109", section.Span, "\"issue\" needs \"profile:\".", advice: $"profile: {ProfileTable.All.Keys.First()}");
        }

        var withName = section.TakeWord("identifier", true, ("name", true), ("none", false));
        if (profileName is null || this.Profile(profileName) is not { } profile)
        {
            return null;
        }

        var picture = new PictureCompiler(binder, findings);
        var outputs = new List<OutputValue>();
        IReadOnlyList<(string, Piece)> identifier = withName && this.Name(profileName, outputs) is { } name ? [("identifier", name)] : [];
        var root = profile.Profile == CredentialProfile.Employment
            ? Employment(section, profile.Root, picture, facts, identifier)
            : Pictured(section, profile.Root, picture, facts, identifier);
        return new CompiledIssue(profile.Profile, root, [.. outputs, .. picture.Outputs]);
    }

    private (CredentialProfile Profile, Shape Root)? Profile(YamlScalar name)
    {
        if (ProfileTable.All.TryGetValue(name.Text, out var known))
        {
            return known;
        }

        var nearest = Suggestion.Nearest(name.Text, ProfileTable.All.Keys);
        findings.Error("LB1111", name.Span, $"There is no profile \"{name.Text}\".", $"the profiles are {string.Join(", ", ProfileTable.All.Keys)}", nearest);
        return null;
    }

    private NamePiece? Name(YamlScalar at, List<OutputValue> outputs)
    {
        if (binder.FieldNamed(FullName) is not { } name)
        {
            findings.Error("LB1102", at.Span, $"The stream has no field {FullName}, which names the person in the credential.", advice: "declare the column, or write  identifier: none");
            return null;
        }

        outputs.Add(new OutputValue(name, at.Span, "credentialSubject.identifier"));
        var where = at.Span.In(findings.File);
        return new NamePiece(
            name.Node,
            new MapResult.Hold(new MapReason("LB3411", $"The record has no {FullName}, and the credential would not say whose it is.", where)),
            new MapResult.Hold(new MapReason("LB3410", $"What stands in {FullName} looks like a placeholder, not like anybody's name.", where)));
    }

    // achievements and learner records are written in the form of the credential itself
    private static Piece Pictured(Section section, Shape shape, PictureCompiler picture, Facts facts, IReadOnlyList<(string, Piece)> identifier)
    {
        picture.BeforeSubject = identifier;
        return picture.Object(section.Map, shape, string.Empty, facts, [], IsOfIssue).Piece;
    }

    private static Piece Employment(Section section, Shape shape, PictureCompiler picture, Facts facts, IReadOnlyList<(string, Piece)> identifier)
    {
        var claims = picture.Object(section.Map, shape, string.Empty, facts, [], IsOfIssue).Piece;
        return identifier.Count == 0 ? claims : new AppendedPiece(claims, "credentialSubject", new ObjectPiece(identifier));
    }

    // keys of the section that are no members of the credential
    private static bool IsOfIssue(string key, string path) => path.Length == 0 && key is "profile" or "identifier" && path.Length == 0;
}
