namespace LerBridge.Delivery.Http;

/// <summary>A request went out and no answer came; the receiver may have it.</summary>
internal sealed class UnansweredException(Exception cause) : Exception("A request went out and no answer came.", cause);
