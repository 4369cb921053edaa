namespace LerBridge.Sandbox;

/// <summary>What the registry can receive.</summary>
public enum SandboxArrivalKind
{
    /// <summary>A signed credential, new or corrected.</summary>
    Credential,

    /// <summary>A credential's status.</summary>
    Status,
}
