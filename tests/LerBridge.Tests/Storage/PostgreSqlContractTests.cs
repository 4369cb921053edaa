using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlRunLedgerTests : RunLedgerContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlSeenRecordsTests : SeenRecordsContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlSettledTests : SettledContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlAbsenceTests : AbsenceContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlKeyChangeTests : KeyChangeContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlApplyTests : ApplyContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlGroupTests : GroupContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlScopeTests : ScopeContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlHistoryTests : HistoryContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlOutboxTests : OutboxContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlPersonStoreTests : PersonStoreContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlStatusStoreTests : StatusStoreContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlCredentialRegisterTests : CredentialRegisterContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlInstallationStoreTests : InstallationStoreContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlScheduleLedgerTests : ScheduleLedgerContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlNoticeBoardTests : NoticeBoardContract<PostgreSqlHarness>;

[Category(PostgreSql.Category)]
internal sealed class PostgreSqlManifestTests : ManifestContract<PostgreSqlHarness>;
