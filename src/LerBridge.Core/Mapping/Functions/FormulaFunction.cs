using System.Collections.Immutable;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>A function of formulas: its name, what it says of itself, its check of arguments, and examples that are tests.</summary>
internal abstract class FormulaFunction
{
    public abstract string Name { get; }

    /// <summary>How it is written: <c>replace(text, old, new)</c>.</summary>
    public abstract string Signature { get; }

    /// <summary>What it gives, for the author of a mapping.</summary>
    public abstract string Summary { get; }

    public abstract ImmutableArray<FunctionExample> Examples { get; }

    /// <summary>Checks the arguments and makes the node; problems are reported, and the result then fits everywhere.</summary>
    public abstract Typed Bind(FunctionCall call);
}

/// <summary>A formula and what it gives, as text; <c>missing</c> for a missing value.</summary>
internal sealed record FunctionExample(string Formula, string Result);
