using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Logging;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Async;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Async;

/// <summary>Logs what a dropped task throws, without waiting for it; or awaits it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2021UnobservedTaskFix : SolutionFix<InvocationExpressionSyntax>
{
    private const string Tasks = "System.Threading.Tasks";

    private const string Options = "TaskContinuationOptions";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG2021.observe", "Log the exception if the task fails", ObserveAsync),
        new("PG2021.await", "Await the task (changes behavior: the caller waits, and gets the exception)", AwaitAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> ObserveAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var whole = FireAndForget.WholeOf(site.Node);
        // Whoever awaits the start would await the continuation, and that is canceled where nothing fails.
        if ((Configured(whole) ?? whole).Parent is AwaitExpressionSyntax
            || FireAndForget.Of(site.Node, site.Model, known, cancellationToken) is not { } dropped
            || !known.Has(Tasks + "." + Options)
            || site.Model.GetTypeInfo(whole, cancellationToken).Type is not { } type
            || !AwaitableTypes.IsTask(type, known)
            || (Configured(whole) is { } dropping && CodeLayout.HasComments(dropping, TextSpan.FromBounds(((MemberAccessExpressionSyntax)dropping.Expression).Name.SpanStart, dropping.Span.End)))
            // A lambda in a struct cannot use the struct's own logger.
            || site.Model.GetEnclosingSymbol(site.Node.SpanStart, cancellationToken)?.ContainingType is { IsValueType: true })
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (await LoggerAccess.ForAsync(site.Node, site.Document, site.Model, site.Cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger)
        {
            return null;
        }

        var options = Options;
        if (site.Model.LookupNamespacesAndTypes(site.Node.SpanStart, name: Options) is not { Length: > 0 } seen)
        {
            edits.Import(site.Document.Id, Tasks);
        }
        else if (seen.Length > 1 || !known.Is(seen[0] as INamedTypeSymbol, Tasks + "." + Options))
        {
            options = UsingDirectives.NameOfSystemType(site.Model, site.Node.SpanStart, known, "Threading.Tasks." + Options);
        }

        var variable = UniqueName.At(site.Node, site.Model, "failed", "failedTask");
        var log = logger.Call(variable + ".Exception", Message(dropped, site.Node));
        var before = type.Name == "ValueTask" ? ".AsTask()" : AwaitableTypes.IsTask(AwaitableTypes.Result(type, known), known) ? ".Unwrap()" : "";
        var after = $"{before}.ContinueWith({variable} => {log}, {options}.OnlyOnFaulted)";

        // What ConfigureAwait gives can only be awaited, and nobody does.
        var configured = Configured(whole);
        edits.Replace(
            site.Document.Id,
            configured ?? whole,
            current => Chained((InvocationExpressionSyntax)current, isConfigured: configured is not null, after).WithTriviaFrom(current));
        return edits;
    }

    private static Task<SolutionEdits?> AwaitAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        var whole = (ExpressionSyntax)(Configured(FireAndForget.WholeOf(site.Node)) ?? FireAndForget.WholeOf(site.Node));
        if (whole.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment && assignment.Right == whole && CanAwait(site.Node, site.Model))
        {
            edits.Replace(
                site.Document.Id,
                assignment,
                current => SyntaxFactory.AwaitExpression(
                    SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                    ((AssignmentExpressionSyntax)current).Right).WithTriviaFrom(current));
        }

        // The start is awaited already, and the task of the work is what that gives.
        if (whole.Parent is AwaitExpressionSyntax)
        {
            var started = FireAndForget.WholeOf(site.Node);
            edits.Replace(
                site.Document.Id,
                started,
                current => Chained((InvocationExpressionSyntax)current, isConfigured: false, ".Unwrap()").WithTriviaFrom(current));
        }

        return Task.FromResult(edits.IsEmpty ? null : edits);
    }

    /// <summary>True in an async function whose own task somebody awaits, and where an await may stand.</summary>
    private static bool CanAwait(SyntaxNode place, SemanticModel model)
    {
        if (!FireAndForget.IsInAsyncFunction(place)
            || model.GetEnclosingSymbol(place.SpanStart) is not IMethodSymbol { ReturnsVoid: false }
            || FunctionSyntax.Enclosing(place) is var function
                && function.DescendantNodes().Any(node => node is StackAllocArrayCreationExpressionSyntax or RefTypeSyntax or RefExpressionSyntax or FixedStatementSyntax))
        {
            return false;
        }

        if (place.Ancestors().Any(IsUnsafe))
        {
            return false;
        }

        foreach (var ancestor in place.Ancestors().TakeWhile(ancestor => ancestor != function))
        {
            if (ancestor is LockStatementSyntax or CatchFilterClauseSyntax or QueryExpressionSyntax)
            {
                return false;
            }
        }

        // A span, or another value that lives on the stack alone, must not be held across an await.
        return !model.LookupSymbols(place.SpanStart).Any(symbol => symbol is ILocalSymbol { Type.IsRefLikeType: true } or IParameterSymbol { Type.IsRefLikeType: true });
    }

    private static bool IsUnsafe(SyntaxNode node)
        => node is UnsafeStatementSyntax
            || (node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            || (node is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.UnsafeKeyword));

    private static InvocationExpressionSyntax? Configured(InvocationExpressionSyntax call)
        => call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } access && access.Expression == call ? configured : null;

    /// <summary>The call with further calls behind it, <c>.A().B()</c> on <c>task()</c>; those of a configured one stand where its <c>ConfigureAwait</c> stood.</summary>
    private static InvocationExpressionSyntax Chained(InvocationExpressionSyntax call, bool isConfigured, string calls)
    {
        var chain = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression("task" + calls);
        var first = chain.DescendantNodes().OfType<MemberAccessExpressionSyntax>().First(access => access.Expression is IdentifierNameSyntax { SpanStart: 0 });
        return chain.ReplaceNode(
            first,
            isConfigured
                ? ((MemberAccessExpressionSyntax)call.Expression).WithName(first.Name)
                : first.WithExpression(call.WithoutTrivia()));
    }

    /// <summary>What failed, as a constant text.</summary>
    private static string Message(FireAndForget dropped, SyntaxNode place)
    {
        var function = place.Ancestors().Select(FunctionSyntax.IdentifierOf).FirstOrDefault(name => name is not null)?.ValueText;
        var what = dropped.What.StartsWith("Task.", StringComparison.Ordinal) ? "Background work" : dropped.What;
        return function is null || function == what ? $"{what} failed" : $"{what} failed in {function}";
    }
}
