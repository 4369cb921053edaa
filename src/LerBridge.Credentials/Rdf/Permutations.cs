namespace LerBridge.Credentials.Rdf;

/// <summary>All orders of a list, one after the other, from the sorted one on.</summary>
internal static class Permutations
{
    /// <summary>Rearranges into the next order; false after the last.</summary>
    public static bool Next(Span<int> items)
    {
        var pivot = items.Length - 2;
        while (pivot >= 0 && items[pivot] >= items[pivot + 1])
        {
            pivot--;
        }

        if (pivot < 0)
        {
            return false;
        }

        var swap = items.Length - 1;
        while (items[swap] <= items[pivot])
        {
            swap--;
        }

        (items[pivot], items[swap]) = (items[swap], items[pivot]);
        items[(pivot + 1)..].Reverse();
        return true;
    }
}
