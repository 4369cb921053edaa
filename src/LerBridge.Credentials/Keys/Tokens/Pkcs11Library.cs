using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>
/// A PKCS#11 library of a vendor, called through its function list (PKCS#11 Base Specification 3.0, section 5). Initialized once per process and never finalized: other parts
/// of the process may use it too. Thread-safe as a whole; a session serves one thread at a time.
/// </summary>
internal sealed unsafe class Pkcs11Library
{
    private const int LabelLength = 32;
    private const int MaxSlots = 1024;
    private const int MaxAttribute = 1024;
    private const int MaxSignature = 512;

    private static readonly ConcurrentDictionary<string, Lazy<Pkcs11Library>> Loaded = new(StringComparer.Ordinal);

    private readonly nint* functions;

    private Pkcs11Library(nint* functions) => this.functions = functions;

    // CK_FUNCTION_LIST, in the order of pkcs11f.h
    private enum Function
    {
        Initialize = 0,
        GetSlotList = 4,
        GetTokenInfo = 6,
        OpenSession = 12,
        CloseSession = 13,
        CloseAllSessions = 14,
        Login = 18,
        GetAttributeValue = 24,
        FindObjectsInit = 26,
        FindObjects = 27,
        FindObjectsFinal = 28,
        SignInit = 42,
        Sign = 43,
    }

    /// <exception cref="KeyFolderException">The library is missing, or is none (LB6121); it cannot be initialized (LB6125).</exception>
    public static Pkcs11Library Load(string path)
    {
        var made = Loaded.GetOrAdd(path, static path => new Lazy<Pkcs11Library>(() => Open(path)));
        try
        {
            return made.Value;
        }
        catch (KeyFolderException)
        {
            // what was put right meanwhile is found at the next try
            Loaded.TryRemove(KeyValuePair.Create(path, made));
            throw;
        }
    }

    /// <summary>The slots that hold a token, with the labels of the tokens.</summary>
    public IReadOnlyList<(CULong Slot, string Label)> Tokens()
    {
        var list = (delegate* unmanaged[Cdecl]<byte, CULong*, CULong*, CULong>)this[Function.GetSlotList];
        CULong count;
        Check("C_GetSlotList", list(1, null, &count));
        var slots = new CULong[Math.Min((int)count.Value, MaxSlots)];
        count = new CULong((nuint)slots.Length);
        fixed (CULong* into = slots)
        {
            Check("C_GetSlotList", list(1, into, &count));
        }

        // CK_TOKEN_INFO begins with the label, padded with blanks; in all it has 208 bytes at most
        var info = stackalloc byte[512];
        var tokens = new List<(CULong, string)>();
        foreach (var slot in slots.AsSpan(0, Math.Min((int)count.Value, slots.Length)))
        {
            var result = ((delegate* unmanaged[Cdecl]<CULong, byte*, CULong>)this[Function.GetTokenInfo])(slot, info);
            if (ResultOf(result) == CkResult.Ok)
            {
                tokens.Add((slot, Encoding.UTF8.GetString(info, LabelLength).TrimEnd(' ', '\0')));
            }
        }

        return tokens;
    }

    public CULong OpenSession(CULong slot)
    {
        CULong session;
        Check("C_OpenSession", ((delegate* unmanaged[Cdecl]<CULong, CULong, void*, void*, CULong*, CULong>)this[Function.OpenSession])(slot, new CULong(Ck.SerialSession), null, null, &session));
        return session;
    }

    /// <summary>Whether it was still open does not matter.</summary>
    public void CloseSession(CULong session) => ((delegate* unmanaged[Cdecl]<CULong, CULong>)this[Function.CloseSession])(session);

    /// <summary>Ends every session of this process with the token, and its login.</summary>
    public void CloseAllSessions(CULong slot) => Check("C_CloseAllSessions", ((delegate* unmanaged[Cdecl]<CULong, CULong>)this[Function.CloseAllSessions])(slot));

