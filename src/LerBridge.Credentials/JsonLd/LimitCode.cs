namespace LerBridge.Credentials.JsonLd;

/// <summary>Refusals that are ours alone: input that is too deep, or text that is not Unicode.</summary>
internal static class LimitCode
{
    public const string NestingTooDeep = "nesting too deep";
    public const string NotUnicode = "not Unicode text";
    public const string NumberOutOfRange = "number out of range";
}
