namespace LerBridge.Credentials.Building;

/// <summary>The contexts that our documents begin with.</summary>
internal static class Contexts
{
    public const string Credentials = "https://www.w3.org/ns/credentials/v2";

    public const string OpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    public const string LearnerRecords = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

    /// <summary>What 1EdTech adds to Open Badges 3.0: the types of schemas, of revocation lists and of refresh services.</summary>
    public const string Extensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

    /// <summary>The terms of <c>Ed25519Signature2020</c>, which VC Data Model 2.0 no longer has.</summary>
    public const string Ed25519Signature2020 = "https://w3id.org/security/suites/ed25519-2020/v1";

    /// <summary>The <c>@context</c> of an Open Badges 3.0 credential, as written.</summary>
    public static ReadOnlySpan<byte> OfOpenBadge => """["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"""u8;

    /// <summary>The <c>@context</c> of a Comprehensive Learner Record 2.0, as written; its order is part of the profile.</summary>
    public static ReadOnlySpan<byte> OfLearnerRecord => """["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"""u8;

    /// <summary>The <c>@context</c> of a status list credential, as written.</summary>
    public static ReadOnlySpan<byte> OfStatusList => """["https://www.w3.org/ns/credentials/v2"]"""u8;

    /// <summary>
    /// The <c>@context</c> of an employment credential, as written: the employment object's own context is inline, so that verifiers with a closed loader need
    /// nothing new.
    /// </summary>
    public static ReadOnlySpan<byte> OfEmployment => """["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",{"EmployeeRole":"https://schema.org/EmployeeRole","Organization":"https://schema.org/Organization","employment":{"@id":"https://lerbridge.example/ns#employment","@context":{"jobTitle":"https://schema.org/jobTitle","employmentType":"https://schema.org/employmentType","employmentStatus":"https://lerbridge.example/ns#employmentStatus","startDate":{"@id":"https://schema.org/startDate","@type":"https://schema.org/Date"},"endDate":{"@id":"https://schema.org/endDate","@type":"https://schema.org/Date"},"workLocation":"https://schema.org/workLocation","worksFor":{"@id":"https://schema.org/worksFor"}}}}]"""u8;

    /// <summary>True for the Comprehensive Learner Record 2.0 context in any of its published versions.</summary>
    public static bool IsLearnerRecord(string url) => url is "https://purl.imsglobal.org/spec/clr/v2p0/context.json" or LearnerRecords;

    /// <summary>True for the Open Badges 3.0 context in any of its published versions.</summary>
    public static bool IsOpenBadges(string url) =>
        url is "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
            or "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
            or "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
            or OpenBadges;
}
