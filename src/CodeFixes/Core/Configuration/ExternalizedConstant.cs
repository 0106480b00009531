using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>A constant that becomes a variable or a property, because its value is read from outside.</summary>
internal static class ExternalizedConstant
{
    /// <summary>Plans to make a variable of a local constant, and a property of a field; false where some use of it needs the constant.</summary>
    public static async Task<bool> UnfreezeAsync(
        Document document, SemanticModel model, SolutionEdits edits, SyntaxNode declaration, VariableDeclarationSyntax variables, CancellationToken cancellationToken)
    {
        if (variables.Variables.Count != 1 || declaration is FieldDeclarationSyntax { AttributeLists: var lists } && lists.Any(list => list.Target is not null) || model.GetDeclaredSymbol(variables.Variables[0], cancellationToken) is not { } symbol || IsSeenFromOutside(symbol, document.Project))
        {
            return false;
        }

        foreach (var reference in await SymbolFinder.FindReferencesAsync(symbol, document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                var root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                if (root is null || root.FindNode(location.Location.SourceSpan, findInsideTrivia: true) is not { } use || MustBeConstant(use) || declaration is StatementSyntax && NeedsItBefore(use, declaration))
                {
                    return false;
                }
            }
        }

        edits.Replace(document.Id, declaration, current => WithoutConst(current), "const");
        return true;
    }

    /// <summary>
    /// True for a constant of a library that code can use which is not at hand: an attribute of another project, for one. Where such
    /// projects are loaded, their uses are seen.
    /// </summary>
    private static bool IsSeenFromOutside(ISymbol constant, Project project)
    {
        if (project.CompilationOptions?.OutputKind != OutputKind.DynamicallyLinkedLibrary || project.Solution.GetProjectDependencyGraph().GetProjectsThatDirectlyDependOnThisProject(project.Id).Any())
        {
            return false;
        }

        for (var symbol = constant; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return constant is IFieldSymbol;
    }

    private static bool MustBeConstant(SyntaxNode use)
    {
        foreach (var ancestor in use.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or PatternSyntax or GotoStatementSyntax:
                // `text is Password` is written like a test for a type.
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression }:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                case LocalDeclarationStatementSyntax { IsConst: true }:
                    return true;

                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for a use that a variable does not reach: in a static function, or in code that may run before the variable is set.</summary>
    private static bool NeedsItBefore(SyntaxNode use, SyntaxNode declaration)
    {
        foreach (var ancestor in use.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda when lambda.Modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax local when (local.Modifiers.Any(SyntaxKind.StaticKeyword) || IsNamedBefore(local, declaration)):
                    return true;

                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True where a local function is called, or handed over, before a variable is declared.</summary>
    private static bool IsNamedBefore(LocalFunctionStatementSyntax local, SyntaxNode declaration)
        => (declaration.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : declaration.Parent) is { } scope
            && scope.DescendantTokens(TextSpan.FromBounds(scope.SpanStart, declaration.SpanStart))
                .Any(token => token.Parent is IdentifierNameSyntax && token.ValueText == local.Identifier.ValueText);

    private static SyntaxNode WithoutConst(SyntaxNode declaration)
    {
        if (declaration is LocalDeclarationStatementSyntax local)
        {
            var keyword = local.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
            return local
                .WithModifiers(local.Modifiers.Remove(keyword))
                .WithLeadingTrivia(keyword.LeadingTrivia);
        }

        // Not a read-only field: that would be read with the type, and a missing value would stop what never asks for it.
        var field = (FieldDeclarationSyntax)declaration;
        var constant = field.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
        var variable = field.Declaration.Variables[0];
        var value = variable.Initializer!;
        return SyntaxFactory.PropertyDeclaration(
            field.AttributeLists,
            field.Modifiers.Replace(constant, SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTriviaFrom(constant)),
            field.Declaration.Type,
            explicitInterfaceSpecifier: null,
            variable.Identifier,
            accessorList: null,
            SyntaxFactory.ArrowExpressionClause(SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTriviaFrom(value.EqualsToken), value.Value),
            initializer: null,
            field.SemicolonToken);
    }
}
