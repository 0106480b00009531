using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>
/// What a service of the app is given, where the whole app is in sight: if each call passes what nobody outside decides, the service is given
/// nothing else. Asked about what is about to be suggested.
/// </summary>
internal static class SeenCallers
{
    /// <summary>More writes of one name are not bound.</summary>
    private const int MostWrites = 50;

    /// <summary>True for a parameter, or a member of one, that all code in sight fills with harmless values.</summary>
    public static bool DecideNothing(IOperation source, RuleContext context, TaintPolicy policy)
        => source switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => WrittenArguments.Of(context.Known).AreAll(parameter, (argument, model) => IsInside(argument, model, context, policy), context.Model, context.CancellationToken),
            IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.Length: > 0 } property, Instance: IParameterReferenceOperation } => AllWritesAreHarmless(property, context, policy),
            _ => false,
        };

    private static bool IsInside(IOperation value, SemanticModel model, RuleContext context, TaintPolicy policy)
        => TaintTracker.Of(value, context.At(value.Syntax, model), policy) is { Level: TaintLevel.Inside, GaveUp: false };

    /// <summary>True for <c>new Call { Url = settings.Url + "/orders" }</c>, wherever the code makes such an object.</summary>
    private static bool AllWritesAreHarmless(IPropertySymbol property, RuleContext context, TaintPolicy policy)
    {
        var (seen, any) = (0, false);
        foreach (var tree in context.Known.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var place in NamedPlaces.Of(tree).Writes(property.Name))
            {
                if (++seen > MostWrites)
                {
                    return false;
                }

                model ??= OtherFile.ModelOf(tree, context.Model);
                if (place is not AssignmentExpressionSyntax { Left: var target, Right: var value }
                    || model.GetSymbolInfo(target, context.CancellationToken).Symbol is not { } written)
                {
                    return false;
                }

                if (SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, property.OriginalDefinition))
                {
                    any = true;
                    if (model.GetOperation(value, context.CancellationToken) is not { } given || !(WrittenArguments.IsWritten(given) || IsInside(given, model, context, policy)))
                    {
                        return false;
                    }
                }
            }
        }

        return any;
    }
}
