namespace LerBridge.Sandbox.Population;

internal enum Programme
{
    Nursing,
    Welding,
    Computing,
    Accounting,
    General,
}
