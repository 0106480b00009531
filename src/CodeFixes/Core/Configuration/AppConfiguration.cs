using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>The configuration of the app as a whole, which a section or one that the code has built itself is not.</summary>
internal static class AppConfiguration
{
    private const string Space = "Microsoft.Extensions.Configuration.";

    /// <summary>True where an expression is the app's configuration, as far as the code tells.</summary>
    /// <param name="expression">The expression, which need not be of the tree.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="known">The types.</param>
    public static bool Is(ExpressionSyntax expression, int position, SemanticModel model, KnownTypes known)
        => expression switch
        {
            ParenthesizedExpressionSyntax inner => Is(inner.Expression, position, model, known),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configuration" } access when TypeOf(access.Expression, position, model) is { } owner && ConfigurationInScope.HoldsConfiguration(owner, known) => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "GetRequiredService" or "GetService" } } } => IsWhole(TypeOf(expression, position, model), known),
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var member } => Is(member, position, model, known),
            IdentifierNameSyntax => SymbolOf(expression, position, model) is { } symbol && Is(symbol, model.Compilation, known),
            _ => false,
        };

    private static bool Is(ISymbol symbol, Compilation compilation, KnownTypes known)
        => symbol switch
        {
            ILocalSymbol local => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
                && value is not IdentifierNameSyntax
                && Is(value, value.SpanStart, compilation.GetSemanticModel(value.SyntaxTree), known),
            IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
                => IsWhole(parameter.Type, known) && IsGivenWhole(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name, compilation, known),
            IFieldSymbol { IsStatic: false } field => IsWhole(field.Type, known) && IsGivenWhole(field.ContainingType.Name, compilation, known),
            IPropertySymbol { IsStatic: false } property => IsWhole(property.Type, known) && IsGivenWhole(property.ContainingType.Name, compilation, known),
            _ => false,
        };

    private static bool IsWhole(ITypeSymbol? type, KnownTypes known)
        => known.Is(type, Space + "IConfiguration") || known.Is(type, Space + "ConfigurationManager") || known.Is(type, Space + "IConfigurationManager");

    /// <summary>True where no call of a method, and no <c>new</c> of a type, passes a section or a configuration of its own.</summary>
    private static bool IsGivenWhole(string name, Compilation compilation, KnownTypes known)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var arguments in tree.GetRoot().DescendantNodes().OfType<ArgumentListSyntax>())
            {
                var called = arguments.Parent switch
                {
                    InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
                    InvocationExpressionSyntax { Expression: SimpleNameSyntax simple } => simple.Identifier.ValueText,
                    ObjectCreationExpressionSyntax creation => creation.Type.GetLastToken().ValueText,
                    ImplicitObjectCreationExpressionSyntax => name,
                    _ => "",
                };
                if (called == name && arguments.Arguments.Any(argument => compilation.GetSemanticModel(tree).GetTypeInfo(argument.Expression).Type is { } type
                    && (known.IsA(type, Space + "IConfigurationSection") || known.IsA(type, Space + "IConfigurationRoot") && !IsWhole(type, known))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static ITypeSymbol? TypeOf(ExpressionSyntax expression, int position, SemanticModel model)
        => expression.SyntaxTree == model.SyntaxTree
            ? model.GetTypeInfo(expression).Type
            : model.GetSpeculativeTypeInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Type;

    private static ISymbol? SymbolOf(ExpressionSyntax expression, int position, SemanticModel model)
        => expression.SyntaxTree == model.SyntaxTree
            ? model.GetSymbolInfo(expression).Symbol
            : model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
}
