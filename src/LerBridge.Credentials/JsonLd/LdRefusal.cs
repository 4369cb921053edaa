using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>What stopped a linked-data question, in words, with the JSON-LD error code where there is one.</summary>
internal static class LdRefusal
{
    /// <param name="problem">What was thrown.</param>
    /// <param name="linkedData">True where the file should have been JSON-LD, so that a file that cannot be loaded has a code too.</param>
    public static LdAnswer Of(Exception problem, bool linkedData) => problem switch
    {
        JsonLdException said => LdAnswer.Failed(said.Message, said.Code),

        // a proof's words about a document that the processors refused: the code is theirs
        CanonicalizationException { InnerException: JsonLdException said } => LdAnswer.Failed(problem.Message, said.Code),
        CanonicalizationException or RdfSyntaxException or PoisonGraphException or ArgumentException or NotSupportedException
            => LdAnswer.Failed(Sentence(problem), code: null),

        // RFC 8785 has no form for JSON that readers take differently: a name twice, half of a surrogate pair, a number beyond a double
        FormatException => LdAnswer.Failed(problem.Message, code: null),
        JsonException json => LdAnswer.Failed($"The file is not JSON, or nested more than {LdText.MaxDepth} deep; see line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}.", Unloaded(linkedData)),
        UnauthorizedAccessException => LdAnswer.Failed("The file cannot be read by this user, or is a folder.", Unloaded(linkedData)),
        IOException => LdAnswer.Failed(problem.Message, Unloaded(linkedData)),
        InvalidOperationException => LdAnswer.Failed("A value is of another kind than is needed there, or a text holds half of a surrogate pair.", code: null),
        OutOfMemoryException => LdAnswer.Failed("The question needs more memory than there is.", code: null),
        _ => LdAnswer.Failed($"LerBridge made a mistake of its own ({problem.GetType().Name}).", code: null),
    };

    private static string? Unloaded(bool linkedData) => linkedData ? JsonLdErrorCode.LoadingDocumentFailed : null;

    // an argument exception names its parameter at the end, which says nothing to whoever asked
    private static string Sentence(Exception problem) =>
        problem is ArgumentException { ParamName: { } name } ? problem.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal) : problem.Message;
}
