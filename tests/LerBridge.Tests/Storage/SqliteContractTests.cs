using LerBridge.Tests.Contracts;

namespace LerBridge.Tests.Storage;

internal sealed class SqliteRunLedgerTests : RunLedgerContract<SqliteHarness>;

internal sealed class SqliteAbsenceTests : AbsenceContract<SqliteHarness>;
