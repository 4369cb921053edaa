using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>What the key files are encrypted with. It cannot be printed or serialized by accident.</summary>
[JsonConverter(typeof(UnprintableConverter))]
internal sealed class Passphrase
{
    private const int MaxLength = 4096;

    private readonly string text;

    private Passphrase(string text) => this.text = text;

    /// <summary>The text, for the one caller that derives a key from it.</summary>
    internal ReadOnlySpan<char> Reveal => this.text;

    /// <exception cref="KeyFolderException">It is empty, or longer than 4,096 characters (LB6102).</exception>
    public static Passphrase From(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw Unusable("The key passphrase is empty.");
        }

        return text.Length <= MaxLength ? new Passphrase(text) : throw Unusable($"The key passphrase is longer than {MaxLength} characters.");
    }

    /// <summary>The first line of a file; the line end is not part of it.</summary>
    /// <exception cref="KeyFolderException">The file cannot be read, or its first line is empty (LB6102).</exception>
    public static Passphrase FromFile(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var buffer = new char[MaxLength + 2];
            var read = reader.ReadBlock(buffer);
            var line = buffer.AsSpan(0, read);
            var end = line.IndexOfAny('\r', '\n');
            return From((end < 0 ? line : line[..end]).ToString());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"The key passphrase file {path} cannot be read: {problem.Message}", problem);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "passphrase";

    private static KeyFolderException Unusable(string what, Exception? inner = null) => new(
        KeyTrouble.Terminal,
        "LB6102",
        what + " Set LerBridge:Issuer:KeyPassphraseFile to a file whose first line is the passphrase, or LerBridge:Issuer:KeyPassphrase in the environment.",
        inner);
}
