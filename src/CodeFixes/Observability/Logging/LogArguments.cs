using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>The arguments of a log call and their rewrites. Each is bound before it is offered: the overload must be one of the same method.</summary>
internal sealed class LogArguments
{
    private readonly InvocationExpressionSyntax syntax;
    private readonly SemanticModel model;
    private readonly LogCall call;
    private readonly int templateAt;

    private LogArguments(InvocationExpressionSyntax syntax, SemanticModel model, LogCall call, int templateAt)
    {
        this.syntax = syntax;
        this.model = model;
        this.call = call;
        this.templateAt = templateAt;
    }

    /// <summary>The call.</summary>
    public LogCall Call => call;

    /// <summary>The text.</summary>
    public ExpressionSyntax Text => syntax.ArgumentList.Arguments[templateAt].Expression;

    /// <summary>The values behind the text.</summary>
    public IReadOnlyList<ExpressionSyntax> Values => [.. syntax.ArgumentList.Arguments.Skip(templateAt + 1).Select(argument => argument.Expression)];

    /// <summary>The arguments of a call; null where one is named, or the values are one array.</summary>
    public static LogArguments? Of(InvocationExpressionSyntax syntax, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (syntax.ContainsDiagnostics
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation operation
            || LogCall.Of(operation, known) is not { TemplateSyntax: { } template } call
            || syntax.ArgumentList.Arguments.IndexOf(template) is not (>= 0 and var at)
            || syntax.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || operation.Arguments.Any(argument => argument is { Parameter: { IsParams: true }, ArgumentKind: ArgumentKind.Explicit }))
        {
            return null;
        }

        return new(syntax, model, call, at);
    }

    /// <summary>The list with another text and other values, and with an exception before the text; null where that would be no call of the method.</summary>
    public ArgumentListSyntax? With(ExpressionSyntax text, IReadOnlyList<ExpressionSyntax> values, string? exception = null)
    {
        if (call.Library == LogLibrary.NLog && values.Any(value => value.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax)))
        {
            // Its values may go into a span, which does not outlive an await.
            return null;
        }

        var list = syntax.ArgumentList;
        var old = list.Arguments;
        var arguments = new List<ArgumentSyntax>(old.Take(templateAt));
        var separators = new List<SyntaxToken>(old.GetSeparators().Take(templateAt));
        var lead = old[templateAt].GetLeadingTrivia();
        if (exception is not null)
        {
            arguments.Add(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(exception)).WithLeadingTrivia(lead));
            if (old[templateAt].GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            {
                // On a line of its own, as the text is.
                separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(CodeLayout.NewLine(syntax)));
                lead = SyntaxFactory.TriviaList(lead.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
            }
            else
            {
                separators.Add(Comma);
                lead = default;
            }
        }

        arguments.Add(SyntaxFactory.Argument(text.WithoutTrivia()).WithLeadingTrivia(lead));
        foreach (var value in values)
        {
            separators.Add(Comma);
            arguments.Add(SyntaxFactory.Argument(value.WithoutTrivia()));
        }

        // As far as the values stay the same ones, so do their lines.
        if (values.Count == old.Count - templateAt - 1 && values.SequenceEqual(Values))
        {
            separators.RemoveRange(separators.Count - values.Count, values.Count);
            arguments.RemoveRange(arguments.Count - values.Count, values.Count);
            separators.AddRange(old.GetSeparators().Skip(templateAt));
            arguments.AddRange(old.Skip(templateAt + 1));
        }
        else if (CodeLayout.HasComments(list, TextSpan.FromBounds(old[templateAt].Span.End, old.Last().Span.End)))
        {
            return null;
        }
        else if (old.Last().GetTrailingTrivia() is { Count: > 0 } end)
        {
            arguments[arguments.Count - 1] = arguments[arguments.Count - 1].WithTrailingTrivia(end);
        }

        var changed = list.WithArguments(SyntaxFactory.SeparatedList(arguments, separators));
        if (exception is null)
        {
            return Binds(changed, false) ? changed : null;
        }

        // The handler may have no variable yet.
        var bound = changed.ReplaceNode(changed.Arguments[templateAt], SyntaxFactory.Argument(SyntaxFactory.ParseExpression("default(global::System.Exception)!")));
        return Binds(bound, true) ? changed : null;
    }

    private static SyntaxToken Comma => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);

    private bool Binds(ArgumentListSyntax changed, bool withException)
    {
        ExpressionSyntax? called = syntax.Expression switch
        {
            MemberBindingExpressionSyntax binding when syntax.Parent is ConditionalAccessExpressionSyntax conditional
                => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParenthesizedExpression(conditional.Expression.WithoutTrivia()), binding.Name),
            MemberBindingExpressionSyntax => null,
            var written => written,
        };

        if (called is null)
        {
            return false;
        }

        // A generic call is bound with the type arguments of its values.
        var info = model.GetSpeculativeSymbolInfo(syntax.SpanStart, SyntaxFactory.InvocationExpression(called.WithoutTrivia(), changed), SpeculativeBindingOption.BindAsExpression);
        return info.Symbol is IMethodSymbol method
            && method.Name == call.Operation.TargetMethod.Name
            && (call.IsScope || SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).ContainingType, (call.Operation.TargetMethod.ReducedFrom ?? call.Operation.TargetMethod).ContainingType))
            && method.Parameters.Any(parameter => parameter.Name == "exception") == (withException || call.Exception is not null);
    }
}
