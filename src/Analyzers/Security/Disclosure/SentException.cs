using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>One place in an answer where the text of an exception goes in.</summary>
/// <param name="source">What yields the text: <c>ex.Message</c>, <c>ex.ToString()</c>, <c>ex</c>.</param>
/// <param name="exception">The static type of the exception.</param>
/// <param name="isTrace">True where the stack trace goes along.</param>
/// <param name="through">The variable in the answer that the text came through.</param>
internal sealed class SentException(IOperation source, ITypeSymbol exception, bool isTrace, ILocalReferenceOperation? through)
{
    public IOperation Source { get; } = source;

    public ITypeSymbol Exception { get; } = exception;

    public bool IsTrace { get; } = isTrace;

    public ILocalReferenceOperation? Through { get; } = through;

    /// <summary>The exception itself, as it is written: <c>ex</c> of <c>ex.Message</c>.</summary>
    public SyntaxNode Speaker
        => Source switch
        {
            IPropertyReferenceOperation { Instance: { } speaker, Property.Name: "Message" or "StackTrace" } => speaker.Syntax,
            IInvocationOperation { Instance: { } speaker } => speaker.Syntax,
            var whole => whole.Syntax,
        };

    /// <summary>Where it stands in the answer itself.</summary>
    public SyntaxNode Syntax
        => (Through ?? Source).Syntax is var syntax && syntax is MemberBindingExpressionSyntax && syntax.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access ? access : syntax;

    /// <summary>All exceptions whose text an answer carries, in the order of the source.</summary>
    public static List<SentException> In(ResponseSink sink, KnownTypes known)
    {
        var search = new Search(known);
        foreach (var value in sink.Payload)
        {
            search.Look(value, takesWhole: true, null);
        }

        return search.Found;
    }

    /// <summary>Follows the values that an answer is made of. A call of unknown code is not looked into: it may well be what makes the text harmless.</summary>
    private sealed class Search(KnownTypes known)
    {
        private const int MaxDepth = 40;

        private int depth;

        public List<SentException> Found { get; } = [];

        /// <param name="value">What is looked at.</param>
        /// <param name="takesWhole">True where an exception as a value is written out.</param>
        /// <param name="through">The variable in the answer that holds the value.</param>
        public void Look(IOperation? value, bool takesWhole, ILocalReferenceOperation? through)
        {
            if (value is null || value.ConstantValue.HasValue || depth >= MaxDepth)
            {
                return;
            }

            depth++;
            switch (value)
            {
                case IConversionOperation conversion:
                    Look(conversion.Operand, takesWhole, through);
                    break;

                case IParenthesizedOperation parenthesized:
                    Look(parenthesized.Operand, takesWhole, through);
                    break;

                case IInterpolatedStringOperation text:
                    foreach (var part in text.Parts)
                    {
                        Look((part as IInterpolationOperation)?.Expression, takesWhole: true, through);
                    }

                    break;

                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    Look(sum.LeftOperand, takesWhole: true, through);
                    Look(sum.RightOperand, takesWhole: true, through);
                    break;

                case ICoalesceOperation either:
                    Look(either.Value, takesWhole, through);
                    Look(either.WhenNull, takesWhole, through);
                    break;

                case IConditionalOperation { WhenFalse: { } otherwise } choice when AsksForNull(choice.Condition):
                    Look(choice.WhenTrue, takesWhole, through);
                    Look(otherwise, takesWhole, through);
                    break;

                case IConditionalAccessOperation access:
                    Look(access.WhenNotNull, takesWhole, through);
                    break;

                case IAnonymousObjectCreationOperation anonymous:
                    foreach (var member in anonymous.Initializers)
                    {
                        Look((member as ISimpleAssignmentOperation)?.Value, takesWhole: true, through);
                    }

                    break;

                case IObjectCreationOperation creation when !IsException(creation.Type):
                    foreach (var part in ResponseSink.Parts(creation))
                    {
                        Look(part, takesWhole: false, through);
                    }

                    break;

                case IArrayCreationOperation { Initializer: { } items }:
                    foreach (var item in items.ElementValues)
                    {
                        Look(item, takesWhole, through);
                    }

                    break;

                case ICollectionExpressionOperation collection:
                    foreach (var item in collection.Elements)
                    {
                        Look(item, takesWhole, through);
                    }

                    break;

                case IInvocationOperation call:
                    LookInto(call, takesWhole, through);
                    break;

                case IPropertyReferenceOperation { Property.Name: "Message" or "StackTrace" } text when IsException(text.Instance?.Type):
                    Found.Add(new(text, text.Instance!.Type!, text.Property.Name == "StackTrace", through));
                    break;

                case ILocalReferenceOperation { Local: var local } reference when !IsException(local.Type):
                    if (through is null && InitialValue(reference) is { } initial && ResponseSink.Of(initial, known) is null)
                    {
                        Look(initial, takesWhole, reference);
                    }

                    break;

                case ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IConditionalAccessInstanceOperation when takesWhole && IsException(value.Type):
                    Found.Add(new(value, value.Type!, isTrace: true, through));
                    break;
            }

            depth--;
        }

