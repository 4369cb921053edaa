using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>
/// The reasons that a mapping has without writing them: what its source calls removed, inactive or not completed is skipped, unless the mapping reads the field that says so and thereby decides itself.
/// </summary>
internal static class VoidRules
{
    public const string Code = "LB3003";

    /// <summary>The fields of a stream that the mapping leaves to these rules.</summary>
    public static IEnumerable<Field> Unasked(RecordSchema schema, IReadOnlyDictionary<string, string> readFields) =>
        schema.Fields.Where(field => field.Void is not null && !readFields.ContainsKey(field.Name));

    /// <summary>The rules, in the order of the fields.</summary>
    /// <param name="schema">The stream.</param>
    /// <param name="readFields">The fields that the mapping reads.</param>
    /// <param name="where">The place of the mapping that names the stream.</param>
    public static IEnumerable<WhenRule> Of(RecordSchema schema, IReadOnlyDictionary<string, string> readFields, string where) =>
        Unasked(schema, readFields).Select(field => new WhenRule(Condition(schema, field), new MapResult.Skip(new MapReason(Code, Reason(field), where)), where));

    /// <summary>The reason in words.</summary>
    public static string Reason(Field field) => field.Void == VoidWhen.Missing ? $"{field.Name} is missing at the source" : $"{field.Name} is true at the source";

    private static MapNode Condition(RecordSchema schema, Field field)
    {
        var node = new FieldNode(schema.Slot(field.Name));
        return field.Void == VoidWhen.Missing ? new MissingNode(node, missing: true) : node;
    }
}
