using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection.Paths;

/// <summary>A name that another member of the same interface turns down where it leads out of the folder: who uses the interface asks that one first.</summary>
internal static class AskedBeside
{
    /// <summary>True for a parameter about which such a member of the same type answers.</summary>
    public static bool Is(IOperation? source, CancellationToken cancellationToken)
    {
        if (source is not IParameterReferenceOperation { Parameter: { Name: var name, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } })
        {
            return false;
        }

        var interfaces = ImplementedMembers.Of(method).Select(static member => member.ContainingType).ToList();
        return interfaces.Count > 0 && method.ContainingType.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } other
            && !SymbolEqualityComparer.Default.Equals(other, method)
            && Answers(other.ReturnType)
            && other.Parameters.Any(parameter => parameter.Name == name && parameter.Type.SpecialType == SpecialType.System_String)
            && ImplementedMembers.Of(other).Any(implemented => interfaces.Contains(implemented.ContainingType, SymbolEqualityComparer.Default))
            && other.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration && TurnsDown(declaration, name)));
    }

    private static bool Answers(ITypeSymbol type)
        => type.SpecialType == SpecialType.System_Boolean || type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } answer } && answer[0].SpecialType == SpecialType.System_Boolean;

    /// <summary><c>if (name.Contains("..")) { return false; }</c>, <c>return Path.GetFullPath(…).StartsWith(root)</c></summary>
    private static bool TurnsDown(MethodDeclarationSyntax method, string name)
    {
        var isFull = method.DescendantNodes().Any(node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "GetFullPath" && Mentions(call, name));
        return method.DescendantNodes().Any(node => node is InvocationExpressionSyntax call
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText switch
            {
                "Contains" or "IndexOf" => Mentions(call, name) && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.ValueText: ".." },
                "StartsWith" => isFull,
                _ => false,
            }
            && Decides(call));
    }

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantNodes().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name);

    /// <summary>True for a question behind which the method returns false, or which is the answer.</summary>
    private static bool Decides(SyntaxNode question)
    {
        foreach (var around in question.Ancestors())
        {
            switch (around)
            {
                case IfStatementSyntax choice:
                    return choice.Condition.Span.Contains(question.Span) && choice.Statement.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.FalseLiteralExpression));
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return true;
                case StatementSyntax:
                    return false;
            }
        }

        return false;
    }
}
