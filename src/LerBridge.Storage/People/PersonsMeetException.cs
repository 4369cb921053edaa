namespace LerBridge.Storage.People;

/// <summary>One plan would give an identifier to two persons: parts of an extract that were decided side by side met each other.</summary>
internal sealed class PersonsMeetException(string message) : InvalidOperationException(message);
