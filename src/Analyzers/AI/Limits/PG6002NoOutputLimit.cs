using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Flags a model call whose reply may be as long as the model can write.</summary>
public sealed class PG6002NoOutputLimit : AIRule
{
    private const string AgentOptions = "Microsoft.Agents.AI.ChatClientAgentOptions";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6002",
        "Model call without an output-token limit",
        "'{0}' sets no output-token limit; set {1} so that one request has a known maximum {2}",
        "Without a limit the model's own maximum holds: one long reply can cost and take many times what is usual, and whoever writes the prompt decides it.",
        tags: ["CWE-770", "OWASP-LLM10:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6002");

    /// <summary>How many tokens the fix writes. Reasoning counts as output, so less than this cuts replies off.</summary>
    internal static Option<int> Limit { get; } = Option.Number("PG6002.limit", 4096, "The number of tokens that the fix writes.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely, Limit, OwnHosts.Option];

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        ModelCall.Watch(actions, AnalyzeCall);
        if (actions.Known.Has("Microsoft.Agents.AI.ChatClientAgent"))
        {
            actions.OnCall(AnalyzeAgent, static _ => true, "AsAIAgent", "CreateAIAgent");
            actions.OnSyntax(
                static context =>
                {
                    var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                    if (CreatedType.NameOf(creation) == "ChatClientAgent" && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation made)
                    {
                        AnalyzeAgent(context, made, made.Type, made.Arguments, "ChatClientAgent");
                    }
                },
                SyntaxKind.ObjectCreationExpression,
                SyntaxKind.ImplicitObjectCreationExpression);
        }

        actions.OnSyntax(AnalyzeBody, SyntaxKind.AnonymousObjectCreationExpression);
        actions.OnSyntax(AnalyzeMade, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
    }

    private static void AnalyzeCall(RuleContext context, ModelCall call)
    {
        if (call.Row.Argument is null || call.Row.Has(ModelApiTraits.Local) || call.Row.Has(ModelApiTraits.LimitRequired) || call.Row.Has(ModelApiTraits.Opaque) || call.Row.Has(ModelApiTraits.LimitAtCreation)
            || ModelLibraries.Of(context.Known).IsAdapter(context.Model.GetEnclosingSymbol(context.Node.SpanStart, context.CancellationToken)?.ContainingType))
        {
            return;
        }

        UnlimitedOptions? found;
        if (call.Options is { } options)
        {
            found = UnlimitedOptions.Of(options, context);
        }
        else if ((call.OptionsParameter is null && !IsShortOverload(call)) || call.Row.Library == "Mscc.GenerativeAI")
        {
            // That library takes the limit where the model is made, too.
            return;
        }
        else
        {
            found = new(InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Operation.Syntax)!, call.Operation.TargetMethod.Name, UnlimitedOptions.LimitOf(call.Row.Argument, context.Known));
        }

        if (found is { } gap)
        {
            Report(context, gap, call.Row, FixedPrompt.Is(call, context) || (call.Options is { } made && LesserCost.IsCommentedOut(UnlimitedOptions.MadeAt(made, context.Model, context.CancellationToken))));
        }
    }

    /// <summary>True for an overload that leaves the options out, and no other that takes them in another form: a whole request, bytes.</summary>
    private static bool IsShortOverload(ModelCall call)
        => call.Row.Library == "OpenAI" && !call.Operation.TargetMethod.Parameters.Any(static parameter => parameter.Type.Name is "BinaryContent" or "RequestOptions");

    private static void AnalyzeAgent(RuleContext context, IInvocationOperation call) => AnalyzeAgent(context, call, call.TargetMethod.ReturnType, call.Arguments, call.TargetMethod.Name);

    /// <summary>An agent's limit is set where it is made, with the options of its chat client.</summary>
    private static void AnalyzeAgent(RuleContext context, IOperation made, ITypeSymbol? type, ImmutableArray<IArgumentOperation> arguments, string name)
    {
        // What makes an agent of a chat client: agents of a service have their settings there.
        if (!context.Known.IsA(type, "Microsoft.Agents.AI.ChatClientAgent")
            || arguments.Any(static argument => argument is { Parameter.Name: "clientFactory", ArgumentKind: not ArgumentKind.DefaultValue, Value.ConstantValue.HasValue: false })
            || !arguments.Any(argument => context.Known.IsA(argument.Parameter?.Type, "Microsoft.Extensions.AI.IChatClient") || argument.Parameter?.Type is { Name: "ChatClient" or "ResponsesClient" or "OpenAIResponseClient" }))
        {
            return;
        }

        var options = arguments.FirstOrDefault(argument => context.Known.IsA(argument.Parameter?.Type, AgentOptions));
        var value = options?.Value is IConversionOperation { IsImplicit: true, Operand: var converted } ? converted : options?.Value;
        var found = value is null or { ConstantValue: { HasValue: true, Value: null } } || options is { ArgumentKind: ArgumentKind.DefaultValue }
            ? new UnlimitedOptions(Head(made.Syntax), name, "ChatOptions.MaxOutputTokens")
            : UnlimitedOptions.Of(value, context);
        if (found is { } gap && AgentRuns.Of(made, context) is var runs and not AgentRunKind.Limited)
        {
            Report(context, gap, null, runs == AgentRunKind.Fixed);
        }
    }

