using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Codes;

namespace LerBridge.Worker.Reporting;

/// <summary>Diagnostics as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which pull requests show in the lines they are about.</summary>
internal static class DiagnosticSarif
{
    private static readonly JsonSerializerOptions Relaxed = JsonText.Options();

    public static string Write(IEnumerable<Diagnostic> diagnostics)
    {
        var all = diagnostics.ToArray();
        var codes = all.Select(diagnostic => diagnostic.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var document = new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "lerbridge",
                        ["version"] = typeof(DiagnosticSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
                        ["rules"] = new JsonArray([.. codes.Select(Rule)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. all.Select(diagnostic => Result(diagnostic, codes.IndexOf(diagnostic.Code)))]),
            }),
        };
        return document.ToJsonString(Relaxed);
    }

    // section 3.49: what the code means, with the help that "error CODE" gives
    private static JsonObject Rule(string code)
    {
        var known = CodeTable.Find(code);
        var rule = new JsonObject { ["id"] = code };
        if (known is not null)
        {
            rule["shortDescription"] = new JsonObject { ["text"] = known.Title };
            rule["fullDescription"] = new JsonObject { ["text"] = known.Explanation };
            rule["help"] = new JsonObject { ["text"] = $"{known.Explanation} {known.Advice}".Trim() };
        }

        return rule;
    }

    // section 3.27
    private static JsonObject Result(Diagnostic diagnostic, int rule) => new()
    {
        ["ruleId"] = diagnostic.Code,
        ["ruleIndex"] = rule,
        ["level"] = diagnostic.Severity == Severity.Error ? "error" : "warning",
        ["message"] = new JsonObject { ["text"] = DiagnosticGitHub.Message(diagnostic) },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = Uri(diagnostic.File) },
                ["region"] = new JsonObject { ["startLine"] = diagnostic.Line, ["startColumn"] = diagnostic.Column, ["endColumn"] = diagnostic.Column + Math.Max(1, diagnostic.Length) },
            },
        }),
    };

    private static string Uri(string file) =>
        Path.IsPathRooted(file) ? new Uri(file).AbsoluteUri : string.Join('/', file.Replace('\\', '/').Split('/').Where(part => part != ".").Select(part => part == ".." ? part : System.Uri.EscapeDataString(part)));
}
