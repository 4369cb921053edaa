namespace LerBridge.Sandbox;

/// <summary>The imitated systems.</summary>
public enum SandboxSite
{
    /// <summary>Canvas, the learning management system.</summary>
    Canvas,

    /// <summary>Ellucian Ethos Integration in front of Banner.</summary>
    Ethos,

    /// <summary>Workday reports as a service.</summary>
    Workday,

    /// <summary>A registry that receives credentials.</summary>
    Registry,
}
