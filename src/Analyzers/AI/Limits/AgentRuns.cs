using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>What the runs of an agent say of its replies.</summary>
internal enum AgentRunKind
{
    /// <summary>Nothing: some run takes the agent as it was made.</summary>
    Open,

    /// <summary>Each run says the same words each time.</summary>
    Fixed,

    /// <summary>Each run has options of its own, which have a limit, or may have.</summary>
    Limited,
}

/// <summary>The runs of an agent, whose options may limit what its own do not.</summary>
internal static class AgentRuns
{
    /// <summary>The type of the options of a run.</summary>
    public const string OptionsType = "ChatClientAgentRunOptions";

    private static readonly string[] Limits = ["MaxOutputTokens", "AdditionalProperties", "RawRepresentationFactory"];

    /// <summary>What the runs of an agent say that is kept in a variable; for one that is run elsewhere, what the project's runs may say.</summary>
    public static AgentRunKind Of(IOperation made, RuleContext context)
    {
        var runs = RunsOf(made.Syntax, context).ToList();
        return runs.Count == 0 ? ChatClients.Of(context.Known).GiveRunsOptions ? AgentRunKind.Limited : AgentRunKind.Open
            : runs.TrueForAll(run => IsLimited(run, context)) ? AgentRunKind.Limited
            : runs.TrueForAll(run => ModelCall.Of(run, context.Known) is { } call && FixedPrompt.Is(call, context)) ? AgentRunKind.Fixed
            : AgentRunKind.Open;
    }

    /// <summary>True for options of a run whose limit nobody can rule out by what is written there.</summary>
    public static bool MayLimit(BaseObjectCreationExpressionSyntax run)
    {
        var chat = run.ArgumentList?.Arguments.FirstOrDefault()?.Expression
            ?? run.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static set => set.Left is IdentifierNameSyntax { Identifier.ValueText: "ChatOptions" })?.Right;
        return chat switch
        {
            null or LiteralExpressionSyntax => false,
            BaseObjectCreationExpressionSyntax { Initializer: var initializer } creation => creation.ArgumentList is { Arguments.Count: > 0 } || initializer?.Expressions.Any(static set => set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } && Array.IndexOf(Limits, name) >= 0) == true,
            _ => true,
        };
    }

    /// <summary>The runs of the variable that a new agent is put in; none where it is handed on.</summary>
    private static IEnumerable<IInvocationOperation> RunsOf(SyntaxNode made, RuleContext context)
    {
        var value = made;
        while (value.Parent is ParenthesizedExpressionSyntax or AwaitExpressionSyntax)
        {
            value = value.Parent;
        }

        var name = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            AssignmentExpressionSyntax assignment => MemberName.Of(assignment.Left)?.ValueText,
            _ => null,
        };
        if (name is null)
        {
            yield break;
        }

        var isLocal = value.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: not BaseFieldDeclarationSyntax };
        var scope = isLocal ? VariableWrites.ScopeOf(made) : made.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? VariableWrites.ScopeOf(made);
        foreach (var use in MemberNames.Of(scope).Uses(name))
        {
            var agent = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified && qualified.Name == use ? (ExpressionSyntax)qualified : use;
            if (agent.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == agent
                && access.Name.Identifier.ValueText is "RunAsync" or "RunStreamingAsync"
                && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation run)
            {
                yield return run;
            }
        }
    }

    private static bool IsLimited(IInvocationOperation run, RuleContext context)
    {
        var given = run.Arguments.FirstOrDefault(argument => context.Known.IsA(argument.Parameter?.Type, "Microsoft.Agents.AI.AgentRunOptions"));
        if (given is null or { ArgumentKind: ArgumentKind.DefaultValue } or { Value.ConstantValue.HasValue: true })
        {
            return false;
        }

        var value = Unwrapped(given.Value);
        if (value is ILocalReferenceOperation { Local: var local })
        {
            if (MemberNames.Of(VariableWrites.ScopeOf(run.Syntax)).Uses(local.Name).Any(static use => use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ChatOptions" }))
            {
                return true;
            }

            value = InitialValue.Of(local, context.Model, context.CancellationToken) is { } initial ? Unwrapped(initial) : value;
        }

        if (value is not IObjectCreationOperation creation)
        {
            return true;
        }

        var chat = creation.Arguments.FirstOrDefault(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && context.Known.IsA(argument.Parameter?.Type, "Microsoft.Extensions.AI.ChatOptions"))?.Value
            ?? creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(static set => set.Target is IPropertyReferenceOperation { Property.Name: "ChatOptions" })?.Value;
        return chat is not null && !Unwrapped(chat).ConstantValue.HasValue && UnlimitedOptions.Of(chat, context) is null;
    }

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation { Operand: var converted })
        {
            value = converted;
        }

        return value;
    }
}
