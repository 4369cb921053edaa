using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Storage.Schema;

/// <summary>One numbered script of an engine, as it ships inside the product.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Sql">Its text, with LF line ends.</param>
internal sealed record SchemaScript(int Version, string Name, string Sql)
{
    /// <summary>Hex SHA-256 of the text.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The script as it is told to those outside.</summary>
    public PendingScript ToPending() => new(this.Version, this.Name, this.Checksum, this.Sql);

    /// <summary>The scripts of an engine, in order.</summary>
    public static IReadOnlyList<SchemaScript> Of(string engine)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var prefix = $"schema/{engine}/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(name => (resource: name, path: name.Replace('\\', '/')))
                .Where(name => name.path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => Load(assembly, name.resource, name.path[prefix.Length..]))
                .OrderBy(script => script.Version),
        ];
    }

    private static SchemaScript Load(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The script {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sql = reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        return new SchemaScript(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, sql);
    }
}
