using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>
/// A token with which this process is logged in. A call takes a session of its own for as long as it lasts; what the token has forgotten meanwhile is opened anew, once. A PIN
/// that was refused is never tried again by this process, since tokens lock after a few tries. Thread-safe.
/// </summary>
internal sealed class Token(TokenOptions options)
{
    private readonly Lock gate = new();

    private volatile Login? current;
    private KeyFolderException? refused;

    /// <summary>The token as messages name it.</summary>
    public string Name => options.Name;

    /// <summary>Does something in a session; a second time, in a new one, where the first was lost.</summary>
    /// <exception cref="KeyFolderException">LB6121 to LB6123: it cannot be opened; LB6125: it refused the call.</exception>
    public T Use<T>(Func<Pkcs11Library, Login, CULong, T> act)
    {
        try
        {
            var library = Pkcs11Library.Load(options.Library);
            var login = this.current;
            try
            {
                return Within(library, login ??= this.Renew(library, lost: null), act);
            }
            catch (TokenCallException problem) when (problem.Result.IsLost())
            {
                return Within(library, this.Renew(library, login), act);
            }
        }
        catch (TokenCallException problem)
        {
            throw new KeyFolderException(
                problem.Result.IsLost() ? KeyTrouble.Transient : KeyTrouble.Terminal,
                "LB6125",
                $"{Capital(options.Name)} refused: {problem.Message}. See its vendor's manual; where it was taken out or started anew, try again.",
                problem);
        }
    }

    private static T Within<T>(Pkcs11Library library, Login login, Func<Pkcs11Library, Login, CULong, T> act)
    {
        if (!login.Spare.TryTake(out var session))
        {
            try
            {
                session = library.OpenSession(login.Slot);
            }
            catch (TokenCallException problem) when (problem.Result == CkResult.SessionCount)
            {
                // the token has fewer sessions than we have threads: they take turns with the one that is ours
                lock (login)
                {
                    return act(library, login, login.Kept);
                }
            }
        }

        // a session that failed may be in the middle of an operation: it is not used again
        try
        {
            var done = act(library, login, session);
            login.Spare.Add(session);
            return done;
        }
        catch
        {
            library.CloseSession(session);
            throw;
        }
    }

    private Login Renew(Pkcs11Library library, Login? lost)
    {
        lock (this.gate)
        {
            if (this.current is { } already && already != lost)
            {
                return already; // another thread was quicker
            }

            if (this.refused is { } before)
            {
                throw new KeyFolderException(before.Trouble, before.Code, before.Message, before);
            }

            foreach (var session in lost?.Spare.Append(lost.Kept) ?? [])
            {
                library.CloseSession(session);
            }

            this.current = null;
            return this.current = this.LogIn(library, this.FindSlot(library));
        }
    }

    private Login LogIn(Pkcs11Library library, CULong slot)
    {
        var kept = library.OpenSession(slot);
        try
        {
            library.Login(kept, options.Pin.Reveal);
        }
        catch (TokenCallException problem)
        {
            library.CloseSession(kept);
            if (!problem.Result.IsPinRefused())
            {
                throw;
            }

            this.refused = new KeyFolderException(
                KeyTrouble.Credentials,
                "LB6123",
                $"{Capital(options.Name)} refuses the PIN ({problem.Result.Name()}). Correct it in the file that LerBridge:Issuer:Token:PinFile names before anything is started again: tokens lock after a few tries.",
                problem);
            throw this.refused;
        }

        return new Login(slot, kept);
    }

    private CULong FindSlot(Pkcs11Library library)
    {
        var tokens = library.Tokens();
        var found = tokens.Where(token => (options.Label is null || token.Label == options.Label) && (options.Slot is null || token.Slot.Value == options.Slot)).ToArray();
        if (found is [var one])
        {
            return one.Slot;
        }

        var there = tokens.Count == 0 ? "The library sees no token at all" : "There are: " + string.Join(", ", tokens.Select(Shown));
        throw found.Length == 0
            ? new KeyFolderException(KeyTrouble.Terminal, "LB6122", $"{Capital(options.Name)} is not there. {there}. Connect it, or correct LerBridge:Issuer:Token:Label.")
            : new KeyFolderException(KeyTrouble.Terminal, "LB6122", $"More than one token is labelled \"{options.Label}\". {there}. Write its slot into LerBridge:Issuer:Token:Slot too.");
    }

    private static string Shown((CULong Slot, string Label) token) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{(token.Label.Length == 0 ? "without a label" : token.Label)}\" in slot {token.Slot.Value}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>One time of being logged in: handles of objects are good as long as it lasts.</summary>
    internal sealed class Login(CULong slot, CULong kept)
    {
        public CULong Slot => slot;

        /// <summary>A session that stays open: the token logs out when the last one closes.</summary>
        public CULong Kept => kept;

        /// <summary>Open sessions that nobody uses at the moment.</summary>
        public ConcurrentBag<CULong> Spare { get; } = [];

        /// <summary>Private keys by their labels.</summary>
        public ConcurrentDictionary<string, CULong> Keys { get; } = new(StringComparer.Ordinal);
    }
}
