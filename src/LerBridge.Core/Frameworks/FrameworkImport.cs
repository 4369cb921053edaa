using System.Text.Json;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Frameworks;

/// <summary>
/// Reads a framework in any of the forms that publishers use, told apart by their content: CASE packages, CTDL-ASN, rich skill descriptors as JSON or CSV, tables of
/// O*NET. What comes out is a CASE package: the very file where it was one, else one that is made of it.
/// </summary>
public static class FrameworkImport
{
    /// <summary>The most that a file may have.</summary>
    public const long MaxBytes = CaseReader.MaxBytes;

    /// <summary>What can be read, for people.</summary>
    public const string Forms = "CASE 1.0 and 1.1 packages (JSON), CTDL-ASN graphs (JSON-LD), rich skill descriptors (OSMT's JSON or CSV), tables of O*NET (text or CSV)";

    /// <summary>Reads a file. Never throws for what a publisher wrote: every problem is a diagnostic.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="content">Its content.</param>
    /// <param name="id">The id that it is to have here; null takes it from the title.</param>
    /// <param name="version">The version that it is to have here; null takes the one that the file says.</param>
    public static FrameworkImportResult Read(string file, ReadOnlyMemory<byte> content, string? id, string? version)
    {
        var findings = new FrameworkFindings(file);
        var name = new FrameworkName(findings);
        name.Check(id, version);
        if (findings.HasErrors)
        {
            return FrameworkImportResult.Refused(findings.All);
        }

        var (form, draft, package, reading) = Parse(file, content, id, version);
        var problems = reading.Problems.ToList();
        if (reading.Framework is not { } framework)
        {
            return FrameworkImportResult.Refused(problems);
        }

        var named = new FrameworkFindings(file);
        var (ownId, ownVersion) = new FrameworkName(named).Of(framework.Head, id, version);
        problems.AddRange(named.All);
        return named.HasErrors || ownId is null || ownVersion is null
            ? FrameworkImportResult.Refused(problems)
            : new FrameworkImportResult { Form = form, Id = ownId, Version = ownVersion, Framework = framework, Package = package, Problems = problems, LeftOut = draft?.LeftOut ?? [] };
    }

    /// <summary>Reads a file that is not to be kept, so that it needs no name.</summary>
    /// <param name="file">The file, as it is to be shown.</param>
    /// <param name="content">Its content.</param>
    public static FrameworkReading Open(string file, ReadOnlyMemory<byte> content) => Parse(file, content, null, null).Reading;

    private static (string Form, FrameworkDraft? Draft, ReadOnlyMemory<byte> Package, FrameworkReading Reading) Parse(string file, ReadOnlyMemory<byte> content, string? id, string? version)
    {
        var findings = new FrameworkFindings(file);
        if (content.Length > MaxBytes)
        {
            findings.Error("LB3312", new(1, 1), $"This file has more than {MaxBytes >> 20} MB.");
            return (string.Empty, null, content, new FrameworkReading(null, findings.All));
        }

        var (form, draft) = Form(content, findings, id, version);
        if (form is null || findings.HasErrors)
        {
            return (string.Empty, draft, content, new FrameworkReading(null, findings.All));
        }

        var package = draft is null ? content : CaseWriter.Write(draft);
        var reading = CaseReader.Read(file, package);

        // what is wrong with a package that was made here has no place in the file that it was made of
        var problems = draft is null ? reading.Problems : reading.Problems.Select(problem => problem with { Line = 1, Column = 1 });
        return (form, draft, package, reading with { Problems = [.. findings.All, .. problems] });
    }

    private static (string? Form, FrameworkDraft? Draft) Form(ReadOnlyMemory<byte> content, FrameworkFindings findings, string? id, string? version)
    {
        var span = content.Span;
        if (span.StartsWith("PK\u0003\u0004"u8))
        {
            findings.Error("LB3310", new(1, 1), "This is an Excel workbook or an archive.", "in Excel, save the sheet as  CSV UTF-8 (comma delimited);  unpack an archive first");
            return default;
        }

        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            findings.Error("LB3311", new(1, 1), "This file is UTF-16.", "save it as UTF-8");
            return default;
        }

        var start = span.StartsWith("\uFEFF"u8) ? span[3..] : span;
        start = start.TrimStart(" \t\r\n"u8);
        return start switch
        {
            [] => Unknown(findings, "This file is empty."),
            [(byte)'{' or (byte)'[', ..] => Json(content, findings, id),
            [(byte)'<', ..] => Unknown(findings, "This is a web page or XML, not a framework."),
            _ => Sheet(content, findings, id, version),
        };
    }

    private static (string?, FrameworkDraft?) Json(ReadOnlyMemory<byte> content, FrameworkFindings findings, string? id)
    {
        var names = TopNames(content.Span);
        if (names.Contains("CFDocument"))
        {
            return ("CASE package", null);
        }

        using var json = JsonText.Read(content, findings);
        if (json is null)
        {
            return default;
        }

        return CtdlAsnReader.Knows(names) ? ("CTDL-ASN", CtdlAsnReader.Read(json))
            : RsdJsonReader.Knows(names) ? ("rich skill descriptors", RsdJsonReader.Read(json, id))
            : Unknown(findings, "This JSON is none of the forms of a framework that are known.");
    }

    private static (string?, FrameworkDraft?) Sheet(ReadOnlyMemory<byte> content, FrameworkFindings findings, string? id, string? version) =>
        SheetReading.Read(content, findings) is not { } sheet ? default
        : RsdCsvReader.Knows(sheet) ? ("rich skill descriptors (CSV)", RsdCsvReader.Read(sheet, id))
        : OnetReader.Knows(sheet) ? ("O*NET table", OnetReader.Read(sheet, version))
        : Unknown(findings, $"The columns of this sheet ({string.Join(", ", sheet.Header.Take(6))}{(sheet.Header.Count > 6 ? ", …" : string.Empty)}) are none that are known.");

    private static (string?, FrameworkDraft?) Unknown(FrameworkFindings findings, string message)
    {
        findings.Error("LB3310", new(1, 1), message, $"what can be read: {Forms}");
        return default;
    }

    // the members of the outermost object, or of the first one in a list
    private static HashSet<string> TopNames(ReadOnlySpan<byte> content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(content.StartsWith("\uFEFF"u8) ? content[3..] : content, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
            }

            while (reader.TokenType == JsonTokenType.StartObject || reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    names.Add(reader.GetString() ?? string.Empty);
                    reader.Skip();
                }

                if (!reader.Read())
                {
                    break;
                }

                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    break;
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Whoever reads it in full says what is wrong, and where.
        }

        return names;
    }
}
