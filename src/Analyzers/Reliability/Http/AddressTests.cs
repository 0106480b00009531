using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>A fallback for an address that is only looked at, or logged: nothing is called there.</summary>
internal static class AddressTests
{
    /// <summary>True where a local variable or a private field takes the literal behind a <c>??</c>, and every use of that asks what its text says.</summary>
    public static bool AreAll(LiteralExpressionSyntax literal)
    {
        SyntaxNode node = literal;
        var isFallback = false;
        while (node.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            node = node.Parent;
            isFallback |= node is BinaryExpressionSyntax;
        }

        switch (node.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable } when isFallback:
                return AreTestsIn(FunctionSyntax.Enclosing(variable), variable.Identifier.ValueText);

            case AssignmentExpressionSyntax { Left: var target, Parent: ExpressionStatementSyntax } set when set.Right == node && (isFallback || set.IsKind(SyntaxKind.CoalesceAssignmentExpression)):
                return NameOf(target) is { } name && ScopeOf(name, set) is { } scope && AreTestsIn(scope, name);

            default:
                return false;
        }
    }

    private static string? NameOf(ExpressionSyntax target)
        => target switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var member } => member,
            _ => null,
        };

    /// <summary>The function of a local variable, or the type of a private field; null for what others may read.</summary>
    private static SyntaxNode? ScopeOf(string name, SyntaxNode place)
    {
        var function = FunctionSyntax.Enclosing(place);
        if (function.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name))
        {
            return function;
        }

        return place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
            && type.Members.Any(member => member is FieldDeclarationSyntax field
                && !field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
                && field.Declaration.Variables.Any(variable => variable.Identifier.ValueText == name))
            ? type
            : null;
    }

    private static bool AreTestsIn(SyntaxNode scope, string name)
    {
        var tests = 0;
        foreach (var node in scope.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name)
            {
                continue;
            }

            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : use;
            if (whole.Parent is AssignmentExpressionSyntax written && written.Left == whole && written.Parent is ExpressionStatementSyntax)
            {
                continue;
            }

            if (!IsTest(whole))
            {
                return false;
            }

            tests++;
        }

        return tests > 0;
    }

    private static bool IsTest(SyntaxNode use)
        => use.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access when access.Expression == use => Asks(access.Name.Identifier.ValueText),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } access => access.Expression == use,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax asked } } => Asks(asked.Name.Identifier.ValueText),
            BinaryExpressionSyntax binary => binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression,
            IsPatternExpressionSyntax => true,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called && (called is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Equals" || Logs(call, called)),
            InterpolationSyntax { Parent.Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called && Logs(call, called),
            _ => false,
        };

    private static bool Asks(string method) => method is "Contains" or "StartsWith" or "EndsWith" or "Equals" or "IndexOf" or "LastIndexOf" or "CompareTo";

    private static bool Logs(InvocationExpressionSyntax call, string method)
        => method is "LogTrace" or "LogDebug" or "LogInformation" or "LogWarning" or "LogError" or "LogCritical" or "Log" or "LogInfo"
            || (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && ((method is "Write" or "WriteLine" && receiver.ToString() is "Console" or "System.Console" or "Console.Error" or "Debug" or "Trace")
                || (method is "Verbose" or "Debug" or "Information" or "Info" or "Warning" or "Warn" or "Error" or "Fatal" && receiver.ToString().EndsWith("log", StringComparison.OrdinalIgnoreCase))
                || (method is "Verbose" or "Debug" or "Information" or "Info" or "Warning" or "Warn" or "Error" or "Fatal" && receiver.ToString().EndsWith("logger", StringComparison.OrdinalIgnoreCase))));
}
