namespace LerBridge.Core.Mapping.Expressions;

/// <summary>A formula that cannot be read. Caught by whoever knows where the formula stands; never leaves the compiler.</summary>
internal sealed class FormulaException(string code, int start, int length, string message, string? why = null, string? advice = null) : Exception(message)
{
    public string Code { get; } = code;

    public int Start { get; } = start;

    public int Length { get; } = Math.Max(1, length);

    public string? Why { get; } = why;

    public string? Advice { get; } = advice;
}
