using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Shared;

/// <summary>Says where a mapping reads what a source does not give.</summary>
internal static class ReadPlaces
{
    private const int Most = 5;

    /// <summary><c> (the mapping reads term.name at mappings/banner-courses.yaml:69:11)</c>; nothing where it reads none of the fields.</summary>
    public static string Of(PullRequest request, IEnumerable<string> fields)
    {
        var read = fields.Where(request.ReadFields.ContainsKey).Take(Most).Select(field => $"{field} at {request.ReadFields[field]}").ToList();
        return read.Count == 0 ? string.Empty : $" (the mapping reads {string.Join(", ", read)})";
    }
}
