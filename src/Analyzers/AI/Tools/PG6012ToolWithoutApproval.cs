using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Tools;

/// <summary>Flags a function that changes something for somebody and that a model may call without anybody agreeing.</summary>
public sealed class PG6012ToolWithoutApproval : AIRule
{
    private const string Function = "Microsoft.SemanticKernel.KernelFunctionAttribute";

    private const string Protocol = "ModelContextProtocol.Server.McpServerToolAttribute";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6012",
        "Tool without approval",
        "The tool '{0}' can {1} whenever the model decides to; have a person approve it, or limit what it can reach",
        "A model calls tools by mistake, or because a text that it read told it to. Nobody has agreed to what happens then.",
        DiagnosticSeverity.Info,
        tags: ["CWE-862", "OWASP-LLM06:2025"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var libraries = ModelLibraries.Of(actions.Known);
        if (!libraries.Have(ModelApiKind.Tool))
        {
            return;
        }

        if (actions.Known.Has("Microsoft.Extensions.AI.AIFunctionFactory"))
        {
            actions.OnCall(AnalyzeHandedOver, static call => call.Expression is MemberAccessExpressionSyntax { Expression: var factory } && MemberName.Of(factory)?.ValueText == "AIFunctionFactory", "Create");
        }

        if (actions.Known.Has(Function) || actions.Known.Has(Protocol))
        {
            actions.OnSyntax(AnalyzeAttribute, SyntaxKind.MethodDeclaration);
        }
    }

    /// <summary><c>AIFunctionFactory.Create(orders.CancelAsync)</c></summary>
    private static void AnalyzeHandedOver(RuleContext context, IInvocationOperation call)
    {
        if (!context.Known.Is(call.TargetMethod.ContainingType, "Microsoft.Extensions.AI.AIFunctionFactory")
            || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "method") is not { Value: var method }
            || FunctionOf(method, context) is not { } function)
        {
            return;
        }

        var name = NameGiven(call) ?? (function.MethodKind == MethodKind.AnonymousFunction ? VariableOf(method) : function.Name);
        if (name is not null && ToolNames.SayChange(name) && !IsApproved((InvocationExpressionSyntax)call.Syntax, context))
        {
            Report(context, function, name, call.Syntax.GetLocation());
        }
    }

    /// <summary><c>[KernelFunction] public Task SendMail(…)</c></summary>
    private static void AnalyzeAttribute(RuleContext context)
    {
        var declaration = (MethodDeclarationSyntax)context.Node;
        if (!declaration.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "KernelFunction" or "McpServerTool" or "KernelFunctionAttribute" or "McpServerToolAttribute")
            || context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method)
        {
            return;
        }

        foreach (var attribute in method.GetAttributes())
        {
            var isProtocol = context.Known.Is(attribute.AttributeClass, Protocol);
            if (!isProtocol && !context.Known.Is(attribute.AttributeClass, Function))
            {
                continue;
            }

            var given = isProtocol
                ? attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "Name").Value
                : attribute.ConstructorArguments.FirstOrDefault();
            var name = AttributeLookup.TextOf(given) ?? method.Name;
            if (ToolNames.SayChange(name) && !SaysHarmless(attribute) && !IsFiltered(context))
            {
                Report(context, method, name, declaration.Identifier.GetLocation());
            }

            return;
        }
    }

    private static void Report(RuleContext context, IMethodSymbol function, string name, Location location)
    {
        if (ToolEffects.Of(function, context) is { } effect)
        {
            context.Report(Gap, location, name, effect);
        }
    }

    private static IMethodSymbol? FunctionOf(IOperation method, RuleContext context)
    {
        var value = Operands.Unwrap(method);
        if (value is ILocalReferenceOperation { Local: var variable } && InitialValue.Of(variable, context.Model, context.CancellationToken) is { } given)
        {
            value = Operands.Unwrap(given);
        }

        return (value is IDelegateCreationOperation { Target: var target } ? target : value) switch
        {
            IMethodReferenceOperation { Method: var named } => named.OriginalDefinition,
            IAnonymousFunctionOperation { Symbol: var lambda } => lambda,
            _ => null,
        };
    }

    /// <summary>The name that the call gives the tool.</summary>
    private static string? NameGiven(IInvocationOperation call)
        => call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "name")?.Value.ConstantValue is { HasValue: true, Value: string name } ? name
            : call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "options")?.Value is { } options && Operands.Unwrap(options) is IObjectCreationOperation { Initializer.Initializers: var sets }
                && sets.OfType<ISimpleAssignmentOperation>().FirstOrDefault(static set => set.Target is IPropertyReferenceOperation { Property.Name: "Name" })?.Value.ConstantValue is { HasValue: true, Value: string set } ? set
            : null;

    /// <summary>The variable that a lambda is handed over in.</summary>
    private static string? VariableOf(IOperation method) => Operands.Unwrap(method) is ILocalReferenceOperation { Local.Name: var name } ? name : null;

    /// <summary>True for an MCP tool that says to its callers that it destroys nothing: they ask before the others.</summary>
    private static bool SaysHarmless(AttributeData attribute)
        => attribute.NamedArguments.Any(static argument => argument is { Key: "ReadOnly", Value.Value: true } or { Key: "Destructive", Value.Value: false });

    /// <summary>True where the function is wrapped in one that asks, there or wherever its variable is used.</summary>
    private static bool IsApproved(InvocationExpressionSyntax call, RuleContext context)
    {
        if (call.Ancestors().OfType<BaseObjectCreationExpressionSyntax>().Any(static creation => CreatedType.NameOf(creation) == "ApprovalRequiredAIFunction"))
        {
            return true;
        }

        return NamedPlaces.Of(call.SyntaxTree).Calls("ApprovalRequiredAIFunction").Any(creation => creation is ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
                && arguments[0].Expression is var wrapped
                && (call.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Identifier.ValueText: var variable } && MemberName.Of(wrapped)?.ValueText == variable
                    || wrapped.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null))
            || IsFiltered(context);
    }

    /// <summary>True where the app sees each call of a tool before it is made.</summary>
    private static bool IsFiltered(RuleContext context) => context.Known.PerCompilation(static known => new ApprovalSigns(known)).Any;
}
