using System.Diagnostics;
using System.Text;

namespace LerBridge.Core.Settings;

/// <summary>A token, password or passphrase. It cannot be printed, compared or serialized by accident; <see cref="Reveal"/> is its one door.</summary>
[DebuggerDisplay("(secret)")]
public sealed class Secret
{
    private readonly string value;

    /// <summary>Wraps a secret.</summary>
    public Secret(string value) => this.value = value;

    /// <summary>The secret itself, for the one call that needs it.</summary>
    public string Reveal() => this.value;

    /// <summary>The secret in UTF-8.</summary>
    public byte[] RevealBytes() => Encoding.UTF8.GetBytes(this.value);

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
