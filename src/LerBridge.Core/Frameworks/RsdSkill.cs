namespace LerBridge.Core.Frameworks;

/// <summary>How rich skill descriptors are named.</summary>
internal static class RsdSkill
{
    /// <summary>The UUID at the end of a canonical address, or one that follows from the address.</summary>
    public static string IdentifierOf(string uri)
    {
        var last = uri.TrimEnd('/');
        return Guid.TryParse(last.AsSpan(last.LastIndexOfAny(['/', ':']) + 1), out var id) ? id.ToString("D") : FrameworkDraft.IdOf("rsd", uri);
    }
}
