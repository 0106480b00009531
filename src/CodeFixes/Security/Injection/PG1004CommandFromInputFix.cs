using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Passes what stands on a command line as arguments of their own, which no quote ends.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1004CommandFromInputFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1004.arguments", "Pass the arguments one by one (changes behavior: a value is one argument)", SplitAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> SplitAsync(Site site, CancellationToken cancellationToken)
    {
        if (LineOf(site, cancellationToken) is not var (start, line) || CommandLineText.Split(line, site.Model, cancellationToken) is not { Count: > 0 } arguments)
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (start is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: InitializerExpressionSyntax initializer } set)
        {
            // Whoever reads the line later would read nothing.
            if (!HasList(site) || MemberNames.Of(VariableWrites.ScopeOf(set)).Uses("Arguments").Count != 1 || initializer.Expressions.Any(static other => other is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "ArgumentList" } }))
            {
                return null;
            }

            edits.Replace(site.Document.Id, set, current => Listed(arguments).WithTriviaFrom(current));
        }
        else if (line.Parent is ArgumentSyntax)
        {
            var list = string.Join(", ", arguments);
            var written = ((CSharpParseOptions)line.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp12 ? $"[{list}]" : $"new[] {{ {list} }}";
            edits.Replace(site.Document.Id, line, current => SyntaxFactory.ParseExpression(written, options: (CSharpParseOptions)line.SyntaxTree.Options).WithTriviaFrom(current));
        }
        else
        {
            return null;
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The start around the reported place and the command line that is written in it.</summary>
    private static (SyntaxNode Start, ExpressionSyntax Line)? LineOf(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        foreach (var node in site.Node.AncestorsAndSelf())
        {
            var context = new RuleContext(node, site.Model, site.Document.Project.AnalyzerOptions, known, static _ => { }, cancellationToken);
            foreach (var sink in CommandSinks.At(node, context))
            {
                if (sink.Text.Syntax is ExpressionSyntax line && line.Span.Contains(site.Node.Span))
                {
                    return sink.Place == CommandPlace.Line ? (node, line) : null;
                }
            }

            if (node is StatementSyntax or MemberDeclarationSyntax)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>False for the frameworks before the list of arguments.</summary>
    private static bool HasList(Site site) => KnownTypes.Of(site.Model.Compilation)[CommandSinks.StartInfo]?.GetMembers("ArgumentList").IsEmpty == false;

    /// <summary><c>ArgumentList = { "-i", name }</c></summary>
    private static ExpressionSyntax Listed(List<string> arguments)
        => ((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new X {{ ArgumentList = {{ {string.Join(", ", arguments)} }} }}")).Initializer!.Expressions[0].WithoutTrivia();
}
