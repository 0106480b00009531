using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Flags a conversation that a type keeps and nothing ever shortens.</summary>
public sealed class PG6016GrowingHistory : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6016",
        "Conversation history that only grows",
        "'{0}' {1}only grows, and each call sends all of it; {2}",
        "Each message makes every later call slower and dearer, until the model refuses the length; a history that all users share shows one what another wrote.",
        tags: ["CWE-770", "CWE-488", "OWASP-LLM10:2025", "OWASP-LLM02:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6016");

    private const string History = "Microsoft.SemanticKernel.ChatCompletion.ChatHistory";

    /// <summary>Types of one message.</summary>
    private static readonly string[] Messages = ["Microsoft.Extensions.AI.ChatMessage", "OpenAI.Chat.ChatMessage", "Azure.AI.OpenAI.ChatMessage", "Azure.AI.OpenAI.ChatRequestMessage", "Microsoft.SemanticKernel.ChatMessageContent", "Anthropic.Models.Messages.MessageParam"];

    /// <summary>What shortens a list, or looks how long it is.</summary>
    private static readonly HashSet<string> Trims =
        ["Clear", "Remove", "RemoveAt", "RemoveRange", "RemoveAll", "TakeLast", "Skip", "SkipLast", "Take", "Count", "Length", "Reduce", "ReduceAsync", "ReduceInPlaceAsync", "GetRange", "RemoveFirst", "Dequeue"];

    /// <summary>What shortens histories for all.</summary>
    private static readonly string[] Reducers = ["Reducer", "Trim", "Truncat", "Compact", "Prune", "Summar"];

    private static readonly string[] Lifetimes = ["AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "AddScoped", "TryAddScoped", "AddKeyedScoped", "AddHostedService"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project) || !(actions.Known.Has(History) || Array.Exists(Messages, actions.Known.Has)) || !ModelLibraries.Of(actions.Known).Have(ModelApiKind.Call))
        {
            return;
        }

        actions.OnSyntax(
            static context =>
            {
                var field = (FieldDeclarationSyntax)context.Node;
                if (MayHold(field.Declaration.Type))
                {
                    foreach (var variable in field.Declaration.Variables)
                    {
                        Analyze(context, field.Declaration.Type, variable.Identifier, field.Modifiers.Any(SyntaxKind.StaticKeyword));
                    }
                }
            },
            SyntaxKind.FieldDeclaration);
        actions.OnSyntax(
            static context =>
            {
                var property = (PropertyDeclarationSyntax)context.Node;
                if (MayHold(property.Type) && property.AccessorList?.Accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null) == true)
                {
                    Analyze(context, property.Type, property.Identifier, property.Modifiers.Any(SyntaxKind.StaticKeyword));
                }
            },
            SyntaxKind.PropertyDeclaration);
    }

    private static bool MayHold(TypeSyntax type)
        => TypeSyntaxNames.RightmostName(type is NullableTypeSyntax { ElementType: var element } ? element : type) is "ChatHistory" or "List" or "IList" or "ICollection" or "Collection";

    private static void Analyze(RuleContext context, TypeSyntax type, SyntaxToken name, bool isStatic)
    {
        if (context.Node.Parent is not TypeDeclarationSyntax owner
            || context.Model.GetTypeInfo(type, context.CancellationToken).Type is not INamedTypeSymbol held || !IsHistory(held, context.Known)
            || context.Model.GetDeclaredSymbol(owner, context.CancellationToken) is not { } container
            || !Grows(container, name.ValueText, context))
        {
            return;
        }

        var lifetime = isStatic ? "static" : LifetimeOf(container, context.Known);
        if (lifetime is null)
        {
            return;
        }

        if (IsOfAll(container, isStatic, context.Known))
        {
            context.Report(Gap, name.GetLocation(), name.ValueText, "is one for all callers, it ", "keep a history for each conversation, and the last messages of it");
        }
        else
        {
            context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, "", "keep the last messages, or let a reducer shorten it");
        }
    }

    /// <summary>True for what a type holds once for all callers.</summary>
    internal static bool IsOfAll(INamedTypeSymbol container, bool isStatic, KnownTypes known) => isStatic || LifetimeOf(container, known) is "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton";

    private static bool IsHistory(INamedTypeSymbol type, KnownTypes known)
        => known.IsA(type, History) || type is { TypeArguments: { Length: 1 } of } && Array.Exists(Messages, message => known.IsA(of[0], message));

    /// <summary>True where a member that can be called again adds to it, and no code of the type shortens it, looks at its length, or makes a new one.</summary>
    private static bool Grows(INamedTypeSymbol container, string name, RuleContext context)
    {
        var grows = false;
        foreach (var reference in container.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(context.CancellationToken).DescendantNodes())
            {
                if (node is not SimpleNameSyntax { Identifier.ValueText: var said } use)
                {
                    continue;
                }

                if (said != name)
                {
                    if (Array.Exists(Reducers, reducer => said.IndexOf(reducer, StringComparison.OrdinalIgnoreCase) >= 0) && said.IndexOf("String", StringComparison.Ordinal) < 0)
                    {
                        return false;
                    }

                    continue;
                }

                var value = use.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == use ? qualified : (ExpressionSyntax)use;
                switch (value.Parent)
                {
                    case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access when access.Expression == value:
                        if (Trims.Contains(member))
                        {
                            return false;
                        }

                        grows |= (member.StartsWith("Add", StringComparison.Ordinal) || member.StartsWith("Insert", StringComparison.Ordinal)) && value.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null;
                        break;

                    case AssignmentExpressionSyntax assignment when assignment.Left == value && value.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null:
                    case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when !IsOfModel(call, context.Known):
                    case ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 }:
                        return false;
                }
            }
        }

        return grows;
    }

    /// <summary>True for a call that is given the history to send it; any other may shorten it.</summary>
    private static bool IsOfModel(InvocationExpressionSyntax call, KnownTypes known)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name == "nameof" || Array.IndexOf(ModelLibraries.Of(known).Names(ModelApiKind.Call), name) >= 0);

    private static string? LifetimeOf(INamedTypeSymbol type, KnownTypes known)
    {
        var app = StartupModel.Of(known);
        foreach (var lifetime in Lifetimes)
        {
            foreach (var call in app.CallsOf(lifetime))
            {
                if ((InvocationSyntax.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.Any(argument => TypeSyntaxNames.RightmostName(argument) == type.Name) == true
                    || call.ArgumentList.Arguments.Any(argument => argument.Expression is ObjectCreationExpressionSyntax { Type: var made } && TypeSyntaxNames.RightmostName(made) == type.Name))
                {
                    return lifetime;
                }
            }
        }

        return null;
    }
}
