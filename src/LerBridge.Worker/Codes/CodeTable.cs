using System.Collections.Frozen;
using LerBridge.Connectors;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>Every code that a message may end with, whoever says it.</summary>
internal static class CodeTable
{
    private static readonly FrozenDictionary<string, ErrorCode> ByCode = ErrorCodes.All
        .Concat(ConnectorCodes.All.Select(code => new ErrorCode(code.Code, code.Title, string.Empty, code.Advice)))
        .Concat(SettingsCodes.All)
        .Concat(SampleCodes.All)
        .Concat(RunCodes.All)
        .Concat(IssuingCodes.All)
        .Concat(DeliveryCodes.All)
        .Concat(LedgerCodes.All)
        .DistinctBy(code => code.Code)
        .ToFrozenDictionary(code => code.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = [.. ByCode.Values.OrderBy(code => code.Code, StringComparer.Ordinal)];

    /// <summary>What a code means; null for one that nobody says.</summary>
    public static ErrorCode? Find(string code) => ByCode.GetValueOrDefault(code);
}
