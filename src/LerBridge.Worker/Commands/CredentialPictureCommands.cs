using System.CommandLine;
using System.Text;
using LerBridge.Credentials.Pictures;
using LerBridge.Credentials.Verifying;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>credential bake</c> and <c>credential unbake</c>: a signed credential into a picture that can be posted, and out of it again. They need no settings.</summary>
internal static class CredentialPictureCommands
{
    public static Verb Bake(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "The signed credential: JSON or a compact JWT." };
        var image = new Option<string>("--image") { HelpName = "PNG|SVG", Required = true, Description = "The picture to put it into; it stays as it is." };
        var target = new Option<string>("--out") { HelpName = "FILE", Required = true, Description = "The picture with the credential; replaced where it is there." };
        var config = Options.UnusedConfig();
        var output = Options.Output("Accepted as on every verb; what is made is the picture alone.");
        var verb = new Verb(
            "bake",
            "Puts a signed credential into a PNG or SVG (a baked badge), in place of one that it has.",
            "credential bake out/2f1c….json --image badge.png --out ana.png",
            "credential bake badge.jwt --image badge.svg --out ana.svg")
        {
            file, image, target, config, output,
        };
        verb.Does(async (result, cancellationToken) =>
        {
            var credential = Read(surroundings, result.GetValue(file));
            var picture = Read(surroundings, result.GetValue(image));
            var place = Path.GetFullPath(result.GetValue(target) ?? string.Empty, surroundings.Directory);
            if (place == Path.GetFullPath(result.GetValue(file) ?? string.Empty, surroundings.Directory))
            {
                throw new UsageException("--out would replace the credential itself. Give the picture a name of its own.");
            }

            var (baked, refusal) = BakedPicture.Write(picture, credential);
            if (baked is null)
            {
                surroundings.Terminal.Error.WriteLine($"The credential was not put into the picture. {refusal}");
                return ExitCode.Failures;
            }

            await ResultFile.WriteAsync(place, baked, cancellationToken);
            surroundings.Terminal.Error.WriteLine($"{result.GetValue(target)} holds the credential. \"lerbridge credential verify\" reads it.");
            return ExitCode.Done;
        });
        return verb;
    }

    public static Verb Unbake(Surroundings surroundings)
    {
        var picture = new Argument<string>("PICTURE") { Description = "A PNG or SVG with a credential in it." };
        var target = new Option<string?>("--out") { HelpName = "FILE", Description = "Where the credential is written; without it, to standard output." };
        var config = Options.UnusedConfig();
        var output = Options.Output("Accepted as on every verb; the credential is written as it was signed either way.");
        var verb = new Verb("unbake", "Takes the credential out of a PNG or SVG, as it was signed.", "credential unbake ana.png", "credential unbake ana.svg --out ana.json") { picture, target, config, output };
        verb.Does(async (result, cancellationToken) =>
        {
            var bytes = Read(surroundings, result.GetValue(picture));
            var found = BakedPicture.IsOne(bytes) ? BakedPicture.Read(bytes) : BakedCredential.Refused("It is neither a PNG nor an SVG.");
            if (found.Credential is not { } credential)
            {
                surroundings.Terminal.Error.WriteLine($"{result.GetValue(picture)}: {found.Where}");
                return ExitCode.Failures;
            }

            if (result.GetValue(target) is { } file)
            {
                await ResultFile.WriteAsync(Path.GetFullPath(file, surroundings.Directory), credential, cancellationToken);
            }
            else
            {
                surroundings.Terminal.Output.WriteLine(Encoding.UTF8.GetString(credential.Span));
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static byte[] Read(Surroundings surroundings, string? file)
    {
        try
        {
            return CredentialVerifier.ReadFile(Path.GetFullPath(file ?? string.Empty, surroundings.Directory));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {problem.Message}");
        }
    }
}
