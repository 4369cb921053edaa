namespace LerBridge.Core.Records;

/// <summary>How a field says that its record does not count at its source.</summary>
public enum VoidWhen
{
    /// <summary>It is true: the thing was removed, rescinded or made inactive.</summary>
    True,

    /// <summary>It is missing: the thing has not happened yet.</summary>
    Missing,
}
