namespace LerBridge.Credentials;

/// <summary>Names in JSON pointers (RFC 6901, sections 3 and 4).</summary>
internal static class JsonPointer
{
    /// <summary>A name as it stands in a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The name that a part of a pointer stands for.</summary>
    public static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
