using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>Whether a reply comes from a call that says how long it may be. In doubt it does not: the maximum of a model is seldom reached.</summary>
internal static class LimitedReply
{
    private const int Deepest = 3;

    /// <summary>True where each call of a model in the function that reads the reply, or in a helper of the same type that it calls, sets a limit.</summary>
    /// <param name="source">Where the text is read off the reply.</param>
    /// <param name="context">The place that asks.</param>
    public static bool Is(IOperation source, RuleContext context)
    {
        if (source.Syntax.SyntaxTree != context.Node.SyntaxTree)
        {
            return false;
        }

        var function = VariableWrites.ScopeOf(source.Syntax);
        var calls = CallsIn(function, context).ToList();
        foreach (var helper in HelpersOf(function))
        {
            calls.AddRange(CallsIn(helper, context));
        }

        if (calls.Count > 0)
        {
            return calls.TrueForAll(call => IsLimited(call, context)) && !IsHandedOn(source, context);
        }

        return RawModelCode.IsIn(source.Syntax) && RawModelCode.ProviderAt(source.Syntax) != ModelProvider.Ollama && SetsRawLimit(function);
    }

    private static IEnumerable<ModelCall> CallsIn(SyntaxNode function, RuleContext context)
    {
        var names = ModelLibraries.Of(context.Known).Names(ModelApiKind.Call);
        foreach (var node in function.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(names, name) >= 0
                && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation
                && ModelCall.Of(operation, context.Known) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>The methods of the same type that a function calls by their names alone.</summary>
    public static IEnumerable<SyntaxNode> HelpersOf(SyntaxNode function)
    {
        if (function.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            yield break;
        }

        var called = new HashSet<string>(function.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(static call => call.Expression switch
            {
                SimpleNameSyntax name => name.Identifier.ValueText,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
                _ => "",
            }));
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax method && method != function && called.Contains(method.Identifier.ValueText))
            {
                yield return method;
            }
        }
    }

    private static bool IsLimited(ModelCall call, RuleContext context)
        => !call.Row.Has(ModelApiTraits.Local)
            && (call.Row.Has(ModelApiTraits.LimitRequired) || (call.Options?.Syntax is ExpressionSyntax options && SetsLimit(options, new(ModelLibraries.Of(context.Known).RowsOf(ModelApiKind.Limit).SelectMany(static row => row.Members), StringComparer.Ordinal), 0)));

    /// <summary>True for options with a limit: made there, or held by a variable of the function or a member of the type.</summary>
    private static bool SetsLimit(ExpressionSyntax options, HashSet<string> limits, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        switch (options)
        {
            case BaseObjectCreationExpressionSyntax creation:
                return creation.Initializer?.Expressions.Any(set => set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var member }, Right: var value } && limits.Contains(member) && !value.IsKind(SyntaxKind.NullLiteralExpression)) == true
                    // new KernelArguments(settings)
                    || creation.ArgumentList?.Arguments.Any(argument => SetsLimit(argument.Expression, limits, depth + 1)) == true;

            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax member }:
                return SetsLimit(member, limits, depth);

            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                return MemberNames.Of(VariableWrites.ScopeOf(options)).Uses(name).Any(use => use.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access && access.Expression == use && assignment.Left == access && limits.Contains(access.Name.Identifier.ValueText))
                    || ((NameLookup.ValueGiven(options, name) ?? GivenInType(options, name)) is { } value && SetsLimit(value, limits, depth + 1));

            default:
                return false;
        }
    }

    private static ExpressionSyntax? GivenInType(SyntaxNode place, string name)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.Select(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.FirstOrDefault(variable => variable.Identifier.ValueText == name)?.Initializer?.Value,
            PropertyDeclarationSyntax property when property.Identifier.ValueText == name => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        }).FirstOrDefault(static value => value is not null);

    /// <summary>True where the reply as a whole goes into another function of the project, which may ask why it ends.</summary>
    private static bool IsHandedOn(IOperation source, RuleContext context)
        => VariableOf(source) is { } name && MemberNames.Of(VariableWrites.ScopeOf(source.Syntax)).Uses(name).Any(use => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && context.Known.IsOfSolution(method.ContainingAssembly));

    /// <summary>The variable that holds the reply; null where it is read off a call.</summary>
    public static string? VariableOf(IOperation source)
    {
        for (var reply = source; reply is not null;)
        {
            switch (reply)
            {
                case ILocalReferenceOperation { Local.Name: var name }:
                    return name;

                case IPropertyReferenceOperation { Instance: var owner }:
                    reply = owner;
                    break;

                case IInvocationOperation { Instance: var owner }:
                    reply = owner;
                    break;

                case IConversionOperation { Operand: var operand }:
                    reply = operand;
                    break;

                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The methods of the same type that call a function by its name alone.</summary>
    public static IEnumerable<SyntaxNode> CallersOf(SyntaxNode function)
        => function is MethodDeclarationSyntax { Identifier.ValueText: var name, Parent: TypeDeclarationSyntax type }
            ? type.Members.Where(member => member is MethodDeclarationSyntax && member != function && MemberNames.Of(member).Uses(name).Count > 0)
            : [];

    /// <summary>True where a request that the function writes out has a limit.</summary>
    private static bool SetsRawLimit(SyntaxNode function)
        => function.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && RawBody.IsLimit(token.ValueText));
}
