using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection.Paths;

/// <summary>A path that a function of its own is handed: what comes from outside stands in the caller, which often opens the same path itself.</summary>
internal static class HelperPath
{
    /// <summary>True where what comes from outside can be seen from a place: it stands in the same member.</summary>
    public static bool Sees(SyntaxNode place, SyntaxNode source) => place.SyntaxTree == source.SyntaxTree && VariableWrites.ScopeOf(place).Span.Contains(source.Span);

    /// <summary>True where all callers that hand over something from outside open it themselves: there it is reported, once.</summary>
    public static bool IsOfCallers(IOperation piece, RuleContext context)
    {
        if (piece is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } helper } parameter })
        {
            return false;
        }

        var member = VariableWrites.ScopeOf(context.Node);
        var isCovered = false;
        foreach (var place in NamedPlaces.Of(context.Node.SyntaxTree).Calls(helper.Name))
        {
            if (place is not InvocationExpressionSyntax call
                || member.Span.Contains(call.Span)
                || context.Model.GetOperation(call, context.CancellationToken) is not IInvocationOperation called
                || !SymbolEqualityComparer.Default.Equals(called.TargetMethod.OriginalDefinition, helper.OriginalDefinition)
                || called.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is not { Value: var given }
                || TaintTracker.Of(given, context.At(call, context.Model), TaintPolicy.Path) is not { Level: TaintLevel.Request, Source: { } source })
            {
                continue;
            }

            if (!IsOpened(VariableWrites.ScopeOf(call), source.Syntax.ToString(), context))
            {
                return false;
            }

            isCovered = true;
        }

        return isCovered;
    }

    private static bool IsOpened(SyntaxNode member, string source, RuleContext context)
        => member.DescendantNodes().Any(node => PathSinks.MayBe(node)
            && PathSinks.At(node, context)?.Exists(path => PathPieces.FromOutside(path, context.At(node, context.Model)) is ({ }, { Level: TaintLevel.Request, Source: { } other }) && other.Syntax.ToString() == source) == true);
}
