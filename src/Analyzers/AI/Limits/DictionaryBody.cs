using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>The body of a request to a model that is written out as a dictionary, where all that is done to it can be seen.</summary>
internal sealed class DictionaryBody
{
    /// <summary>What stands beside the conversation in a request, where the address says which model is asked.</summary>
    private static readonly string[] Settings = ["temperature", "top_p", "stream", "tools", "response_format", "generationConfig", "generation_config", "systemInstruction", "system_instruction"];

    private readonly List<(string Name, ExpressionSyntax Value)> members = [];

    private DictionaryBody(BaseObjectCreationExpressionSyntax syntax)
    {
        Syntax = syntax;
        Name = "";
    }

    public BaseObjectCreationExpressionSyntax Syntax { get; }

    /// <summary>The variable that holds it, or what it is made of.</summary>
    public string Name { get; private set; }

    /// <summary>True for a body as Google's interface wants it.</summary>
    public bool IsGemini => !Has("messages") && Has("contents");

    /// <summary>How its provider calls the limit.</summary>
    public string Limit => RequestBody.LimitOf(Syntax, IsGemini, [.. members.Select(static member => member.Name)], ValueOf("model"), RawModelCode.ProviderAt(Syntax));

    public bool Has(string member) => ValueOf(member) is not null;

    /// <summary>The body without a limit that a creation is; null for any other, and where nobody can tell.</summary>
    /// <param name="creation">The creation.</param>
    /// <param name="hosts">Hosts at which models answer, beside those of providers.</param>
    public static DictionaryBody? Of(BaseObjectCreationExpressionSyntax creation, ImmutableArray<string> hosts)
    {
        if (!MayBe(creation))
        {
            return null;
        }

        var body = new DictionaryBody(creation);
        return body.ReadInitializer() && body.ReadUses() && body.IsOfModel(hosts) && !body.HasLimit() ? body : null;
    }

    /// <summary>True for a dictionary.</summary>
    public static bool MayBe(BaseObjectCreationExpressionSyntax creation) => CreatedType.NameOf(creation) is "Dictionary" or "IDictionary";

    private ExpressionSyntax? ValueOf(string member) => members.Find(one => one.Name == member).Value;

    private bool HasLimit()
        => members.Exists(static member => RawBody.IsLimit(member.Name) || (RawBody.IsSettings(member.Name) && RawBody.IsMadeElsewhere(member.Value)) || RawBody.SetsLimit(member.Value)
            || member.Value.DescendantNodesAndSelf().Any(static node => node is LiteralExpressionSyntax { Token.Value: string text } && RawBody.IsLimit(text)));

    private bool IsOfModel(ImmutableArray<string> hosts)
    {
        if (!(Has("model") || Array.Exists(Settings, Has) || (Has("contents") && RawModelCode.ProviderAt(Syntax) == ModelProvider.Google))
            || !(Has("messages") || Has("contents") || ((Has("prompt") || Has("input")) && Has("model")))
            || members.Exists(static member => Array.IndexOf(RawBody.NotText, member.Name) >= 0)
            || RawModelCode.ProviderAt(Syntax) is ModelProvider.Ollama or ModelProvider.Anthropic
            || (!RawModelCode.IsIn(Syntax) && !RawModelCode.Names(Syntax, hosts)))
        {
            return false;
        }

        return Has("messages") || RawBody.IsForText(Syntax);
    }

    /// <summary><c>{ ["model"] = model }</c>, <c>{ { "model", model } }</c></summary>
    private bool ReadInitializer()
    {
        foreach (var element in Syntax.Initializer?.Expressions ?? default)
        {
            switch (element)
            {
                case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } key }, Right: var value } when key[0].Expression is LiteralExpressionSyntax { Token.Value: string name }:
                    members.Add((name, value));
                    break;

                case InitializerExpressionSyntax { Expressions: { Count: 2 } pair } when pair[0] is LiteralExpressionSyntax { Token.Value: string name }:
                    members.Add((name, pair[1]));
                    break;

                default:
                    return false;
            }
        }

        // A copy has what the original has.
        return Syntax.ArgumentList is not { Arguments.Count: > 0 };
    }

    /// <summary>True where it is made text of, or sent, and nothing else can add to it.</summary>
    private bool ReadUses()
    {
        if (Syntax.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var variable, Parent.Parent: LocalDeclarationStatementSyntax } declarator })
        {
            Name = $"{{ {string.Join(", ", members.Select(static member => member.Name))} }}";
            return RequestBody.IsWritten(Syntax);
        }

        Name = variable;
        var isWritten = false;
        foreach (var use in MemberNames.Of(VariableWrites.ScopeOf(Syntax)).Uses(variable).Where(use => use.SpanStart > declarator.SpanStart))
        {
            switch (use.Parent)
            {
                case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key, Parent: AssignmentExpressionSyntax { Right: var value } assignment } access when access.Expression == use && assignment.Left == access && key[0].Expression is LiteralExpressionSyntax { Token.Value: string name }:
                    members.Add((name, value));
                    break;

                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } given } } access when access.Expression == use && given[0].Expression is LiteralExpressionSyntax { Token.Value: string name }:
                    members.Add((name, given[1].Expression));
                    break;

                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Remove" or "ContainsKey" or "Count" } access when access.Expression == use:
                    break;

                case ArgumentSyntax when RequestBody.IsWritten(use):
                    isWritten = true;
                    break;

                default:
                    return false;
            }
        }

        return isWritten;
    }
}
