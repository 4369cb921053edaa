using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Register;

/// <summary>Writes new versions into the register.</summary>
internal sealed class RegisterWriter
{
    private const string Find = "select number, version, state, state_since, valid_from, document_version, claims_hash from credential where id = @id";

    private const string InsertVersion =
        """
        insert into credential_version (credential, version, document_version, state, state_since, operation, at, run, valid_from, subject_id, person, claims_hash,
            media_type, key_id, document)
        values (@credential, @version, @documentVersion, @state, @stateSince, @operation, @at, @run, @validFrom, @subjectId, @person, @claimsHash,
            @mediaType, @keyId, @document)
        """;

    private const string InsertCredential =
        """
        insert into credential (id, mapping, record_key, person_id, person, generation, version, document_version, state, state_since, valid_from, changed_at, claims_hash, run)
        values (@id, @mapping, @recordKey, @personId, @person, @generation, @version, @documentVersion, @state, @stateSince, @validFrom, @at, @claimsHash, @run)
        returning number
        """;

    private const string UpdateCredential =
        """
        update credential
        set record_key = @recordKey, person_id = @personId, person = @person, version = @version, document_version = @documentVersion, state = @state, state_since = @stateSince,
            valid_from = @validFrom, changed_at = @at, claims_hash = @claimsHash, run = @run
        where id = @id
        """;

    private const string StandFor = "update credential set record_key = @recordKey where number = @number and record_key <> @recordKey";

    private readonly PreparedCommand find;
    private readonly PreparedCommand insertVersion;
    private readonly PreparedCommand insert;
    private readonly PreparedCommand update;
    private readonly PreparedCommand standFor;
    private readonly string mapping;

    /// <param name="session">The transaction.</param>
    /// <param name="run">The run that writes.</param>
    /// <param name="mapping">Its mapping.</param>
    public RegisterWriter(Session session, long run, string mapping)
    {
        this.mapping = mapping;
        this.find = session.Prepare(Find, "@id");
        this.insertVersion = session.Prepare(
            InsertVersion,
            "@credential",
            "@version",
            "@documentVersion",
            "@state",
            "@stateSince",
            "@operation",
            "@at",
            "@run",
            "@validFrom",
            "@subjectId",
            "@person",
            "@claimsHash",
            "@mediaType",
            "@keyId",
            "@document");
        this.insert = session.Prepare(
            InsertCredential,
            "@id",
            "@version",
            "@documentVersion",
            "@state",
            "@stateSince",
            "@validFrom",
            "@at",
            "@claimsHash",
            "@run",
            "@recordKey",
            "@person",
            "@personId",
            "@mapping",
            "@generation");
        this.update = session.Prepare(
            UpdateCredential,
            "@id",
            "@version",
            "@documentVersion",
            "@state",
            "@stateSince",
            "@validFrom",
            "@at",
            "@claimsHash",
            "@run",
            "@recordKey",
            "@person",
            "@personId");
        this.standFor = session.Prepare(StandFor, "@number", "@recordKey");
        this.insertVersion[7] = this.insert[8] = this.update[8] = run;
    }

    /// <summary>The newest version of a credential; null where there is none.</summary>
    public CurrentVersion? Current(string credentialId)
    {
        this.find[0] = credentialId;
        using var reader = this.find.Read();
        return reader.Read()
            ? new CurrentVersion(reader.GetInt64(0), reader.GetInt32(1), Enum.Parse<CredentialState>(reader.GetString(2)), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt32(5), reader.GetString(6))
            : null;
    }

    /// <summary>Writes a version.</summary>
    /// <param name="decision">The row of the plan it comes from.</param>
    /// <param name="version">The version.</param>
    /// <param name="before">What it follows; null for the first.</param>
    /// <returns>The credential's number.</returns>
    /// <exception cref="InvalidOperationException">It does not follow, or has no document to stand on.</exception>
    public long Write(Decision decision, CredentialVersion version, CurrentVersion? before)
    {
        if (version.Version != (before?.Version ?? 0) + 1 || version.CredentialId != decision.CredentialId)
        {
            throw new InvalidOperationException($"Version {version.Version} of {version.CredentialId} does not follow version {before?.Version ?? 0}.");
        }

        if (version.Issued is null ? before is null : version.ValidFrom is null)
        {
            throw new InvalidOperationException($"Version {version.Version} of {version.CredentialId} has no document or no validFrom.");
        }

        var at = Instants.Write(version.At);
        var stateSince = before is not null && before.State == version.State ? before.StateSince : at;
        var validFrom = Instants.Write(version.ValidFrom) ?? before?.ValidFrom ?? at;
        var documentVersion = version.Issued is null ? before?.DocumentVersion ?? version.Version : version.Version;
        var claimsHash = (version.Issued is null ? null : decision.ClaimsHash) ?? before?.ClaimsHash ?? string.Empty;
        var newest = before is null ? this.insert : this.update;
        newest[0] = version.CredentialId;
        newest[1] = version.Version;
        newest[2] = documentVersion;
        newest[3] = version.State.ToString();
        newest[4] = stateSince;
        newest[5] = validFrom;
        newest[6] = at;
        newest[7] = claimsHash;
        newest[9] = decision.RecordKey;
        newest[10] = version.Person;
        newest[11] = decision.PersonId;
        if (before is null)
        {
            newest[12] = this.mapping;
            newest[13] = decision.Generation;
        }

        var number = before?.Number ?? (newest.Scalar() is long added ? added : throw new InvalidOperationException("The register gave the new credential no number."));
        if (before is not null)
        {
            newest.Run();
        }

        this.AddVersion(number, version, at, stateSince, validFrom, documentVersion, claimsHash);
        return number;
    }

    /// <summary>Lets a credential stand for a record from now on.</summary>
    public void Stand(long credential, string recordKey)
    {
        this.standFor[0] = credential;
        this.standFor[1] = recordKey;
        this.standFor.Run();
    }

    private void AddVersion(long credential, CredentialVersion version, long at, long stateSince, long validFrom, int documentVersion, string claimsHash)
    {
        this.insertVersion[0] = credential;
        this.insertVersion[1] = version.Version;
        this.insertVersion[2] = documentVersion;
        this.insertVersion[3] = version.State.ToString();
        this.insertVersion[4] = stateSince;
        this.insertVersion[5] = version.Operation.ToString();
        this.insertVersion[6] = at;
        this.insertVersion[8] = validFrom;
        this.insertVersion[9] = version.SubjectId;
        this.insertVersion[10] = version.Person;
        this.insertVersion[11] = claimsHash;
        this.insertVersion[12] = version.Issued?.MediaType;
        this.insertVersion[13] = version.Issued?.KeyId;
        this.insertVersion[14] = version.Issued is { } issued ? Bytes.Of(issued.Document) : null;
        this.insertVersion.Run();
    }
}
