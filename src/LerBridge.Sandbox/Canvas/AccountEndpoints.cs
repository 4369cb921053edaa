using System.Globalization;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Accounts, their sub-accounts, terms and users.</summary>
internal sealed class AccountEndpoints(CanvasDesk desk)
{
    private bool Sis => !desk.Switches.CanvasHidesSisIds;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/accounts", context => desk.PageAsync(context, [CanvasAccounts.All[0]], account => CanvasJson.Account(account, Sis)));
        routes.MapGet("/api/v1/accounts/{account}", context => WithAsync(context, account => CanvasDesk.OkAsync(context, CanvasJson.Account(account, Sis))));
        routes.MapGet("/api/v1/accounts/{account}/sub_accounts", context => WithAsync(context, account => SubAccountsAsync(context, account)));
        routes.MapGet("/api/v1/accounts/{account}/terms", context => WithAsync(context, account => TermsAsync(context, account)));
        routes.MapGet("/api/v1/accounts/{account}/terms/{term}", context => WithAsync(context, _ => TermAsync(context)));
        routes.MapGet("/api/v1/accounts/{account}/users", context => WithAsync(context, _ => desk.PageAsync(
            context,
            desk.Data.Users,
            user => UserJson.User(user, Sis, desk.Includes(context.Request).Contains("email")),
            lastIsKnown: false)));
    }

    public static Task WithAsync(HttpContext context, Func<CanvasAccount, Task> found)
    {
        var (sis, id) = CanvasIds.FromPath(context, "account");
        var account = CanvasAccounts.All.FirstOrDefault(account => sis is null ? account.Id == id : account.SisId == sis);
        return account is null ? CanvasErrors.NotFoundAsync(context) : found(account);
    }

    /// <summary>The account and everything below it.</summary>
    public static HashSet<long> Below(long account)
    {
        var tree = new HashSet<long> { account };
        while (CanvasAccounts.All.Any(child => child.ParentId is { } parent && tree.Contains(parent) && tree.Add(child.Id)))
        {
        }

        return tree;
    }

    private Task SubAccountsAsync(HttpContext context, CanvasAccount account)
    {
        var recursive = context.Request.Query["recursive"] is [var value] && value is "true" or "1";
        var tree = Below(account.Id);
        return desk.PageAsync(
            context,
            [.. CanvasAccounts.All.Where(child => recursive ? child.Id != account.Id && tree.Contains(child.Id) : child.ParentId == account.Id)],
            child => CanvasJson.Account(child, Sis));
    }

    private Task TermsAsync(HttpContext context, CanvasAccount account)
    {
        if (account.ParentId is not null)
        {
            return CanvasErrors.BadRequestAsync(context, "Terms only belong to root_accounts.");
        }

        var states = QueryText.Many(context.Request, "workflow_state");
        var all = states.Contains("all");
        return desk.PageAsync(
            context,
            [.. Terms.All.Where(term => term.InCanvas && (all || (states.Count == 0 ? !term.Deleted : states.Contains(term.Deleted ? "deleted" : "active"))))],
            term => CanvasJson.Term(term, Sis),
            "enrollment_terms");
    }

    private Task TermAsync(HttpContext context)
    {
        var (sis, id) = CanvasIds.FromPath(context, "term");
        var term = Terms.All.FirstOrDefault(term => term.InCanvas && (sis is null ? term.CanvasId == id : term.Code == sis));
        return term is null ? CanvasErrors.NotFoundAsync(context) : CanvasDesk.OkAsync(context, CanvasJson.Term(term, Sis));
    }

    /// <summary>Whether a term parameter, a number or <c>sis_term_id:…</c>, names the term.</summary>
    public static bool Names(string parameter, Term term)
    {
        const string Prefix = "sis_term_id:";
        return parameter.StartsWith(Prefix, StringComparison.Ordinal)
            ? term.Code == parameter[Prefix.Length..]
            : parameter == term.CanvasId.ToString(CultureInfo.InvariantCulture);
    }
}
