using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Performance.Queries;

/// <summary>The named constant that says how many rows a query reads at most: of the type around the query, or of the top-level statements.</summary>
internal static class RowLimit
{
    private const string Value = "1000";

    /// <summary>What it is called, the best first; the others are for types in which a name means something else.</summary>
    private static readonly string[] Names = ["MaxRows", "MaxRowsRead", "MaxRowsPerQuery"];

    /// <summary>Plans the constant's declaration where there is none yet; its name, or null where it has no place.</summary>
    public static string? Declare(SolutionEdits edits, SyntaxNode place, Document document, SemanticModel model, CancellationToken cancellationToken)
        => place.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is BaseTypeDeclarationSyntax or GlobalStatementSyntax) switch
        {
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } statement => InStatements(edits, statement, unit, document),
            ClassDeclarationSyntax or RecordDeclarationSyntax or StructDeclarationSyntax
                when model.GetDeclaredSymbol(place.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, cancellationToken) is { } type => InType(edits, type, document, cancellationToken),
            _ => null,
        };

    private static string? InType(SolutionEdits edits, INamedTypeSymbol type, Document document, CancellationToken cancellationToken)
    {
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>().ToList();
        foreach (var name in Names)
        {
            if (type.GetMembers(name) is { Length: 1 } members && members[0] is IFieldSymbol { IsConst: true, Type.SpecialType: SpecialType.System_Int32 })
            {
                return name;
            }

            if (IsInherited(type, name) || declarations.Any(declaration => Mentions(declaration, name)))
            {
                continue;
            }

            // A partial type gets it in its first file, so that two queries in two files share it.
            foreach (var declaration in declarations)
            {
                if (declaration.Members.Count > 0
                    && document.Project.Solution.GetDocument(declaration.SyntaxTree) is { } owner and not SourceGeneratedDocument)
                {
                    var text = $"private const int {name} = {Value};";
                    edits.Replace(owner.Id, declaration, current => First((TypeDeclarationSyntax)current, text, declaration), "rows");
                    return name;
                }
            }

            return null;
        }

        return null;
    }

    /// <summary>Behind the first statement, which makes the builder, and never in front of a file's header.</summary>
    private static string? InStatements(SolutionEdits edits, GlobalStatementSyntax statement, CompilationUnitSyntax unit, Document document)
    {
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        foreach (var name in Names)
        {
            if (statements.Any(IsDeclared))
            {
                return name;
            }

            if (Mentions(unit, name))
            {
                continue;
            }

            if (statement == statements[0] || !statements[0].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                return null;
            }

            var declaration = SyntaxFactory.GlobalStatement(SyntaxFactory.ParseStatement($"const int {name} = {Value};")).WithTrailingTrivia(CodeLayout.NewLine(unit));
            edits.Replace(document.Id, unit, current => ((CompilationUnitSyntax)current).WithMembers(((CompilationUnitSyntax)current).Members.Insert(1, declaration)), "rows");
            return name;

            bool IsDeclared(GlobalStatementSyntax other)
                => other.SpanStart < statement.SpanStart
                    && other.Statement is LocalDeclarationStatementSyntax { IsConst: true, Declaration: { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword }, Variables: { Count: 1 } variables } }
                    && variables[0].Identifier.ValueText == name;
        }

        return null;
    }

    private static TypeDeclarationSyntax First(TypeDeclarationSyntax type, string text, TypeDeclarationSyntax original)
    {
        var next = original.Members[0];
        var newLine = CodeLayout.NewLine(original);
        var isOnOneLine = !original.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var field = SyntaxFactory.ParseMemberDeclaration(text)!;
        field = isOnOneLine
            ? field.WithTrailingTrivia(SyntaxFactory.Space)
            : field
                .WithLeadingTrivia(CodeLayout.Indentation(next))
                .WithTrailingTrivia(SyntaxFactory.TriviaList(Enumerable.Repeat(newLine, next is FieldDeclarationSyntax || StartsWithBlankLine(next) ? 1 : 2)));
        return type.WithMembers(type.Members.Insert(0, field));
    }

    private static bool StartsWithBlankLine(SyntaxNode node) => node.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool IsInherited(INamedTypeSymbol type, string name)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (!current.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(SyntaxNode node, string name)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            {
                return true;
            }
        }

        return false;
    }
}