        private void LookInto(IInvocationOperation call, bool takesWhole, ILocalReferenceOperation? through)
        {
            var method = call.TargetMethod;
            if (call.Instance is { Type: { } receiver } && IsException(receiver))
            {
                if (method.Name == "ToString" && method.Parameters.Length == 0)
                {
                    Found.Add(new(call, receiver, isTrace: true, through));
                }
                else if (method.Name == "GetBaseException" && takesWhole)
                {
                    Found.Add(new(call, receiver, isTrace: true, through));
                }

                return;
            }

            // What cuts spaces or lower-cases a text lets it through.
            if (call.Instance is { Type.SpecialType: SpecialType.System_String } && method.Name is "Trim" or "TrimEnd" or "TrimStart" or "ToString" or "ToUpper" or "ToLower" or "ToUpperInvariant" or "ToLowerInvariant")
            {
                Look(call.Instance, takesWhole, through);
                return;
            }

            var writesOut = (method.ContainingType.SpecialType == SpecialType.System_String && method.Name is "Format" or "Concat" or "Join")
                || IsEncoding(method)
                || known.Is(method.ContainingType, "System.Text.Json.JsonSerializer")
                || known.Is(method.ContainingType, "Newtonsoft.Json.JsonConvert");

            // A factory of the application, as ApiResponse.Fail(ex.Message): the text goes into what it makes.
            var makes = method is { IsStatic: true, IsExtensionMethod: false, ReturnsVoid: false }
                && method.ReturnType.SpecialType == SpecialType.None
                && known.IsOfSolution(method.ContainingAssembly)
                && method.ReturnType.Name == method.ContainingType.Name
                && SymbolEqualityComparer.Default.Equals(method.ReturnType.ContainingNamespace, method.ContainingType.ContainingNamespace);
            if (writesOut || makes)
            {
                foreach (var argument in call.Arguments)
                {
                    Look(argument.ArgumentKind == ArgumentKind.DefaultValue ? null : argument.Value, takesWhole: writesOut, through);
                }
            }
        }

        /// <summary>True for what writes the same text in another alphabet: for an address, for a page, as bytes.</summary>
        private bool IsEncoding(IMethodSymbol method)
            => (method.Name is "EscapeDataString" or "EscapeUriString" && known.Is(method.ContainingType, "System.Uri"))
                || (method.Name is "UrlEncode" or "HtmlEncode" or "UrlPathEncode" && (known.Is(method.ContainingType, "System.Net.WebUtility") || known.Is(method.ContainingType, "System.Web.HttpUtility")))
                || (method.Name == "Encode" && known.IsA(method.ContainingType, "System.Text.Encodings.Web.TextEncoder"))
                || (method.Name == "GetBytes" && known.IsA(method.ContainingType, "System.Text.Encoding"));

        /// <summary>True for <c>ex.InnerException != null</c>; other questions may be what decides who sees the text.</summary>
        private static bool AsksForNull(IOperation condition)
            => condition switch
            {
                IBinaryOperation binary => IsNull(binary.RightOperand) || IsNull(binary.LeftOperand),
                IIsPatternOperation { Pattern: IConstantPatternOperation constant } => IsNull(constant.Value),
                IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } => IsNull(constant.Value),
                _ => false,
            };

        private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

        /// <summary>What a variable is set to where it is declared, inside the same function.</summary>
        private static IOperation? InitialValue(ILocalReferenceOperation reference)
            => reference.Local.DeclaringSyntaxReferences is { Length: 1 } references
                && references[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
                && value.SyntaxTree == reference.Syntax.SyntaxTree
                && !IsReplaced(reference)
                    ? reference.SemanticModel?.GetOperation(value)
                    : null;

        /// <summary>True where the variable holds something else by then: <c>text = "Failed"; return BadRequest(text);</c></summary>
        private static bool IsReplaced(ILocalReferenceOperation reference)
        {
            for (var node = reference.Syntax; node.Parent is { } parent and not AnonymousFunctionExpressionSyntax; node = parent)
            {
                foreach (var statement in parent is BlockSyntax block ? block.Statements.TakeWhile(earlier => earlier != node) : [])
                {
                    if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name } assignment }
                        && name.Identifier.ValueText == reference.Local.Name
                        && !assignment.Right.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private bool IsException(ITypeSymbol? type) => known.IsA(type, "System.Exception");
    }
}
