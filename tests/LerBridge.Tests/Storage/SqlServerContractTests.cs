using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

[Category(SqlServer.Category)]
internal sealed class SqlServerRunLedgerTests : RunLedgerContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerSeenRecordsTests : SeenRecordsContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerSettledTests : SettledContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerAbsenceTests : AbsenceContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerKeyChangeTests : KeyChangeContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerApplyTests : ApplyContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerGroupTests : GroupContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerScopeTests : ScopeContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerHistoryTests : HistoryContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerOutboxTests : OutboxContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerPersonStoreTests : PersonStoreContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerStatusStoreTests : StatusStoreContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerCredentialRegisterTests : CredentialRegisterContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerInstallationStoreTests : InstallationStoreContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerNodesTests : NodesContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerScheduleLedgerTests : ScheduleLedgerContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerNoticeBoardTests : NoticeBoardContract<SqlServerHarness>;

[Category(SqlServer.Category)]
internal sealed class SqlServerManifestTests : ManifestContract<SqlServerHarness>;
