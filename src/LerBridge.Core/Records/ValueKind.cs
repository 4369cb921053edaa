namespace LerBridge.Core.Records;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing: the source has no value here.</summary>
    Missing,

    /// <summary>Text, or the word of a code.</summary>
    Text,

    /// <summary>A decimal or whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>An instant in UTC.</summary>
    Time,

    /// <summary>A list of text.</summary>
    TextList,

    /// <summary>A list of records.</summary>
    RecordList,
}
