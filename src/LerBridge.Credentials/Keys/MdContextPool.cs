using System.Security.Cryptography;

namespace LerBridge.Credentials.Keys;

/// <summary>A few contexts kept for the next signature, so that none is made and freed per call. One context serves one thread at a time.</summary>
internal sealed class MdContextPool : IDisposable
{
    private readonly OpenSsl.MdContextHandle?[] spare = new OpenSsl.MdContextHandle?[Environment.ProcessorCount];

    public OpenSsl.MdContextHandle Rent()
    {
        for (var i = 0; i < this.spare.Length; i++)
        {
            if (this.spare[i] is not null && Interlocked.Exchange(ref this.spare[i], null) is { } context)
            {
                return context;
            }
        }

        var made = OpenSsl.EVP_MD_CTX_new();
        return made.IsInvalid ? throw new CryptographicException("OpenSSL is out of memory.") : made;
    }

    /// <summary>Takes a context back. One that failed is not returned: it is freed by its finalizer.</summary>
    public void Return(OpenSsl.MdContextHandle context)
    {
        for (var i = 0; i < this.spare.Length; i++)
        {
            if (this.spare[i] is null && Interlocked.CompareExchange(ref this.spare[i], context, null) is null)
            {
                return;
            }
        }

        context.Dispose();
    }

    public void Dispose()
    {
        for (var i = 0; i < this.spare.Length; i++)
        {
            Interlocked.Exchange(ref this.spare[i], null)?.Dispose();
        }
    }
}
