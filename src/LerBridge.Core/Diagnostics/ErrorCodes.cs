using System.Collections.Frozen;

namespace LerBridge.Core.Diagnostics;

/// <summary>The codes of mappings, their tables, frameworks and outcomes. A code keeps its meaning for good.</summary>
public static class ErrorCodes
{
    private static readonly FrozenDictionary<string, ErrorCode> ByCode = MappingErrorCodes.All.Concat(FrameworkErrorCodes.All).ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);

    /// <summary>Every code, in order.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = [.. ByCode.Values.OrderBy(code => code.Code, StringComparer.Ordinal)];

    /// <summary>What a code means; null for a code that is not known.</summary>
    public static ErrorCode? Find(string code) => ByCode.GetValueOrDefault(code);
}
