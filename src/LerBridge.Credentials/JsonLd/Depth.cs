using System.Runtime.CompilerServices;

namespace LerBridge.Credentials.JsonLd;

/// <summary>Keeps nesting, of documents and of definitions that lean on one another, from running out of stack.</summary>
internal static class Depth
{
    /// <exception cref="JsonLdException">Code "nesting too deep".</exception>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JsonLdException(LimitCode.NestingTooDeep, "The document or its contexts are nested too deeply.");
        }
    }
}
