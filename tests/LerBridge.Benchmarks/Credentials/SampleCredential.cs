using System.Globalization;
using System.Text;

namespace LerBridge.Benchmarks.Credentials;

/// <summary>
/// An Open Badge of 2.5 KB: two alignments, evidence, an identity object, a result and a status entry; 61 quads, 4 blank nodes. Everything that differs from
/// learner to learner differs here: ids, name hash, grade, dates, status index.
/// </summary>
internal static class SampleCredential
{
    /// <summary>The same with the context of Ed25519Signature2020.</summary>
    public static byte[] ForOlderWallets(byte[] json) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(json).Replace("context-3.0.3.json\"]", "context-3.0.3.json\",\"https://w3id.org/security/suites/ed25519-2020/v1\"]", StringComparison.Ordinal));

    public static byte[] Make(string issuer, int number)
    {
        var n = number.ToString("x8", CultureInfo.InvariantCulture);
        var day = ((number % 28) + 1).ToString("00", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$"""
            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id":"urn:uuid:{{n}}-7f3a-8c11-9d2e-5b1f0c6a7e44","type":["VerifiableCredential","OpenBadgeCredential"],
            "name":"Introduction to Data Analysis",
            "issuer":{"id":"{{issuer}}","type":["Profile"],"name":"Example College","url":"https://college.example"},
            "validFrom":"2026-02-{{day}}T08:15:00Z","awardedDate":"2026-01-{{day}}T00:00:00Z",
            "credentialSubject":{"id":"urn:uuid:{{n}}-1b2c-8d3e-8f40-a1b2c3d4e5f6","type":["AchievementSubject"],
            "identifier":[{"type":"IdentityObject","hashed":true,"identityHash":"sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c{{n}}",
            "identityType":"name","salt":"salt-{{n}}"}],
            "activityEndDate":"2025-12-{{day}}T00:00:00Z","creditsEarned":{{3 + (number % 4)}}.5,
            "achievement":{"id":"https://college.example/achievements/data-101","type":["Achievement"],"achievementType":"Course",
            "name":"Introduction to Data Analysis","humanCode":"DATA-101","creditsAvailable":3.5,
            "description":"Learners collect, clean, describe and visualise data, and write up what they find for readers who were not there.",
            "criteria":{"id":"https://college.example/achievements/data-101/criteria","narrative":"Six assignments, a project and a final examination, each passed."},
            "alignment":[{"type":["Alignment"],"targetCode":"A.1.2","targetName":"Summarises data with measures of centre and spread",
            "targetUrl":"https://frameworks.example/case/7a1b2c3d-0001","targetFramework":"Data Literacy Framework","targetType":"CFItem"},
            {"type":["Alignment"],"targetCode":"B.3.1","targetName":"Communicates findings to an audience without a technical background",
            "targetUrl":"https://frameworks.example/case/7a1b2c3d-0002","targetFramework":"Data Literacy Framework","targetType":"CFItem"}],
            "resultDescription":[{"id":"https://college.example/achievements/data-101#grade","type":["ResultDescription"],"name":"Final grade","resultType":"LetterGrade"}]},
            "result":[{"type":["Result"],"resultDescription":"https://college.example/achievements/data-101#grade","value":"{{"ABCD"[number % 4]}}","status":"Completed"}]},
            "evidence":[{"id":"https://portfolio.example/{{n}}","type":["Evidence"],"name":"Project report","narrative":"A report on commuting times in the county.",
            "genre":"Report"}],
            "credentialStatus":{"id":"https://college.example/status/3#{{number % 131072}}","type":"BitstringStatusListEntry","statusPurpose":"revocation",
            "statusListIndex":"{{number % 131072}}","statusListCredential":"https://college.example/status/3"} }
            """.ReplaceLineEndings(""));
    }

    /// <summary>A learner record over credentials that are signed already.</summary>
    public static byte[] MakeRecord(string issuer, int number, IReadOnlyList<byte[]> embedded)
    {
        var n = number.ToString("x8", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$"""
            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id":"urn:uuid:{{n}}-7f3a-8c11-9d2e-5b1f0c6a7e45","type":["VerifiableCredential","ClrCredential"],"name":"Learner record",
            "issuer":{"id":"{{issuer}}","type":["Profile"],"name":"Example College","url":"https://college.example"},
            "validFrom":"2026-02-10T08:15:00Z","partial":true,
            "credentialSubject":{"id":"urn:uuid:{{n}}-1b2c-8d3e-8f40-a1b2c3d4e5f6","type":["ClrSubject"],
            "verifiableCredential":[{{string.Join(',', embedded.Select(Encoding.UTF8.GetString))}}]} }
            """.ReplaceLineEndings(""));
    }
}
