namespace LerBridge.Core.Sources;

/// <summary>
/// A field that an earlier run could read and this one cannot: a permission was taken away, a column is gone. Its absence says nothing about the records, so nothing that was issued is
/// corrected or withdrawn by a record whose mapping reads it; the record is held.
/// </summary>
/// <param name="Field">The field of the stream.</param>
/// <param name="Reason">What is gone, in a sentence for the operator, without personal data.</param>
/// <param name="HoldsNew">
/// True where it is certain that the source has values and does not show them: then records that would be issued for the first time are held too. False where the source may as well have
/// nothing to show, as with a column that is left out where all of its cells are empty.
/// </param>
public sealed record UnreadField(string Field, string Reason, bool HoldsNew);
