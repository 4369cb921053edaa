namespace LerBridge.Core.Credentials;

/// <summary>Builds, checks and signs credentials in the issuer's name. Thread-safe.</summary>
public interface ICredentialIssuer
{
    /// <summary>The issuer's DID.</summary>
    string Did { get; }

    /// <summary>
    /// A hash of what the issuer itself fills into all that it signs, and of the form in which it signs: name, DID, addresses, format, endorsements and the kind of its keys, though not the keys themselves.
    /// A plan that was made under other terms would sign something else.
    /// </summary>
    string Terms { get; }

    /// <summary>Holds claims against the rules of their profile, as the last check before a plan is saved. Nothing is signed.</summary>
    /// <returns>The problems; empty where the claims may be signed.</returns>
    IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, ReadOnlyMemory<byte> claims);

    /// <summary>Builds the credential, checks it once more and signs it.</summary>
    /// <exception cref="Diagnostics.KeyException">The key cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The draft does not pass the profile's rules; <see cref="Check"/> would have said so.</exception>
    IssuedCredential Issue(CredentialDraft draft);
}

/// <summary>A rule of the profile that claims do not keep.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901) into the credential.</param>
/// <param name="Message">What is wrong and what the profile asks for, without values.</param>
public sealed record ClaimProblem(string Code, string Pointer, string Message);
