namespace LerBridge.Sandbox.Population;

/// <summary>A made-up name. Mononyms have no given name; <paramref name="Preferred"/> is a given name that the person goes by.</summary>
internal sealed record PersonName(string? Given, string Family, string Full, string? Preferred = null)
{
    public static PersonName Western(string given, string family, string? preferred = null) => new(given, family, $"{given} {family}", preferred);

    public static PersonName FamilyFirst(string family, string given, string between = "") => new(given, family, family + between + given);

    public static PersonName Mononym(string name) => new(null, name, name);

    /// <summary>What Canvas calls sortable_name.</summary>
    public string Sortable => Given is null ? Family : $"{Family}, {Given}";

    /// <summary>The name the person goes by.</summary>
    public string Display => Preferred is null ? Full : $"{Preferred} {Family}";
}
