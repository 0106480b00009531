using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>What a name most likely means, found without binding anything.</summary>
internal static class DeclaredType
{
    /// <summary>The variable, parameter, loop, field or property around a name that has this name; null where this file shows none.</summary>
    public static SyntaxNode? Of(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        for (var node = name.Parent; node is not null; node = node.Parent)
        {
            var found = node switch
            {
                BlockSyntax block => In(block.Statements, text),
                SwitchSectionSyntax section => In(section.Statements, text),
                ForEachStatementSyntax loop when loop.Identifier.ValueText == text && loop.Statement.Span.Contains(name.Span) => loop,
                UsingStatementSyntax { Declaration: { } declaration } => In(declaration, text),
                ForStatementSyntax { Declaration: { } declaration } => In(declaration, text),
                TypeDeclarationSyntax type => In(type, text),
                AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax => ParameterOf(FunctionSyntax.ParametersOf(node), text),
                _ => null,
            };

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>
    /// The type of a parameter, a field or a property, and of the fields and properties of one, as declarations write it: no body is bound.
    /// Null for everything else.
    /// </summary>
    public static ITypeSymbol? TypeOf(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
        => expression switch
        {
            IdentifierNameSyntax name => TypeOf(Of(name), model, cancellationToken),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name }
                => name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? TypeOf(In(type, name.Identifier.ValueText), model, cancellationToken) : null,
            MemberAccessExpressionSyntax access => TypeOf(access.Expression, model, cancellationToken) is { } type ? MemberOf(type, access.Name.Identifier.ValueText) : null,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => TypeOf(suppressed.Operand, model, cancellationToken),
            _ => null,
        };

    private static ITypeSymbol? TypeOf(SyntaxNode? declaration, SemanticModel model, CancellationToken cancellationToken)
        => declaration switch
        {
            ParameterSyntax { Type: not null, Parent.Parent: not AnonymousFunctionExpressionSyntax } parameter => model.GetDeclaredSymbol(parameter, cancellationToken)?.Type,
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => (model.GetDeclaredSymbol(field, cancellationToken) as IFieldSymbol)?.Type,
            PropertyDeclarationSyntax property => model.GetDeclaredSymbol(property, cancellationToken)?.Type,
            _ => null,
        };

    /// <summary>The type of the field or property that a type has or inherits; null where it has none, or several.</summary>
    private static ITypeSymbol? MemberOf(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name) is { Length: > 0 } members)
            {
                return members.Length > 1 ? null : members[0] switch
                {
                    IPropertySymbol property => property.Type,
                    IFieldSymbol field => field.Type,
                    _ => null,
                };
            }
        }

        return null;
    }

    private static VariableDeclaratorSyntax? In(SyntaxList<StatementSyntax> statements, string name)
    {
        foreach (var statement in statements)
        {
            if (statement is LocalDeclarationStatementSyntax { Declaration: var declaration } && In(declaration, name) is { } variable)
            {
                return variable;
            }
        }

        return null;
    }

    private static SyntaxNode? In(TypeDeclarationSyntax type, string name)
    {
        foreach (var member in type.Members)
        {
            if (member is FieldDeclarationSyntax field && In(field.Declaration, name) is { } variable)
            {
                return variable;
            }

            if (member is PropertyDeclarationSyntax property && property.Identifier.ValueText == name)
            {
                return property;
            }
        }

        return type.ParameterList is { } parameters ? ParameterOf(parameters.Parameters, name) : null;
    }

    private static VariableDeclaratorSyntax? In(VariableDeclarationSyntax declaration, string name)
    {
        foreach (var variable in declaration.Variables)
        {
            if (variable.Identifier.ValueText == name)
            {
                return variable;
            }
        }

        return null;
    }

    private static ParameterSyntax? ParameterOf(IEnumerable<ParameterSyntax> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Identifier.ValueText == name)
            {
                return parameter;
            }
        }

        return null;
    }
}
