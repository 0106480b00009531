using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>The members of bound models for which a validator of FluentValidation says what they may contain.</summary>
internal sealed class ValidatedModels
{
    /// <summary>Rules about the content of a text; that there is one, and how long it is, says nothing of it.</summary>
    private static readonly string[] Deciding = ["Matches", "Must", "MustAsync", "IsInEnum", "IsEnumName", "Custom", "CustomAsync", "Equal", "SetValidator"];

    private readonly HashSet<(ISymbol Type, string Member)> members = new(new SameMember());

    private ValidatedModels(KnownTypes known)
    {
        if (!known.Has("FluentValidation.AbstractValidator`1"))
        {
            return;
        }

        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var call in NamedPlaces.Of(tree).Calls("RuleFor"))
            {
                if (call is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } rule
                    && arguments[0].Expression is LambdaExpressionSyntax { ExpressionBody: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } }
                    && Decides(rule)
                    && ModelOf(rule, known.Compilation) is { } model)
                {
                    members.Add((model, member));
                }
            }
        }
    }

    /// <summary>The validators of a compilation.</summary>
    public static ValidatedModels Of(KnownTypes known) => known.PerCompilation(static key => new ValidatedModels(key));

    /// <summary>True for a member whose content a validator judges.</summary>
    public bool Validate(IPropertySymbol property) => members.Count > 0 && property.ContainingType is { } type && members.Contains((type.OriginalDefinition, property.Name));

    /// <summary>The type that the validator is for.</summary>
    private static ISymbol? ModelOf(SyntaxNode rule, Compilation compilation)
        => rule.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.BaseList?.Types.Select(static basis => basis.Type).OfType<GenericNameSyntax>().FirstOrDefault() is { TypeArgumentList.Arguments: { Count: 1 } models } ? OtherFile.ModelOf(rule.SyntaxTree, compilation)?.GetTypeInfo(models[0]).Type?.OriginalDefinition : null;

    private static bool Decides(InvocationExpressionSyntax rule)
    {
        SyntaxNode chain = rule;
        while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == chain)
        {
            if (Array.IndexOf(Deciding, access.Name.Identifier.ValueText) >= 0 && outer.ArgumentList.ToString() is { Length: < 400 } asked && !(asked.Contains("nique") || asked.Contains("xist") || asked.Contains("Length") || asked.Contains("Taken")))
            {
                return true;
            }

            chain = outer;
        }

        return false;
    }

    private sealed class SameMember : IEqualityComparer<(ISymbol Type, string Member)>
    {
        public bool Equals((ISymbol Type, string Member) one, (ISymbol Type, string Member) other) => one.Member == other.Member && SymbolEqualityComparer.Default.Equals(one.Type, other.Type);

        public int GetHashCode((ISymbol Type, string Member) one) => SymbolEqualityComparer.Default.GetHashCode(one.Type) ^ one.Member.GetHashCode();
    }
}
