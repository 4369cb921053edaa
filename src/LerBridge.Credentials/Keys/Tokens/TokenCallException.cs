namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>A call into a PKCS#11 library was refused; <see cref="Token"/> tells people what that means.</summary>
internal sealed class TokenCallException(string call, CkResult result) : Exception($"{call} answered {result.Name()}")
{
    public CkResult Result => result;
}
