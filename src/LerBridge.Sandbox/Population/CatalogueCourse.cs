namespace LerBridge.Sandbox.Population;

/// <summary>A course of the catalogue. <paramref name="Modules"/> is the number of required module items in Canvas; 0 means that it is not module
/// based.</summary>
internal sealed record CatalogueCourse(string Subject, string Number, string Title, decimal Credits, Programme Programme, int Modules = 0)
{
    public string Code => $"{Subject}-{Number}";

    public Guid Guid => MadeUpGuid.Of("course", Code);
}
