using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>Tells members in which something can go wrong from those that hold or hand over a value.</summary>
internal static class MemberBehavior
{
    /// <summary>True when the body of a member branches, loops, throws, awaits or calls something for its effect.</summary>
    public static bool Has(MemberDeclarationSyntax member)
    {
        foreach (var child in member.ChildNodes())
        {
            if (child is BlockSyntax or ArrowExpressionClauseSyntax or AccessorListSyntax or ConstructorInitializerSyntax && HasIn(child, member is ConstructorDeclarationSyntax))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasIn(SyntaxNode body, bool isConstructor)
    {
        foreach (var node in body.DescendantNodes())
        {
            switch (node)
            {
                case IfStatementSyntax when isConstructor && IsGuard((IfStatementSyntax)node):
                    continue;
                case IfStatementSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax or ForStatementSyntax
                    or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AwaitExpressionSyntax or TryStatementSyntax
                    or YieldStatementSyntax or QueryExpressionSyntax or GotoStatementSyntax or LockStatementSyntax:
                    return true;
                // A constructor that wants its arguments not to be null does what every constructor does.
                case ThrowStatementSyntax or ThrowExpressionSyntax when !isConstructor:
                    return true;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: not ThrowExpressionSyntax }:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                    return true;
                case InvocationExpressionSyntax call when !IsTrivial(call, isConstructor):
                    return true;
            }
        }

        return false;
    }

    private static bool IsGuard(IfStatementSyntax choice)
        => choice.Else is null && (choice.Statement is ThrowStatementSyntax || choice.Statement is BlockSyntax { Statements: { Count: 1 } statements } && statements[0] is ThrowStatementSyntax);

    /// <summary>Calls that only give a value another form.</summary>
    private static bool IsTrivial(InvocationExpressionSyntax call, bool isConstructor)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => "",
        };
        return name is "nameof" or "ToString" or "GetHashCode" or "Equals" or "ReferenceEquals" or "GetType" or "ConfigureAwait" or "AsReadOnly" or "AsSpan" or "AsMemory"
                or "ToList" or "ToArray" or "ToImmutableArray" or "ToImmutableList" or "Empty" or "FromResult" or "FromException" or "SuppressFinalize" or "Cast" or "AsEnumerable" or "AsQueryable" or "Set"
            || (name.StartsWith("ThrowIf", StringComparison.Ordinal) && isConstructor)
            || call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };
    }
}
