namespace LerBridge.Core.Records;

/// <summary>The type of a stream's field, as an analyst sees it (mapping/v1 §4.3).</summary>
public enum FieldType
{
    /// <summary>Unicode text.</summary>
    Text,

    /// <summary>A decimal number of up to 28 digits; never binary floating point.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A calendar date without a zone.</summary>
    Date,

    /// <summary>An instant, kept in UTC.</summary>
    Time,

    /// <summary>One of a closed list of words; a vendor's unknown value becomes <c>other</c>.</summary>
    Code,

    /// <summary>A list of text.</summary>
    TextList,

    /// <summary>A list of records with fields of their own (<see cref="Field.Items"/>).</summary>
    RecordList,
}
