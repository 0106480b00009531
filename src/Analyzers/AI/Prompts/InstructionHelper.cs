using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>A private function that hands a parameter on as instructions: what its callers put in there is theirs.</summary>
internal static class InstructionHelper
{
    /// <summary>The texts of others that callers of the same file hand to the function around a prompt, each once.</summary>
    /// <param name="prompt">The prompt, in which the function itself puts nothing that it has to answer for.</param>
    /// <param name="context">The place of the prompt.</param>
    /// <param name="sanitizers">Methods whose result may stand in instructions.</param>
    public static IEnumerable<(RuleContext Caller, IOperation Text, OutsidePiece Piece)> CallersOf(PromptText prompt, RuleContext context, ImmutableArray<string> sanitizers)
    {
        foreach (var handed in OutsidePiece.Of(prompt.Value, context, TaintPolicy.Prompt))
        {
            if ((handed.Value is IConversionOperation { Operand: var converted } ? converted : handed.Value) is not IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_String, ContainingSymbol: IMethodSymbol helper } parameter }
                || !IsPrivate(helper)
                || SharedPiece.IsOfEarlierSink(context.Node, parameter.Name, earlier => IsPrompt(earlier, context)))
            {
                continue;
            }

            foreach (var place in NamedPlaces.Of(context.Node.SyntaxTree).Calls(helper.Name))
            {
                if (place is InvocationExpressionSyntax call
                    && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation { TargetMethod: var called } operation
                    && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, helper.OriginalDefinition)
                    && operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { ArgumentKind: not ArgumentKind.DefaultValue, Value: { ConstantValue.HasValue: false } text }
                    && context.At(call, context.Model) is var caller
                    && OutsideText.In(text, caller, sanitizers) is { } piece
                    && !SharedPiece.IsOfEarlierSink(call, piece.Value.Syntax, earlier => IsCallOf(earlier, helper, context) || IsPrompt(earlier, context)))
                {
                    yield return (caller, text, piece);
                }
            }
        }
    }

    private static bool IsPrivate(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences.Length: 1 } or { MethodKind: MethodKind.LocalFunction };

    private static bool IsPrompt(SyntaxNode node, RuleContext context)
        => PromptText.Of(context.Model.GetOperation(node, context.CancellationToken), ModelApiKind.Instructions, context.Known) is not null;

    private static bool IsCallOf(SyntaxNode node, IMethodSymbol helper, RuleContext context)
        => node is InvocationExpressionSyntax && context.Model.GetSymbolInfo(node, context.CancellationToken).Symbol is IMethodSymbol called && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, helper.OriginalDefinition);
}
