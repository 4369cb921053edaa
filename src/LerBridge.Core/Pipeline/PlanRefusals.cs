using System.Globalization;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Pipeline;

/// <summary>Why a plan cannot be made or applied.</summary>
internal static class PlanRefusals
{
    public static RunFailure CutShort(string mapping, string run) =>
        Of("LB4064", $"The run {run} of {mapping} was cut short while it was applied. Let it finish first: lerbridge run {mapping}");

    public static RunFailure NotWaiting(string plan, string why) => Of("LB4060", $"The plan {plan} cannot be applied: {FullStop.Once(why)}");

    public static RunFailure Overtaken(string plan, string why, string mapping) => Of("LB4061", $"The plan {plan} cannot be applied: {FullStop.Once(why)} Make a new one: lerbridge plan {mapping}");

    public static RunFailure Expired(string plan, DateTimeOffset at, string mapping, TimeZoneInfo zone) => Of(
        "LB4062", $"The plan {plan} could be applied until {TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}. Make a new one: lerbridge plan {mapping}");

    public static RunFailure Changed(string plan, string what, string mapping) =>
        Of("LB4063", $"The plan {plan} cannot be applied: {FullStop.Once(what)} Make a new one: lerbridge plan {mapping}");

    public static RunFailure Braked(string plan, string brakes) => new(
        FailureSide.Brake, FailureKind.Terminal, "LB4065", $"The plan {plan} waits because of a brake: {brakes} Where it is right all the same, say why: lerbridge apply {plan} --override-brake \"…\"");

    private static RunFailure Of(string code, string message) => new(FailureSide.Plan, FailureKind.Terminal, code, message);
}
