using System.Runtime.InteropServices;

namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>
/// The words of PKCS#11 that signing needs (Cryptographic Token Interface 3.0, OASIS Standard; header pkcs11t.h). CK_ULONG is C's unsigned long; on Windows structures
/// are packed to one byte, and elsewhere these have no gaps.
/// </summary>
internal static class Ck
{
    public const uint UserType = 1;
    public const uint OsLocking = 2;
    public const uint SerialSession = 4;

    public const uint Class = 0x0;
    public const uint Label = 0x3;
    public const uint KeyType = 0x100;
    public const uint Id = 0x102;
    public const uint EcParams = 0x180;
    public const uint EcPoint = 0x181;

    public const uint PublicKey = 2;
    public const uint PrivateKey = 3;

    public const uint Ec = 0x3;
    public const uint EcEdwards = 0x40;

    public const uint Ecdsa = 0x1041;
    public const uint Eddsa = 0x1057;

    /// <summary>CK_ATTRIBUTE.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal unsafe struct Attribute
    {
        public CULong Type;
        public void* Value;
        public CULong Length;
    }

    /// <summary>CK_MECHANISM.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal unsafe struct Mechanism
    {
        public CULong Type;
        public void* Parameter;
        public CULong Length;
    }

    /// <summary>CK_C_INITIALIZE_ARGS.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal struct InitializeArguments
    {
        public nint CreateMutex;
        public nint DestroyMutex;
        public nint LockMutex;
        public nint UnlockMutex;
        public CULong Flags;
        public nint Reserved;
    }
}
