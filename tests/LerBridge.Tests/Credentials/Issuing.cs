using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;

namespace LerBridge.Tests.Credentials;

/// <summary>An issuer in a folder of its own, and claims as a mapping makes them.</summary>
internal sealed class Issuing : IDisposable
{
    public const string Did = "did:web:ler.college.example";
    public const string CredentialId = "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10";
    public const string SubjectId = "urn:uuid:0d1c2b3a-4958-8776-a5b4-c3d2e1f00112";

    public static readonly DateTimeOffset ValidFrom = new(2026, 6, 1, 8, 30, 15, 250, TimeSpan.Zero);

    public static readonly IssuerOptions Options = new()
    {
        Did = Did,
        Name = "Example College",
        Url = "https://college.example",
        PublicBaseUrl = "https://ler.college.example/",
    };

    public const string BadgeClaims = """
        {
          "name": "Clinical Care II",
          "awardedDate": "2026-05-08",
          "credentialSubject": {
            "term": "Spring 2026",
            "creditsEarned": 3,
            "identifier": [ { "type": "IdentityObject", "hashed": false, "identityHash": "Ana Ruiz", "identityType": "name" } ],
            "result": [ { "resultDescription": "https://college.example/achievements/NUR-210#grade", "value": "B" } ],
            "achievement": {
              "id": "https://college.example/achievements/NUR-210",
              "achievementType": "Course",
              "name": "Clinical Care II",
              "humanCode": "NUR-210",
              "description": "Course NUR-210 as published in the catalog.",
              "criteria": { "narrative": "Completed NUR-210 with a C or better." },
              "resultDescription": [ { "id": "https://college.example/achievements/NUR-210#grade", "name": "Final grade", "resultType": "LetterGrade" } ],
              "alignment": [
                { "targetName": "Person-centred care", "targetUrl": "https://frameworks.example/nur/2.1", "targetCode": "NUR-2.1", "targetFramework": "Example Nursing", "targetType": "CFItem" }
              ]
            }
          }
        }
        """;

    public const string EmploymentClaims = """
        {
          "name": "Warehouse Team Lead, Acme Logistics",
          "employment": {
            "employer": { "name": "Acme Logistics" },
            "title": "Warehouse Team Lead",
            "job_profile": "Team Lead II",
            "type": "full-time",
            "started": "2024-03-04",
            "status": "current",
            "location": "Austin, TX",
            "skills": [
              { "targetName": "First-Line Supervisors", "targetUrl": "https://www.onetonline.org/link/summary/53-1047.00", "targetCode": "53-1047.00", "targetFramework": "O*NET", "validated_by": "job profile" }
            ]
          },
          "credentialSubject": { "identifier": [ { "type": "IdentityObject", "hashed": false, "identityHash": "Ana Ruiz", "identityType": "name" } ] }
        }
        """;

    private readonly TempFolder folder;

    private Issuing(KeyStore keys, TempFolder folder, bool olderWallets)
    {
        this.folder = folder;
        this.Keys = keys;
        this.Issuer = new CredentialIssuer(Options with { OlderWallets = olderWallets }, keys, TimeProvider.System);
    }

    public KeyStore Keys { get; }

    public CredentialIssuer Issuer { get; }

    public static async Task<Issuing> Start(KeyAlgorithm algorithm = KeyAlgorithm.Ed25519, bool olderWallets = false)
    {
        var folder = new TempFolder();
        return new Issuing(await KeyStore.OpenAsync(folder.File("keys"), Passphrase.From("a passphrase"), TimeProvider.System, CancellationToken.None, algorithm), folder, olderWallets);
    }

    public static CredentialDraft Draft(string claims, CredentialProfile profile = CredentialProfile.OpenBadge) => new()
    {
        Id = CredentialId,
        Profile = profile,
        Claims = Encoding.UTF8.GetBytes(claims),
        SubjectId = SubjectId,
        ValidFrom = ValidFrom,
        Status = [new StatusEntry(StatusPurpose.Revocation, 1, 94567)],
    };

    public void Dispose() => this.folder.Dispose();
}
