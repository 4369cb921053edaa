using System.Text;
using System.Xml;
using System.Xml.Linq;
using LerBridge.Credentials.Jose;

namespace LerBridge.Credentials.Pictures;

/// <summary>
/// An SVG with a credential in its first child, <c>openbadges:credential</c>: JSON as its text, or a JWT in its attribute <c>verify</c> (Open Badges 3.0, section 5.3.2).
/// A document type is passed over unread: nothing is fetched, and no entity is known but those of XML itself.
/// </summary>
internal static class BakedSvg
{
    private const int MaxDepth = 256;
    private const string Verify = "verify";
    private static readonly XNamespace Badges = "https://purl.imsglobal.org/ob/v3p0";
    private static readonly XNamespace OlderBadges = "http://openbadges.org";
    private static readonly XName Credential = Badges + "credential";

    /// <summary>True for XML, which neither JSON nor a JWT looks like.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith("\ufeff"u8) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8).StartsWith("<"u8) || bytes is [0xff, 0xfe, (byte)'<', ..] or [0xfe, 0xff, 0, (byte)'<', ..];
    }

    public static BakedCredential Read(ReadOnlyMemory<byte> svg)
    {
        try
        {
            return Read(Open(svg));
        }
        catch (XmlException problem)
        {
            return BakedCredential.Refused($"It is XML that cannot be read, at line {problem.LineNumber}: malformed, deeper than {MaxDepth}, or with entities of its own.");
        }
    }

    /// <summary>Puts a credential into a picture, in place of one that it has. A document type is not carried over.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="credential">A signed credential, as JSON or as a JWT.</param>
    /// <returns>The picture with the credential; or why there is none.</returns>
    public static (byte[]? Picture, string? Refusal) Write(ReadOnlyMemory<byte> svg, ReadOnlyMemory<byte> credential)
    {
        if (svg.Length > BakedPicture.MaxBytes)
        {
            return (null, $"The picture has more than {BakedPicture.MaxBytes} bytes.");
        }

        if (Bakeable.Refusal(credential) is { } unfit)
        {
            return (null, unfit);
        }

        try
        {
            var root = Open(svg);
            if (root.Name.LocalName != "svg")
            {
                return (null, "The picture is XML, but no SVG.");
            }

            root.Elements(Credential).Concat(root.Elements(OlderBadges + "assertion")).ToList().ForEach(one => one.Remove());
            root.SetAttributeValue(XNamespace.Xmlns + "openbadges", Badges.NamespaceName);
            root.AddFirst(Element(credential));
            return (Bytes(root), null);
        }
        catch (XmlException problem)
        {
            return (null, $"The picture cannot be read as XML, at line {problem.LineNumber}.");
        }
    }

    private static XElement Element(ReadOnlyMemory<byte> credential)
    {
        var text = Encoding.UTF8.GetString(credential.Span);
        return JwsCompact.IsOne(credential.Span)
            ? new XElement(Credential, new XAttribute(Verify, text))
            // the two letters that JSON may have in a string and XML nowhere
            : new XElement(Credential, new XCData(text.Replace("\ufffe", "\\ufffe", StringComparison.Ordinal).Replace("\uffff", "\\uffff", StringComparison.Ordinal)));
    }

    private static byte[] Bytes(XElement root)
    {
        using var picture = new MemoryStream();
        using (var xml = XmlWriter.Create(picture, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None }))
        {
            new XDocument(root).Save(xml);
        }

        return picture.ToArray();
    }

    private static BakedCredential Read(XElement root)
    {
        if (root.Name.LocalName != "svg")
        {
            return BakedCredential.Refused("It is XML, but no SVG.");
        }

        var found = root.Elements(Credential).ToArray();
        if (found.Length == 0)
        {
            return BakedCredential.Refused(root.Elements(OlderBadges + "assertion").Any()
                ? "It is an SVG with a badge of Open Badges 2.0 or before. Ask its issuer for one of Open Badges 3.0."
                : "It is an SVG without a credential in it.");
        }

        if (found.Length > 1)
        {
            return BakedCredential.Refused("It is an SVG with more than one credential in it, so nobody could say which one it shows.");
        }

        var jwt = found[0].Attribute(Verify)?.Value.Trim();
        var json = found[0].Value.Trim();
        return (jwt, json) switch
        {
            ({ Length: > 0 }, "") => new BakedCredential(Encoding.UTF8.GetBytes(jwt), "It lies in the attribute verify of an SVG."),
            (null or "", { Length: > 0 }) => new BakedCredential(Encoding.UTF8.GetBytes(json), "It lies in the element openbadges:credential of an SVG."),
            _ => BakedCredential.Refused("It is an SVG whose openbadges:credential holds nothing, or both JSON and a JWT."),
        };
    }

    /// <exception cref="XmlException">It is no XML within bounds.</exception>
    private static XElement Open(ReadOnlyMemory<byte> svg)
    {
        CheckDepth(svg);
        using var reader = Reader(svg);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root ?? throw new XmlException("There is no element.");
    }

    private static void CheckDepth(ReadOnlyMemory<byte> svg)
    {
        using var reader = Reader(svg);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw new XmlException("Too deep.", null, reader is IXmlLineInfo line ? line.LineNumber : 0, 0);
            }
        }
    }

    private static XmlReader Reader(ReadOnlyMemory<byte> svg) => XmlReader.Create(
        new MemoryStream(svg.ToArray(), writable: false),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = BakedPicture.MaxBytes, MaxCharactersFromEntities = 1 });
}