    /// <summary>Logs in for all sessions of this process with the token.</summary>
    public void Login(CULong session, ReadOnlySpan<char> pin)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(pin)];
        try
        {
            Encoding.UTF8.GetBytes(pin, bytes);
            fixed (byte* text = bytes)
            {
                var result = ResultOf(((delegate* unmanaged[Cdecl]<CULong, CULong, byte*, CULong, CULong>)this[Function.Login])(session, new CULong(Ck.UserType), text, new CULong((nuint)bytes.Length)));
                if (result is not (CkResult.Ok or CkResult.UserAlreadyLoggedIn))
                {
                    throw new TokenCallException("C_Login", result);
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The objects of a class that have an attribute; two at most, which is enough to see that it is not one.</summary>
    public IReadOnlyList<CULong> Find(CULong session, uint objectClass, uint attribute, ReadOnlySpan<byte> value)
    {
        var wanted = new CULong(objectClass);
        var found = stackalloc CULong[2];
        CULong count;
        fixed (byte* bytes = value)
        {
            var template = stackalloc Ck.Attribute[2];
            template[0] = new Ck.Attribute { Type = new CULong(Ck.Class), Value = &wanted, Length = new CULong((nuint)sizeof(CULong)) };
            template[1] = new Ck.Attribute { Type = new CULong(attribute), Value = bytes, Length = new CULong((nuint)value.Length) };
            Check("C_FindObjectsInit", ((delegate* unmanaged[Cdecl]<CULong, Ck.Attribute*, CULong, CULong>)this[Function.FindObjectsInit])(session, template, new CULong(2)));
        }

        var result = ((delegate* unmanaged[Cdecl]<CULong, CULong*, CULong, CULong*, CULong>)this[Function.FindObjects])(session, found, new CULong(2), &count);
        Check("C_FindObjectsFinal", ((delegate* unmanaged[Cdecl]<CULong, CULong>)this[Function.FindObjectsFinal])(session));
        Check("C_FindObjects", result);
        return new ReadOnlySpan<CULong>(found, (int)count.Value).ToArray();
    }

    /// <returns>Null where the object does not have the attribute, or does not show it.</returns>
    public byte[]? Read(CULong session, CULong key, uint attribute)
    {
        var buffer = stackalloc byte[MaxAttribute];
        var asked = new Ck.Attribute { Type = new CULong(attribute), Value = buffer, Length = new CULong(MaxAttribute) };
        var result = ResultOf(((delegate* unmanaged[Cdecl]<CULong, CULong, Ck.Attribute*, CULong, CULong>)this[Function.GetAttributeValue])(session, key, &asked, new CULong(1)));
        if (result.IsLost())
        {
            throw new TokenCallException("C_GetAttributeValue", result);
        }

        return result == CkResult.Ok && asked.Length.Value <= MaxAttribute ? new ReadOnlySpan<byte>(buffer, (int)asked.Length.Value).ToArray() : null;
    }

    public byte[] Sign(CULong session, CULong key, uint mechanism, ReadOnlySpan<byte> data)
    {
        var how = new Ck.Mechanism { Type = new CULong(mechanism) };
        Check("C_SignInit", ((delegate* unmanaged[Cdecl]<CULong, Ck.Mechanism*, CULong, CULong>)this[Function.SignInit])(session, &how, key));
        var signature = stackalloc byte[MaxSignature];
        var length = new CULong(MaxSignature);
        fixed (byte* bytes = data)
        {
            Check("C_Sign", ((delegate* unmanaged[Cdecl]<CULong, byte*, CULong, byte*, CULong*, CULong>)this[Function.Sign])(session, bytes, new CULong((nuint)data.Length), signature, &length));
        }

        return new ReadOnlySpan<byte>(signature, (int)length.Value).ToArray();
    }

    private nint this[Function function] => this.functions[(int)function];

    private static Pkcs11Library Open(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var handle))
        {
            var why = File.Exists(path) ? "is no library that this machine can load" : "does not exist";
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6121", $"The PKCS#11 library {path} {why}. Name the vendor's library for this system in LerBridge:Issuer:Token:Library.");
        }

        if (!NativeLibrary.TryGetExport(handle, "C_GetFunctionList", out var export))
        {
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6121", $"{path} is no PKCS#11 library. Name the vendor's in LerBridge:Issuer:Token:Library.");
        }

        try
        {
            nint list;
            Check("C_GetFunctionList", ((delegate* unmanaged[Cdecl]<nint*, CULong>)export)(&list));

            // the pointers follow a version of two bytes, and the gap where structures have one
            var library = new Pkcs11Library((nint*)(list + (OperatingSystem.IsWindows() ? 2 : sizeof(nint))));
            var arguments = new Ck.InitializeArguments { Flags = new CULong(Ck.OsLocking) };
            var result = ResultOf(((delegate* unmanaged[Cdecl]<void*, CULong>)library[Function.Initialize])(&arguments));
            return result is CkResult.Ok or CkResult.CryptokiAlreadyInitialized ? library : throw new TokenCallException("C_Initialize", result);
        }
        catch (TokenCallException problem)
        {
            throw new KeyFolderException(KeyTrouble.Terminal, "LB6125", $"The PKCS#11 library {path} cannot be used: {problem.Message}. See its vendor's manual, and its own settings.", problem);
        }
    }

    private static CkResult ResultOf(CULong answer) => (CkResult)(uint)answer.Value;

    private static void Check(string call, CULong answer)
    {
        if (ResultOf(answer) is not CkResult.Ok and var result)
        {
            throw new TokenCallException(call, result);
        }
    }
}
