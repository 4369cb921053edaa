using System.Globalization;

namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>What a call answers, CK_RV: those that we tell apart.</summary>
internal enum CkResult : uint
{
    Ok = 0x0,
    SlotIdInvalid = 0x3,
    DeviceError = 0x30,
    DeviceRemoved = 0x32,
    KeyHandleInvalid = 0x60,
    ObjectHandleInvalid = 0x82,
    PinIncorrect = 0xA0,
    PinInvalid = 0xA1,
    PinLengthRange = 0xA2,
    PinExpired = 0xA3,
    PinLocked = 0xA4,
    SessionClosed = 0xB0,
    SessionCount = 0xB1,
    SessionHandleInvalid = 0xB3,
    TokenNotPresent = 0xE0,
    TokenNotRecognized = 0xE1,
    UserAlreadyLoggedIn = 0x100,
    UserNotLoggedIn = 0x101,
    UserPinNotInitialized = 0x102,
    CryptokiNotInitialized = 0x190,
    CryptokiAlreadyInitialized = 0x191,
}

/// <summary>What follows from an answer.</summary>
internal static class CkResults
{
    /// <summary>True where everything that was open is void, and opening it anew may help: a card taken out, an appliance started anew.</summary>
    public static bool IsLost(this CkResult result) => result is CkResult.SessionClosed or CkResult.SessionHandleInvalid or CkResult.UserNotLoggedIn
        or CkResult.DeviceRemoved or CkResult.DeviceError or CkResult.TokenNotPresent or CkResult.SlotIdInvalid or CkResult.KeyHandleInvalid or CkResult.ObjectHandleInvalid;

    /// <summary>True where the PIN was refused: trying again may lock the token.</summary>
    public static bool IsPinRefused(this CkResult result) => result is CkResult.PinIncorrect or CkResult.PinInvalid or CkResult.PinLengthRange
        or CkResult.PinExpired or CkResult.PinLocked or CkResult.UserPinNotInitialized;

    /// <summary>As manuals of tokens name it.</summary>
    public static string Name(this CkResult result) => result switch
    {
        CkResult.PinIncorrect => "CKR_PIN_INCORRECT",
        CkResult.PinInvalid => "CKR_PIN_INVALID",
        CkResult.PinLengthRange => "CKR_PIN_LEN_RANGE",
        CkResult.PinExpired => "CKR_PIN_EXPIRED",
        CkResult.PinLocked => "CKR_PIN_LOCKED",
        CkResult.UserPinNotInitialized => "CKR_USER_PIN_NOT_INITIALIZED",
        CkResult.DeviceError => "CKR_DEVICE_ERROR",
        CkResult.DeviceRemoved => "CKR_DEVICE_REMOVED",
        CkResult.SessionHandleInvalid => "CKR_SESSION_HANDLE_INVALID",
        CkResult.TokenNotPresent => "CKR_TOKEN_NOT_PRESENT",
        _ => string.Create(CultureInfo.InvariantCulture, $"CKR 0x{(uint)result:X}"),
    };
}
