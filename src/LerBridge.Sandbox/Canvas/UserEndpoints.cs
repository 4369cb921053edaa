using LerBridge.Sandbox.Population;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>One user: the row, the profile, the logins with a SIS id each.</summary>
internal sealed class UserEndpoints(CanvasDesk desk)
{
    private bool Sis => !desk.Switches.CanvasHidesSisIds;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/users/{user}", context => WithAsync(context, user => CanvasDesk.OkAsync(context, UserJson.User(user, Sis, email: true))));
        routes.MapGet("/api/v1/users/{user}/profile", context => WithAsync(context, user => CanvasDesk.OkAsync(context, UserJson.Profile(user, Sis))));
        routes.MapGet("/api/v1/users/{user}/logins", context =>
            WithAsync(context, user => desk.PageAsync(context, user.Logins, login => UserJson.Login(user, login, Sis))));
    }

    public static CanvasUser? Find(HttpContext context, CanvasWorld data)
    {
        var (sis, id) = CanvasIds.FromPath(context, "user");
        return sis is null ? data.User(id) : data.Users.FirstOrDefault(user => user.Logins.Any(login => login.SisUserId == sis));
    }

    private Task WithAsync(HttpContext context, Func<CanvasUser, Task> found) =>
        Find(context, desk.Data) is { } user ? found(user) : CanvasErrors.NotFoundAsync(context);
}
