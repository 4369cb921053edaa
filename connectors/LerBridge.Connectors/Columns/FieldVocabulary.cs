using System.Collections.Frozen;
using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>The fields that have a fixed meaning: a declared column may fill one of these, or a field of the site's own.</summary>
internal static class FieldVocabulary
{
    /// <summary>What the names of the site's own fields begin with.</summary>
    public const string Site = "site.";

    private static readonly FrozenDictionary<string, Field> Fields = Collect();

    /// <summary>The names that there are.</summary>
    public static IEnumerable<string> Names => Fields.Keys;

    /// <summary>The field of a name; null where the name has no fixed meaning.</summary>
    public static Field? Find(string name) => Fields.GetValueOrDefault(name);

    private static FrozenDictionary<string, Field> Collect()
    {
        var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var schema in new[] { PositionHistory.Default, BannerStreams.CourseCompletions, BannerStreams.Awards, CanvasStreams.CourseCompletions, CanvasStreams.OutcomeResults, Certifications.Table.Schema(), WorkerSkills.Table.Schema(), LearningCompletions.Table.Schema() })
        {
            foreach (var field in schema.Fields)
            {
                if (field.Name != RecordSchema.RecordDateName && field.Type is not (FieldType.TextList or FieldType.RecordList))
                {
                    fields.TryAdd(field.Name, field);
                }
            }
        }

        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
