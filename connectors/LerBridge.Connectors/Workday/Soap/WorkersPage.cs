using System.Xml.Linq;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>A page of workers.</summary>
/// <param name="Workers">Their elements.</param>
/// <param name="TotalPages">How many pages there are; null where it is not said.</param>
/// <param name="TotalResults">How many workers there are; null where it is not said.</param>
internal sealed record WorkersPage(IReadOnlyList<XElement> Workers, int? TotalPages, int? TotalResults);
