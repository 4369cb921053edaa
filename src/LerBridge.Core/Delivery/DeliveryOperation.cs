namespace LerBridge.Core.Delivery;

/// <summary>What a destination is told.</summary>
public enum DeliveryOperation
{
    /// <summary>A new credential.</summary>
    Issue,

    /// <summary>The same credential with newer content.</summary>
    Correct,

    /// <summary>The credential is withdrawn.</summary>
    Withdraw,

    /// <summary>The credential is suspended.</summary>
    Suspend,

    /// <summary>The credential stands again.</summary>
    Reinstate,
}
