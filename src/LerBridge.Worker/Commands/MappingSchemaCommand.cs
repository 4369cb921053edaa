using LerBridge.Core.Mapping.Schema;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary><c>mapping schema</c>: the JSON Schema by which editors complete mappings.</summary>
internal static class MappingSchemaCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var output = Options.Output("Accepted as on every verb; a schema is JSON always.");
        var verb = new Verb("schema", "Prints the JSON Schema of mapping files, by which editors complete and explain keys.", "mapping schema", $"mapping schema > mappings/{MappingSchema.FileName}") { output };
        verb.Does((_, _) =>
        {
            surroundings.Terminal.Output.Write(MappingSchema.Write());
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }
}
