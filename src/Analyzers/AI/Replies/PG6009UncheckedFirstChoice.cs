using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>Flags code that takes the first part of a reply without asking whether there is one.</summary>
public sealed class PG6009UncheckedFirstChoice : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6009",
        "First part of a reply taken unchecked",
        "'{0}' can be empty ({1}), and '{2}' then throws; ask whether there is one",
        "A model that calls a tool, refuses, or is stopped by a filter sends no text: the request that is answered so fails with an index error that nobody expects.",
        ChecklistItem.Failures,
        tags: ["CWE-129", "CWE-754", "OWASP-LLM05:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6009");

    /// <summary>What takes one element, and throws where there is none.</summary>
    private static readonly string[] Takers = ["First", "Last", "Single", "ElementAt"];

    /// <summary>Members of a reply in JSON that hold a list.</summary>
    private static readonly string[] Lists = ["choices", "candidates", "content", "parts", "output"];

    /// <summary>Types of JSON whose indexer throws.</summary>
    private static readonly string[] JsonTypes = ["JsonElement", "JsonNode", "JsonArray", "JToken", "JArray", "Object"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        actions.OnSyntax(AnalyzeIndex, SyntaxKind.ElementAccessExpression, SyntaxKind.ElementBindingExpression);
        if (ModelLibraries.Of(actions.Known).Have(ModelApiKind.Parts))
        {
            actions.OnCall(
                AnalyzeTaker,
                static (context, call) => call.ArgumentList.Arguments.Count < 2 && ReceiverOf(call) is { } receiver && PartOf(receiver) is { } name && MayBePart(name, receiver, ModelLibraries.Of(context.Known)),
                Takers);
        }
    }

    private static void AnalyzeIndex(RuleContext context)
    {
        var list = context.Node switch
        {
            ElementAccessExpressionSyntax access => access.ArgumentList,
            ElementBindingExpressionSyntax binding => binding.ArgumentList,
            _ => null,
        };
        if (list is not { Arguments: { Count: 1 } arguments } || !IsFirstOrLast(arguments[0].Expression))
        {
            return;
        }

        // The names say most of it: Content[0], choices[0].
        var receiver = ReceiverOf((ExpressionSyntax)context.Node);
        var path = receiver is null ? null : PartOf(receiver);
        var libraries = ModelLibraries.Of(context.Known);
        if (path is null || !MayBePart(path, receiver!, libraries) || IsBehindAnother(receiver!))
        {
            return;
        }

        var operation = context.Model.GetOperation(context.Node, context.CancellationToken);
        var instance = operation switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner } => owner,
            IArrayElementReferenceOperation { ArrayReference: var array } => array,
            IImplicitIndexerReferenceOperation { Instance: var owner } => owner,
            _ => null,
        };
        if (instance is null || libraries.Have(ModelApiKind.Parts) && Report(context, instance, list.GetLocation(), list.ToString()))
        {
            return;
        }

        if (instance.Type is { Name: var type } && Array.IndexOf(JsonTypes, type) >= 0 && Array.IndexOf(Lists, path) >= 0 && arguments[0].Expression.IsKind(SyntaxKind.NumericLiteralExpression)
            && (path is "choices" or "candidates" || RawModelCode.IsIn(context.Node))
            && !(path == "choices" && ReplyGuard.ChecksStatus(context.Node))
            && !ReplyGuard.Stands(context.Node, [receiver!.ToString(), path])
            && !IsInTool(context))
        {
            context.Suggest(Gap, Likely, list.GetLocation(), path, ReasonOf(path), list.ToString());
        }
    }

    /// <summary>True for a name that a list of a reply has, and for a variable that is declared with one: what is bound binds the body around it.</summary>
    private static bool MayBePart(string name, ExpressionSyntax receiver, ModelLibraries libraries)
        => Array.IndexOf(Lists, name) >= 0
            || IsPart(name, libraries)
            || (receiver is IdentifierNameSyntax variable && libraries.Have(ModelApiKind.Parts)
                && DeclaredType.Of(variable) is VariableDeclaratorSyntax { Initializer.Value: var value }
                && PartOf(Unwrapped(value)) is { } behind && IsPart(behind, libraries));

    private static bool IsPart(string name, ModelLibraries libraries)
    {
        foreach (var row in libraries.RowsOf(ModelApiKind.Parts))
        {
            if (Array.IndexOf(row.Members, name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void AnalyzeTaker(RuleContext context, IInvocationOperation call)
    {
        if (call.TargetMethod is { IsExtensionMethod: true, ContainingType.Name: "Enumerable" or "ImmutableArrayExtensions" }
            && (call.TargetMethod.ReducedFrom ?? call.TargetMethod).Parameters.Length is var parameters
            && parameters == (call.TargetMethod.Name == "ElementAt" ? 2 : 1)
            && (parameters == 1 || call.Arguments[1].Value.ConstantValue is { HasValue: true, Value: 0 })
            && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name
            && ReceiverOf((InvocationExpressionSyntax)call.Syntax) is { } receiver && !IsBehindAnother(receiver))
        {
            Report(context, call.Arguments[0].Value, name.GetLocation(), call.TargetMethod.Name);
        }
    }

    /// <summary>Reports the first of a list that the catalogue knows.</summary>
    private static bool Report(RuleContext context, IOperation list, Location location, string taken)
    {
        if (PartsOf(list, context) is not { } parts || ModelLibraries.Of(context.Known).Find(ModelApiKind.Parts, parts.Property) is not { } row)
        {
            return false;
        }

        if (!ReplyGuard.Stands(context.Node, [list.Syntax.ToString(), parts.Syntax.ToString(), parts.Property.Name]) && !IsInTool(context))
        {
            // A provider that answers at all sends a choice; a list of messages is seldom empty.
            if (parts.Property.Name is "Messages" || (parts.Property.Name == "Choices" && row.Library == "Azure.AI.OpenAI"))
            {
                context.Suggest(Gap, Likely, location, parts.Property.Name, ReasonOf(parts.Property.Name), taken);
            }
            else
            {
                context.Report(Gap, location, parts.Property.Name, ReasonOf(parts.Property.Name), taken);
            }
        }

        return true;
    }

    /// <summary>True in a function that a model calls: what calls it for the model catches what it throws, and tells the model that it failed.</summary>
    private static bool IsInTool(RuleContext context)
    {
        for (var symbol = context.Model.GetEnclosingSymbol(context.Node.SpanStart, context.CancellationToken); symbol is IMethodSymbol function; symbol = symbol.ContainingSymbol)
        {
            if (ModelSources.IsTool(function, context.Known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The property that a list is read off: there, or where a variable is declared with it.</summary>
    private static IPropertyReferenceOperation? PartsOf(IOperation list, RuleContext context)
    {
        for (var i = 0; i < 8; i++)
        {
            switch (list)
            {
                case IConversionOperation { Operand: var converted }:
                    list = converted;
                    break;

                case IConditionalAccessInstanceOperation instance when instance.ConditionalReceiver() is { } receiver:
                    list = receiver;
                    break;

                case IConditionalAccessOperation { WhenNotNull: var read }:
                    list = read;
                    break;

                case ILocalReferenceOperation { Local: var local } when InitialValue.Of(local, context.Model, context.CancellationToken) is { } value:
                    list = value;
                    break;

                default:
                    return list as IPropertyReferenceOperation;
            }
        }

        return null;
    }

    private static bool IsFirstOrLast(ExpressionSyntax index)
        => index is LiteralExpressionSyntax { Token.Value: 0 } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression, Operand: LiteralExpressionSyntax { Token.Value: 1 } };

    /// <summary>What is indexed, or asked for its first.</summary>
    private static ExpressionSyntax? ReceiverOf(ExpressionSyntax taken)
        => taken switch
        {
            ElementAccessExpressionSyntax access => Unwrapped(access.Expression),
            ElementBindingExpressionSyntax binding => Asked(binding),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => Unwrapped(access.Expression),
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => Asked(binding),
            _ => null,
        };

    private static ExpressionSyntax? Asked(ExpressionSyntax binding)
        => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression is { } asked ? Unwrapped(asked) : null;

    private static ExpressionSyntax Unwrapped(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax { Expression: var inner }:
                    expression = inner;
                    break;

                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var sure }:
                    expression = sure;
                    break;

                default:
                    return expression;
            }
        }
    }

    /// <summary>The name of the list: of a member, a variable, or a member of JSON; null where it can be none.</summary>
    private static string? PartOf(ExpressionSyntax receiver)
        => receiver switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is "GetProperty" or "Value" or "SelectToken" && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string name } => name,
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key } when key[0].Expression is LiteralExpressionSyntax { Token.Value: string name } => name,
            ElementBindingExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key } when key[0].Expression is LiteralExpressionSyntax { Token.Value: string name } => name,
            ConditionalAccessExpressionSyntax { WhenNotNull: var last } => PartOf(last),
            IdentifierNameSyntax { Identifier.ValueText: var name } => name,
            _ => MemberName.Of(receiver)?.ValueText,
        };

    /// <summary>True where the same expression has taken the first of another list before: one report says it.</summary>
    private static bool IsBehindAnother(ExpressionSyntax receiver)
    {
        for (ExpressionSyntax? current = receiver; current is not null;)
        {
            switch (current)
            {
                case ElementAccessExpressionSyntax access:
                    if (access.ArgumentList.Arguments is { Count: 1 } index && IsFirstOrLast(index[0].Expression))
                    {
                        return true;
                    }

                    current = access.Expression;
                    break;

                case ElementBindingExpressionSyntax binding:
                    if (binding.ArgumentList.Arguments is { Count: 1 } first && IsFirstOrLast(first[0].Expression))
                    {
                        return true;
                    }

                    current = Asked(binding);
                    break;

                case MemberBindingExpressionSyntax binding:
                    current = Asked(binding);
                    break;

                case MemberAccessExpressionSyntax access:
                    current = access.Expression;
                    break;

                case InvocationExpressionSyntax call:
                    if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Takers, name) >= 0)
                    {
                        return true;
                    }

                    current = call.Expression;
                    break;

                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax:
                    current = Unwrapped(current) is var inner && inner == current ? null : inner;
                    break;

                case ConditionalAccessExpressionSyntax conditional:
                    current = conditional.WhenNotNull;
                    break;

                default:
                    return false;
            }
        }

        return false;
    }

    private static string ReasonOf(string list)
        => list switch
        {
            "Choices" or "choices" or "Candidates" or "candidates" => "content filter, refused prompt",
            "ContentUpdate" => "the first and the last piece of a stream, tool calls",
            "Messages" => "no reply",
            _ => "tool call, refusal, content filter",
        };
}
