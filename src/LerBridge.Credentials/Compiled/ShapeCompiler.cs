using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// Makes a shape out of one document, by the general processor: the document is processed again with recognisable values in place of its own, and where
/// those turn up in the quads, there are the holes. A shape is only used if, filled with the document's own values, it gives the very bytes that the general
/// processor gave.
/// </summary>
internal sealed class ShapeCompiler(IContextLoader loader, Rdfc10Options options)
{
    private const int MaxQuads = 50_000;

    private const int MaxAttempts = 4;

    // beyond this many values in one property, looking for equal ones pairwise costs more than sorting
    private const int MaxPairwise = 12;

    /// <param name="json">The document.</param>
    /// <param name="scan">The same document, scanned.</param>
    /// <param name="expected">What the general processor made of it.</param>
    /// <returns>Null where the document's shape does not allow it.</returns>
    public Shape? Compile(ReadOnlySpan<byte> json, DocumentScan scan, byte[] expected)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        var contexts = new HashSet<ActiveContext>(ReferenceEqualityComparer.Instance);
        var process = new JsonLdOptions { Loader = loader, Safe = true, ContextsSeen = contexts };
        JsonLdExpander.Expand(document.RootElement, process);
        if (json.IndexOf(Encoding.ASCII.GetBytes(Placeholders.Scheme)) >= 0 || contexts.Any(UsesIndexes) || Names(contexts).Contains(Placeholders.Scheme))
        {
            return null;
        }

        var constant = new bool[scan.Slots.Length];
        var keys = ConstantKeys(contexts);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (this.TryConvert(document.RootElement, constant, keys) is not { } dataset || dataset.Count > MaxQuads)
            {
                return null;
            }

            // a slot that did not come out as a term of its own is not free to vary: it belongs to the shape
            if (FindUnplaced(dataset, constant) is not { } unplaced)
            {
                return null;
            }

            if (unplaced.Count == 0)
            {
                if (Build(dataset, json, scan, constant, new ReservedTerms(Names(contexts))) is not { } shape)
                {
                    return null;
                }

                // nor is one whose value is a term or a compact form here: proofPurpose, statusPurpose
                unplaced = shape.Unfit(json, scan.Slots);
                if (unplaced.Count == 0)
                {
                    return this.Gives(shape, json, scan, expected) ? shape : null;
                }
            }

