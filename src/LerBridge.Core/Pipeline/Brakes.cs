using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>Holds what a run would do against what is usual. It looks at counts alone; whether it may do so at all is for <c>allow</c>.</summary>
internal sealed class Brakes(IPlanLedger ledger, BrakeLimits limits)
{
    public const string Empty = "LB4050";
    public const string Short = "LB4051";
    public const string Long = "LB4052";
    public const string Withdrawals = "LB4053";
    public const string Cap = "LB4054";
    public const string SameResult = "LB4055";
    public const string Corrections = "LB4056";
    public const string ManyNew = "LB4057";
    public const string ManyHeld = "LB4058";

    // Below this share of the most frequent result, results were mixed so far.
    private const double Mixed = 0.8;
    private const long MixedFrom = 100;

    /// <summary>What looks wrong; empty where nothing does.</summary>
    public async Task<IReadOnlyList<Brake>> CheckAsync(MappingPlan plan, RunEntry run, RunCounts counts, IReadOnlyList<ResultCount> results, CancellationToken cancellationToken)
    {
        var found = new List<Brake>();
        var past = await ledger.PastAsync(plan.Id, BrakeLimits.Trailing, cancellationToken);
        if (run.ExtractComplete == true && past.Count > 0)
        {
            // An incomplete extract withdraws nothing, and says already that it is short.
            this.CheckExtract(found, counts.Read, Median(past.Select(one => one.Counts.Read)), past.Count);
        }

        await this.CheckStandingAsync(found, plan, counts, cancellationToken);
        if (past.Count >= BrakeLimits.LeastRuns)
        {
            this.CheckUsual(found, plan, counts, past);
        }

        CheckCap(found, plan, "issue", plan.Allow.Limits?.New, counts.New);
        CheckCap(found, plan, "correct", plan.Allow.Limits?.Correct, counts.Corrected);
        CheckCap(found, plan, "withdraw", plan.Allow.Limits?.Withdraw, counts.Withdrawn + counts.AbsentWithdrawn);
        this.CheckResults(found, plan, past, results);
        return found;
    }

    /// <summary>The middle one of several figures, the lower of two.</summary>
    internal static long Median(IEnumerable<long> figures)
    {
        var ordered = figures.Order().ToArray();
        return ordered.Length == 0 ? 0 : ordered[(ordered.Length - 1) / 2];
    }

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static void CheckCap(List<Brake> found, MappingPlan plan, string verb, long? cap, long seen)
    {
        if (cap is { } most && seen > most)
        {
            found.Add(new Brake(Cap, $"The run would {verb} {Counted.Of(seen, "credential")}, and the mapping lets a run {verb} {N(most)} at the most ({plan.Allow.Where}).", most, seen));
        }
    }

    private void CheckExtract(List<Brake> found, long read, long usual, int runs)
    {
        var measure = $"{Counted.Of(usual, "record")} is usual (the median of the last {Counted.Of(runs, "run")})";
        if (read == 0 && usual >= limits.EmptyFrom)
        {
            found.Add(new Brake(Empty, $"The source is empty, where {measure}.", usual, read));
        }
        else if (runs >= BrakeLimits.LeastRuns && limits.ShortPercent > 0 && usual - read >= limits.ShortFrom && read * 100 < usual * (100 - limits.ShortPercent))
        {
            found.Add(new Brake(Short, $"The source has {Counted.Of(read, "record")}, where {measure}: more than {limits.ShortPercent} % are missing.", usual, read));
        }
        else if (runs >= BrakeLimits.LeastRuns && limits.LongPercent > 0 && read - usual >= limits.LongFrom && read * 100 > usual * (100 + (long)limits.LongPercent))
        {
            found.Add(new Brake(Long, $"The source has {Counted.Of(read, "record")}, where {measure}: more than {limits.LongPercent} % more.", usual, read));
        }
    }

