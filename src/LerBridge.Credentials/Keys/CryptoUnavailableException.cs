namespace LerBridge.Credentials.Keys;

/// <summary>This machine lacks the library that an algorithm needs.</summary>
internal sealed class CryptoUnavailableException(string message) : Exception(message);
