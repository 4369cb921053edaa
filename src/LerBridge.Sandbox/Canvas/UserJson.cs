using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Users and their logins as JSON.</summary>
internal static class UserJson
{
    public static JsonObject User(CanvasUser user, bool sis, bool email)
    {
        var row = new JsonObject
        {
            ["id"] = user.Id,
            ["name"] = user.Name.Full,
            // an offset here, where everything else is UTC
            ["created_at"] = Local(user.CreatedAt).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["sortable_name"] = user.Name.Sortable,
            ["short_name"] = user.Name.Display,
        };
        if (sis)
        {
            row["sis_user_id"] = user.SisUserId;
            row["integration_id"] = null;
            row["sis_import_id"] = user.SisImportId;
        }

        row["login_id"] = user.LoginId;
        if (email)
        {
            row["email"] = user.Email;
        }

        return row;
    }

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(CentralTime.Offset(DateOnly.FromDateTime(at.UtcDateTime)));

    public static JsonObject Profile(CanvasUser user, bool sis)
    {
        var row = User(user, sis, email: false);
        row.Remove("created_at");
        row["title"] = null;
        row["bio"] = null;
        row["primary_email"] = user.Email;
        row["time_zone"] = "America/Chicago";
        row["locale"] = null;
        return row;
    }

    public static JsonObject Login(CanvasUser user, CanvasLogin login, bool sis)
    {
        var row = new JsonObject
        {
            ["id"] = login.Id,
            ["user_id"] = user.Id,
            ["account_id"] = CanvasAccounts.Root,
            ["workflow_state"] = "active",
            ["unique_id"] = login.UniqueId,
            ["created_at"] = CanvasJson.Time(user.CreatedAt),
        };
        if (sis)
        {
            row["sis_user_id"] = login.SisUserId;
            row["integration_id"] = null;
        }

        return row;
    }
}
