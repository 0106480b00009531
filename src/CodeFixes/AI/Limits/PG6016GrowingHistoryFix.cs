using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.AI.Limits;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;

namespace ProdGap.Analyzers.CodeFixes.AI.Limits;

/// <summary>Removes the oldest messages of a long history before it is sent, up to a question, so that no result of a tool is left without its call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6016GrowingHistoryFix : SolutionFix<SyntaxNode>
{
    private const string Kept = "20";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        // How much of a conversation the model needs, a person knows.
        new("PG6016.trim", $"Keep the last {Kept} messages (changes behavior: the model no longer reads older ones)", TrimAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> TrimAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } owner
            || site.Model.GetDeclaredSymbol(owner, cancellationToken) is not { DeclaringSyntaxReferences.Length: 1 } container
            || site.Model.GetDeclaredSymbol(site.Node, cancellationToken) is not { Kind: SymbolKind.Field or SymbolKind.Property } held
            || (held is IFieldSymbol field ? field.Type : ((IPropertySymbol)held).Type) is not INamedTypeSymbol { Name: "List", TypeArguments: { Length: 1 } messages } list || !known.Is(list.OriginalDefinition, "System.Collections.Generic.List`1")
            // A history of all callers needs to be one for each conversation, not a shorter one.
            || PG6016GrowingHistory.IsOfAll(container, held.IsStatic, known))
        {
            return null;
        }

        var edits = new SolutionEdits();
        var statements = new HashSet<StatementSyntax>();
        foreach (var use in owner.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == held.Name))
        {
            var value = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified ? qualified : (ExpressionSyntax)use;
            if (value.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                || site.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation || ModelCall.Of(operation, known) is null
                || !SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(value, cancellationToken).Symbol, held))
            {
                continue;
            }

            if (call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement
                || call.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax)
                || statement.GetLeadingTrivia().Any(static trivia => trivia.IsDirective)
                || TrimOf(value.ToString(), messages[0], statement, site, edits, known) is not { } trim
                || InsertionPoint.Before(statement, "") is not { } point)
            {
                return null;
            }

            if (statements.Add(statement))
            {
                // Of two calls in one block the first shortens what the second sends.
                edits.Replace(site.Document.Id, block, current => point.Insert(current, [trim], CodeLayout.NewLine(statement)), once: "PG6016.trim");
            }
        }

        return statements.Count == 0 ? null : await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    private static string? TrimOf(string history, ITypeSymbol message, StatementSyntax statement, Site site, SolutionEdits edits, KnownTypes known)
    {
        var names = new TypeNames(site.Model, statement.SpanStart, qualifies: false);
        var one = UniqueName.At(statement, site.Model, "message", "entry");
        var (isOther, isQuestion) = known.Is(message, "Microsoft.Extensions.AI.ChatMessage") && Named("Microsoft.Extensions.AI.ChatRole") is { } role ? ($"{one}.Role != {role}.System", $"{one}.Role == {role}.User")
            : known.Is(message, "OpenAI.Chat.ChatMessage") && Named("OpenAI.Chat.SystemChatMessage") is { } system && Named("OpenAI.Chat.UserChatMessage") is { } user ? ($"{one} is not {system}", $"{one} is {user}")
            : (null, null);
        if (isOther is null)
        {
            return null;
        }

        foreach (var import in names.Imports)
        {
            edits.Import(site.Document.Id, import);
        }

        var (first, from) = (UniqueName.At(statement, site.Model, "oldest", "oldestMessage"), UniqueName.At(statement, site.Model, "kept", "keptFrom"));
        var style = CodeLayout.Style.Of(statement);
        var newLine = style.NewLine.ToString();
        var outer = newLine + style.Indentation;
        var inner = outer + style.Unit;
        var open = style.BraceOnOwnLine ? "{" : "";
        return $"if ({history}.Count > {Kept}){Open(outer)}"
            + $"{inner}var {first} = {history}.FindIndex({one} => {isOther});"
            + $"{inner}var {from} = {history}.FindIndex({history}.Count - {Kept}, {one} => {isQuestion});"
            + $"{inner}if ({from} > {first}){Open(inner)}"
            + $"{inner}{style.Unit}{history}.RemoveRange({first}, {from} - {first});"
            + $"{inner}}}{outer}}}";

        string Open(string indentation) => open.Length > 0 ? indentation + open : " {";

        string? Named(string type) => known[type] is { } found ? names.Of(found) : null;
    }
}
