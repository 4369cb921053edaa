using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>What an import came to, for scripts: <c>lerbridge/framework-import/v1</c>.</summary>
internal static class FrameworkImportJson
{
    public static string Write(FrameworkImportResult read, KeepResult kept, bool dryRun)
    {
        var framework = read.Framework;
        var document = new Document(
            "lerbridge/framework-import/v1",
            framework is null ? null : read.Form,
            framework is null ? null : read.Id,
            framework is null ? null : read.Version,
            framework?.Head.Title,
            framework?.Items.Count ?? 0,
            framework?.Items.Count(item => framework.EndOf(item) is not null) ?? 0,
            framework?.Items.Count(framework.IsReplaced) ?? 0,
            framework?.Associations.GroupBy(association => association.Type).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()) ?? [],
            framework?.Head.Definitions ?? 0,
            framework?.Head.Rubrics ?? 0,
            framework is null || kept == KeepResult.AnotherContent ? null : $"frameworks/{read.FileName}",
            framework is not null && kept == KeepResult.Written && !dryRun,
            framework?.Hash,
            read.LeftOut,
            [.. read.Problems.Select(Problem.Of)]);
        return JsonSerializer.Serialize(document, FrameworkImportJsonContext.Relaxed.Document);
    }

    internal sealed record Document(
        string Schema,
        string? Form,
        string? Id,
        string? Version,
        string? Title,
        int Items,
        int WithEnd,
        int Replaced,
        Dictionary<string, int> Associations,
        int Definitions,
        int Rubrics,
        string? File,
        bool Written,
        string? Hash,
        IReadOnlyList<string> NotTakenOver,
        IReadOnlyList<Problem> Diagnostics);

    internal sealed record Problem(string Code, string Severity, string File, int Line, int Column, string Message, string? Why, string? Try)
    {
        public static Problem Of(Diagnostic diagnostic) => new(
            diagnostic.Code,
            JsonText.Word(diagnostic.Severity),
            diagnostic.File,
            diagnostic.Line,
            diagnostic.Column,
            diagnostic.Message,
            diagnostic.Why,
            diagnostic.Try);
    }
}

[JsonSerializable(typeof(FrameworkImportJson.Document))]
internal sealed partial class FrameworkImportJsonContext : JsonSerializerContext
{
    public static FrameworkImportJsonContext Relaxed { get; } = new(JsonText.Options());
}