            unplaced.ForEach(slot => constant[slot] = true);
        }

        return null;
    }

    private RdfDataset? TryConvert(JsonElement document, bool[] constant, HashSet<string> keys)
    {
        using var copy = Placeholders.Write(document, constant, keys);
        try
        {
            return JsonLdToRdf.Convert(copy.RootElement, new JsonLdOptions { Loader = loader, Safe = true });
        }
        catch (JsonLdException)
        {
            return null; // the values decide how this document is read
        }
    }

    // null where a value stands where no slot can be
    private static List<int>? FindUnplaced(RdfDataset dataset, bool[] constant)
    {
        var placed = (bool[])constant.Clone();
        foreach (var quad in dataset)
        {
            if (Placeholders.IsInside(quad.Predicate) || (quad.Graph is { IsBlank: false } graph && Placeholders.IsInside(graph)))
            {
                return null;
            }

            foreach (var term in (ReadOnlySpan<Term>)[quad.Subject, quad.Object])
            {
                var slot = Placeholders.SlotOf(term, out _);
                if (slot >= 0 && slot < placed.Length)
                {
                    placed[slot] = true;
                }
            }
        }

        return [.. Enumerable.Range(0, placed.Length).Where(i => !placed[i])];
    }

    private static Shape? Build(RdfDataset dataset, ReadOnlySpan<byte> json, DocumentScan scan, bool[] constant, ReservedTerms reserved)
    {
        var template = Rdfc10.Number(dataset, out var terms);
        var slotTerms = new List<SlotTerm>();
        for (var i = 0; i < terms.Count; i++)
        {
            var slot = Placeholders.SlotOf(terms[i], out var number);
            if (slot >= 0)
            {
                slotTerms.Add(SlotTermOf(i, slot, terms[i], number));
            }
            else if (Placeholders.IsInside(terms[i]))
            {
                return null;
            }
        }

        var constants = new List<(int Slot, byte[] Value)>();
        for (var i = 0; i < constant.Length; i++)
        {
            if (constant[i])
            {
                var slot = scan.Slots[i];
                constants.Add((i, json.Slice(slot.Start, slot.Length).ToArray()));
            }
        }

        template.MayBeAlike = FindPossiblyAlike(template, slotTerms);
        return new Shape(template, [.. slotTerms], [.. constants], reserved, new Layout(json.ToArray(), scan.Slots, constant));
    }

    private static SlotTerm SlotTermOf(int termNumber, int slot, Term term, double? number)
    {
        if (term.Kind == TermKind.Iri)
        {
            return new SlotTerm(termNumber, slot, SlotRole.Iri, [], default);
        }

        var suffix = term.Language is not null ? "@" + term.Language : term.Datatype is null or Xsd.String ? "" : $"^^<{term.Datatype}>";
        var whole = number is { } value && RdfNumber.IsInteger(value);
        var form = (term.Datatype, whole) switch
        {
            (Xsd.Double, true) => NumberForm.Double,
            (Xsd.Double, false) => NumberForm.FractionOnly,
            (Xsd.Integer, true) => NumberForm.WholeOnly,
            _ => NumberForm.ByValue,
        };
        return new SlotTerm(termNumber, slot, number is null ? SlotRole.Text : SlotRole.Number, Encoding.UTF8.GetBytes(suffix), form);
    }

    // objects of one subject and predicate in one graph, at least one of a pair from the document: equal values would make equal quads
    private static (int A, int B)[] FindPossiblyAlike(NumberedQuads template, List<SlotTerm> slotTerms)
    {
        var varies = slotTerms.Select(t => t.Term).ToHashSet();
        var pairs = new List<(int, int)>();
        foreach (var group in template.Quads.GroupBy(q => (q.Subject, q.PredicateRank, q.Graph)))
        {
            var objects = group.Select(q => q.Object).Where(o => template.Terms[o].Blank < 0).Distinct().ToArray();
            if (objects.Length > MaxPairwise && objects.Any(varies.Contains))
            {
                pairs.Add((objects[0], objects[0])); // alike always, so the quads are always compared
                continue;
            }

            for (var i = 0; i < objects.Length; i++)
            {
                for (var j = i + 1; j < objects.Length; j++)
                {
                    if (varies.Contains(objects[i]) || varies.Contains(objects[j]))
                    {
                        pairs.Add((objects[i], objects[j]));
                    }
                }
            }
        }

        return [.. pairs];
    }

    // the order of this document's quads is near that of the next one's, which makes sorting those quick
    private bool Gives(Shape shape, ReadOnlySpan<byte> json, DocumentScan scan, byte[] expected)
    {
        var filled = new FilledShape();
        if (!shape.Fits(json, scan.Slots) || !shape.TryFill(json, scan.Slots, filled))
        {
            return false;
        }

        using var run = CanonicalRun.Rent();
        run.Canonicalize(filled.Quads, options);
        var same = run.Output.SequenceEqual(expected);
        shape.Arrange(run.Order);
        return same;
    }

    // members whose values are names to the processor, under whatever alias
    private static HashSet<string> ConstantKeys(IEnumerable<ActiveContext> contexts)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { Keywords.Context, Keywords.Type, Keywords.Language, Keywords.Direction, Keywords.Index };
        foreach (var context in contexts)
        {
            foreach (var (name, definition) in context.Terms)
            {
                if (definition.IriMapping is Keywords.Type or Keywords.Language or Keywords.Direction or Keywords.Index)
                {
                    keys.Add(name);
                }
            }
        }

        return keys;
    }

    // two nodes of one identifier must agree in their index, which a shape could not know
    private static bool UsesIndexes(ActiveContext context) => context.Terms.Values.Any(t => t.Container.HasFlag(Containers.Index));

    private static HashSet<string> Names(IEnumerable<ActiveContext> contexts) =>
        contexts.SelectMany(c => c.Terms.Keys).ToHashSet(StringComparer.Ordinal);
}
