using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Credentials;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential endorse</c>: signs, in the issuer's name and form, what it says of a credential, an achievement or a profile of others.</summary>
internal static class CredentialEndorseCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var endorsed = new Argument<string>("URI") { Description = "The id of what is endorsed: a credential, an achievement, or the profile of an issuer." };
        var name = new Option<string>("--name") { HelpName = "TEXT", Required = true, Description = "What the endorsement is called." };
        var comment = new Option<string?>("--comment") { HelpName = "TEXT", Description = "What is said, as Markdown." };
        var until = new Option<string?>("--valid-until") { HelpName = "YYYY-MM-DD", Description = "The day on which it ends; without it, it does not." };
        var target = new Option<string?>("--out") { HelpName = "FILE", Description = "Where it is written; without it, to standard output." };
        var config = Options.Config();
        var output = Options.Output("Accepted as on every verb; the endorsement is written as it was signed either way.");
        var verb = new Verb(
            "endorse",
            "Signs an endorsement of somebody's credential, achievement or profile; whoever is endorsed can carry it. The same name for the same thing is a newer version of the same endorsement.",
            "credential endorse did:web:partner.example --name \"In good standing\" --out endorsement.json",
            "credential endorse https://partner.example/achievements/welding --name Accepted --comment \"Counts towards our certificate.\" --valid-until 2028-06-30")
        {
            endorsed, name, comment, until, target, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            await using var bridge = await Composition.OpenAsync(surroundings, result.GetValue(config), cancellationToken);
            var uri = result.GetValue(endorsed) ?? string.Empty;
            var title = result.GetValue(name) ?? string.Empty;
            var claims = Encoding.UTF8.GetBytes(Claims(title, result.GetValue(comment), result.GetValue(until)).ToJsonString());
            var issuer = bridge.Services.Issuer;
            if (!Credentials.Proofs.AbsoluteUri.IsOne(uri))
            {
                throw new UsageException($"\"{uri}\" is no absolute URI. Give the id as the credential writes it, as in https://… or urn:uuid:….");
            }

            if (issuer.Check(CredentialProfile.Endorsement, claims) is [var first, ..])
            {
                throw new UsageException($"{first.Code} {first.Pointer}: {first.Message}");
            }

            var issued = issuer.Issue(new CredentialDraft
            {
                Id = HashedUuid.Urn(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer.Did}\n{uri}\n{title}"))),
                Profile = CredentialProfile.Endorsement,
                Claims = claims,
                SubjectId = uri,
                ValidFrom = bridge.Services.Time.GetUtcNow(),
                Status = [],
            });
            if (result.GetValue(target) is { } file)
            {
                await ResultFile.WriteAsync(Path.GetFullPath(file, surroundings.Directory), issued.Document, cancellationToken);
            }
            else
            {
                surroundings.Terminal.Output.WriteLine(Encoding.UTF8.GetString(issued.Document.Span));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static JsonObject Claims(string name, string? comment, string? until)
    {
        var claims = new JsonObject { ["name"] = name, ["credentialSubject"] = new JsonObject() };
        if (comment is not null)
        {
            claims["credentialSubject"] = new JsonObject { ["endorsementComment"] = comment };
        }

        if (until is not null)
        {
            claims["validUntil"] = until;
        }

        return claims;
    }
}
