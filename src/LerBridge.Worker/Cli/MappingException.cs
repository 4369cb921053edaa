using LerBridge.Core.Mapping;

namespace LerBridge.Worker.Cli;

/// <summary>A mapping that was to run does not compile; nothing was started.</summary>
internal sealed class MappingException(CatalogResult catalog) : Exception("A mapping does not compile.")
{
    public CatalogResult Catalog => catalog;
}
