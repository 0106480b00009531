namespace ProdGap.Tool.Model;

/// <summary>The ids of our rules.</summary>
internal static class RuleId
{
    /// <summary>PG and four digits.</summary>
    public static bool IsOurs(string id) => id.Length == 6 && id[0] == 'P' && id[1] == 'G' && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>True for an error of the compiler: CS and digits.</summary>
    public static bool IsOfCompiler(string id) => id.Length > 2 && id[0] == 'C' && id[1] == 'S' && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
