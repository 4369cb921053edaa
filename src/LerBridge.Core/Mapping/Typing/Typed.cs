using System.Collections.Immutable;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Typing;

/// <summary>What a formula does, as far as missing values are concerned.</summary>
internal enum Operation
{
    Constant,
    Nothing,
    Field,
    Local,
    Column,
    Let,
    Lookup,

    /// <summary>Missing where one of its parts is.</summary>
    Strict,

    /// <summary>Never missing.</summary>
    Total,
    Coalesce,

    /// <summary>Parts: condition, then, otherwise.</summary>
    If,
    And,
    Or,
    Not,
    IsMissing,
    IsPresent,
    Equal,
    NotEqual,

    /// <summary><c>in</c>, <c>matches</c>: false on missing.</summary>
    Membership,
}

/// <summary>A formula that has been checked: its type, what runs, and what can be said about it.</summary>
internal sealed record Typed
{
    private readonly bool partsMayFail;

    public required MapType Type { get; init; }

    public required MapNode Node { get; init; }

    public required Operation Operation { get; init; }

    /// <summary>The formula in one normal spelling. Formulas are pure, so what is known of one spelling is known wherever it stands.</summary>
    public required string Canonical { get; init; }

    public ImmutableArray<Typed> Parts
    {
        get;
        init
        {
            field = value;
            this.Weight = value.Aggregate(1L, (sum, part) => Math.Min(sum + part.Weight, int.MaxValue));
            this.partsMayFail = value.Any(part => part.MayFail);
        }
    } = [];

    /// <summary>How many parts it has, those of the lets that it uses included: what there is to look through.</summary>
    public long Weight { get; private init; } = 1;

    /// <summary>True where it computes something itself: arithmetic, a function.</summary>
    public bool Computes { get; init; }

    /// <summary>True where it, or something that it is made of, may end a record: a division by zero, a number too large.</summary>
    public bool MayFail => this.Computes || this.partsMayFail;

    /// <summary>For fields, columns and locals: declared so. For strict functions: may be missing although no argument is.</summary>
    public bool MayLack { get; init; }

    /// <summary>Its value, where it is the same for every record.</summary>
    public MapValue? Constant { get; init; }

    /// <summary>For lists: what is known of every item; null where nothing is.</summary>
    public ItemFacts? Items { get; init; }

    /// <summary>The fields whose values can reach this one, directly, through tables or through conditions.</summary>
    public ImmutableHashSet<string> Fields { get; init; } = [];

    /// <summary>For <see cref="Operation.Lookup"/>: the table.</summary>
    public Tables.TableShape? Table { get; init; }

    /// <summary>True where something wrong with it has been reported.</summary>
    public bool IsFailed => this.Type.IsError;

    public static Typed Failed { get; } = new() { Type = MapType.Error, Node = new ConstantNode(MapValue.Missing), Operation = Operation.Total, Canonical = "?" };

    /// <summary>True where, with what is known, it may be missing.</summary>
    public bool CanBeMissing(Facts facts)
    {
        if (this.Type.IsError || facts.Knows(this.Canonical))
        {
            return false;
        }

        if (this.Constant is { } constant)
        {
            return constant.IsMissing;
        }

        return this.Operation switch
        {
            Operation.Nothing or Operation.Lookup => true,
            Operation.Field or Operation.Local => this.MayLack,
            Operation.Let => this.Parts[0].CanBeMissing(facts),
            Operation.Column or Operation.Strict => this.MayLack || this.AnyPartMissing(facts),
            Operation.Coalesce => this.Parts[0].CanBeMissing(facts) && this.Parts[1].CanBeMissing(facts),
            Operation.If => this.Parts[1].CanBeMissing(facts.And(Facts.WhenTrue(this.Parts[0])))
                || this.Parts[2].CanBeMissing(facts.And(Facts.WhenFalse(this.Parts[0]))),
            _ => false,
        };
    }

    private bool AnyPartMissing(Facts facts)
    {
        foreach (var part in this.Parts)
        {
            if (part.CanBeMissing(facts))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first thing under it that may be missing and that the author can name: a field, a let, a lookup.</summary>
    public Typed Culprit(Facts facts)
    {
        if (this.Operation is Operation.Column or Operation.Strict && !this.MayLack)
        {
            foreach (var part in this.Parts)
            {
                if (part.CanBeMissing(facts))
                {
                    return part.Culprit(facts);
                }
            }
        }

        return this;
    }

    /// <summary>The table whose row is not there where this is missing; null where that is not the cause.</summary>
    public Typed? LookupBehind() => this.Operation switch
    {
        Operation.Lookup => this,
        Operation.Let => this.Parts[0].LookupBehind(),
        Operation.Column => this.Parts[0].LookupBehind(),
        _ => null,
    };
}
