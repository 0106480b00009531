using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>The star that stands for every origin: as it is written, in a list, or behind a variable, a field or a method that gives one of the two.</summary>
internal static class StarText
{
    /// <summary>Variables of variables are followed this far.</summary>
    private const int Deepest = 3;

    /// <summary>True when a value is the star, or a list with it.</summary>
    public static bool Is(IOperation value, RuleContext context) => Is(value, context, Deepest);

    private static bool Is(IOperation value, RuleContext context, int depth)
    {
        foreach (var part in value.DescendantsAndSelf())
        {
            if (part is { ConstantValue: { HasValue: true, Value: "*" } } && !EnvironmentGuard.Contains(part.Syntax, EnvironmentWords.Default))
            {
                return true;
            }

            var symbol = part switch
            {
                ILocalReferenceOperation local => local.Local,
                IFieldReferenceOperation { Field: { IsReadOnly: true } field } => field,
                IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } => property,
                IInvocationOperation { Arguments.Length: 0, TargetMethod: { IsVirtual: false } method } => (ISymbol)method,
                _ => null,
            };
            if (depth > 0 && symbol is not null && InitialValueOf(symbol, part, context) is { } initial && Is(initial, context, depth - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation? InitialValueOf(ISymbol symbol, IOperation use, RuleContext context)
    {
        if (symbol.DeclaringSyntaxReferences is not { Length: 1 } references)
        {
            return null;
        }

        var declaration = references[0].GetSyntax(context.CancellationToken);
        var value = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial } => symbol is ILocalSymbol && IsWrittenAgain(declaration, symbol.Name) ? null : initial,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression ?? (method.Body is { Statements: { Count: 1 } statements } && statements[0] is ReturnStatementSyntax { Expression: { } returned } ? returned : null),
            _ => null,
        };
        if (value is null)
        {
            return null;
        }

        var model = declaration.SyntaxTree == use.Syntax.SyntaxTree ? context.Model : OtherFile.ModelOf(declaration.SyntaxTree, context.Known.Compilation);
        return model?.GetOperation(value, context.CancellationToken);
    }

    private static bool IsWrittenAgain(SyntaxNode declarator, string name)
        => FunctionSyntax.Enclosing(declarator).DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } && target.Identifier.ValueText == name);
}
