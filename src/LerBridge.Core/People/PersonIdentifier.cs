namespace LerBridge.Core.People;

/// <summary>One typed identifier of a person. Types never match each other unless the site says that they hold the same value.</summary>
/// <param name="Type">Its type: <c>sis_id</c>, <c>banner_id</c>, <c>employee_id</c>, <c>login</c>, <c>verified_email</c>, or <c>connector:NAME</c> for the source's own key.</param>
/// <param name="Value">Its value. Personal data.</param>
public sealed record PersonIdentifier(string Type, string Value)
{
    /// <summary>The type only: the value is personal.</summary>
    public override string ToString() => this.Type;
}
