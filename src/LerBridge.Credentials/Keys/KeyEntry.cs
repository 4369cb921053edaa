namespace LerBridge.Credentials.Keys;

/// <summary>The public side of a key of ours.</summary>
/// <param name="Id">Its Multikey text, which is also the fragment of its verification method and the name of its file.</param>
/// <param name="Algorithm">What it signs with.</param>
/// <param name="State">What it may be used for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Changed">Since when it is in its state.</param>
internal sealed record KeyEntry(string Id, KeyAlgorithm Algorithm, KeyState State, DateTimeOffset Created, DateTimeOffset Changed);
