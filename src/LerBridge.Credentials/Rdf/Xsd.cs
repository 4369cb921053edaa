namespace LerBridge.Credentials.Rdf;

/// <summary>Datatypes of https://www.w3.org/TR/xmlschema11-2/ that JSON values become.</summary>
internal static class Xsd
{
    public const string Boolean = Namespace + "boolean";
    public const string Double = Namespace + "double";
    public const string Integer = Namespace + "integer";
    public const string String = Namespace + "string";
    private const string Namespace = "http://www.w3.org/2001/XMLSchema#";
}
