namespace LerBridge.Worker.Settings;

/// <summary>What a verb needs the settings for: an author who checks a mapping need not know the key passphrase.</summary>
internal enum SettingsUse
{
    /// <summary>Mappings, frameworks and schedules are looked at; nothing is reached, so that no secret has to be there.</summary>
    Authoring,

    /// <summary>Nothing is signed and the ledger stays closed.</summary>
    Reading,

    /// <summary>The ledger and the keys are opened.</summary>
    Running,
}
