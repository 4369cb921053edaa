using System.Globalization;

namespace LerBridge.Sandbox.Prompt;

/// <summary>Faults in words: <c>kind=throttle times=3 path=/enrollments</c>, from a command line or from JSON.</summary>
internal static class FaultText
{
    public static IReadOnlyList<string> Kinds { get; } = [.. Enum.GetValues<SandboxFaultKind>().Select(kind => Dashed(kind.ToString()))];

    public static string Name(SandboxSite site) => Dashed(site.ToString());

    public static SandboxSite Site(string name) =>
        Enum.GetValues<SandboxSite>().Where(site => Name(site) == name).Select(site => (SandboxSite?)site).FirstOrDefault()
        ?? throw new FormatException($"There is no site \"{name}\": canvas, ethos, workday or registry.");

    public static SandboxFault Parse(IEnumerable<(string Name, string Value)> pairs)
    {
        SandboxFault? fault = null;
        foreach (var (name, value) in pairs.OrderBy(pair => pair.Name == "kind" ? 0 : 1))
        {
            fault = name == "kind" ? new SandboxFault(Kind(value)) : With(fault ?? throw Kindless(), name, value);
        }

        return fault ?? throw Kindless();
    }

    public static string Show(SandboxFault fault)
    {
        var text = $"{Dashed(fault.Kind.ToString())} times={(fault.Times == int.MaxValue ? "always" : fault.Times.ToString(CultureInfo.InvariantCulture))}";
        text += fault.After > 0 ? $" after={fault.After}" : "";
        text += fault.Path is null ? "" : $" path={fault.Path}";
        text += fault.Status is { } status ? $" status={status}" : "";
        text += fault.RetryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $" retry-after={wait.TotalSeconds}") : "";
        text += fault.Kind == SandboxFaultKind.Slow ? string.Create(CultureInfo.InvariantCulture, $" delay={fault.Delay.TotalSeconds}") : "";
        return text + (fault.Kind == SandboxFaultKind.ShortList ? $" rows={fault.Rows}" : "");
    }

    private static SandboxFault With(SandboxFault fault, string name, string value) => name switch
    {
        "times" => fault with { Times = value == "always" ? int.MaxValue : Whole(name, value) },
        "after" => fault with { After = Whole(name, value) },
        "path" => fault with { Path = value },
        "status" => fault with { Status = Whole(name, value) },
        "rows" => fault with { Rows = Whole(name, value) },
        "delay" => fault with { Delay = Seconds(name, value) },
        "retry-after" => fault with { RetryAfter = Seconds(name, value) },
        "retry-after-date" => fault with { RetryAfter = Seconds(name, value), RetryAfterAsDate = true },
        _ => throw new FormatException($"A fault has no \"{name}\": times, after, path, status, rows, delay, retry-after, retry-after-date."),
    };

    private static FormatException Kindless() => new("A fault has a kind: " + string.Join(", ", Kinds) + ".");

    private static SandboxFaultKind Kind(string name) =>
        Enum.GetValues<SandboxFaultKind>().Where(kind => Dashed(kind.ToString()) == name).Select(kind => (SandboxFaultKind?)kind).FirstOrDefault()
        ?? throw new FormatException($"There is no fault \"{name}\": " + string.Join(", ", Kinds) + ".");

    private static int Whole(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"{name} is a whole number, not \"{value}\".");

    private static TimeSpan Seconds(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400
        ? TimeSpan.FromSeconds(seconds)
        : throw new FormatException($"{name} is a number of seconds, not \"{value}\".");

    private static string Dashed(string name) =>
        string.Concat(name.Select((letter, at) => char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
