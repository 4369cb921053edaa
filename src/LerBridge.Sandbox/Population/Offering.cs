namespace LerBridge.Sandbox.Population;

/// <summary>A course of the catalogue in a term.</summary>
internal sealed record Offering(CatalogueCourse Course, Term Term)
{
    public string Key => $"{Term.Code}-{Course.Code}";

    /// <summary>Five digits, repeated in other terms by other courses as Banner does: only (term, CRN) is a key.</summary>
    public string Crn
    {
        get
        {
            var at = 0;
            while (Catalogue.All[at] != Course)
            {
                at++;
            }

            return $"{20101 + (at * 7)}";
        }
    }

    public Guid SectionGuid => MadeUpGuid.Of("section", Key);

    /// <summary>Welding safety runs in the first eight weeks of the fall term.</summary>
    public bool IsFirstHalf => Course.Code == "WLD-101" && Term == Terms.Fall2026;

    public DateOnly End => IsFirstHalf ? new DateOnly(2026, 10, 16) : Term.End ?? DateOnly.MaxValue;
}
