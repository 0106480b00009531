using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Security.Disclosure.Logs;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>An argument of a log call and the hole of the template that it fills; both go together.</summary>
internal sealed class TemplateArgument
{
    private readonly int templateAt;
    private readonly string hole;
    private readonly ArgumentSyntax argument;

    private TemplateArgument(int templateAt, string hole, ArgumentSyntax argument)
    {
        this.templateAt = templateAt;
        this.hole = hole;
        this.argument = argument;
    }

    /// <summary>An argument that fills a named hole of a literal; null for all else.</summary>
    public static TemplateArgument? Of(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        if (argument.Parent is not ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list
            || call.ContainsDiagnostics
            || call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax }
            || list.Arguments.Any(other => other.NameColon is not null)
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || LogCall.Of(operation, KnownTypes.Of(model.Compilation)) is not { TemplateSyntax: { } template } log
            || operation.Arguments.Any(other => other is { Parameter: { IsParams: true }, ArgumentKind: ArgumentKind.Explicit } && !IsConverted(other, argument))
            || list.Arguments.IndexOf(template) is not (>= 0 and var templateAt)
            || list.Arguments.IndexOf(argument) - templateAt - 1 is not (>= 0 and var at)
            || CodeLayout.HasComments(list))
        {
            return null;
        }

        var holes = Literals(template.Expression)?.SelectMany(literal => MessageHole.In(literal.Token.Text)).ToList();
        if (holes is null
            || holes.Count != list.Arguments.Count - templateAt - 1
            || holes.Any(other => other.Name.Length == 0 || char.IsDigit(other.Name[0]))
            || holes.Count(other => other.Name == holes[at].Name) != 1
            || holes[at].Destructures
            || Literals(template.Expression)!.Any(literal => MessageHole.In(literal.Token.ValueText).Count != MessageHole.In(literal.Token.Text).Count))
        {
            return null;
        }

        var planned = new TemplateArgument(templateAt, holes[at].Name, argument);
        var changed = planned.Without(list);
        return !LeavesArray(changed, list, templateAt, argument, model, cancellationToken) && Binds(call, changed, log, model) ? planned : null;
    }

    /// <summary>The list without the argument and with stars in place of the hole.</summary>
    public ArgumentListSyntax Without(ArgumentListSyntax current)
    {
        var arguments = current.Arguments;
        var at = arguments.IndexOf(other => SyntaxFactory.AreEquivalent(other, argument));
        if (at <= templateAt || Literals(arguments[templateAt].Expression) is not { } literals)
        {
            return current;
        }

        foreach (var literal in literals)
        {
            foreach (var found in MessageHole.In(literal.Token.Text))
            {
                if (found.Name == hole)
                {
                    var end = arguments[at].GetTrailingTrivia();
                    var isLast = at == arguments.Count - 1;
                    var starred = SyntaxFactory.ParseExpression(literal.Token.Text.Remove(found.Start, found.Length).Insert(found.Start, StarredText.Stars)).WithTriviaFrom(literal);
                    arguments = arguments.Replace(arguments[templateAt], arguments[templateAt].ReplaceNode(literal, starred)).RemoveAt(at);
                    return current.WithArguments(isLast ? arguments.Replace(arguments.Last(), arguments.Last().WithTrailingTrivia(end)) : arguments);
                }
            }
        }

        return current;
    }

    /// <summary>The literals that a constant template is made of, in order; null where it is made of something else.</summary>
    private static List<LiteralExpressionSyntax>? Literals(ExpressionSyntax template)
    {
        var literals = new List<LiteralExpressionSyntax>();
        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push(template);
        while (ahead.Count > 0)
        {
            switch (ahead.Pop())
            {
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                    literals.Add(literal);
                    break;
                case ParenthesizedExpressionSyntax inner:
                    ahead.Push(inner.Expression);
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    ahead.Push(sum.Right);
                    ahead.Push(sum.Left);
                    break;
                default:
                    return null;
            }
        }

        return literals;
    }

    /// <summary>True where one value is left that would be taken for the list of all values.</summary>
    private static bool LeavesArray(ArgumentListSyntax changed, ArgumentListSyntax old, int templateAt, ArgumentSyntax gone, SemanticModel model, CancellationToken cancellationToken)
        => changed.Arguments.Count == templateAt + 2
            && old.Arguments.Skip(templateAt + 1).First(other => other != gone).Expression is var left
            && (model.GetTypeInfo(left, cancellationToken).Type is null or IArrayTypeSymbol || left.IsKind(SyntaxKind.DefaultLiteralExpression));

    /// <summary>True for the only value where its type converts to a list of texts, as that of a header does: it was not written as one.</summary>
    private static bool IsConverted(IArgumentOperation values, ArgumentSyntax argument)
        => Operands.UnwrapAwait(values.Value) is { Type: { } type } value && value.Syntax == argument.Expression && type is INamedTypeSymbol { Name: "StringValues" };

    /// <summary>True for a call of the same method, or another overload of it.</summary>
    private static bool Binds(InvocationExpressionSyntax call, ArgumentListSyntax changed, LogCall log, SemanticModel model)
    {
        ExpressionSyntax? called = call.Expression switch
        {
            MemberBindingExpressionSyntax binding when call.Parent is ConditionalAccessExpressionSyntax conditional
                => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParenthesizedExpression(conditional.Expression.WithoutTrivia()), binding.Name),
            MemberBindingExpressionSyntax => null,
            var written => written,
        };

        var target = log.Operation.TargetMethod;
        return called is not null
            && model.GetSpeculativeSymbolInfo(call.SpanStart, SyntaxFactory.InvocationExpression(called.WithoutTrivia(), changed), SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol method
            && method.Name == target.Name
            && (log.IsScope || SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).ContainingType, (target.ReducedFrom ?? target).ContainingType))
            && method.Parameters.Any(parameter => parameter.Name == "exception") == (log.Exception is not null);
    }
}
