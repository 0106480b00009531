using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>Whether a function hands a text to a model.</summary>
internal static class PromptUse
{
    private const int MostPlaces = 40;

    /// <summary>The parameters of a call of a model that take what it is asked.</summary>
    private static readonly string[] Asked = ["chatMessage", "message", "prompt", "promptTemplate", "userInputText", "input", "messages", "chatMessages", "userInput"];

    /// <summary>Names of members of a request that are it.</summary>
    private static readonly string[] Members = ["prompt", "input", "content", "text", "query", "question"];

    private static readonly ModelApiKind[] Kinds = [ModelApiKind.Prompt, ModelApiKind.Instructions, ModelApiKind.Template];

    /// <summary>Words in the name of a text that is a part of what a model is asked.</summary>
    private static readonly string[] TextWords =
        ["prompt", "prompts", "message", "messages", "question", "query", "text", "content", "contents", "input", "instruction", "instructions", "transcript", "conversation", "document", "utterance", "body", "description", "ask", "topic", "idea", "history"];

    /// <summary>True where the function around a place hands the text to a model: whole, or as a part that is named like one.</summary>
    /// <param name="text">A variable, a parameter, or a member of one.</param>
    /// <param name="context">The place.</param>
    public static bool IsOf(ExpressionSyntax text, RuleContext context)
    {
        if (MemberName.Of(text)?.ValueText is not { } name)
        {
            return false;
        }

        var written = text.ToString();
        var isText = WordSplitter.HasWord(name, TextWords);
        var names = context.Known.PerCompilation(static known => new CallNames(known));
        var looked = 0;
        foreach (var node in VariableWrites.ScopeOf(text).DescendantNodes())
        {
            if (node.Span.Contains(context.Node.Span) || context.Node.Span.Contains(node.Span) || !names.MayBe(node))
            {
                continue;
            }

            if (++looked > MostPlaces)
            {
                return false;
            }

            foreach (var given in GivenIn(node, context))
            {
                if (given.ToString() == written || (isText && (Mentions(given, written) || given.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(part => NameLookup.ValueGiven(part, part.Identifier.ValueText) is { } value && !value.Contains(text) && IsPutTogether(value) && Mentions(value, written)))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Mentions(SyntaxNode value, string text) => value.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax or MemberAccessExpressionSyntax && node.ToString() == text);

    private static bool IsPutTogether(ExpressionSyntax value) => value is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;

    /// <summary>The texts that a node hands to a model.</summary>
    private static IEnumerable<SyntaxNode> GivenIn(SyntaxNode node, RuleContext context)
    {
        if (node is AnonymousObjectCreationExpressionSyntax body && RawBody.Of(body) is not null)
        {
            foreach (var member in body.Initializers)
            {
                if ((member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText is { } name && Array.IndexOf(Members, name) >= 0)
                {
                    yield return member.Expression;
                }
            }
        }

        var operation = context.Model.GetOperation(node, context.CancellationToken);
        foreach (var kind in Kinds)
        {
            if (PromptText.Of(operation, kind, context.Known) is { } prompt)
            {
                yield return prompt.Value.Syntax;
            }
        }

        if (operation is IInvocationOperation call && ModelCall.Of(call, context.Known) is not null)
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { Name: var parameter } && Array.IndexOf(Asked, parameter) >= 0)
                {
                    yield return argument.Value.Syntax;
                }
            }
        }
    }

    /// <summary>The names by which the libraries of a project are given texts.</summary>
    private sealed class CallNames
    {
        private readonly HashSet<string> calls;
        private readonly HashSet<string> types;

        public CallNames(KnownTypes known)
        {
            var libraries = ModelLibraries.Of(known);
            calls = new(libraries.Names([.. Kinds, ModelApiKind.Call]), StringComparer.Ordinal);
            types = new(Kinds.SelectMany(libraries.RowsOf).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        }

        public bool MayBe(SyntaxNode node)
            => node switch
            {
                InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && calls.Contains(name),
                BaseObjectCreationExpressionSyntax creation => CreatedType.NameOf(creation) is not { } type || types.Contains(type) || type.EndsWith("Message", StringComparison.Ordinal),
                AssignmentExpressionSyntax assignment => MemberName.Of(assignment.Left)?.ValueText is { } member && calls.Contains(member),
                AnonymousObjectCreationExpressionSyntax => true,
                _ => false,
            };
    }
}
