namespace LerBridge.Sandbox.Population;

/// <summary>The calendar. Canvas came to the college in Fall 2025; Banner knows what was before.</summary>
internal static class Terms
{
    public static readonly Term Default = new(1, null, "Default Term", null, null);

    public static readonly Term Spring2025 = new(0, "202520", "Spring 2025", new(2025, 1, 13), new(2025, 5, 16), InCanvas: false);

    public static readonly Term Fall2025 = new(114, "202610", "Fall 2025", new(2025, 8, 25), new(2025, 12, 19));

    // made by mistake, deleted, made again: the same name twice, once without a SIS id
    public static readonly Term DeletedSpring2026 = new(117, null, "Spring 2026", new(2026, 1, 12), new(2026, 5, 15), Deleted: true);

    public static readonly Term Spring2026 = new(118, "202620", "Spring 2026", new(2026, 1, 12), new(2026, 5, 15));

    public static readonly Term Fall2026 = new(123, "202710", "Fall 2026", new(2026, 8, 24), new(2026, 12, 18));

    public static readonly IReadOnlyList<Term> All = [Default, Spring2025, Fall2025, DeletedSpring2026, Spring2026, Fall2026];

    /// <summary>The terms people register for, oldest first.</summary>
    public static readonly IReadOnlyList<Term> Taught = [Spring2025, Fall2025, Spring2026, Fall2026];
}
