using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>Flags a row of a table that a request fills and that is stored as it came.</summary>
public sealed class PG1020EntityBoundFromRequest : SecurityRule
{
    private const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1020",
        "Entity bound from request",
        "The request can set every property of '{0}', including {1}, and it is stored; bind a DTO with only what callers may set",
        "The caller can set every column: the owner, the role, the price, and related entities.",
        item: ChecklistItem.Input,
        tags: ["CWE-915", "OWASP-A08:2021", "OWASP-A01:2025", "OWASP-API3:2023"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1020");

    /// <summary>Verbs that are not there to write; a handler that writes all the same has another one as well.</summary>
    private static readonly string[] Reads = ["Microsoft.AspNetCore.Mvc.HttpGetAttribute", "Microsoft.AspNetCore.Mvc.HttpDeleteAttribute", "Microsoft.AspNetCore.Mvc.HttpHeadAttribute"];

    private static readonly string[] Writes = ["Microsoft.AspNetCore.Mvc.HttpPostAttribute", "Microsoft.AspNetCore.Mvc.HttpPutAttribute", "Microsoft.AspNetCore.Mvc.HttpPatchAttribute"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || SampleProject.Is(known.Project) || !EntityTable.MayExist(known) || !(Controllers.MayExist(known) || known.Has(MappingMethods.Extensions)))
        {
            return;
        }

        actions.OnSyntax(AnalyzeMethod, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);
        actions.OnCall(AnalyzeMapping, MayMapEntity, [.. MappingMethods.WithFallback.Where(MappedHandlers.Writes)]);
        actions.OnCall(AnalyzeRead, static call => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } && BoundEntity.MayBe(arguments[0]), "ReadFromJsonAsync");
        if (Controllers.MayExist(known))
        {
            actions.OnSyntax(AnalyzeProperty, SyntaxKind.PropertyDeclaration);
            actions.OnCall(AnalyzeUpdate, static call => call.ArgumentList.Arguments.Count is 1 or 2, "TryUpdateModelAsync");
        }
    }

    /// <summary>An action, a handler of a page, or a function that is mapped by its name.</summary>
    private static void AnalyzeMethod(RuleContext context)
    {
        var function = context.Node;
        if (!MayHandle(function, context.Known))
        {
            return;
        }

        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            if (!BoundEntity.MayBe(parameter.Type) || StoredValue.Named(function, parameter.Identifier.ValueText) is not { } value || !value.Candidates.Any())
            {
                continue;
            }

            if (context.Model.GetDeclaredSymbol(parameter, context.CancellationToken) is not { ContainingSymbol: IMethodSymbol method } symbol || BoundEntity.Of(symbol, symbol.Type, context.Known) is not { } entity)
            {
                continue;
            }

            var mapping = MappedHandlers.MappingOf(function, StartupModel.Of(context.Known), MappedHandlers.Writes);
            if (mapping is not null || IsHandler(method, context.Known))
            {
                Report(context, entity, value, parameter.Identifier.GetLocation(), TrustedCallers.Are(method, context.Known) || mapping is not null && TrustedCallers.Are(mapping), BoundEntity.IsJson(symbol, context.Known));
            }
        }
    }

    /// <summary>By syntax and by the names that are mapped: the bodies of most functions are not looked at.</summary>
    private static bool MayHandle(SyntaxNode function, KnownTypes known)
        => function switch
        {
            LocalFunctionStatementSyntax { ParameterList.Parameters.Count: > 0 } local => StartupModel.Of(known).Maps(local.Identifier.ValueText),
            MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method when method.Modifiers.Any(SyntaxKind.StaticKeyword) => StartupModel.Of(known).Maps(method.Identifier.ValueText),
            MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0, Parent: ClassDeclarationSyntax type } method => method.Modifiers.Any(SyntaxKind.PublicKeyword) && (Controllers.MayBe(type) || IsWritingHandler(method.Identifier.ValueText)),
            _ => false,
        };

    private static bool IsHandler(IMethodSymbol method, KnownTypes known)
        => Controllers.IsCallable(method, known)
            ? !Array.Exists(Reads, verb => AttributeLookup.Has(method, known, verb)) || Array.Exists(Writes, verb => AttributeLookup.Has(method, known, verb))
            : known.IsA(method.ContainingType, PageModel) && method.DeclaredAccessibility == Accessibility.Public && IsWritingHandler(method.Name);

    private static bool IsWritingHandler(string name)
        => name.StartsWith("OnPost", StringComparison.Ordinal) || name.StartsWith("OnPut", StringComparison.Ordinal) || name.StartsWith("OnPatch", StringComparison.Ordinal);

    private static bool MayMapEntity(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is ParenthesizedLambdaExpressionSyntax lambda && lambda.ParameterList.Parameters.Any(static parameter => BoundEntity.MayBe(parameter.Type)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>app.MapPost("/orders", async (Order order, ShopContext db) =&gt; …)</c></summary>
    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not ParenthesizedLambdaExpressionSyntax lambda || !RequestHandler.IsMapping(call, argument, context.Model, context.Known))
            {
                continue;
            }

            foreach (var parameter in lambda.ParameterList.Parameters)
            {
                if (BoundEntity.MayBe(parameter.Type)
                    && StoredValue.Named(lambda, parameter.Identifier.ValueText) is var value
                    && value.Candidates.Any()
                    && context.Model.GetDeclaredSymbol(parameter, context.CancellationToken) is { } symbol
                    && BoundEntity.Of(symbol, symbol.Type, context.Known) is { } entity)
                {
                    Report(context, entity, value, parameter.Identifier.GetLocation(), TrustedCallers.Are(call), BoundEntity.IsJson(symbol, context.Known));
                }
            }
        }
    }

    /// <summary><c>[BindProperty] public Order Order { get; set; }</c> of a page, whose handlers store it.</summary>
    private static void AnalyzeProperty(RuleContext context)
    {
        var property = (PropertyDeclarationSyntax)context.Node;
        if (property.Parent is not ClassDeclarationSyntax { BaseList: not null } type
            || !BoundEntity.MayBe(property.Type)
            || !(HasAttribute(property.AttributeLists, "BindProperty") || HasAttribute(type.AttributeLists, "BindProperties")))
        {
            return;
        }

        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax handler && IsWritingHandler(handler.Identifier.ValueText)
                && StoredValue.Named(handler, property.Identifier.ValueText) is var value
                && value.Candidates.Any()
                && context.Model.GetDeclaredSymbol(property, context.CancellationToken) is { } symbol
                && context.Known.IsA(symbol.ContainingType, PageModel)
                && BoundEntity.Of(symbol, symbol.Type, context.Known) is { } entity
                && Report(context, entity, value, property.Identifier.GetLocation(), TrustedCallers.Are(symbol.ContainingType, context.Known), isJson: false))
            {
                return;
            }
        }
    }

    /// <summary>True for an app that knows nobody: whoever calls may do all that it does.</summary>
    private static bool IsForEveryone(KnownTypes known)
        => StartupModel.Of(known) is { Starts: true, HasGuardingMiddleware: false } app
            && AppAuthentication.Of(known).Kinds == AuthenticationKinds.None
            && !app.Says("UseAuthentication", "RequireAuthorization", "Authorize", "AuthorizeAttribute");

    private static bool HasAttribute(SyntaxList<AttributeListSyntax> lists, string name)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (attribute.Name.ToString() is var written && (written.EndsWith(name, StringComparison.Ordinal) || written.EndsWith(name + "Attribute", StringComparison.Ordinal)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary><c>await request.ReadFromJsonAsync&lt;Order&gt;()</c></summary>
    private static void AnalyzeRead(RuleContext context, IInvocationOperation operation)
    {
        if (!context.Known.Is((operation.TargetMethod.ReducedFrom ?? operation.TargetMethod).ContainingType, "Microsoft.AspNetCore.Http.HttpRequestJsonExtensions")
            || operation.TargetMethod.TypeArguments is not { Length: 1 } types
            || BoundEntity.ElementOf(types[0], context.Known) is not { } entity
            || BoundEntity.Of(entity, types[0], context.Known) is null)
        {
            return;
        }

        var call = (InvocationExpressionSyntax)operation.Syntax;
        var function = FunctionSyntax.Enclosing(call);
        SyntaxNode made = call;
        while (made.Parent is AwaitExpressionSyntax or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            made = made.Parent;
        }

        var value = made.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } ? StoredValue.Named(function, variable.Identifier.ValueText)
            : made.Parent is IsPatternExpressionSyntax { Pattern: var pattern } && pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().FirstOrDefault() is { } designation ? StoredValue.Named(function, designation.Identifier.ValueText)
            : StoredValue.At(function, call);
        var mapping = call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(static outer => MappingMethods.Is(InvocationSyntax.NameOf(outer)?.Identifier.ValueText ?? ""));
        Report(context, entity, value, InvocationSyntax.NameOf(call)!.GetLocation(), mapping is not null && TrustedCallers.Are(mapping), isJson: true);
    }

    /// <summary><c>await TryUpdateModelAsync(order)</c> without a list of what may be updated.</summary>
    private static void AnalyzeUpdate(RuleContext context, IInvocationOperation operation)
    {
        var owner = operation.TargetMethod.ContainingType;
        if (!context.Known.Is(owner, Controllers.Base) && !context.Known.Is(owner, PageModel) && !context.Known.Is(owner, "Microsoft.AspNetCore.Mvc.RazorPages.PageBase")
            || operation.Arguments.Any(static argument => argument.Parameter?.Name is not ("model" or "prefix" or "name") && argument.ArgumentKind is not (ArgumentKind.DefaultValue or ArgumentKind.ParamArray))
            || operation.Arguments.Any(static argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues.Length: > 0 } })
            || operation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "model")?.Value is not { } given)
        {
            return;
        }

        var type = (given is IConversionOperation conversion ? conversion.Operand.Type : given.Type) as INamedTypeSymbol;
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var function = FunctionSyntax.Enclosing(call);
        if (type is null
            || BoundEntity.Of(type, type, context.Known) is not { } entity
            || !function.DescendantNodes().Any(static node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && name.StartsWith("Save", StringComparison.Ordinal)))
        {
            return;
        }

        var value = given.Syntax is IdentifierNameSyntax name ? StoredValue.Named(function, name.Identifier.ValueText) : StoredValue.At(function, given.Syntax);
        Report(context, entity, value, Storage.Stored, InvocationSyntax.NameOf(call)!.GetLocation(), TrustedCallers.Are(owner, context.Known) || context.Model.GetEnclosingSymbol(call.SpanStart, context.CancellationToken)?.ContainingType is { } around && TrustedCallers.Are(around, context.Known), isJson: false);
    }

    private static bool Report(RuleContext context, INamedTypeSymbol entity, StoredValue value, Location location, bool isTrusted, bool isJson)
        => Report(context, entity, value, value.How(entity, context.Model, context.Known, context.CancellationToken), location, isTrusted, isJson);

    private static bool Report(RuleContext context, INamedTypeSymbol entity, StoredValue value, Storage how, Location location, bool isTrusted, bool isJson)
    {
        if (how == Storage.None)
        {
            return false;
        }

        var members = ProtectedMembers.Of(entity, isJson, context.Known);
        if (members.Any && members.Open.Count == 0)
        {
            return true;
        }

        var services = how == Storage.HandedOn ? value.HandedTo(entity, context.Model, context.Known, context.CancellationToken) : null;
        if (services is { Count: > 0 })
        {
            // A service that copies some members takes no others, and what it sets itself, the request does not.
            services.RemoveAll(static service => service.How == Storage.None);
            if (services.Count == 0 || members.Open.Count == 0 && services.TrueForAll(static service => service.Value.Sets("Id")))
            {
                return true;
            }
        }

        // What the handler sets itself, the request does not.
        var left = members.Open.Where(member => !value.Sets(member) && services?.TrueForAll(service => service.Value.Sets(member)) != true).ToList();
        if (left.Count == 0 && members.Open.Count > 0 && services is { Count: > 0 })
        {
            return true;
        }

        var free = left.Where(member => !value.Refuses(member)).ToList();
        if (left.Count > 0 && free.Count == 0)
        {
            return true;
        }

        var open = free.Find(member => !value.Reads(member));
        var isUnread = open is not null;
        open ??= free.FirstOrDefault();
        if (isUnread && members.HasKey && how == Storage.Stored && !isTrusted && !IsForEveryone(context.Known))
        {
            context.Report(Gap, location, entity.Name, $"'{open}'");
        }
        else
        {
            context.Suggest(Gap, Likely, location, entity.Name, open is null ? "its key" : $"'{open}'");
        }

        return true;
    }
}
