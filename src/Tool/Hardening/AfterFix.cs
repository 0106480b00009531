namespace ProdGap.Tool.Hardening;

/// <summary>What a person has to do before code runs that a rule's fix has changed.</summary>
internal static class AfterFix
{
    private static readonly Dictionary<string, string[]> Tasks = new(StringComparer.Ordinal)
    {
        ["PG1001"] = ["revoke the values that stood here, because the history still has them"],
        ["PG1003"] = ["run these statements against the real database: a parameter has a type, which a text between quotes has not"],
        ["PG1005"] = ["look whether anybody passes a path with folders: only the name of the file is used now"],
        ["PG1006"] = ["look whether anybody is sent to another site on purpose: that fails now"],
        ["PG1007"] = ["list the sites that may call in Cors:AllowedOrigins; until then no other site gets in"],
        ["PG1008"] = ["look who calls these endpoints without a token: they get 401 now; allow those explicitly that are for everyone"],
        ["PG1009"] = ["give the servers that are called a trusted certificate, or connections to them fail"],
        ["PG1010"] = ["try the tokens of each caller: those that fail the check are rejected now"],
        ["PG1011"] = ["look whether a script reads these cookies, or a page without HTTPS needs them: neither works any more"],
        ["PG1015"] = ["look whether a client reads the details that are no longer sent"],
        ["PG1016"] = ["look whether staging needs these pages: they are there in development alone"],
        ["PG1017"] = ["find the largest legitimate request, and set that limit for its endpoint; above the default, requests get 413 now"],
        ["PG1018"] = ["choose how many attempts the limit allows: whoever tries too often is refused now"],
        ["PG1019"] = ["try the requests of each client: those that break a validation rule get 400 now"],
        ["PG1021"] = ["change the queries and alerts that use the values which are no longer logged"],
        ["PG2012"] = ["look at endpoints that write: what must not be cut off halfway takes CancellationToken.None"],
        ["PG2047"] = ["set the addresses for each environment"],
        ["PG6004"] = ["try the prompts: tags in the values of variables are text now"],
        ["PG6012"] = ["show the requests for an approval, and send the answers back: the tools wait for them"],
        ["PG3002"] = ["change the queries and alerts that search for the text of these messages"],
        ["PG3004"] = ["look whether a client reads the body of a failed request: it is problem details now"],
        ["PG3005"] = ["let the load balancer ask /health, and add checks of what the app cannot do without"],
        ["PG4001"] = ["complete the tests that were written: each fails until it says what it expects"],
        ["PG4002"] = ["let these tests assert what they are about: each fails until it does"],
        ["PG4003"] = ["complete the tests that were written: each fails until it says what it expects"],
        ["PG4007"] = ["complete the tests that were written: each fails until it says what it expects"],
        ["PG5002"] = ["choose the number of rows, and let callers page: what is beyond it is left out"],
    };

    /// <summary>The rules that have something here.</summary>
    public static IEnumerable<string> Rules => Tasks.Keys;

    /// <summary>What to do after the fix of a rule, the settings that code asks for now first.</summary>
    public static IReadOnlyList<string> Of(string rule, IReadOnlyCollection<string> settings)
        => [.. settings.Count == 0 ? [] : (string[])[$"set {string.Join(", ", settings.Select(static name => name.Replace(":", "__", StringComparison.Ordinal)))}"], .. Tasks.GetValueOrDefault(rule, [])];
}
