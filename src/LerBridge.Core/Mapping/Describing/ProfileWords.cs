namespace LerBridge.Core.Mapping.Describing;

/// <summary>What a profile is called by people.</summary>
internal static class ProfileWords
{
    public static string Of(string profile) => profile.Split('@')[0] switch
    {
        "ob3" => $"an Open Badge 3.0 ({profile})",
        "employment" => $"an employment record ({profile})",
        "clr" => $"a Comprehensive Learner Record ({profile})",
        _ => $"a credential by the profile {profile}",
    };
}
