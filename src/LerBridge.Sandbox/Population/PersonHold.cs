namespace LerBridge.Sandbox.Population;

/// <summary>A row of person-holds. Old rows end in 2099, which means that they do not end.</summary>
internal sealed record PersonHold(Guid PersonId, string Category, string TypeCode, DateOnly Start, DateOnly End);
