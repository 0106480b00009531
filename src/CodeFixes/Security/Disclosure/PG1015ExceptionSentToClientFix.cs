using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Logging;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>
/// Logs the exception, and answers with what the answer says beside it; where it says nothing else, with a problem, or with a constant text where the
/// answer must keep its form.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1015ExceptionSentToClientFix : SolutionFix<ExpressionSyntax>
{
    private const string Failed = "\"An unexpected error occurred.\"";

    private const string Refused = "\"The request could not be processed.\"";

    private protected override ImmutableArray<Remedy> Remedies => [new("PG1015.log", "Log the exception and return a generic error", LogAsync)];

    private static async Task<SolutionEdits?> LogAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (SinkAround(site.Node, site.Model, known, cancellationToken) is not { } sink)
        {
            return null;
        }

        var edits = new SolutionEdits();
        var sent = SentException.In(sink, known);
        if (!(ProblemWithoutText(site, sink, known, edits)
            || SafeAnswer.Keep(sent, site.Document.Id, edits)
            || (!SafeAnswer.HasOtherMembers(sent) && AnswerWithProblem(site, sink, edits))
            || AnswerWithConstant(site, sink, known, edits)))
        {
            return null;
        }

        return await LogsAsync(site, sink, known, edits, cancellationToken).ConfigureAwait(false) ? edits : null;
    }

    /// <summary>The outermost answer around a place.</summary>
    private static ResponseSink? SinkAround(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        ResponseSink? found = null;
        foreach (var node in place.AncestorsAndSelf().TakeWhile(node => node is not (StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)))
        {
            if (node is ExpressionSyntax && model.GetOperation(node, cancellationToken) is { } operation && operation.Syntax == node && ResponseSink.Of(operation, known) is { } sink)
            {
                found = sink;
            }
        }

        return found ?? AnsweredAround(place, model, known, cancellationToken);
    }

    /// <summary>The object that gets the text here and is answered with later.</summary>
    private static ResponseSink? AnsweredAround(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => CatchClauses.Around(place) is { } handler && AnsweredObject.PlacesIn(handler).FirstOrDefault(answered => answered.Span.Contains(place.Span)) is { } around
            ? AnsweredObject.At(around, model, known, cancellationToken)?.Sink
            : null;

    /// <summary>Takes the arguments that carry a text out of a <c>Problem(…)</c> that is one already.</summary>
    private static bool ProblemWithoutText(Site site, ResponseSink sink, KnownTypes known, SolutionEdits edits)
    {
        if (sink is not { Kind: SinkKind.Action or SinkKind.Result, Name: "Problem", Operation.Syntax: InvocationExpressionSyntax { ArgumentList: var list } call })
        {
            return false;
        }

        var sent = SentException.In(sink, known);
        var left = list.Arguments.Where(argument => !sent.Any(text => argument.Span.Contains(text.Syntax.Span))).ToList();
        if (left.Count == list.Arguments.Count || left.Any(argument => argument.NameColon is null) || list.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
        {
            return false;
        }

        var shorter = list.WithArguments(SyntaxFactory.SeparatedList(
            left, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, left.Count - 1))));
        if (site.Model.GetSpeculativeSymbolInfo(call.SpanStart, call.WithArgumentList(shorter), SpeculativeBindingOption.BindAsExpression).Symbol is null)
        {
            return false;
        }

        edits.Replace(site.Document.Id, list, _ => shorter);
        return true;
    }

    /// <summary>Puts <c>Problem(statusCode: …)</c> in the place of the answer, where its status and its type allow it.</summary>
    private static bool AnswerWithProblem(Site site, ResponseSink sink, SolutionEdits edits)
    {
        if (sink is not { Kind: SinkKind.Action or SinkKind.Result, Operation: IInvocationOperation { Syntax: InvocationExpressionSyntax call, TargetMethod: var method } }
            || sink.Status is < 400
            || (sink.Status is null && sink.StatusValue is null)
            || method.Name is "ValidationProblem" or "Problem"
            || CodeLayout.HasComments(call)
            || !TakesAnyResult(call, method, site.Model))
        {
            return false;
        }

        var receiver = call.Expression is MemberAccessExpressionSyntax access ? access.Expression.WithoutTrivia() + "." : "";
        var status = sink.Status == 500 ? "" : "statusCode: " + (sink.StatusValue?.Syntax.WithoutTrivia().ToString() ?? sink.Status!.Value.ToString(CultureInfo.InvariantCulture));
        var problem = SyntaxFactory.ParseExpression($"{receiver}Problem({status})");
        if (site.Model.GetSpeculativeSymbolInfo(call.SpanStart, problem, SpeculativeBindingOption.BindAsExpression).Symbol is not IMethodSymbol bound
            || bound.ContainingAssembly?.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) != true)
        {
            return false;
        }

        edits.Replace(site.Document.Id, call, current => problem.WithTriviaFrom(current));
        return true;
    }

    /// <summary>True where the answer's type may change: what is returned is any result.</summary>
    private static bool TakesAnyResult(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (method.ReturnType.Name == "IResult")
        {
            return true;
        }

        if (call.Parent is not (ReturnStatementSyntax or ArrowExpressionClauseSyntax)
            || call.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax) is not MethodDeclarationSyntax declaration
            || model.GetDeclaredSymbol(declaration)?.ReturnType is not INamedTypeSymbol returned)
        {
            return false;
        }

        if (returned is { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } && arguments[0] is INamedTypeSymbol inner)
        {
            returned = inner;
        }

        return method.ContainingType.Name == "TypedResults" ? returned.Name == "IResult" : returned.Name is "IActionResult" or "ActionResult" or "IConvertToActionResult";
    }

    /// <summary>Puts a constant in the place of each text that comes from an exception.</summary>
    private static bool AnswerWithConstant(Site site, ResponseSink sink, KnownTypes known, SolutionEdits edits)
    {
        var constant = SyntaxFactory.ParseExpression(sink.Status is >= 400 and < 500 ? Refused : Failed);
        var replaced = new HashSet<SyntaxNode>();
        foreach (var sent in SentException.In(sink, known))
        {
            // A text in a variable is replaced where it is sent: the variable may be logged too.
            var isText = sent.Through?.Local.Type.SpecialType == SpecialType.System_String;
            if ((isText ? sent.Through!.Syntax : sent.Source.Syntax) is not ExpressionSyntax source || source.SyntaxTree != site.Node.SyntaxTree)
            {
                return false;
            }

            var text = WholeText(source, site.Model);
            if (!replaced.Add(text))
            {
                continue;
            }

            if (site.Model.GetTypeInfo(text) is not { ConvertedType: { } wanted, Type: { } type }
                || text.Parent is MemberAccessExpressionSyntax
                || !(type.SpecialType == SpecialType.System_String || wanted.SpecialType == SpecialType.System_Object || text.Parent is AnonymousObjectMemberDeclaratorSyntax or InterpolationSyntax))
            {
                return false;
            }

            if (text.Parent is InterpolationSyntax hole)
            {
                edits.Replace(site.Document.Id, hole, _ => SyntaxFactory.InterpolatedStringText(PlainText(constant)));
                continue;
            }

            if (text.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } member)
            {
                if (NameOf(text) is not { } name)
                {
                    return false;
                }

                edits.Replace(site.Document.Id, member, current => SyntaxFactory.ParseExpression($"new {{ {name} = {constant} }}") is AnonymousObjectCreationExpressionSyntax named
                    ? named.Initializers[0].WithTriviaFrom(current)
                    : current);
            }
            else
            {
                edits.Replace(site.Document.Id, text, current => constant.WithTriviaFrom(current));
            }
        }

        return replaced.Count > 0;
    }

    private static SyntaxToken PlainText(ExpressionSyntax constant)
    {
        var text = ((LiteralExpressionSyntax)constant).Token.ValueText;
        return SyntaxFactory.Token(SyntaxTriviaList.Empty, SyntaxKind.InterpolatedStringTextToken, text, text, SyntaxTriviaList.Empty);
    }

    /// <summary>
    /// The whole text that an exception's is a part of: a concatenation, an interpolation, a format. A text with a form of its own (JSON,
    /// HTML, an event of a stream) keeps it.
    /// </summary>
    private static ExpressionSyntax WholeText(ExpressionSyntax source, SemanticModel model)
    {
        var text = source;
        while (true)
        {
            switch (text.Parent)
            {
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when !HasForm(sum.AncestorsAndSelf().TakeWhile(node => node.IsKind(SyntaxKind.AddExpression)).Last()):
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == text:
                    text = (ExpressionSyntax)text.Parent;
                    break;
                case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax whole } when !HasForm(whole):
                    text = whole;
                    break;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                    when model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String, Name: "Format" or "Concat" or "Join" } && !HasForm(call.ArgumentList):
                    text = call;
                    break;
                default:
                    return text;
            }
        }
    }

    /// <summary>True for a text in which quotes, tags or line breaks tell a program how to read it.</summary>
    private static bool HasForm(SyntaxNode whole)
        => whole.DescendantTokens().Any(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            && token.ValueText.IndexOfAny(['"', '<', '\n']) >= 0);

    /// <summary>The name that a member of an anonymous object takes from its value.</summary>
    private static string? NameOf(ExpressionSyntax value)
        => value switch
        {
            IdentifierNameSyntax name => name.Identifier.Text,
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.Text,
            _ => null,
        };

    /// <summary>Sees to it that the exception is logged; false where it cannot be.</summary>
    private static async Task<bool> LogsAsync(Site site, ResponseSink sink, KnownTypes known, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (CatchClauses.Around(sink.Operation.Syntax) is not { } handler)
        {
            // A function that is given the exception: whoever called it may have logged it.
            return IsLogged(sink.Operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()) || IsInExceptionHandler(sink.Operation.Syntax);
        }

        if (IsLogged(handler, handler.Declaration?.Identifier.ValueText))
        {
            return true;
        }

        if (CatchSite.At(handler, site.Model, known, cancellationToken) is not { } failure
            || await LoggerAccess.ForAsync(handler.Block, site.Document, site.Model, site.Cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger)
        {
            return false;
        }

        var variable = CatchClauses.VariableFor(handler, site.Model);
        var style = CodeLayout.Style.Of(handler);
        edits.Replace(site.Document.Id, handler, current => CodeLayout.Prepend((CatchClauseSyntax)current, logger.Statement(variable, failure.Summary), style), "log");
        return true;
    }

    /// <summary>True where something is logged already: with the exception, or as PG3003 would have it. What says nothing of the exception counts for nothing.</summary>
    private static bool IsLogged(SyntaxNode? code, string? exception = null)
        => code?.DescendantNodes().Any(node => node is InvocationExpressionSyntax { ArgumentList: { Arguments.Count: > 0 } arguments, Expression: not SimpleNameSyntax } call
            && (exception is null || Speaks(arguments, exception, code))
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "LogError" or "LogWarning" or "LogCritical" or "LogException" or "Log" or "Error" or "Warning" or "Warn" or "Fatal" or "CaptureException") == true;

    /// <summary>True for code that names a variable, or one that is made from it.</summary>
    private static bool Speaks(SyntaxNode code, string variable, SyntaxNode scope)
        => code.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is var text
            && (text == variable || scope.DescendantNodes().Any(node => node is VariableDeclaratorSyntax { Initializer: { } value } made
                && made.Identifier.ValueText == text
                && value.DescendantNodes().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var source } && source == variable))));

    /// <summary>True in <c>app.UseExceptionHandler(…)</c>, whose middleware has logged before.</summary>
    private static bool IsInExceptionHandler(SyntaxNode place)
        => place.Ancestors().Any(node => node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "UseExceptionHandler" } });
}
