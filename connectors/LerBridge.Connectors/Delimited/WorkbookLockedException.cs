namespace LerBridge.Connectors.Delimited;

/// <summary>A workbook that opens with a password only.</summary>
internal sealed class WorkbookLockedException(Exception inner) : Exception("The workbook is protected with a password.", inner);
