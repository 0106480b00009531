using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>Flags the text of a reply that is parsed as if a program had written it.</summary>
public sealed class PG6007UnvalidatedModelOutput : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6007",
        "Model output parsed without handling malformed text",
        "Model output is parsed by '{0}', which throws on prose, code fences and cut-off text; handle that, or use TryParse",
        "A model answers in prose, wraps JSON in a code fence or is cut off: the request then fails with a parser's exception, and only for some inputs.",
        ChecklistItem.Failures,
        tags: ["CWE-20", "CWE-755", "OWASP-LLM05:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6007");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (!SampleProject.Is(actions.Known.Project))
        {
            ParsedReply.Watch(actions, Analyze);
        }
    }

    private static void Analyze(RuleContext context, ParsedReply parsed)
    {
        if (ReplyGuard.IsCaught(context.Node) || IsCaughtByCallers(context.Node))
        {
            return;
        }

        var location = ((InvocationExpressionSyntax)parsed.Call.Syntax).Expression.GetLocation();
        if (parsed.AsksForJson)
        {
            // Then it is JSON, unless it is cut off or refused.
            context.Suggest(Gap, Likely, location, parsed.Name);
        }
        else
        {
            context.Report(Gap, location, parsed.Name);
        }
    }

    /// <summary>True in a private function that is called in blocks alone whose exceptions are caught.</summary>
    private static bool IsCaughtByCallers(SyntaxNode place)
    {
        var (name, function) = place.Ancestors().FirstOrDefault(static node => node is LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax)) switch
        {
            LocalFunctionStatementSyntax local => (local.Identifier.ValueText, (SyntaxNode)local),
            MethodDeclarationSyntax method when !method.Modifiers.Any(static modifier => modifier.Text is "public" or "internal" or "protected") && method.ExplicitInterfaceSpecifier is null => (method.Identifier.ValueText, method),
            _ => ("", place),
        };
        if (name.Length == 0)
        {
            return false;
        }

        var calls = NamedPlaces.Of(place.SyntaxTree).Calls(name).Where(call => !function.Span.Contains(call.Span)).ToList();
        return calls.Count > 0 && calls.TrueForAll(ReplyGuard.IsCaught);
    }
}