    private async Task CheckStandingAsync(List<Brake> found, MappingPlan plan, RunCounts counts, CancellationToken cancellationToken)
    {
        // A cap that the mapping sets stands in the place of the general one.
        var withdrawn = counts.Withdrawn + counts.AbsentWithdrawn;
        var ofWithdrawals = plan.Allow.Limits?.Withdraw is null && limits.WithdrawPercent > 0 && withdrawn >= limits.WithdrawFrom;
        var ofCorrections = plan.Allow.Limits?.Correct is null && limits.CorrectPercent > 0 && counts.Corrected >= limits.CorrectFrom;
        if (ofWithdrawals || ofCorrections)
        {
            var standing = await ledger.CountStandingAsync(plan.Id, cancellationToken);
            CheckShare(found, ofWithdrawals, Withdrawals, "withdraw", withdrawn, standing, limits.WithdrawPercent, limits.WithdrawFrom);
            CheckShare(found, ofCorrections, Corrections, "correct", counts.Corrected, standing, limits.CorrectPercent, limits.CorrectFrom);
        }
    }

    private static void CheckShare(List<Brake> found, bool counts, string code, string verb, long seen, long standing, int percent, int from)
    {
        var most = Math.Max(standing * percent / 100, from - 1);
        if (counts && seen > most)
        {
            found.Add(new Brake(code, $"The run would {verb} {N(seen)} of the {Counted.Of(standing, "credential")} that stand, more than {percent} %.", most, seen));
        }
    }

    private void CheckUsual(List<Brake> found, MappingPlan plan, RunCounts counts, IReadOnlyList<PastRun> past)
    {
        if (plan.Allow.Limits?.New is null)
        {
            CheckMore(found, ManyNew, "issue", "credential", counts.New, past, run => run.New, limits.NewPercent, limits.NewFrom);
        }

        CheckMore(found, ManyHeld, "hold, or fail at,", "record", InTrouble(counts), past, InTrouble, limits.HeldPercent, limits.HeldFrom);
    }

    private static long InTrouble(RunCounts counts) => counts.Held + counts.AbsentHeld + counts.Failed - counts.Waiting;

    private static void CheckMore(List<Brake> found, string code, string verb, string noun, long seen, IReadOnlyList<PastRun> past, Func<RunCounts, long> figure, int percent, int from)
    {
        var usual = Median(past.Select(run => figure(run.Counts)));
        if (percent > 0 && seen - usual >= from && seen * 100 > usual * (100 + (long)percent))
        {
            found.Add(new Brake(code, $"The run would {verb} {Counted.Of(seen, noun)}, where {N(usual)} is usual (the median of the last {Counted.Of(past.Count, "run")}): more than {percent} % more.", usual, seen));
        }
    }

    private void CheckResults(List<Brake> found, MappingPlan plan, IReadOnlyList<PastRun> past, IReadOnlyList<ResultCount> results)
    {
        var signed = results.Sum(result => result.Count);
        var same = results.Where(result => result.Result.Length > 0).Select(result => result.Count).DefaultIfEmpty().Max();
        if (limits.SameResultFrom == 0 || signed < limits.SameResultFrom || same * 100 < signed * limits.SameResultPercent)
        {
            return;
        }

        // Measured by what the same mapping made before: another one may well say one thing of everybody.
        var before = past.Where(run => run.MappingHash == plan.Hash).SelectMany(run => run.Results).GroupBy(result => result.Result, StringComparer.Ordinal).Select(group => group.Sum(result => result.Count)).ToArray();
        var all = before.Sum();
        if (all >= MixedFrom && before.Max() <= all * Mixed)
        {
            var of = same == signed ? $"All {Counted.Of(signed, "credential")}" : $"{N(same)} of the {Counted.Of(signed, "credential")}";
            found.Add(new Brake(
                SameResult, $"{of} that the run would sign have the same result, where the most frequent one had {before.Max() * 100 / all} % so far.", before.Max() * signed / all, same));
        }
    }
}
