using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Disclosure.Logs;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>Whether a value can go from a log without anything else going with it.</summary>
internal static class LeftOutValue
{
    /// <summary>Calls that do nothing but read.</summary>
    private static readonly HashSet<string> Reads =
    [
        "ToString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Replace", "FirstOrDefault", "First", "Single", "SingleOrDefault", "Last", "LastOrDefault",
        "Join", "Concat", "Format", "GetString", "ToBase64String", "GetConnectionString", "GetValue", "GetSection", "GetRequiredSection", "GetEnvironmentVariable", "FindFirst", "FindFirstValue",
    ];

    /// <summary>False for a value whose evaluation does something, for a whole object, and for the last use of a variable that the compiler would then complain about.</summary>
    public static bool CanGo(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(value, cancellationToken).Type is not { } type || type is INamedTypeSymbol { IsRecord: true })
        {
            return false;
        }

        foreach (var node in value.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case AwaitExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or DeclarationExpressionSyntax or AnonymousFunctionExpressionSyntax or ThrowExpressionSyntax or IsPatternExpressionSyntax:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }:
                case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || !Reads.Contains(name):
                case IdentifierNameSyntax identifier when IsLastUse(identifier, value, model, cancellationToken):
                    return false;
            }
        }

        return true;
    }

    /// <summary>True for a variable that holds a constant, and a parameter of a type, that is read nowhere but in logs.</summary>
    private static bool IsLastUse(IdentifierNameSyntax name, ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        if (symbol?.DeclaringSyntaxReferences is not { Length: 1 } declarations)
        {
            return false;
        }

        var declaration = declarations[0].GetSyntax(cancellationToken);
        SyntaxNode? scope = (symbol, declaration) switch
        {
            (ILocalSymbol, VariableDeclaratorSyntax { Initializer.Value: var initial }) when model.SyntaxTree == declaration.SyntaxTree && model.GetConstantValue(initial, cancellationToken).HasValue => ScopeOf(declaration),
            (IFieldSymbol { DeclaredAccessibility: Accessibility.Private }, VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax }) => declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>(),
            (IParameterSymbol, ParameterSyntax { Parent: ParameterListSyntax { Parent: TypeDeclarationSyntax type and not RecordDeclarationSyntax } }) => type,
            _ => null,
        };

        return scope is not null
            && !scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(other => other.Identifier.ValueText == name.Identifier.ValueText && !value.Span.Contains(other.Span) && !IsLogged(other, model) && !IsWritten(other));
    }

    private static bool IsWritten(IdentifierNameSyntax name) => name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name;

    private static bool IsLogged(IdentifierNameSyntax name, SemanticModel model)
    {
        var names = LogSink.NamesIn(KnownTypes.Of(model.Compilation));
        return name.Ancestors().TakeWhile(node => node is not StatementSyntax).Any(node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } method && Array.IndexOf(names, method) >= 0);
    }

    private static SyntaxNode ScopeOf(SyntaxNode local)
        => local.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : local.SyntaxTree.GetRoot();
}
