using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>The options of a model call that limit nothing, where all that is done to them can be seen. In doubt they have a limit.</summary>
internal readonly struct UnlimitedOptions(SyntaxNode place, string name, string limit)
{
    private const string KernelArguments = "Microsoft.SemanticKernel.KernelArguments";
    private const string KernelSettings = "Microsoft.SemanticKernel.PromptExecutionSettings";
    private const string OpenAISettings = "Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIPromptExecutionSettings";

    /// <summary>Members through which a limit can be set without its name.</summary>
    private static readonly HashSet<string> Others = ["RawRepresentationFactory", "AdditionalProperties", "ExtensionData", "Patch", "SerializedAdditionalRawData", "AdditionalModelRequestFields"];

    /// <summary>Members that take options as they are.</summary>
    private static readonly HashSet<string> Takers = ["ChatOptions", "ExecutionSettings"];

    /// <summary>The name of the call, the type of the options that are made for it, or the variable that holds them.</summary>
    public SyntaxNode Place { get; } = place;

    /// <summary>What is called, made or passed.</summary>
    public string Name { get; } = name;

    /// <summary>What would limit it.</summary>
    public string Limit { get; } = limit;

    /// <summary>The options that a value is; null where they have a limit, or nobody can tell.</summary>
    public static UnlimitedOptions? Of(IOperation options, RuleContext context)
        => Of(options, context, 0) is not { } found ? null
            : context.Node.Span.Contains(found.Place.Span) ? found
            // Made in front of the call: a finding stands where the call is, so that an editor that looks at the call alone sees it.
            : new(Unwrapped(options).Syntax, Unwrapped(options).Syntax.ToString(), found.Limit);

    /// <summary>Where the options are made that limit nothing; null where that cannot be seen.</summary>
    public static BaseObjectCreationExpressionSyntax? MadeAt(IOperation options, SemanticModel model, CancellationToken cancellationToken)
    {
        var creation = CreationOf(options, model, cancellationToken);
        return creation is { Type.Name: "KernelArguments", Arguments: { Length: > 0 } arguments } && arguments[0] is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter.Type.Name: "PromptExecutionSettings" } settings ? MadeAt(settings.Value, model, cancellationToken)
            : creation is { Type.Name: "ChatClientAgentOptions" } && Set(creation, "ChatOptions") is { } chat ? MadeAt(chat, model, cancellationToken)
            : creation?.Syntax as BaseObjectCreationExpressionSyntax;
    }

    /// <summary>The limit in a type of options, as the message calls it.</summary>
    public static string LimitOf(string type, KnownTypes known)
        => type is KernelArguments or KernelSettings ? (ModelLibraries.Of(known).RowsOf(ModelApiKind.Limit).All(static row => row.Library != "Semantic Kernel" || row.Type == OpenAISettings) ? "OpenAIPromptExecutionSettings.MaxTokens" : "the limit in the settings of its connector")
            : known[type] is { } options && LimitsOf(options, known) is { Length: > 0 } limits
                ? $"{options.Name}.{limits.FirstOrDefault(name => Has(options, name)) ?? limits[0]}"
                : "a limit";

    private static UnlimitedOptions? Of(IOperation options, RuleContext context, int depth)
    {
        if (depth > 2 || CreationOf(options, context.Model, context.CancellationToken) is not { Type: INamedTypeSymbol type } creation || IsOwn(type, context.Known))
        {
            return null;
        }

        var known = context.Known;
        if (known.IsA(type, KernelArguments))
        {
            return OfArguments(creation, options, context, depth);
        }

        if (known.Is(type, "Microsoft.Agents.AI.ChatClientAgentOptions"))
        {
            return Set(creation, "ChatOptions") is { } chat ? Of(chat, context, depth + 1)
                : creation.Arguments.Any(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue) || IsDecidedElsewhere(options, Takers, context) ? null
                : new(HeadOf(creation), type.Name, "ChatOptions.MaxOutputTokens");
        }

        // A copy has what the original has.
        if (creation.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, type)))
        {
            return null;
        }

        var limits = LimitsOf(type, known);
        if (limits.Length == 0)
        {
            if (!known.Is(type, KernelSettings))
            {
                return null;
            }

            limits = ["MaxTokens"];
        }

        return Sets(creation, limits) || IsDecidedElsewhere(options, limits, context) ? null : new(HeadOf(creation), type.Name, IsOfReasoning(creation) && Has(type, "MaxCompletionTokens") ? $"{type.Name}.MaxCompletionTokens" : LimitOf(Named(type), known));
    }

    /// <summary>True for options that name a model which refuses the older limit.</summary>
    private static bool IsOfReasoning(IObjectCreationOperation creation) => Set(creation, "Model") is { ConstantValue: { HasValue: true, Value: string model } } && ReasoningModels.Are(model);

    /// <summary><c>new KernelArguments(settings)</c></summary>
    private static UnlimitedOptions? OfArguments(IObjectCreationOperation creation, IOperation options, RuleContext context, int depth)
    {
        var given = creation.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).ToList();
        if (given.Count > 1 || Set(creation, "ExecutionSettings") is not null || IsDecidedElsewhere(options, Takers, context))
        {
            return null;
        }

        if (given.Count == 0)
        {
            return new(HeadOf(creation), "KernelArguments", LimitOf(KernelArguments, context.Known));
        }

        return context.Known.IsA(given[0].Parameter?.Type, KernelSettings) ? Of(Unwrapped(given[0].Value), context, depth + 1) : null;
    }

    private static IObjectCreationOperation? CreationOf(IOperation options, SemanticModel model, CancellationToken cancellationToken)
        => Unwrapped(options) switch
        {
            IObjectCreationOperation creation => creation,
            ILocalReferenceOperation { Local: var local } => InitialValue.Of(local, model, cancellationToken) is { } value ? Unwrapped(value) as IObjectCreationOperation : null,
            IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 } field } => InitialValue.Of(field, model, cancellationToken) is { } value ? Unwrapped(value) as IObjectCreationOperation : null,
            _ => null,
        };

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation { Operand: var converted })
        {
            value = converted;
        }

        return value;
    }

    /// <summary>
    /// True where the variable that holds the options is given a limit, or handed to code that may set one; and where an earlier call is given the same
    /// options, which is where they are reported.
    /// </summary>
    private static bool IsDecidedElsewhere(IOperation options, ICollection<string> limits, RuleContext context)
    {
        options = Unwrapped(options);
        if (options is IObjectCreationOperation || options.Syntax is not ExpressionSyntax reference)
        {
            return false;
        }

        ISymbol variable = options is ILocalReferenceOperation local ? local.Local : ((IFieldReferenceOperation)options).Field;
        var scope = variable is IFieldSymbol ? variable.ContainingType.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken) : VariableWrites.ScopeOf(reference);
        var calls = ModelLibraries.Of(context.Known).Names(ModelApiKind.Call);
        var first = true;
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == variable.Name))
        {
            var value = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified && qualified.Name == use ? (ExpressionSyntax)qualified : use;
            switch (value.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == value:
                    if (limits.Contains(access.Name.Identifier.ValueText) || Others.Contains(access.Name.Identifier.ValueText) || access.Parent is InvocationExpressionSyntax)
                    {
                        return true;
                    }

                    break;

                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (Array.IndexOf(calls, name) >= 0 || name is "AsAIAgent" or "CreateAIAgent"):
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } when CreatedType.NameOf(creation) is "KernelArguments" or "ChatClientAgent" or AgentRuns.OptionsType or null:
                    if (first && value.SpanStart != reference.SpanStart)
                    {
                        return true;
                    }

                    first = false;
                    break;

                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } }:
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var taker } } when Takers.Contains(taker):
                    break;

                case ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or InitializerExpressionSyntax or CastExpressionSyntax or AnonymousFunctionExpressionSyntax:
                case AssignmentExpressionSyntax assignment when assignment.Right == value:
                    return true;
            }
        }

        return false;
    }

    private static bool Sets(IObjectCreationOperation creation, ICollection<string> members)
    {
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
        {
            if (NameOf(initializer) is { } name && (members.Contains(name) || Others.Contains(name)))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation? Set(IObjectCreationOperation creation, string member)
        => creation.Initializer?.Initializers.FirstOrDefault(initializer => NameOf(initializer) == member) is { } set ? set is ISimpleAssignmentOperation { Value: var value } ? value : set : null;

    private static string? NameOf(IOperation initializer)
        => initializer switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } => name,
            IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name } } => name,
            _ => null,
        };

    private static string[] LimitsOf(INamedTypeSymbol type, KnownTypes known) => ModelLibraries.Of(known).FindType(ModelApiKind.Limit, type)?.Members ?? [];

    private static bool Has(INamedTypeSymbol type, string property)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(property).Any(static member => member is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a type of the app's own, whose constructor can set what it likes.</summary>
    private static bool IsOwn(INamedTypeSymbol type, KnownTypes known)
        => known.IsOfSolution(type.ContainingAssembly) && !ModelLibraries.Of(known).RowsOf(ModelApiKind.Limit).Any(row => known.Is(type, row.Type));

    private static string Named(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static SyntaxNode HeadOf(IObjectCreationOperation creation) => creation.Syntax is ObjectCreationExpressionSyntax { Type: var type } ? type : creation.Syntax;
}
