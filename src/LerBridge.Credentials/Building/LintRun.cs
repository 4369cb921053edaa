using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;

namespace LerBridge.Credentials.Building;

/// <summary>One reading of a credential: the place where it stands, and the problems so far.</summary>
/// <param name="credential">What is read.</param>
/// <param name="ours">True for what we sign: nothing but the profile's own members, lists as lists, and names that are names.</param>
/// <param name="jwt">True for what becomes a JWT, which may say what no published context defines.</param>
internal sealed class LintRun(JsonElement credential, bool ours, bool jwt = false)
{
    private const int MaxProblems = 50;

    private readonly List<ClaimProblem> problems = [];
    private readonly Stack<(string? Name, int Index)> path = new();

    public JsonElement Credential => credential;

    public bool Ours => ours;

    public bool Jwt => jwt;

    public IReadOnlyList<ClaimProblem> Problems => this.problems;

    public void Enter(string name) => this.path.Push((name, 0));

    public void Enter(int index) => this.path.Push((null, index));

    public void Leave() => this.path.Pop();

    /// <summary>Notes a problem at the place where the run stands, or at a member of it. The message never holds a value of the document.</summary>
    public void Add(string code, string message, string? member = null)
    {
        if (this.problems.Count < MaxProblems)
        {
            this.problems.Add(new ClaimProblem(code, this.Pointer(member), message));
        }
    }

    /// <summary>Notes the problems of a document that is embedded at the place where the run stands.</summary>
    public void AddAll(IEnumerable<ClaimProblem> embedded)
    {
        var place = this.Pointer(member: null);
        this.problems.AddRange(embedded.Take(MaxProblems - this.problems.Count).Select(problem => problem with { Pointer = place + problem.Pointer }));
    }

    private string Pointer(string? member)
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in this.path.Reverse())
        {
            pointer.Append('/').Append(name is null ? index.ToString(CultureInfo.InvariantCulture) : JsonPointer.Escape(name));
        }

        return (member is null ? pointer : pointer.Append('/').Append(JsonPointer.Escape(member))).ToString();
    }
}
