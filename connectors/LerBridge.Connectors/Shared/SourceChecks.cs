using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Shared;

/// <summary>Collects what a check of a source finds: reach and sign-in from the first answer, then one line per thing looked at.</summary>
internal sealed class SourceChecks(string host)
{
    private readonly List<ConnectionFinding> findings = [];

    public ConnectionReport Report => new(this.findings);

    /// <summary>The first look: says whether the source can be reached and whether it accepts the sign-in. False where there is no use in looking further.</summary>
    public async Task<bool> SignInAsync(Func<Task> look)
    {
        try
        {
            await look();
            this.Add($"Reach {host}", FindingResult.Yes, null);
            this.Add("Sign in", FindingResult.Yes, null);
            return true;
        }
        catch (ConnectorException problem)
        {
            var answered = problem.Kind is FailureKind.Credentials || problem.Code is ConnectorCodes.NotFound or ConnectorCodes.Rejected;
            this.Add($"Reach {host}", answered ? FindingResult.Yes : FindingResult.No, answered ? null : problem.Message);
            this.Add("Sign in", problem.Code == ConnectorCodes.SignInRefused ? FindingResult.No : FindingResult.Unknown, answered ? problem.Message : null);
            if (answered && problem.Code != ConnectorCodes.SignInRefused)
            {
                this.Add("Read the first resource", FindingResult.No, problem.Message);
            }

            return false;
        }
    }

    /// <summary>One more look.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="look">The look.</param>
    /// <param name="isBearable">Which failures leave the source usable; null for none.</param>
    public async Task LookAsync(string subject, Func<Task> look, Func<ConnectorException, bool>? isBearable = null)
    {
        try
        {
            await look();
            this.Add(subject, FindingResult.Yes, null);
        }
        catch (ConnectorException problem)
        {
            this.Add(subject, isBearable?.Invoke(problem) == true ? FindingResult.Unknown : FindingResult.No, problem.Message);
        }
    }

    public void Add(string subject, FindingResult result, string? advice) => this.findings.Add(new ConnectionFinding(subject, result, advice));
}
