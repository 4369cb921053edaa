namespace LerBridge.Credentials.Compiled;

internal enum SlotRole : byte
{
    /// <summary>The value is the shape's own: another value, another shape.</summary>
    Constant,

    Iri,

    Text,

    Number,
}

/// <summary>A term whose written form comes from a slot of the document.</summary>
/// <param name="Term">The number of the term in the shape's quads.</param>
/// <param name="Slot">The number of the slot in the document.</param>
/// <param name="Suffix">What follows the closing quotation mark of a literal: nothing, a language tag or a datatype.</param>
/// <param name="NumberForm">How a number is written; meaningful with <see cref="SlotRole.Number"/>.</param>
internal sealed record SlotTerm(int Term, int Slot, SlotRole Role, byte[] Suffix, NumberForm NumberForm);

internal enum NumberForm : byte
{
    /// <summary>Under xsd:double as declared: always with exponent.</summary>
    Double,

    /// <summary>Under another datatype: whole numbers without, others with exponent.</summary>
    ByValue,

    /// <summary>Under xsd:integer, which may have been chosen for the value: only whole numbers fit the shape.</summary>
    WholeOnly,

    /// <summary>Under xsd:double, which may have been chosen for the value: only numbers with a fraction fit the shape.</summary>
    FractionOnly,
}
