namespace LerBridge.Credentials.Building;

/// <summary>
/// The <c>targetType</c> of a skill whose mapping does not say it, from its framework and code. Open Badges 3.0 has words for CASE and CTDL only; the others are extensions:
/// an O*NET-SOC occupation is <c>ext:ONET-SOC</c>, any other element of O*NET <c>ext:ONET</c>. For a framework that is not known here nothing is claimed.
/// </summary>
internal static class SkillTargetType
{
    public static string? Of(string? framework, string? code) => framework switch
    {
        null => null,
        _ when Begins(framework, "O*NET") || Begins(framework, "ONET") => IsOccupation(code) ? "ext:ONET-SOC" : "ext:ONET",
        _ when Begins(framework, "SOC") => IsOccupation(code) ? "ext:ONET-SOC" : null,
        _ when Begins(framework, "ESCO") => "ext:ESCO",
        _ when Begins(framework, "Lightcast") => "ext:Lightcast",
        _ => null,
    };

    private static bool Begins(string framework, string name) => framework.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>15-1252</c> or <c>15-1252.00</c>.</summary>
    private static bool IsOccupation(string? code) =>
        code is { Length: 7 or 10 }
        && code[2] == '-'
        && (code.Length == 7 || code[7] == '.')
        && code.Where((_, at) => at is not (2 or 7)).All(char.IsAsciiDigit);
}
