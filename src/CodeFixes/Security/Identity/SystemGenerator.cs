using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Security.Identity;

/// <summary>What the system's generator has for each call of <c>Random</c>, as far as the project's framework has it.</summary>
internal sealed class SystemGenerator
{
    private readonly INamedTypeSymbol type;

    private SystemGenerator(INamedTypeSymbol type, string name, string? space)
    {
        this.type = type;
        Name = name;
        Namespace = space;
    }

    /// <summary>The type as it is written at the place.</summary>
    public string Name { get; }

    /// <summary>What must be imported for it.</summary>
    public string? Namespace { get; }

    public bool HasHexString => Has("GetHexString", 2);

    /// <summary>The generator at a place; null where the framework has none of these calls.</summary>
    public static SystemGenerator? At(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        if (known["System.Security.Cryptography.RandomNumberGenerator"] is not { } type)
        {
            return null;
        }

        var names = new TypeNames(model, place.SpanStart, qualifies: false);
        return names.Of(type) is { } name ? new(type, name, names.Imports.FirstOrDefault()) : null;
    }

    /// <summary>Plans the replacement of one call; false where the generator has no such call, or might refuse what Random takes.</summary>
    public bool Plan(InvocationExpressionSyntax call, SemanticModel model, DocumentId document, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (CodeLayout.HasComments(call, call.Expression.Span) || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        var arguments = call.ArgumentList.Arguments;
        switch (method.Name)
        {
            case "Next" when arguments.Count == 0 && Has("GetInt32", 1):
                edits.Replace(document, call, current => Called(current, "GetInt32").WithArgumentList(SyntaxFactory.ParseArgumentList("(int.MaxValue)").WithTriviaFrom(((InvocationExpressionSyntax)current).ArgumentList)));
                return true;

            case "Next" when arguments.Count == 1 && Has("GetInt32", 1) && IsPositive(arguments[0].Expression, model, cancellationToken):
                if (AlphabetOf(call) is var (whole, alphabet, length) && Has("GetString", 2) && !CodeLayout.HasComments(whole, whole.Span))
                {
                    edits.Replace(document, whole, current => SyntaxFactory.ParseExpression($"{Name}.GetString({alphabet}, {length})").WithTriviaFrom(current));
                    return true;
                }

                edits.Replace(document, call, current => Unnamed(Called(current, "GetInt32")));
                return true;

            case "Next" when arguments.Count == 2 && Has("GetInt32", 2) && IsInOrder(arguments) && IsRange(arguments[0].Expression, arguments[1].Expression, model, cancellationToken):
                edits.Replace(document, call, current => Unnamed(Called(current, "GetInt32")));
                return true;

            case "NextBytes" when Has("Fill", 1) && call.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                edits.Replace(document, call, current => Unnamed(Called(current, "Fill")));
                return true;

            case "GetItems" when Has("GetItems", 2) && method.TypeArguments.FirstOrDefault() is { SpecialType: SpecialType.System_Char or SpecialType.System_Byte } element:
                var keyword = element.SpecialType == SpecialType.System_Char ? "char" : "byte";
                edits.Replace(document, call, current => Called(current, $"GetItems<{keyword}>"));
                return true;

            case "GetString" or "GetHexString" when Has(method.Name, method.Parameters.Length):
                edits.Replace(document, call, current => Called(current, method.Name));
                return true;

            default:
                return false;
        }
    }

    private bool Has(string method, int parameters) => type.GetMembers(method).Any(member => member is IMethodSymbol { IsStatic: true } found && found.Parameters.Length == parameters);

    private InvocationExpressionSyntax Called(SyntaxNode current, string method)
    {
        var call = (InvocationExpressionSyntax)current;
        return call.WithExpression(SyntaxFactory.ParseExpression($"{Name}.{method}").WithLeadingTrivia(call.Expression.GetLeadingTrivia()).WithTrailingTrivia(call.Expression.GetTrailingTrivia()));
    }

    /// <summary>Its parameters have other names.</summary>
    private static InvocationExpressionSyntax Unnamed(InvocationExpressionSyntax call)
        => call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            call.ArgumentList.Arguments.Select(static argument => argument.NameColon is null ? argument : argument.WithNameColon(null).WithLeadingTrivia(argument.GetLeadingTrivia())),
            call.ArgumentList.Arguments.GetSeparators())));

    private static bool IsInOrder(SeparatedSyntaxList<ArgumentSyntax> arguments) => arguments[0].NameColon is not { Name.Identifier.ValueText: "maxValue" };

    /// <summary>True for a number above zero: <c>Random</c> takes zero, and answers with it.</summary>
    private static bool IsPositive(ExpressionSyntax number, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(number, cancellationToken) is { HasValue: true, Value: var value } ? value is > 0
            : number switch
            {
                ParenthesizedExpressionSyntax inner => IsPositive(inner.Expression, model, cancellationToken),
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } => true,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } } => true,
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => model.GetConstantValue(sum.Right, cancellationToken) is { HasValue: true, Value: > 0 } && sum.Left is IdentifierNameSyntax,
                _ => false,
            };

    private static bool IsRange(ExpressionSyntax from, ExpressionSyntax to, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(from, cancellationToken) is { HasValue: true, Value: int low }
            && (model.GetConstantValue(to, cancellationToken) is { HasValue: true, Value: var high } ? high is int upper && upper > low : low <= 0 && IsPositive(to, model, cancellationToken));

    /// <summary><c>new string(Enumerable.Repeat(chars, n).Select(s => s[random.Next(s.Length)]).ToArray())</c>: all of it is one call.</summary>
    private static (ExpressionSyntax Whole, string Alphabet, string Length)? AlphabetOf(InvocationExpressionSyntax call)
    {
        if (call.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax { Arguments.Count: 1, Parent: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax chosen } choice } }
            && choice.Parent is SimpleLambdaExpressionSyntax lambda && lambda.Parameter.Identifier.ValueText == chosen.Identifier.ValueText
            && call.ArgumentList.Arguments[0].Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length", Expression: IdentifierNameSyntax counted } && counted.Identifier.ValueText == chosen.Identifier.ValueText
            && lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select", Expression: InvocationExpressionSyntax repeat } } select } }
            && repeat is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Repeat", Expression: IdentifierNameSyntax { Identifier.ValueText: "Enumerable" } }, ArgumentList.Arguments: { Count: 2 } given }
            && given[0].NameColon is null && given[1].NameColon is null
            && select.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } array }
            && array.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: ObjectCreationExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword }, Initializer: null } whole } })
        {
            return (whole, given[0].Expression.ToString(), given[1].Expression.ToString());
        }

        return null;
    }
}
