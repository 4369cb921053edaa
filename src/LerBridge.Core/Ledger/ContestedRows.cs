using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Core.Ledger;

/// <summary>Two rows of one extract with one key that say different things: the record is held, since nobody can tell which of the two is right.</summary>
public static class ContestedRows
{
    /// <summary>The code of such a row.</summary>
    public const string Code = "LB3111";

    private const int MostPlace = 400;
    private const string Reason = "Rows of the extract with this key say different things, so that it cannot be told which is right.";

    /// <summary>What is kept of a row of a partition that is of one moment: itself, or what stands for both where it contradicts what stood for its key so far.</summary>
    /// <param name="row">The row.</param>
    /// <param name="earlier">The fingerprint and the place of what stood for its key so far; null for nothing.</param>
    public static StagedRow Settle(StagedRow row, (string Fingerprint, string? Place)? earlier) =>
        row.RejectCode is null && earlier is { } stood && stood.Fingerprint != row.Fingerprint ? Of(row, stood.Fingerprint, stood.Place) : row;

    /// <summary>What stands for both rows. The same rows in the same order give the same fingerprint.</summary>
    /// <param name="newer">The later row, whose number and group stay.</param>
    /// <param name="earlier">The fingerprint of what stood for the key so far.</param>
    /// <param name="place">The place of what stood for the key so far.</param>
    private static StagedRow Of(StagedRow newer, string earlier, string? place) => newer with
    {
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{earlier} {newer.Fingerprint}"))),
        Content = default,
        Place = place is null ? newer.Place : newer.Place is null || place.Length > MostPlace ? place : $"{place} and {newer.Place}",
        RejectCode = Code,
        RejectReason = Reason,
    };
}
