using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>Flags rules about what a request may contain that are written down and that nothing evaluates.</summary>
public sealed class PG1019ValidationNeverRuns : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1019",
        "Validation that never runs",
        "Nothing checks the rules on '{0}' here; {1}",
        "Whoever wrote the rules relies on them, and the app takes what they forbid.",
        item: ChecklistItem.Input,
        DiagnosticSeverity.Info,
        "CWE-20",
        "OWASP-A04:2021",
        "OWASP-A06:2025");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || SampleProject.Is(known.Project))
        {
            return;
        }

        if (known.Has(MappingMethods.Extensions))
        {
            actions.OnCall(AnalyzeMapping, static (context, call) => MayBind(call) && StartupModel.Of(context.Known).Starts, MappingMethods.WithFallback);
        }

        if (Controllers.MayExist(known))
        {
            actions.OnSyntax(AnalyzeAction, SyntaxKind.MethodDeclaration);
        }

        if (known.Has(UnusedValidators.Base))
        {
            actions.OnSyntax(AnalyzeValidator, SyntaxKind.ClassDeclaration);
        }
    }

    private static bool MayBind(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: > 1 } arguments
            && arguments[arguments.Count - 1].Expression switch
            {
                ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Any(static parameter => BoundEntity.MayBe(parameter.Type)),
                var handler => handler is SimpleNameSyntax or MemberAccessExpressionSyntax,
            };

    /// <summary><c>app.MapPost("/orders", (NewOrder order) =&gt; …)</c>: a minimal API evaluates no attributes by itself.</summary>
    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var argument = call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1];
        if (!RequestHandler.IsMapping(call, argument, context.Model, context.Known))
        {
            return;
        }

        var lambda = argument.Expression as LambdaExpressionSyntax;
        var handler = lambda is null ? RequestHandler.MappedMethod(call, context.Model, context.Known) : context.Model.GetSymbolInfo(lambda, context.CancellationToken).Symbol as IMethodSymbol;
        foreach (var parameter in handler?.Parameters ?? [])
        {
            if (ModelRules.Of(parameter, context.Known) is not { } type)
            {
                continue;
            }

            var code = lambda ?? handler!.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken);
            if (code is null
                || ChecksByHand(code, parameter.Name)
                || AppValidation.Of(context.Known) is var validation && (validation.MayCoverEndpoints || validation.Takes(type))
                || EnvironmentGuard.Contains(call, EnvironmentWords.Default, StartupModel.Of(context.Known)))
            {
                return;
            }

            var location = (lambda as ParenthesizedLambdaExpressionSyntax)?.ParameterList.Parameters.FirstOrDefault(written => written.Identifier.ValueText == parameter.Name)?.Identifier.GetLocation() ?? argument.Expression.GetLocation();
            context.Report(Gap, location, type.Name, context.Known.Has(Validation) ? "call AddValidation, or validate it in the handler" : "validate it in the handler");
            return;
        }
    }

    /// <summary>What registers the framework's own validation, from .NET 10 on.</summary>
    private const string Validation = "Microsoft.Extensions.DependencyInjection.ValidationServiceCollectionExtensions";

    /// <summary>True where a handler asks for something of the model before it goes on, or calls what is named for it.</summary>
    private static bool ChecksByHand(SyntaxNode handler, string parameter)
    {
        foreach (var node in handler.DescendantNodes())
        {
            switch (node)
            {
                case IfStatementSyntax { Condition: var condition } when Mentions(condition, parameter):
                case ConditionalExpressionSyntax { Condition: var question } when Mentions(question, parameter):
                case SwitchExpressionSyntax { GoverningExpression: var governing } when Mentions(governing, parameter):
                case SwitchStatementSyntax { Expression: var switched } when Mentions(switched, parameter):
                case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name.Contains("Valid") || name.StartsWith("Ensure", StringComparison.Ordinal) || name.StartsWith("ThrowIf", StringComparison.Ordinal)):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for a question about a model itself. A password that is compared with a stored one, or a name that is looked up, is none.</summary>
    private static bool Mentions(ExpressionSyntax question, string name)
        => question.DescendantNodesAndSelf(static node => node is not AnonymousFunctionExpressionSyntax)
            .Any(node => node is IdentifierNameSyntax mentioned && mentioned.Identifier.ValueText == name
                && !mentioned.Ancestors().TakeWhile(around => around != question.Parent).Any(static around => around is ArgumentListSyntax { Arguments.Count: > 1 } or AwaitExpressionSyntax));

    /// <summary>An action of a controller without <c>[ApiController]</c>: the framework evaluates the rules and leaves it to the action to ask for the result.</summary>
    private static void AnalyzeAction(RuleContext context)
    {
        var action = (MethodDeclarationSyntax)context.Node;
        if (action.ParameterList.Parameters.Count == 0
            || action.Parent is not ClassDeclarationSyntax type
            || !action.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "HttpPost" or "HttpPut" or "HttpPatch" or "HttpPostAttribute" or "HttpPutAttribute" or "HttpPatchAttribute"))
            || !Controllers.MayBe(type)
            || !action.ParameterList.Parameters.Any(static parameter => BoundEntity.MayBe(parameter.Type))
            || !StartupModel.Of(context.Known).Starts
            || AsksForState(action)
            || context.Model.GetDeclaredSymbol(action, context.CancellationToken) is not { } symbol
            || !Controllers.IsCallable(symbol, context.Known)
            || AttributeLookup.Has(symbol.ContainingType, context.Known, ApiController)
            || AttributeLookup.Has(symbol.ContainingAssembly, context.Known, ApiController))
        {
            return;
        }

        for (var i = 0; i < symbol.Parameters.Length; i++)
        {
            if (ModelRules.Of(symbol.Parameters[i], context.Known) is not { } model)
            {
                continue;
            }

            if (!IsAskedFor(symbol.ContainingType, context) && AppValidation.Of(context.Known) is { MayCoverActions: false } validation && !validation.Takes(model))
            {
                context.Report(Gap, action.ParameterList.Parameters[i].Identifier.GetLocation(), model.Name, "ask for ModelState.IsValid");
            }

            return;
        }
    }

    private const string ApiController = "Microsoft.AspNetCore.Mvc.ApiControllerAttribute";

    private static bool AsksForState(SyntaxNode code)
        => code.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && (token.ValueText is "ModelState" or "TryValidateModel" || token.ValueText.StartsWith("Validat", StringComparison.Ordinal) || token.ValueText.StartsWith("IsValid", StringComparison.Ordinal)));

    /// <summary>True where a controller, or what it derives from, asks in a method that is no action: its actions may call it, or the framework does.</summary>
    private static bool IsAskedFor(INamedTypeSymbol controller, RuleContext context)
    {
        for (var type = controller; type is not null && context.Known.IsOfSolution(type.ContainingAssembly); type = type.BaseType)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax declared
                    && declared.Members.Any(static member => member is MethodDeclarationSyntax method
                        && (!method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.Modifiers.Any(SyntaxKind.StaticKeyword))
                        && AsksForState(method)))
                {
                    return true;
                }
            }

            if (type.DeclaringSyntaxReferences.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A validator of FluentValidation that nobody registers or makes.</summary>
    private static void AnalyzeValidator(RuleContext context)
    {
        var type = (ClassDeclarationSyntax)context.Node;
        if (type.BaseList is null
            || type.Modifiers.Any(SyntaxKind.AbstractKeyword)
            || !StartupModel.Of(context.Known).Starts)
        {
            return;
        }

        var validators = UnusedValidators.Of(context.Known);
        if (!validators.IsFirst(type)
            || context.Model.GetDeclaredSymbol(type, context.CancellationToken) is not { } symbol
            || validators.ModelOf(symbol) is not { } model)
        {
            return;
        }

        var others = validators.Others switch
        {
            0 => "",
            1 => " and another validator",
            var count => $" and {count} other validators",
        };
        context.Report(Gap, type.Identifier.GetLocation(), model.Name, $"register '{type.Identifier.ValueText}'{others}");
    }
}
