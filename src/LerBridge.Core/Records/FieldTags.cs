namespace LerBridge.Core.Records;

/// <summary>What a field is about, and so what may be done with it. Restricted fields are not even stored unless a mapping names them.</summary>
[Flags]
public enum FieldTags
{
    /// <summary>Nothing sensitive.</summary>
    None = 0,

    /// <summary>An identifier of a person. Personal; never logged.</summary>
    Id = 1 << 0,

    /// <summary>A person's name. Personal; never logged.</summary>
    Name = 1 << 1,

    /// <summary>A way to reach a person. Personal; never logged.</summary>
    Contact = 1 << 2,

    /// <summary>Pay of any kind. Restricted.</summary>
    Pay = 1 << 3,

    /// <summary>Birth date or place. Restricted.</summary>
    Birth = 1 << 4,

    /// <summary>Health and leave. Restricted.</summary>
    Health = 1 << 5,

    /// <summary>Discipline. Restricted.</summary>
    Discipline = 1 << 6,

    /// <summary>National identity numbers. Restricted.</summary>
    NationalId = 1 << 7,

    /// <summary>Home address and private contact. Restricted.</summary>
    Home = 1 << 8,

    /// <summary>Ratings and averages. Restricted.</summary>
    Rating = 1 << 9,

    /// <summary>Reasons for leaving and the like. Restricted.</summary>
    Reason = 1 << 10,

    /// <summary>Every tag whose fields are stored only when a mapping names them.</summary>
    Restricted = Pay | Birth | Health | Discipline | NationalId | Home | Rating | Reason,
}
