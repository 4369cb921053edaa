using LerBridge.Tests.Contracts;

namespace LerBridge.Tests.Storage;

internal sealed class SqliteRunLedgerTests : RunLedgerContract<SqliteHarness>;

internal sealed class SqliteSeenRecordsTests : SeenRecordsContract<SqliteHarness>;

internal sealed class SqliteSettledTests : SettledContract<SqliteHarness>;

internal sealed class SqliteAbsenceTests : AbsenceContract<SqliteHarness>;

internal sealed class SqliteKeyChangeTests : KeyChangeContract<SqliteHarness>;

internal sealed class SqliteApplyTests : ApplyContract<SqliteHarness>;

internal sealed class SqliteGroupTests : GroupContract<SqliteHarness>;

internal sealed class SqliteScopeTests : ScopeContract<SqliteHarness>;

internal sealed class SqliteHistoryTests : HistoryContract<SqliteHarness>;

internal sealed class SqliteOutboxTests : OutboxContract<SqliteHarness>;

internal sealed class SqlitePersonStoreTests : PersonStoreContract<SqliteHarness>;

internal sealed class SqliteStatusStoreTests : StatusStoreContract<SqliteHarness>;

internal sealed class SqliteCredentialRegisterTests : CredentialRegisterContract<SqliteHarness>;

internal sealed class SqliteInstallationStoreTests : InstallationStoreContract<SqliteHarness>;

internal sealed class SqliteScheduleLedgerTests : ScheduleLedgerContract<SqliteHarness>;

internal sealed class SqliteNoticeBoardTests : NoticeBoardContract<SqliteHarness>;

internal sealed class SqliteManifestTests : ManifestContract<SqliteHarness>;
