using LerBridge.Core.Credentials;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Worker.Demo;

/// <summary>What a stranger with nothing but the public documents says of everything that was delivered.</summary>
/// <param name="Standing">Credentials that verify.</param>
/// <param name="Withdrawn">Credentials that were withdrawn, and are seen to be.</param>
/// <param name="Wrong">Files of which the answer is not what it should be.</param>
internal sealed record DemoProof(int Standing, int Withdrawn, IReadOnlyList<string> Wrong)
{
    public static async Task<DemoProof> MakeAsync(Bridge bridge, string folder, CancellationToken cancellationToken)
    {
        var material = new VerificationMaterial();
        var wrong = new List<string>(material.AddPublicFolder(bridge.Options.PublicFolder));
        var verifier = new CredentialVerifier(material, bridge.Services.Time);
        string[] files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        var answers = new bool?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => answers[i] = verifier.VerifyFile(files[i]).Verified);
        var (standing, withdrawn) = (0, 0);
        foreach (var (file, verified) in files.Zip(answers))
        {
            var entry = await bridge.Register.FindAsync("urn:uuid:" + Path.GetFileNameWithoutExtension(file), cancellationToken);
            switch (entry?.State, verified)
            {
                case (CredentialState.Valid, true):
                    standing++;
                    break;
                case (CredentialState.Revoked, false):
                    withdrawn++;
                    break;
                default:
                    wrong.Add(file);
                    break;
            }
        }

        return new DemoProof(standing, withdrawn, wrong);
    }
}
