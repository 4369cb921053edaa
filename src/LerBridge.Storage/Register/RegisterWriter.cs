using System.Data.Common;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Register;

/// <summary>Writes new versions into the register.</summary>
internal sealed class RegisterWriter
{
    private const string Find = "select number, version, state, state_since, valid_from, document_version, claims_hash, person, suspendable, record_key, generation from credential where id = @id for update";

    private const string InsertVersion =
        """
        insert into credential_version (credential, version, document_version, state, state_since, operation, at, run, valid_from, subject_id, person, claims_hash,
            media_type, key_id, document, change, stopped_by, code, reason, by_whom)
        values (@credential, @version, @documentVersion, @state, @stateSince, @operation, @at, @run, @validFrom, @subjectId, @person, @claimsHash,
            @mediaType, @keyId, @document, @change, @stoppedBy, @code, @reason, @byWhom)
        """;

    private const string InsertCredential =
        """
        insert into credential (number, id, mapping, record_key, person_id, person, generation, version, document_version, state, state_since, valid_from, changed_at, claims_hash, run, rank,
            suspendable, group_key)
        values (@number, @id, @mapping, @recordKey, @personId, @person, @generation, @version, @documentVersion, @state, @stateSince, @validFrom, @at, @claimsHash, @run, @rank, @suspendable, @group)
        """;

    private const string UpdateContent =
        """
        update credential
        set record_key = @recordKey, person_id = @personId, person = @person, version = @version, document_version = @documentVersion, state = @state, state_since = @stateSince,
            valid_from = @validFrom, changed_at = @at, claims_hash = @claimsHash, run = @run, rank = @rank, suspendable = @suspendable, group_key = coalesce(@group, group_key),
            stopped_by = case when @state = 'Valid' then null else stopped_by end
        where id = @id
        """;

    // who it is about and which record it stands for do not follow from its status
    private const string UpdateStatus =
        """
        update credential
        set version = @version, state = @state, state_since = @stateSince, changed_at = @at, run = @run, stopped_by = @stoppedBy
        where id = @id
        """;

    private const string KeepOutline = "insert into credential_outline (credential, outline) values (@credential, @outline) on conflict (credential) do update set outline = excluded.outline";

    private const string StandFor =
        """
        update credential
        set record_key = @recordKey, rank = coalesce(@rank, rank), group_key = coalesce(@group, group_key), stopped_by = case when state = 'Valid' then null else stopped_by end
        where number = @number and (record_key <> @recordKey or coalesce(rank, '') <> @rank or coalesce(group_key, '') <> @group or (state = 'Valid' and stopped_by is not null))
        """;

    private const string NoteKeyChange = "insert into key_change (credential, run, at, from_key, to_key) values (@credential, @run, @at, @from, @to)";

    private readonly PreparedCommand find;
    private readonly PreparedCommand insertVersion;
    private readonly PreparedCommand insert;
    private readonly PreparedCommand updateContent;
    private readonly PreparedCommand updateStatus;
    private readonly PreparedCommand keepOutline;
    private readonly PreparedCommand standFor;
    private readonly PreparedCommand noteKeyChange;
    private readonly string mapping;
    private readonly Session session;
    private long nextNumber;

