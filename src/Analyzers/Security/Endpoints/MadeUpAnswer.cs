using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// A handler that makes up what it answers, as the weather forecast of the templates does: out of <c>Random</c>, the time and words that stand
/// in the code. There is nothing behind it that anybody could read or change.
/// </summary>
internal static class MadeUpAnswer
{
    private static readonly HashSet<string> Owners = new(StringComparer.Ordinal)
    {
        "Enumerable", "Random", "Shared", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Math", "Guid", "Results", "TypedResults", "Task", "Now", "UtcNow", "Today", "string", "Array", "Convert",
    };

    private static readonly HashSet<string> Calls = new(StringComparer.Ordinal)
    {
        "Range", "Repeat", "Select", "Where", "OrderBy", "Take", "Skip", "ToArray", "ToList", "Next", "NextDouble", "NextInt64", "FromDateTime", "AddDays", "AddHours", "AddMinutes", "AddMonths", "Round", "Min", "Max", "NewGuid",
        "Ok", "Json", "FromResult", "Delay", "Add", "ToString", "Join", "Format", "GetItems", "Parse",
    };

    /// <summary>True for such a lambda, method or local function.</summary>
    public static bool Is(SyntaxNode function)
    {
        SyntaxNode? body = function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.Body,
            SimpleLambdaExpressionSyntax lambda => lambda.Body,
            MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
            _ => null,
        };
        if (body is null)
        {
            return false;
        }

        var random = false;
        foreach (var node in body.DescendantNodesAndSelf())
        {
            random |= node is SimpleNameSyntax { Identifier.ValueText: "Random" };
            if (node switch
            {
                AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => !IsHarmless(call, body),
                InvocationExpressionSyntax call => !IsHarmless(call, body),
                AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax, Left: var left } => left is not IdentifierNameSyntax { Identifier.ValueText: var name } || !IsLocal(name, body),
                _ => false,
            })
            {
                return false;
            }
        }

        return random && body.DescendantNodes().OfType<IdentifierNameSyntax>().All(name => IsKnown(name, function, body));
    }

    private static bool IsHarmless(InvocationExpressionSyntax call, SyntaxNode body)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (Calls.Contains(name)
                ? call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } || Owners.Contains(owner.Identifier.ValueText) || IsLocal(owner.Identifier.ValueText, body) || (name != "Add" && IsFixed(owner))
                : name.StartsWith("Log", StringComparison.Ordinal) && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var logger } } && IsLogger(logger));

    private static bool IsLogger(string name) => name.EndsWith("logger", StringComparison.OrdinalIgnoreCase);

    /// <summary>False for a name that may be a service or data of the app: a field that is written, something of another class.</summary>
    private static bool IsKnown(IdentifierNameSyntax name, SyntaxNode function, SyntaxNode body)
    {
        var text = name.Identifier.ValueText;
        return name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            || name.Parent is MemberBindingExpressionSyntax or NameEqualsSyntax or NameColonSyntax or TypeArgumentListSyntax or ObjectCreationExpressionSyntax or ArrayTypeSyntax or NullableTypeSyntax or QualifiedNameSyntax
            || name.Parent is InvocationExpressionSyntax
            || name.Parent is VariableDeclarationSyntax declaration && declaration.Type == name
            || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } member && member.Left == name
            || Owners.Contains(text)
            || IsLogger(text)
            || IsLocal(text, body)
            || FunctionSyntax.ParametersOf(function).Any(parameter => parameter.Identifier.ValueText == text && !IsService(parameter))
            || IsFixed(name);
    }

    /// <summary>True for what somebody registers, and for what reads the request by itself.</summary>
    private static bool IsService(ParameterSyntax parameter)
        => TypeSyntaxNames.RightmostName(parameter.Type) is { } type
            && ((type.Length > 1 && type[0] == 'I' && char.IsUpper(type[1])) || type.EndsWith("Context", StringComparison.Ordinal) || type.EndsWith("Client", StringComparison.Ordinal) || type.EndsWith("Service", StringComparison.Ordinal) || type.EndsWith("Repository", StringComparison.Ordinal) || type.EndsWith("Store", StringComparison.Ordinal) || type is "HttpRequest");

    private static bool IsLocal(string name, SyntaxNode body)
        => body.DescendantNodesAndSelf().Any(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == name,
            ParameterSyntax parameter => parameter.Identifier.ValueText == name,
            ForEachStatementSyntax loop => loop.Identifier.ValueText == name,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == name,
            _ => false,
        });

    /// <summary>True for a static read-only field, or a variable beside the mapping, that holds words of the code.</summary>
    private static bool IsFixed(IdentifierNameSyntax name)
    {
        foreach (var scope in name.Ancestors())
        {
            var value = scope switch
            {
                TypeDeclarationSyntax type => type.Members.OfType<FieldDeclarationSyntax>()
                    .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword) || (field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)))
                    .SelectMany(field => field.Declaration.Variables).FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value,
                BlockSyntax or CompilationUnitSyntax => NameLookup.DeclaratorIn(scope, name.Identifier.ValueText)?.Initializer?.Value,
                _ => null,
            };
            if (value is not null)
            {
                return value.DescendantNodesAndSelf().All(part => part is not (IdentifierNameSyntax { Parent: not (ArrayTypeSyntax or TypeArgumentListSyntax) } or InvocationExpressionSyntax) || part is IdentifierNameSyntax { Identifier.ValueText: "Random" });
            }
        }

        return false;
    }
}
