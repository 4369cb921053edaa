using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// The few calls into OpenSSL 3 that Ed25519 needs. On Linux it is the library that .NET itself uses; elsewhere it must be installed beside the program.
/// See the manual pages EVP_PKEY_new_raw_private_key(3), EVP_DigestSign(3), EVP_DigestVerify(3).
/// </summary>
internal static partial class OpenSsl
{
    /// <summary>NID_ED25519 of obj_mac.h.</summary>
    public const int Ed25519 = 1087;

    private const string Crypto = "lerbridge-libcrypto";

    private static readonly string[] Names = OperatingSystem.IsWindows()
        ? ["libcrypto-3-x64.dll", "libcrypto-3-arm64.dll", "libcrypto-3.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"]
            : ["libcrypto.so.3"];

    private static readonly nint Library = Load();

    /// <summary>True where Ed25519 can be used.</summary>
    public static bool IsAvailable => Library != 0;

    /// <exception cref="CryptoUnavailableException">OpenSSL 3 is not there.</exception>
    public static void Require()
    {
        if (!IsAvailable)
        {
            throw new CryptoUnavailableException(
                $"Ed25519 needs OpenSSL 3, and none of {string.Join(", ", Names)} was found. Install OpenSSL 3 (on Windows: beside lerbridge.exe), or use a P-256 key.");
        }
    }

    [LibraryImport(Crypto)]
    internal static partial PkeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Crypto)]
    internal static partial PkeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Crypto)]
    internal static partial int EVP_PKEY_get_raw_public_key(PkeyHandle key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Crypto)]
    internal static partial int EVP_PKEY_get_raw_private_key(PkeyHandle key, Span<byte> bytes, ref nuint length);

    [LibraryImport(Crypto)]
    internal static partial MdContextHandle EVP_MD_CTX_new();

    [LibraryImport(Crypto)]
    internal static partial int EVP_DigestSignInit(MdContextHandle context, nint keyContext, nint digest, nint engine, PkeyHandle key);

    [LibraryImport(Crypto)]
    internal static partial int EVP_DigestSign(MdContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Crypto)]
    internal static partial int EVP_DigestVerifyInit(MdContextHandle context, nint keyContext, nint digest, nint engine, PkeyHandle key);

    [LibraryImport(Crypto)]
    internal static partial int EVP_DigestVerify(MdContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Crypto)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Crypto)]
    private static partial void EVP_MD_CTX_free(nint context);

    private static nint Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(OpenSsl).Assembly, Resolve);
        foreach (var name in Names)
        {
            // never the working directory, nor a PATH that others may write to
            if (NativeLibrary.TryLoad(name, typeof(OpenSsl).Assembly, DllImportSearchPath.SafeDirectories, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Crypto ? Library : 0;

    /// <summary>An EVP_PKEY.</summary>
    internal sealed class PkeyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(this.handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX.</summary>
    internal sealed class MdContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(this.handle);
            return true;
        }
    }
}