    private static SyntaxNode Head(SyntaxNode made)
        => made switch
        {
            InvocationExpressionSyntax call => (SyntaxNode?)InvocationSyntax.NameOf(call) ?? call,
            ObjectCreationExpressionSyntax creation => creation.Type,
            _ => made,
        };

    private static void Report(RuleContext context, UnlimitedOptions gap, ModelApi? row, bool isLesser)
    {
        var isOfClient = row is null or { Library: "Microsoft.Extensions.AI" };
        var clients = ChatClients.Of(context.Known);
        if (RawModelCode.ProviderAt(context.Node) == ModelProvider.Ollama || clients.AreLocal || (isOfClient && clients.HaveLimit) || LesserCost.IsProbe(context.Node))
        {
            return;
        }

        var location = gap.Place is ImplicitObjectCreationExpressionSyntax { NewKeyword: var keyword } ? keyword.GetLocation() : gap.Place.GetLocation();
        // Who makes the client may set a limit for all calls, and that may be in another project.
        Report(context, location, gap.Name, gap.Limit, isLesser || (isOfClient && !clients.AreMadeHere));
    }

    private static void Report(RuleContext context, Location location, string name, string limit, bool isLesser)
    {
        var isLocal = ChatClients.Of(context.Known).NeedNoKey || LesserCost.IsLocal(context);
        var bound = isLocal ? "duration" : "cost";
        if (isLesser || isLocal || LesserCost.Is(context))
        {
            context.Suggest(Gap, Likely, location, name, limit, bound);
        }
        else
        {
            context.Report(Gap, location, name, limit, bound);
        }
    }

    private static void AnalyzeBody(RuleContext context)
    {
        var written = (AnonymousObjectCreationExpressionSyntax)context.Node;
        if (!MayBeBody(written)
            || RawModelCode.ProviderAt(written) is var provider && provider is ModelProvider.Ollama or ModelProvider.Anthropic
            || (provider != ModelProvider.None || RawModelCode.Names(written, context.Read(OwnHosts.Option))) is var isOfProvider && RawBody.Of(written, isOfProvider) is not { HasLimit: false } body
            || !RequestBody.IsSent(written, isOfProvider))
        {
            return;
        }

        var name = written.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } ? variable.Identifier.ValueText : $"{{ {string.Join(", ", written.Initializers.Select(static member => (member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText ?? "…"))} }}";
        Report(context, written.NewKeyword.GetLocation(), name, RequestBody.LimitOf(body, provider), FixedPrompt.Is(written, context) || LesserCost.IsCommentedOut(written));
    }

    /// <summary>A body that is a dictionary, or an object of a class of the project.</summary>
    private static void AnalyzeMade(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.Parent is not (EqualsValueClauseSyntax or ArgumentSyntax or CastExpressionSyntax))
        {
            return;
        }

        if (DictionaryBody.MayBe(creation))
        {
            if (DictionaryBody.Of(creation, context.Read(OwnHosts.Option)) is { } body
                && context.Known.Is(context.Model.GetTypeInfo(creation, context.CancellationToken).Type, "System.Collections.Generic.Dictionary`2"))
            {
                Report(context, creation.NewKeyword.GetLocation(), body.Name, body.Limit, LesserCost.IsCommentedOut(creation));
            }
        }
        else if (TypedBody.Of(context) is { } typed)
        {
            Report(context, creation.NewKeyword.GetLocation(), typed.Name, typed.Limit, LesserCost.IsCommentedOut(creation));
        }
    }

    private static bool MayBeBody(AnonymousObjectCreationExpressionSyntax written)
    {
        foreach (var member in written.Initializers)
        {
            if ((member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText is "messages" or "contents" or "prompt" or "input")
            {
                return true;
            }
        }

        return false;
    }
}
