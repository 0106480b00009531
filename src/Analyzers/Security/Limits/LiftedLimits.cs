using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>The limits that an app gives to the bodies of all its requests, wherever it does so: those that it lifts, and those that it sets.</summary>
internal sealed class LiftedLimits
{
    private static readonly string[] Words = ["MaxRequestBodySize", "DisableRequestSizeLimitAttribute"];

    private readonly List<LimitValue> ofServer = [];

    /// <summary>Behind IIS its own filter of requests stands, which no option of ASP.NET Core lifts; without IIS these options do nothing.</summary>
    private readonly List<LimitValue> ofIis = [];

    /// <summary>True where a number that the code does not write, as of the configuration, is the limit.</summary>
    private bool isConfigured;

    private LiftedLimits(KnownTypes known)
    {
        var app = StartupModel.Of(known);
        foreach (var tree in app.Says(Words) ? known.Compilation.SyntaxTrees : [])
        {
            if (Array.Exists(Words, StartupTree.Of(tree, CancellationToken.None).Names.Contains) && app.ModelOf(tree) is { } model)
            {
                Read(tree.GetRoot(), model, known, app);
            }
        }
    }

    /// <summary>True where the server takes bodies of any size, or of more than these megabytes. The options of IIS alone lift nothing.</summary>
    public static bool OfServer(int megabytes, KnownTypes known) => known.PerCompilation(static key => new LiftedLimits(key)).ofServer.Exists(limit => limit.IsOver(megabytes));

    /// <summary>True where the app itself says how large bodies may be, and nowhere that they may be larger.</summary>
    public static bool AreSet(int megabytes, KnownTypes known)
        => known.PerCompilation(static key => new LiftedLimits(key)) is var limits
            && (limits.isConfigured || limits.ofServer.Concat(limits.ofIis).Any())
            && !limits.ofServer.Concat(limits.ofIis).Any(limit => limit.IsOver(megabytes));

    private void Read(SyntaxNode root, SemanticModel model, KnownTypes known, StartupModel app)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment
                && MemberName.Of(assignment.Left)?.ValueText == Words[0]
                && model.GetSymbolInfo(assignment.Left).Symbol is IPropertySymbol property
                && RequestLimit.Of(property, known) is { OfServer: true } limit
                && !EnvironmentGuard.Contains(assignment, EnvironmentWords.Default, app))
            {
                var given = LimitPlace.InProduction(assignment.Right);
                if (LimitValue.Of(given, model, CancellationToken.None) is { } value)
                {
                    (limit.Owner == RequestLimit.Iis ? ofIis : ofServer).Add(value);
                }
                else
                {
                    // What may be null may be no limit.
                    isConfigured |= model.GetTypeInfo(given).Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
                }
            }
            else if (node is BaseObjectCreationExpressionSyntax creation && SizeAttribute.IsGlobalFilter(creation) && SizeAttribute.Is(model.GetTypeInfo(creation).Type, SizeAttribute.Disable, known))
            {
                ofServer.Add(LimitValue.None);
            }
        }
    }
}
