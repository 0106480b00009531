using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What stands in for a service during development, and is registered for production as well: nothing else takes its place there.</summary>
internal static class StandInService
{
    private static readonly string[] Registrations = ["AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient"];

    /// <summary>True where the app registers the type without a condition, and no other one for the same service.</summary>
    public static bool IsAlways(string type, KnownTypes known)
    {
        var app = StartupModel.Of(known);
        if (!app.Starts)
        {
            return false;
        }

        var all = Registrations.SelectMany(app.CallsOf).Select(static call => (Call: call, Types: TypesOf(call))).Where(static one => one.Types.Count == 2).ToList();
        return all.Find(one => one.Types[1] == type) is { Call: { } call, Types: var types }
            && !call.Ancestors().Any(static around => around is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax)
            && !EnvironmentGuard.IsForDevelopment(call, known)
            && !all.Exists(one => one.Types[0] == types[0] && one.Types[1] != type);
    }

    /// <summary>The service and what stands for it, as they are written.</summary>
    private static List<string?> TypesOf(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } generic }
            ? generic.Count == 2 ? [.. generic.Select(TypeSyntaxNames.RightmostName)]
                : [TypeSyntaxNames.RightmostName(generic[0]), call.ArgumentList.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().FirstOrDefault() is { } made ? TypeSyntaxNames.RightmostName(made.Type) : TypeSyntaxNames.RightmostName(generic[0])]
            : [.. call.ArgumentList.Arguments.Select(static argument => argument.Expression).OfType<TypeOfExpressionSyntax>().Select(static named => TypeSyntaxNames.RightmostName(named.Type))];
}
