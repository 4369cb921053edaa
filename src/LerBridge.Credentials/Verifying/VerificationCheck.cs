using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>One question about a credential and its answer.</summary>
/// <param name="Check"><c>form</c>, <c>credentialSchema</c> where it names one, <c>context</c>, <c>proof</c> (one for each), of a JWT <c>claims</c>, <c>issuer</c>, <c>status</c> or
/// <c>validity</c>; of a picture <c>picture</c>; of a refresh service <c>refresh</c>; of each credential that it carries <c>embedded</c> or <c>endorsement</c>, whose reason begins
/// with its place; of a presentation <c>holder</c>; of what is bound or was expected to be <c>domain</c> and <c>challenge</c>.</param>
/// <param name="Result">The answer.</param>
/// <param name="Why">Why, in words, without personal data.</param>
internal sealed record VerificationCheck(string Check, Verdict Result, string Why);
