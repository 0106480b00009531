using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>
/// A local that holds a value for code under a condition alone. Read where it is declared, a missing setting would stop what never asks
/// for it; so it is read where it is used.
/// </summary>
internal sealed class ConditionalUses
{
    private readonly LocalDeclarationStatementSyntax declaration;

    private ConditionalUses(LocalDeclarationStatementSyntax declaration, IReadOnlyList<IdentifierNameSyntax> places)
    {
        this.declaration = declaration;
        Places = places;
    }

    /// <summary>Where the value is used, all of them under a condition.</summary>
    public IReadOnlyList<IdentifierNameSyntax> Places { get; }

    /// <summary>The uses of the local that a literal initializes; null where it is no such local.</summary>
    public static async Task<ConditionalUses?> OfAsync(LiteralExpressionSyntax literal, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } variable }
            || declaration.UsingKeyword.RawKind != 0
            || declaration.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || model.GetDeclaredSymbol(variable, cancellationToken) is not ILocalSymbol local)
        {
            return null;
        }

        var scope = declaration.Parent is GlobalStatementSyntax ? await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) : declaration.Parent;
        var places = new List<IdentifierNameSyntax>();
        foreach (var use in scope!.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellationToken).Symbol, local))
            {
                if (!IsConditional(use, scope) || InitialValue.IsWritten(use) || use.Ancestors().Any(around => around is AttributeSyntax or ParameterSyntax or PatternSyntax or SwitchLabelSyntax or InterpolatedStringExpressionSyntax))
                {
                    return null;
                }

                places.Add(use);
            }
        }

        return places.Count > 0 ? new(declaration, places) : null;
    }

    /// <summary>Reads the value at each use, and takes the declaration away.</summary>
    public void ReadAt(Document document, SolutionEdits edits, Func<SyntaxNode, ExpressionSyntax> read)
    {
        foreach (var place in Places)
        {
            edits.Replace(document.Id, place, _ => read(place));
        }

        var list = declaration.Parent is GlobalStatementSyntax global ? global.Parent! : declaration.Parent!;
        var index = declaration.Parent is GlobalStatementSyntax own ? ((CompilationUnitSyntax)list).Members.IndexOf(own) : ((BlockSyntax)list).Statements.IndexOf(declaration);
        edits.Replace(document.Id, list, current => current switch
        {
            BlockSyntax block => block.RemoveNode(block.Statements[index], SyntaxRemoveOptions.KeepNoTrivia)!,
            CompilationUnitSyntax unit => unit.RemoveNode(unit.Members[index], SyntaxRemoveOptions.KeepNoTrivia)!,
            _ => current,
        });
    }

    private static bool IsConditional(SyntaxNode use, SyntaxNode scope)
    {
        for (var node = use; node.Parent is { } parent && node != scope; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when node != choice.Condition:
                case ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax:
                case ConditionalExpressionSyntax conditional when node != conditional.Condition:
                    return true;

                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }
}
