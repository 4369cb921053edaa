namespace LerBridge.Credentials.Status;

/// <summary>Why a status cannot be told (Bitstring Status List 1.0, section 3.5; the codes are those of https://www.w3.org/ns/credentials/status-list).</summary>
/// <param name="Code">The code.</param>
/// <param name="Why">In words.</param>
internal sealed record StatusProblem(string Code, string Why)
{
    public const string Malformed = "MALFORMED_VALUE_ERROR";
    public const string Retrieval = "STATUS_RETRIEVAL_ERROR";
    public const string Verification = "STATUS_VERIFICATION_ERROR";
    public const string ListLength = "STATUS_LIST_LENGTH_ERROR";
    public const string Range = "RANGE_ERROR";
}
