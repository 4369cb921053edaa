namespace LerBridge.Sandbox.Population;

/// <summary>The tree: a root, four departments, one department inside a department.</summary>
internal static class CanvasAccounts
{
    public const long Root = 1;

    public static readonly IReadOnlyList<CanvasAccount> All =
    [
        new(Root, "Example College", null, null),
        new(12, "Health & Sciences", Root, "HLTH&SCI"),
        new(13, "Nursing", 12, "NURS"),
        new(14, "Trades / Welding", Root, "TRADES/WLD"),
        new(15, "Computing", Root, "COMP"),
        new(16, "Business", Root, "BUS"),
        new(19, "Manually-Created Courses", Root, null),
    ];

    public static long Of(CatalogueCourse course) => course.Subject switch
    {
        "NUR" => 13,
        "WLD" => 14,
        "ITC" => 15,
        "ACC" => 16,
        "BIO" => 12,
        _ => Root,
    };
}
