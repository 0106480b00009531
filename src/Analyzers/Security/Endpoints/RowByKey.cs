using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>One row that a handler loads by a key of the request and by nothing else.</summary>
internal static class RowByKey
{
    private static readonly string[] Finders = ["Find", "FindAsync"];

    private static readonly string[] Takers = ["First", "FirstAsync", "FirstOrDefault", "FirstOrDefaultAsync", "Single", "SingleAsync", "SingleOrDefault", "SingleOrDefaultAsync"];

    /// <summary>What says how a row is read, not which.</summary>
    private static readonly string[] Neutral = ["Include", "ThenInclude", "AsNoTracking", "AsTracking", "AsSplitQuery", "AsSingleQuery", "AsQueryable", "AsNoTrackingWithIdentityResolution"];

    /// <summary>The names of the methods that load one.</summary>
    public static string[] Names { get; } = [.. Finders, .. Takers];

    /// <summary>Cheap: false where no parameter of the function around a call can be the key.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) => Key(call, FunctionSyntax.Enclosing(call)) is not null;

    /// <summary>The type of the row; null where anything else decides about it, too.</summary>
    public static ITypeSymbol? Of(IInvocationOperation operation, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var method = operation.TargetMethod;
        if (Array.IndexOf(Finders, method.Name) >= 0)
        {
            return WholeTable.IsSet(operation.Instance?.Type, known) ? ((INamedTypeSymbol)operation.Instance!.Type!).TypeArguments[0]
                : known.IsA(method.ContainingType, "Microsoft.EntityFrameworkCore.DbContext") && method.TypeArguments.Length == 1 ? method.TypeArguments[0]
                : null;
        }

        return WholeTable.IsOfLibrary(method, known) && RootOf(call) is { } root && model.GetTypeInfo(root, cancellationToken).Type is INamedTypeSymbol set && WholeTable.IsSet(set, known)
            && set.TypeArguments[0] is var row && KeyOf(call)?.Member is { } key && (key == "Id" || key == row.Name + "Id")
                ? row : null;
    }

    /// <summary>The name of the parameter that is the key.</summary>
    private static string? Key(InvocationExpressionSyntax call, SyntaxNode function)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name)
        {
            return null;
        }

        var given = Array.IndexOf(Finders, name) >= 0 ? Given(call) : RootOf(call) is null ? null : KeyOf(call)?.Value;
        return given is { Length: > 0 } && FunctionSyntax.ParametersOf(function).Any(parameter => parameter.Identifier.ValueText == given) ? given : null;
    }

    /// <summary><c>FindAsync(id)</c>, <c>FindAsync([id], token)</c>, <c>FindAsync(new object[] { id }, token)</c></summary>
    private static string? Given(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.FirstOrDefault()?.Expression switch
        {
            IdentifierNameSyntax name when call.ArgumentList.Arguments.Count == 1 => name.Identifier.ValueText,
            CollectionExpressionSyntax { Elements: { Count: 1 } elements } when elements[0] is ExpressionElementSyntax { Expression: IdentifierNameSyntax name } => name.Identifier.ValueText,
            ArrayCreationExpressionSyntax { Initializer.Expressions: { Count: 1 } keys } when keys[0] is IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>The set at the beginning of a query that asks for the key once and for nothing else.</summary>
    private static ExpressionSyntax? RootOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax current = call;
        var questions = 0;
        while (current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } inner)
        {
            var name = access.Name.Identifier.ValueText;
            var asks = inner == call ? inner.ArgumentList.Arguments.Any(static argument => argument.Expression is LambdaExpressionSyntax) : name == "Where";
            if (inner != call && !asks && Array.IndexOf(Neutral, name) < 0)
            {
                // context.Set<Order>()
                return name == "Set" && questions == 1 ? inner : null;
            }

            questions += asks ? 1 : 0;
            current = access.Expression;
        }

        return questions == 1 && current is MemberAccessExpressionSyntax or IdentifierNameSyntax ? current : null;
    }

    /// <summary><c>order => order.Id == id</c></summary>
    private static (string Member, string Value)? KeyOf(InvocationExpressionSyntax call)
    {
        for (ExpressionSyntax current = call; current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } inner; current = access.Expression)
        {
            if ((inner == call || access.Name.Identifier.ValueText == "Where")
                && inner.ArgumentList.Arguments.FirstOrDefault()?.Expression is SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var row, ExpressionBody: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } question })
            {
                return Compared(question.Left, question.Right, row) ?? Compared(question.Right, question.Left, row);
            }
        }

        return null;
    }

    private static (string Member, string Value)? Compared(ExpressionSyntax one, ExpressionSyntax other, string row)
        => one is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Expression: IdentifierNameSyntax { Identifier.ValueText: var of } } && of == row && other is IdentifierNameSyntax { Identifier.ValueText: var value } ? (member, value) : null;
}
