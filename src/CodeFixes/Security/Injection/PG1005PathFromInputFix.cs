using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sources;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Takes the folders off a name. The entries of an archive have them for a reason, and so has a route that holds a path.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1005PathFromInputFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1005.name", "Use the name of the file alone", StayAsync),
    ];

    /// <summary><c>Path.Combine(folder, name)</c> becomes <c>Path.Combine(folder, Path.GetFileName(name))</c>.</summary>
    private static async Task<SolutionEdits?> StayAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var edits = new SolutionEdits();
        if (PieceOf(site, known, cancellationToken) is not { } piece || !IsPart(piece.Syntax, site.Model, cancellationToken))
        {
            return null;
        }

        edits.Replace(
            site.Document.Id,
            piece.Syntax,
            current => SyntaxFactory.ParseExpression($"{PathAt(piece.Syntax, site.Model)}.GetFileName({current.WithoutTrivia()})").WithTriviaFrom(current));
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The part of the path that comes from outside: what is reported, or what the reported variable was made of.</summary>
    private static IOperation? PieceOf(Site site, KnownTypes known, CancellationToken cancellationToken)
    {
        if (site.Model.GetOperation(site.Node, cancellationToken) is not { } reported)
        {
            return null;
        }

        var context = new RuleContext(site.Node, site.Model, site.Document.Project.AnalyzerOptions, known, static _ => { }, cancellationToken);
        var outside = PathPieces.Of(reported, context).Select(piece => (piece.Value, Taint: TaintTracker.Of(piece.Value, context, piece.Policy))).Where(static piece => piece.Taint.Level >= TaintLevel.Service).ToList();

        // With two parts from outside the first names a folder, which may have folders of its own.
        return outside is { Count: 1 } && outside[0] is var (only, taint) && only.Syntax.SyntaxTree == site.Node.SyntaxTree && taint.Source is { } source && !HoldsFolders(source, known) && !HoldsFolders(only, known) ? only : null;
    }

    /// <summary>True for what stands behind a beginning that the code writes: an argument that is not the first, a hole or an operand behind a text.</summary>
    private static bool IsPart(SyntaxNode piece, SemanticModel model, CancellationToken cancellationToken)
    {
        var outer = piece;
        while (outer.Parent is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            outer = outer.Parent;
        }

        return outer.Parent switch
        {
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument
                => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Combine" or "Join" && list.Arguments.IndexOf(argument) > 0 && model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType?.Name == "Path",
            InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole => text.Contents.IndexOf(hole) > 0,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => sum.Right == outer,
            _ => false,
        };
    }

    /// <summary>True for what has folders for a reason: the entry of an archive, a route like <c>{**path}</c>, the path of the request, what is named for a folder.</summary>
    private static bool HoldsFolders(IOperation value, KnownTypes known)
        => ArchiveSources.Reads(value, known)
            || value is IPropertyReferenceOperation { Property: { Name: "Path" or "PathBase" or "RouteValues", ContainingType.Name: "HttpRequest" } }
            || value.Syntax.ToString() is var text && (text.Contains("RouteValues") || text.Contains("Request.Path"))
            || (WordSplitter.Of(MemberName.Of(value.Syntax as ExpressionSyntax ?? SyntaxFactory.IdentifierName("_"))?.ValueText ?? "") is { Count: > 0 } words && words[words.Count - 1] is "folder" or "directory" or "dir" or "path")
            || IsCatchAll(value);

    private static bool IsCatchAll(IOperation value)
        => value is IParameterReferenceOperation { Parameter: { Name: var name } parameter }
            && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
            && (declaration.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() as SyntaxNode)?.DescendantNodes().Any(node => node is LiteralExpressionSyntax { Token.ValueText: var template } && template.Contains("{*") && template.Contains(name)) == true;

    private static string PathAt(SyntaxNode place, SemanticModel model)
        => model.GetSpeculativeSymbolInfo(place.SpanStart, SyntaxFactory.ParseExpression("Path"), SpeculativeBindingOption.BindAsExpression).Symbol is INamedTypeSymbol { Name: "Path", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }
            ? "Path"
            : "System.IO.Path";
}