    /// <param name="session">The transaction.</param>
    /// <param name="run">The run that writes.</param>
    /// <param name="mapping">Its mapping.</param>
    public RegisterWriter(Session session, long run, string mapping)
    {
        this.mapping = mapping;
        this.session = session;
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
            "@document",
            "@change",
            "@stoppedBy",
            "@code",
            "@reason",
            "@byWhom");
        ReadOnlySpan<string> content =
        [
            "@id", "@version", "@documentVersion", "@state", "@stateSince", "@validFrom", "@at", "@claimsHash", "@run", "@recordKey", "@person", "@personId", "@rank", "@suspendable", "@group",
        ];
        this.updateContent = session.Prepare(UpdateContent, content);
        this.insert = session.Prepare(InsertCredential, [.. content, "@mapping", "@generation", "@number"]);
        this.updateStatus = session.Prepare(UpdateStatus, "@id", "@version", "@state", "@stateSince", "@at", "@run", "@stoppedBy");
        this.keepOutline = session.Prepare(KeepOutline, "@credential", "@outline");
        this.standFor = session.Prepare(StandFor, "@number", "@recordKey", "@rank", "@group");
        this.noteKeyChange = session.Prepare(NoteKeyChange, "@credential", "@run", "@at", "@from", "@to");
        this.noteKeyChange[1] = this.insertVersion[7] = this.insert[8] = this.updateContent[8] = this.updateStatus[5] = run;
    }

    /// <summary>The newest version of a credential; null where there is none.</summary>
    public CurrentVersion? Current(string credentialId)
    {
        this.find[0] = credentialId;
        using var reader = this.find.Read();
        return reader.Read() ? Current(reader) : null;
    }

    /// <summary>The newest versions of credentials, by id; those that are none yet are left out. They are kept from other transactions in one order, so that no two wait for each other.</summary>
    public IReadOnlyDictionary<string, CurrentVersion> Current(IEnumerable<string> credentialIds)
    {
        string[] ids = [.. credentialIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var found = this.find.Each(ids.Length, at => this.find[0] = ids[at], Current);
        var current = new Dictionary<string, CurrentVersion>(StringComparer.Ordinal);
        for (var at = 0; at < ids.Length; at++)
        {
            if (found[at] is { } version)
            {
                current[ids[at]] = version;
            }
        }

        return current;
    }

    /// <summary>Writes a version.</summary>
    /// <param name="decision">The row of the plan it comes from; null where the credential is another one's than the row's, or where a person acts.</param>
    /// <param name="version">The version.</param>
    /// <param name="before">What it follows; null for the first.</param>
    /// <returns>The credential's number.</returns>
    /// <exception cref="InvalidOperationException">It does not follow, or has no document to stand on.</exception>
    public long Write(Decision? decision, CredentialVersion version, CurrentVersion? before)
    {
        if (version.Version != (before?.Version ?? 0) + 1 || (decision is not null && version.CredentialId != decision.CredentialId))
        {
            throw new InvalidOperationException($"Version {version.Version} of {version.CredentialId} does not follow version {before?.Version ?? 0}.");
        }

        if (version.Issued is null ? before is null : version.ValidFrom is null || decision is null)
        {
            throw new InvalidOperationException($"Version {version.Version} of {version.CredentialId} has no document, no validFrom or no record.");
        }

        var at = Instants.Write(version.At);
        var row = new Row(
            at,
            before is not null && before.State == version.State ? before.StateSince : at,
            Instants.Write(version.ValidFrom) ?? before?.ValidFrom ?? at,
            version.Issued is null ? before?.DocumentVersion ?? version.Version : version.Version,
            (version.Issued is null ? null : decision?.ClaimsHash) ?? before?.ClaimsHash ?? string.Empty);
        var number = version.Issued is null || decision is null ? this.WriteStatus(version, row, before) : this.WriteContent(decision, version, row, before);
        this.AddVersion(number, version, row);
        return number;
    }

    /// <summary>Lets a credential stand for a record from now on.</summary>
    public void Stand(long credential, Decision decision)
    {
        this.standFor[0] = credential;
        this.standFor[1] = decision.RecordKey;
        this.standFor[2] = decision.Change is null or SourceChange.NoEffect or SourceChange.KeyChange ? decision.Rank : null;
        this.standFor[3] = decision.Group;
        this.standFor.Queue();
    }

    /// <summary>Notes that a credential goes on with another key.</summary>
    public void Pass(CurrentVersion before, string key, DateTimeOffset at)
    {
        this.noteKeyChange[0] = before.Number;
        this.noteKeyChange[2] = Instants.Write(at);
        this.noteKeyChange[3] = before.RecordKey;
        this.noteKeyChange[4] = key;
        this.noteKeyChange.Queue();
    }

    private static CurrentVersion Current(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.Int(1),
        Enum.Parse<CredentialState>(reader.GetString(2)),
        reader.GetInt64(3),
        reader.GetInt64(4),
        reader.Int(5),
        reader.GetString(6),
        reader.GetString(7),
        reader.Int(8) != 0,
        reader.GetString(9),
        reader.Int(10));

    private long WriteContent(Decision decision, CredentialVersion version, Row row, CurrentVersion? before)
    {
        var newest = before is null ? this.insert : this.updateContent;
        var number = before?.Number ?? this.NextNumber();
        newest[0] = version.CredentialId;
        newest[1] = version.Version;
        newest[2] = row.DocumentVersion;
        newest[3] = version.State.ToString();
        newest[4] = row.StateSince;
        newest[5] = row.ValidFrom;
        newest[6] = row.At;
        newest[7] = row.ClaimsHash;
        newest[9] = decision.RecordKey;
        newest[10] = version.Person;
        newest[11] = decision.PersonId;
        newest[12] = decision.Rank;
        newest[13] = decision.Suspendable || before is { Suspendable: true } ? 1 : 0;
        newest[14] = decision.Group;
        if (before is null)
        {
            newest[15] = this.mapping;
            newest[16] = decision.Generation;
            newest[17] = number;
        }

        newest.Queue();

        if (!decision.Outline.IsEmpty)
        {
            this.keepOutline[0] = number;
            this.keepOutline[1] = Bytes.Of(decision.Outline);
            this.keepOutline.Queue();
        }

        return number;
    }

    private long NextNumber()
    {
        this.nextNumber = this.nextNumber == 0 ? this.session.Dialect.NextNumbers(this.session, "credential") : this.nextNumber + 1;
        return this.nextNumber;
    }

    private long WriteStatus(CredentialVersion version, Row row, CurrentVersion? before)
    {
        this.updateStatus[0] = version.CredentialId;
        this.updateStatus[1] = version.Version;
        this.updateStatus[2] = version.State.ToString();
        this.updateStatus[3] = row.StateSince;
        this.updateStatus[4] = row.At;
        this.updateStatus[6] = version.Cause?.ToString();
        this.updateStatus.Queue();
        return before?.Number ?? throw new InvalidOperationException("A status is that of a credential that is there.");
    }

    private void AddVersion(long credential, CredentialVersion version, Row row)
    {
        this.insertVersion[0] = credential;
        this.insertVersion[1] = version.Version;
        this.insertVersion[2] = row.DocumentVersion;
        this.insertVersion[3] = version.State.ToString();
        this.insertVersion[4] = row.StateSince;
        this.insertVersion[5] = version.Operation.ToString();
        this.insertVersion[6] = row.At;
        this.insertVersion[8] = row.ValidFrom;
        this.insertVersion[9] = version.SubjectId;
        this.insertVersion[10] = version.Person;
        this.insertVersion[11] = row.ClaimsHash;
        this.insertVersion[12] = version.Issued?.MediaType;
        this.insertVersion[13] = version.Issued?.KeyId;
        this.insertVersion[14] = version.Issued is { } issued ? Bytes.Of(issued.Document) : null;
        this.insertVersion[15] = version.Change?.ToString();
        this.insertVersion[16] = version.Cause?.ToString();
        this.insertVersion[17] = version.Code;
        this.insertVersion[18] = version.Reason;
        this.insertVersion[19] = version.By;
        this.insertVersion.Queue();
    }

    /// <summary>What a version and the credential's own row say alike.</summary>
    private readonly record struct Row(long At, long StateSince, long ValidFrom, int DocumentVersion, string ClaimsHash);
}
