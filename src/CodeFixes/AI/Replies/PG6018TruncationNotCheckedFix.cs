using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.CodeFixes.AI.Replies;

/// <summary>Fails before a reply is used that was cut off at its token limit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6018TruncationNotCheckedFix : SolutionFix<SyntaxNode>
{
    private const int Deepest = 4;

    /// <summary>Types of replies, what leads to the reason why the model stopped, and the type of the reason.</summary>
    private static readonly (string Reply, string Path, string Reason)[] Replies =
    [
        ("Microsoft.Extensions.AI.ChatResponse", "FinishReason", "Microsoft.Extensions.AI.ChatFinishReason"),
        ("OpenAI.Chat.ChatCompletion", "FinishReason", "OpenAI.Chat.ChatFinishReason"),
    ];

    private protected override ImmutableArray<Remedy> Remedies => [new("PG6018.throw", "Throw if the reply was cut off", ThrowAsync)];

    private static async Task<SolutionEdits?> ThrowAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement
            || site.Node.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax)
            || statement is LocalFunctionStatementSyntax
            || statement.GetLeadingTrivia().Any(static trivia => trivia.IsDirective)
            || TextAt(site.Node) is not { } text
            || ReplyIn(text, statement, site, cancellationToken) is not var (reply, path, reason))
        {
            return null;
        }

        var known = KnownTypes.Of(site.Model.Compilation);
        var names = new TypeNames(site.Model, statement.SpanStart, qualifies: false);
        if (known["System.InvalidOperationException"] is not { } thrown || names.Of(thrown) is not { } throws || known[reason] is not { } reasons || names.Of(reasons) is not { } kind)
        {
            return null;
        }

        var style = CodeLayout.Style.Of(statement);
        var newLine = style.NewLine.ToString();
        var outside = newLine + style.Indentation;
        var guard = $"if ({reply}{path} == {kind}.Length){(style.BraceOnOwnLine ? outside + "{" : " {")}{outside}{style.Unit}throw new {throws}(\"The model's reply was cut off at its token limit.\");{outside}}}";
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, block, current => Insert((BlockSyntax)current, statement, block.Statements.IndexOf(statement), guard, style), once: guard);
        foreach (var import in names.Imports)
        {
            edits.Import(site.Document.Id, import);
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The block with a guard in front of a statement, which other guards may have moved down.</summary>
    private static BlockSyntax Insert(BlockSyntax block, StatementSyntax statement, int at, string guard, CodeLayout.Style style)
    {
        var statements = block.Statements;
        for (var i = at; i < statements.Count; i++)
        {
            if (statements[i].IsEquivalentTo(statement))
            {
                at = i;
                break;
            }
        }

        if (at > 0 && !statements[at - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            statements = statements.Replace(statements[at - 1], statements[at - 1].WithTrailingTrivia(style.NewLine));
        }

        var isApart = statements[at].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        var added = SyntaxFactory.ParseStatement(guard).WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation)).WithTrailingTrivia(SyntaxFactory.TriviaList(Enumerable.Repeat(style.NewLine, isApart ? 1 : 2)));
        return block.WithStatements(statements.Insert(at, added));
    }

    /// <summary>The text that is kept, or taken apart.</summary>
    private static SyntaxNode? TextAt(SyntaxNode node)
        => node.Parent switch
        {
            // note.Text = reply.Text
            AssignmentExpressionSyntax assignment when assignment.Left == node => assignment.Right,
            // reply.Text.Split('\n')
            MemberAccessExpressionSyntax { Name: var name, Expression: var text } when name == node => text,
            // File.WriteAllText(path, reply.Text)
            InvocationExpressionSyntax { ArgumentList: var arguments } => arguments,
            _ => null,
        };

    /// <summary>The one reply that the text is made of, by a variable that is seen there.</summary>
    private static (string Reply, string Path, string Reason)? ReplyIn(SyntaxNode text, StatementSyntax statement, Site site, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ISymbol, (string, string, string)>(SymbolEqualityComparer.Default);
        Collect(text, 0);
        return found.Count == 1 && found.First() is { Key: var variable, Value: var guard } && site.Model.LookupSymbols(statement.SpanStart, name: variable.Name).Contains(variable, SymbolEqualityComparer.Default) && IsGivenOnce(variable) ? guard : null;

        void Collect(SyntaxNode node, int depth)
        {
            foreach (var name in node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            {
                if ((name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                    || site.Model.GetSymbolInfo(name, cancellationToken).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Parameter } variable)
                {
                    continue;
                }

                var type = variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;
                if (GuardOf(name.Identifier.ValueText, type, variable, site.Model.Compilation) is { } guard)
                {
                    found[variable] = guard;
                }
                else if (variable is ILocalSymbol && depth < Deepest && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } value && value.SyntaxTree == node.SyntaxTree)
                {
                    Collect(value, depth + 1);
                }
            }
        }

        // Of one that is given another reply later, nobody can tell which of them the text is of.
        bool IsGivenOnce(ISymbol variable)
            => (variable is IParameterSymbol || variable.Locations[0].SourceSpan.End <= statement.SpanStart)
                && !MemberNames.Of(VariableWrites.ScopeOf(statement)).Uses(variable.Name).Any(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use);
    }

    private static (string Reply, string Path, string Reason)? GuardOf(string name, ITypeSymbol type, ISymbol variable, Compilation compilation)
    {
        var known = KnownTypes.Of(compilation);
        var isResult = type is INamedTypeSymbol { Name: "ClientResult", TypeArguments.Length: 1 };
        var reply = isResult ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        foreach (var row in Replies)
        {
            if (known.IsA(reply, row.Reply))
            {
                // A variable of an inferred type is one that may be null to the compiler, whatever it was given.
                var isSure = type.NullableAnnotation != NullableAnnotation.Annotated || (variable is ILocalSymbol && variable.DeclaringSyntaxReferences[0].GetSyntax() is { Parent: VariableDeclarationSyntax { Type.IsVar: true } });
                return (name, (isSure ? "." : "?.") + (isResult ? "Value." : "") + row.Path, row.Reason);
            }
        }

        return null;
    }
}
