using LerBridge.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class ExitCodesTests
{
    [Test]
    public void The_numbers_are_those_that_scripts_rely_on()
    {
        var numbers = Enum.GetValues<ExitCode>().Select(code => (int)code);

        Assert.That(numbers, Is.EquivalentTo(new[] { 0, 1, 2, 3, 4, 6, 7, 8, 9, 70, 130 }));
    }

    [Test]
    public void Nothing_to_report_is_done()
    {
        Assert.That(ExitCodes.Worst([]), Is.EqualTo(ExitCode.Done));
        Assert.That(ExitCodes.Worst([ExitCode.Done]), Is.EqualTo(ExitCode.Done));
    }

    [Test]
    public void Of_several_codes_the_first_in_the_documented_order_wins()
    {
        int[] order = [70, 130, 2, 8, 9, 6, 7, 1, 4, 3, 0];
        var codes = order.Select(number => (ExitCode)number).ToArray();

        for (var i = 0; i < codes.Length; i++)
        {
            Assert.That(ExitCodes.Worst(codes[i..].Reverse()), Is.EqualTo(codes[i]));
        }
    }
}
