namespace LerBridge.Connectors.Banner;

/// <summary>The rows of a list, by the person that they belong to.</summary>
internal sealed class RowsByPerson<T>
    where T : EthosThing
{
    private readonly Dictionary<string, List<T>> rows = new(StringComparer.OrdinalIgnoreCase);

    private RowsByPerson()
    {
    }

    /// <summary>How many rows Ethos says that there are; null where it does not.</summary>
    public int? Total { get; private set; }

    /// <summary>True where the list kept changing while it was read.</summary>
    public bool Shifted { get; private set; }

    /// <summary>True where Ethos refuses the list to this application.</summary>
    public bool Refused { get; private set; }

    /// <summary>True where Ethos says that it withholds fields of the rows.</summary>
    public bool Withheld { get; private set; }

    /// <summary>The places of rows that name no person, from 1.</summary>
    public List<int> Nobodys { get; } = [];

    /// <summary>The persons.</summary>
    public IEnumerable<string> Persons => this.rows.Keys;

    /// <summary>The rows of a person; none where there are none.</summary>
    public IReadOnlyList<T> Of(string person) => this.rows.TryGetValue(person, out var found) ? found : [];

    /// <summary>Forgets the rows of a person, which have been used.</summary>
    public void Release(string person) => this.rows.Remove(person);

    /// <summary>No rows, because Ethos gives none.</summary>
    public static RowsByPerson<T> None(bool refused = false) => new() { Refused = refused };

    /// <summary>Reads a whole list, again where it shifts meanwhile.</summary>
    /// <param name="paging">Ethos' lists.</param>
    /// <param name="list">The list, as its first page described it.</param>
    /// <param name="personOf">Whose a row is.</param>
    /// <param name="slim">What is kept of a row: as little as is needed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<RowsByPerson<T>> ReadAsync(EthosPaging paging, EthosList<T> list, Func<T, string?> personOf, Func<T, T> slim, CancellationToken cancellationToken)
    {
        for (var pass = 1; ; pass++)
        {
            var read = new RowsByPerson<T> { Total = list.Total, Withheld = list.First.Withheld };
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var number = 0;
            await foreach (var stretch in paging.ReadAsync(list, 0, null, cancellationToken))
            {
                read.Shifted |= !stretch.InPlace || (stretch.Total ?? list.Total) != list.Total;
                if (read.Shifted && pass < BannerSource.MostPasses)
                {
                    break;
                }

                foreach (var row in stretch.Items)
                {
                    number++;
                    if (personOf(row) is not { } person)
                    {
                        read.Nobodys.Add(number);
                    }
                    else if (row.Key is null || seen.Add(row.Key))
                    {
                        // where the list has shifted a row may come twice
                        read.Add(person, slim(row));
                    }
                }
            }

            read.Shifted |= number != (list.Total ?? number);
            if (!read.Shifted || pass == BannerSource.MostPasses)
            {
                return read;
            }

            list = await paging.OpenAsync(list.Resource, cancellationToken);
        }
    }

    private void Add(string person, T row)
    {
        if (!this.rows.TryGetValue(person, out var mine))
        {
            this.rows.Add(person, mine = []);
        }

        mine.Add(row);
    }
}
