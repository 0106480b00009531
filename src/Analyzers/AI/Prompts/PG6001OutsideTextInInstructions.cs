using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>Flags a text of somebody else that is put where the model looks for what it is to obey.</summary>
public sealed class PG6001OutsideTextInInstructions : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6001",
        "Outside text in instructions",
        "'{0}' becomes part of the {1} instructions, which the model obeys; pass it in a user message",
        "Whoever writes the text writes instructions: the model gives away what it was told, calls its tools for them, or drops the rules of the app.",
        tags: ["CWE-1427", "OWASP-LLM01:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6001");

    private static readonly Option<ImmutableArray<string>> Sanitizers = Option.Words("PG6001.sanitizers", "Methods whose result may stand in instructions, as `Type.Method` or `Method`.");

    private static readonly Option<bool> Strict = Option.Flag("PG6001.strict_system_prompt", fallback: false, "Also reports texts of which nobody can tell where they come from: fields, what is stored, results of calls that are not looked into.");

    /// <summary>How types are named that are sent to a model; others with a role are stored, or shown.</summary>
    private static readonly string[] MessageWords = ["message", "messages", "msg", "turn", "prompt", "input"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely, Sanitizers, Strict];

    internal override void Register(RuleActions actions) => PromptText.Watch(actions, ModelApiKind.Instructions, Analyze);

    private static void Analyze(RuleContext context, PromptText prompt)
    {
        if (prompt.Value.ConstantValue.HasValue
            || (prompt.IsOfApp && !WordSplitter.EndsInWord(prompt.Sink, MessageWords)))
        {
            return;
        }

        if (OutsideText.In(prompt.Value, context, context.Read(Sanitizers), context.Read(Strict)) is not { } piece)
        {
            // Ask(string system, string question): what is wrong stands where it is called.
            foreach (var (caller, text, given) in InstructionHelper.CallersOf(prompt, context, context.Read(Sanitizers)))
            {
                if (!IsInAdapter(context))
                {
                    Report(caller, prompt, text, given);
                }
            }
        }
        else if (!OutsideText.IsOfEarlier(piece, ModelApiKind.Instructions, context) && !IsInAdapter(context))
        {
            Report(context, prompt, prompt.Value, piece);
        }
    }

    private static void Report(RuleContext context, PromptText prompt, IOperation text, OutsidePiece piece)
    {
        var location = SharedPiece.PlaceOf(piece.Value, piece.Variable, text, context.Node);
        var (name, role) = (OutsideText.NameOf(piece, context.Node), prompt.IsDeveloper ? "developer" : "system");
        // In a program of one person, whose model can do nothing but answer, the text is that person's own.
        var isOwn = !piece.Taint.IsModel && context.Known.Project.Kind is (ProjectKind.Desktop or ProjectKind.Console) && !KernelPlugins.Exist(context.Known) && !context.Known.PerCompilation(static known => new Tools(known)).Exist;
        if (isOwn || (prompt.IsOfApp && piece.Taint.Level < TaintLevel.Request))
        {
            context.Suggest(Gap, Likely, location, name, role);
        }
        else
        {
            context.Report(Gap, location, name, role);
        }
    }

    /// <summary>True in a client that hands on the messages of its callers.</summary>
    private static bool IsInAdapter(RuleContext context)
        => context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { BaseList: not null } type
            && context.Model.GetDeclaredSymbol(type, context.CancellationToken) is INamedTypeSymbol declared
            && (ModelLibraries.Of(context.Known).IsAdapter(declared) || context.Known.IsA(declared, "Microsoft.Agents.AI.DelegatingAIAgent"));

    /// <summary>Whether a project gives a model functions to call.</summary>
    private sealed class Tools(KnownTypes known)
    {
        public bool Exist { get; } = known.Compilation.SyntaxTrees.Any(static tree => tree.GetRoot().DescendantTokens().Any(static token => token.ValueText is "AIFunctionFactory" or "CreateFunctionTool" or "McpClient" or "McpServerTool" or "Tools"));
    }
}
