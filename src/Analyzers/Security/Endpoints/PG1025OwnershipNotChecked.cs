using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Flags a row that belongs to somebody and that a handler for all who are signed in loads by an id of the request, without a look at who calls.</summary>
public sealed class PG1025OwnershipNotChecked : SecurityRule
{
    private const string Authorize = "Microsoft.AspNetCore.Authorization.AuthorizeAttribute";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1025",
        "Ownership not checked",
        "Every signed-in caller reaches any '{0}' here; compare its '{1}' with the caller",
        "Whoever is signed in counts the id up and reads, changes or deletes what belongs to others.",
        item: ChecklistItem.Access,
        DiagnosticSeverity.Info,
        "CWE-639",
        "CWE-285",
        "OWASP-A01:2021",
        "OWASP-A01:2025",
        "OWASP-API1:2023");

    /// <summary>Parts of identifiers of code that looks at who calls, or at what somebody may do.</summary>
    private static readonly string[] Looks =
        ["user", "owner", "claim", "caller", "actor", "principal", "identity", "tenant", "forbid", "authoriz", "permission", "access", "allowed", "policy", "role", "account", "session", "httpcontext", "public", "published", "shared"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (!known.IsTestCode && !SampleProject.Is(known.Project) && EntityTable.MayExist(known) && known.Has(Authorize))
        {
            actions.OnCall(Analyze, static call => RowByKey.MayBe(call) && FunctionSyntax.Enclosing(call) is var function && !MayLook(function), RowByKey.Names);
        }
    }

    private static void Analyze(RuleContext context, IInvocationOperation operation)
    {
        var known = context.Known;
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var function = FunctionSyntax.Enclosing(call);
        if (RowByKey.Of(operation, context.Model, known, context.CancellationToken) is { } row
            && EntityTable.Of(known).Contains(row)
            && IsForAllSignedIn(function, context)
            && OwnedRows.Of(known).OwnerOf(row) is { } owner
            && InvocationSyntax.NameOf(call) is { } name
            && !EnvironmentGuard.IsForDevelopment(call, known))
        {
            context.Report(Gap, name.GetLocation(), row.Name, owner);
        }
    }

    /// <summary>True for code that may look at who calls: it says a word that is about it, or leaves on the answer of a function that is given something.</summary>
    private static bool MayLook(SyntaxNode function)
    {
        foreach (var node in function.DescendantNodesAndTokens(static node => node is not AttributeListSyntax))
        {
            if (node.IsToken ? node.AsToken() is var token && token.IsKind(SyntaxKind.IdentifierToken) && Array.Exists(Looks, word => token.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                : node.AsNode() is IfStatementSyntax { Condition: var condition } && condition.DescendantNodesAndSelf().Any(static inner => inner is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } asked && !IsAboutText(asked)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAboutText(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "TryParse" or "nameof";

    private static bool IsForAllSignedIn(SyntaxNode function, RuleContext context)
        => function switch
        {
            MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method when Controllers.MayBe(type)
                => context.Model.GetDeclaredSymbol(method, context.CancellationToken) is { } action && Controllers.IsCallable(action, context.Known) && IsForAllSignedIn(action, context.Known),
            LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax mapping } argument } lambda
                => RequestHandler.IsMapping(mapping, argument, context.Model, context.Known) && IsForAllSignedIn(mapping) && lambda.AttributeLists.Count == 0 && !IsDecidedOtherwise(context.Known),
            _ => false,
        };

    /// <summary><c>[Authorize]</c> without a role or a policy, and no attribute, filter or base class of the app's own that may look.</summary>
    private static bool IsForAllSignedIn(IMethodSymbol action, KnownTypes known)
    {
        var isAuthorized = HasAuthorize(action, known);
        if (HasOwnFilter(action.GetAttributes(), known) || AttributeLookup.Has(action, known, "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute"))
        {
            return false;
        }

        for (var type = action.ContainingType; type is { SpecialType: SpecialType.None } && known.IsOfSolution(type.ContainingAssembly); type = type.BaseType)
        {
            if (HasOwnFilter(type.GetAttributes(), known)
                || AttributeLookup.Has(type, known, "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute", inherit: false)
                || type.GetMembers("OnActionExecuting").Length + type.GetMembers("OnActionExecutionAsync").Length > 0)
            {
                return false;
            }

            isAuthorized |= HasAuthorize(type, known);
        }

        return isAuthorized && !TrustedCallers.Are(action, known) && !IsDecidedOtherwise(known);
    }

    private static bool HasAuthorize(ISymbol symbol, KnownTypes known) => symbol.GetAttributes().Any(attribute => known.IsA(attribute.AttributeClass, Authorize));

    private static bool HasOwnFilter(IEnumerable<AttributeData> attributes, KnownTypes known)
        => attributes.Any(attribute => attribute.AttributeClass is { } type
            && ((known.IsOfSolution(type.ContainingAssembly) && !known.IsA(type, "System.ComponentModel.DataAnnotations.ValidationAttribute")) || known.IsA(type, "Microsoft.AspNetCore.Mvc.TypeFilterAttribute") || known.IsA(type, "Microsoft.AspNetCore.Mvc.ServiceFilterAttribute")));

    /// <summary>True where being signed in alone does not do: the default policy asks for more.</summary>
    private static bool IsDecidedOtherwise(KnownTypes known)
        => known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree) is var places && (places.Writes("DefaultPolicy").Count > 0 || places.Calls("SetDefaultPolicy").Count > 0));

    /// <summary>True for <c>RequireAuthorization()</c> in the chain of an endpoint or of the group before it, and nothing that says more.</summary>
    private static bool IsForAllSignedIn(InvocationExpressionSyntax mapping)
    {
        if (TrustedCallers.Are(mapping))
        {
            return false;
        }

        var said = new List<InvocationExpressionSyntax>();
        for (SyntaxNode node = mapping; node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == node; node = outer)
        {
            said.Add(outer);
        }

        var receiver = (mapping.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (receiver is IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            receiver = NameLookup.ValueGiven(receiver, name);
        }

        said.AddRange(receiver?.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>() ?? []);
        var names = said.ConvertAll(static call => InvocationSyntax.NameOf(call)?.Identifier.ValueText);
        return names.Contains("RequireAuthorization") && !names.Exists(static call => call is "AllowAnonymous" or "AddEndpointFilter" or "AddEndpointFilterFactory");
    }
}
