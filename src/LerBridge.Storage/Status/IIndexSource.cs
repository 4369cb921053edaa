using System.Security.Cryptography;

namespace LerBridge.Storage.Status;

/// <summary>Where status indices come from. They are drawn at random, so that neighbours in a list say nothing about each other (Bitstring Status List 1.0, section 6).</summary>
internal interface IIndexSource
{
    /// <summary>A number from 0 up to, and not including, <paramref name="length"/>.</summary>
    int Next(int length);
}

/// <summary>The one door to randomness here.</summary>
internal sealed class RandomIndexSource : IIndexSource
{
    public int Next(int length) => RandomNumberGenerator.GetInt32(length);
}
