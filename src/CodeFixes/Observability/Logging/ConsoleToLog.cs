using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Logging;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>What a line on the console says, as a log: level, template, values, and the exception where one is being handled.</summary>
internal sealed class ConsoleToLog
{
    /// <summary>How a line begins that tells of a failure, also in other languages.</summary>
    private static readonly string[] FailureWords = ["error", "fail", "fatal", "fehler", "erreur", "ошибка", "błąd", "erro", "hata", "错误", "失败", "エラー", "chyba", "virhe"];

    private readonly InvocationExpressionSyntax call;
    private readonly SemanticModel model;
    private readonly CatchClauseSyntax? handler;
    private readonly CatchSite? failure;
    private readonly bool isError;

    private ConsoleToLog(InvocationExpressionSyntax call, bool isError, SemanticModel model, CatchClauseSyntax? handler, CatchSite? failure)
    {
        this.call = call;
        this.isError = isError;
        this.model = model;
        this.handler = handler;
        this.failure = failure;
    }

    /// <summary>The line as a log; null for a part of a line, and where it is not a statement of its own.</summary>
    public static ConsoleToLog? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(model.Compilation);
        if (call.ContainsDiagnostics
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod.Name: "WriteLine" } operation
            || ConsoleCall.Of(operation, known) is not { } console
            || call.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax)
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || CodeLayout.HasComments(call, call.Span))
        {
            return null;
        }

        var handler = CatchClauses.Around(call);
        var failure = handler is null ? null : CatchSite.At(handler, model, known, cancellationToken);
        return failure is not null && ExceptionFilters.IsCancellation(failure.Clause.ExceptionType, known)
            ? new(call, console.IsError, model, null, null)
            : new(call, console.IsError || call.FirstAncestorOrSelf<CatchClauseSyntax>() is not null, model, failure is null ? null : handler, failure);
    }

    /// <summary>Plans the log in the place of the line; null where it cannot be said as one.</summary>
    public async Task<SolutionEdits?> PlanAsync(Document document, PlanCache cache, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(model.Compilation);
        var edits = new SolutionEdits();
        var variable = handler is null ? null : CatchClauses.VariableFor(handler, model);
        var isCarrier = handler is not null && Carrier(handler, variable!) == call;
        var stopgap = isCarrier && call.Parent?.Parent == handler!.Block ? Stopgap(variable!) : null;
        var passes = isCarrier && (stopgap is not null || !LogsException(handler!, variable!));
        if (variable is not null
            && (!passes || stopgap is not null)
            && call.ArgumentList.Arguments is { Count: 1 } only
            && ExceptionMessages.Is(only[0].Expression, variable)
            && IsPlain(call.Parent))
        {
            // Another line of this handler logs the exception, and this one says nothing else.
            Remove(call.Parent!, document, edits);
            return edits;
        }

        if (Say(passes ? variable : null) is not var (text, values)
            || await LoggerAccess.ForAsync(call, document, model, cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger
            || (logger.Library == LogLibrary.NLog && values.Any(value => value.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax))))
        {
            return null;
        }

        var log = SyntaxFactory.ParseExpression(logger.Call(Weight(text), passes ? variable : null, text.WithoutTrivia().ToString(), values));
        edits.Replace(document.Id, call, current => log.WithTriviaFrom(current));
        if (stopgap is not null)
        {
            Remove(stopgap, document, edits);
        }

        if (passes && handler!.Declaration?.Identifier.ValueText is null or "")
        {
            var type = CatchClauses.ExceptionTypeAt(handler!, model, known);
            edits.Replace(document.Id, handler!, current => CatchClauses.WithVariable((CatchClauseSyntax)current, type, variable!), "variable");
        }

        return edits;
    }

    private (ExpressionSyntax Text, IReadOnlyList<ExpressionSyntax> Values)? Say(string? exception)
    {
        var first = call.ArgumentList.Arguments[0].Expression;
        ExpressionSyntax text;
        IReadOnlyList<ExpressionSyntax> values = [];
        if (exception is not null && ExceptionMessages.Is(first, exception))
        {
            return call.ArgumentList.Arguments.Count == 1 ? (ExceptionMessages.Constant(failure!), values) : null;
        }

        if (call.ArgumentList.Arguments.Count > 1)
        {
            if (LogTemplate.OfFormat(call.ArgumentList, model) is not { } format)
            {
                return null;
            }

            (text, values) = (format.Text, format.Values);
        }
        else if (model.GetConstantValue(first) is { HasValue: true, Value: string constant })
        {
            // Without values a text is taken as it is, but for the libraries that read holes all the same.
            if (constant.IndexOfAny(['{', '}']) >= 0)
            {
                return null;
            }

            text = first;
        }
        else if ((LogCall.IsBuilt(first) && model.GetTypeInfo(first).Type?.SpecialType == SpecialType.System_String ? LogTemplate.Of(first, model) : LogTemplate.OfValue(first, model)) is { } template)
        {
            (text, values) = (template.Text, template.Values);
        }
        else
        {
            return null;
        }

        return exception is null ? (text, values) : ExceptionMessages.Without(text, values, exception, failure!);
    }

    private LogSeverity Weight(ExpressionSyntax text)
    {
        var words = new string([.. text.ToString().SkipWhile(letter => !char.IsLetter(letter)).Take(8)]).ToLowerInvariant();
        return handler is not null || isError || Array.Exists(FailureWords, word => words.StartsWith(word, StringComparison.Ordinal))
            ? LogSeverity.Error
            : words.StartsWith("warn", StringComparison.Ordinal) ? LogSeverity.Warning
            : words.StartsWith("debug", StringComparison.Ordinal) ? LogSeverity.Debug : LogSeverity.Information;
    }

    /// <summary>The line of a handler that takes the exception: the first one that speaks of it, else the first.</summary>
    private static InvocationExpressionSyntax? Carrier(CatchClauseSyntax handler, string variable)
    {
        var lines = handler.Block.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(line => ConsoleCall.Maybe(line) && line.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteLine" } && CatchClauses.Around(line) == handler)
            .ToList();
        return lines.Find(line => line.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == variable)) ?? lines.FirstOrDefault();
    }

    /// <summary>True when some call of the handler gets the exception as a whole.</summary>
    private static bool LogsException(CatchClauseSyntax handler, string variable)
        => handler.Block.DescendantNodes().OfType<ArgumentSyntax>().Any(argument => argument.Expression is IdentifierNameSyntax name
            && name.Identifier.Text == variable
            && argument.Parent?.Parent is InvocationExpressionSyntax call
            && !ConsoleCall.Maybe(call));

    /// <summary>The log that PG2001 puts first where a handler has none: it says less than the line does.</summary>
    private ExpressionStatementSyntax? Stopgap(string variable)
        => handler!.Block.Statements.FirstOrDefault() is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } } statement
            && arguments[0].Expression is IdentifierNameSyntax name
            && name.Identifier.Text == variable
            && arguments[1].Expression is LiteralExpressionSyntax { Token.Value: string said }
            && said == failure!.Summary
            && IsPlain(statement)
                ? statement
                : null;

    private static bool IsPlain(SyntaxNode? statement)
        => statement is ExpressionStatementSyntax { Parent: BlockSyntax } && !CodeLayout.HasComments(statement);

    private static void Remove(SyntaxNode statement, Document document, SolutionEdits edits)
    {
        var marked = new SyntaxAnnotation();
        edits.Replace(document.Id, statement, current => current.WithAdditionalAnnotations(marked));
        edits.Replace(
            document.Id,
            statement.Parent!,
            current => current.RemoveNodes(current.GetAnnotatedNodes(marked), SyntaxRemoveOptions.KeepNoTrivia)!,
            "without " + statement.SpanStart.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
