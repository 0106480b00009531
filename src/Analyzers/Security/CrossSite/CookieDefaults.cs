using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What an app does for all of its cookies: a policy, and HTTPS.</summary>
internal sealed class CookieDefaults
{
    private static readonly string[] SecureStarts = ["UseHttpsRedirection", "UseHsts", "AddHsts", "AddHttpsRedirection"];

    private CookieDefaults(StartupModel app)
    {
        IsSeen = app.Starts && app.Unseen.All(UnseenSetUp.DecidesNothing);
        UsesHttps = app.Says(SecureStarts);
        foreach (var use in app.CallsOf("UseCookiePolicy"))
        {
            ReadPolicy(use.ArgumentList.Arguments.LastOrDefault()?.Expression);
            foreach (var set in app.CallsOf("Configure").Where(IsForPolicy).Concat(app.CallsOf("AddCookiePolicy")))
            {
                ReadPolicy(set.ArgumentList.Arguments.LastOrDefault()?.Expression);
            }
        }
    }

    /// <summary>True where the whole start-up is at hand.</summary>
    public bool IsSeen { get; }

    /// <summary>True where HTTP is not answered.</summary>
    public bool UsesHttps { get; }

    /// <summary>True where a policy keeps scripts from every cookie, or may.</summary>
    public bool HidesAll { get; private set; }

    /// <summary>True where a policy says for every cookie when it is sent, or may.</summary>
    public bool SecuresAll { get; private set; }

    /// <summary>Those of the app of a compilation.</summary>
    public static CookieDefaults Of(KnownTypes known) => known.PerCompilation(static key => new CookieDefaults(StartupModel.Of(key)));

    private static bool IsForPolicy(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } && TypeSyntaxNames.RightmostName(arguments[0]) == "CookiePolicyOptions";

    private void ReadPolicy(ExpressionSyntax? policy)
    {
        switch (policy)
        {
            case null:
                break;

            case AnonymousFunctionExpressionSyntax or BaseObjectCreationExpressionSyntax:
                foreach (var node in policy.DescendantNodes())
                {
                    if (node is AssignmentExpressionSyntax assignment)
                    {
                        var isNone = MemberName.Of(assignment.Right)?.ValueText == "None";
                        switch (MemberName.Of(assignment.Left)?.ValueText)
                        {
                            case "HttpOnly":
                                HidesAll |= !isNone;
                                break;
                            case "Secure":
                                SecuresAll |= !isNone;
                                break;
                            case "OnAppendCookie":
                                HidesAll = SecuresAll = true;
                                break;
                        }
                    }
                }

                break;

            default:
                HidesAll = SecuresAll = true;
                break;
        }
    }
}
