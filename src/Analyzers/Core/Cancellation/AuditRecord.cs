using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Records of what somebody did, which are to be kept whoever is gone.</summary>
internal static class AuditRecord
{
    /// <summary>True for the name of a type that keeps them: <c>AuditStore</c>, <c>CreateActivityLogHandler</c>.</summary>
    public static bool IsKeptBy(string type)
    {
        var words = WordSplitter.Of(type);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "audit" or "audits" or "auditing" or "auditor" || (i > 0 && words[i - 1] is "activity" && words[i] is "log" or "logs"))
            {
                return true;
            }
        }

        return false;
    }
}
