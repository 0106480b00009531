using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>Work that is not waited for because the caller asked for that: <c>case WaitMode.FireAndForget:</c>.</summary>
internal static class ChosenByCaller
{
    private static readonly string[] Choices = ["fireandforget", "waitfornone", "nowait", "donotwait", "dontwait", "withoutwaiting", "doesnotwait", "notwait"];

    /// <summary>
    /// True in the branch for such a member of an enum parameter, or such a parameter that is true; and in a private function that is called
    /// in such branches alone.
    /// </summary>
    public static bool Is(SyntaxNode call, SemanticModel model, CancellationToken cancellationToken)
        => IsInBranch(call, model, cancellationToken)
            || (CallsOf(call) is { Count: > 0 } calls && calls.TrueForAll(outer => IsInBranch(outer, model, cancellationToken)));

    /// <summary>The calls of the private function around a place; empty where another one may call it.</summary>
    private static List<InvocationExpressionSyntax> CallsOf(SyntaxNode place)
    {
        var found = new List<InvocationExpressionSyntax>();
        if (FunctionSyntax.Enclosing(place) is var function
            && FunctionSyntax.IdentifierOf(function) is { ValueText: var name }
            && (function is LocalFunctionStatementSyntax || function is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method && !method.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword))
            && function.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            foreach (var node in type.DescendantNodes())
            {
                if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name)
                {
                    if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || InvocationSyntax.NameOf(call) != use)
                    {
                        return [];
                    }

                    found.Add(call);
                }
            }
        }

        return found;
    }

    private static bool IsInBranch(SyntaxNode call, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var node = call; node.Parent is { } parent and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); node = parent)
        {
            var (value, member) = parent switch
            {
                SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section when node is StatementSyntax => (choice.Expression, MemberOf(section)),
                SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice, Pattern: ConstantPatternSyntax pattern } arm when arm.Expression == node => (choice.GoverningExpression, pattern.Expression),
                IfStatementSyntax choice when choice.Statement == node => Compared(choice.Condition),
                _ => (null, null),
            };

            if (value is not null && member is not null && Says(member) && IsParameter(value, model, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax? MemberOf(SwitchSectionSyntax section)
    {
        foreach (var label in section.Labels)
        {
            var value = label switch
            {
                CaseSwitchLabelSyntax plain => plain.Value,
                CasePatternSwitchLabelSyntax { Pattern: ConstantPatternSyntax pattern } => pattern.Expression,
                _ => null,
            };

            if (value is not null && Says(value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The two sides of <c>mode == Mode.NoWait</c> and <c>mode is Mode.NoWait</c>; of <c>fireAndForget</c>, itself twice.</summary>
    private static (ExpressionSyntax? Value, ExpressionSyntax? Member) Compared(ExpressionSyntax condition)
        => condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => (equal.Left, equal.Right),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax pattern } test => (test.Expression, pattern.Expression),
            IdentifierNameSyntax flag => (flag, flag),
            _ => (null, null),
        };

    private static bool Says(ExpressionSyntax member)
    {
        var name = member switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => "",
        };

        return name.Length > 0 && Array.IndexOf(Choices, string.Concat(WordSplitter.Of(name))) >= 0;
    }

    /// <summary>True for an enum or a truth that a parameter holds, or a member of one.</summary>
    private static bool IsParameter(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(value, cancellationToken).Type is not { } type || !(type.TypeKind == TypeKind.Enum || type.SpecialType == SpecialType.System_Boolean))
        {
            return false;
        }

        while (value is MemberAccessExpressionSyntax access)
        {
            value = access.Expression;
        }

        return model.GetSymbolInfo(value, cancellationToken).Symbol is IParameterSymbol;
    }
}
