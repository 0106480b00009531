using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>Flags a text of somebody else in a template, where a text is code, and variables that are put in unencoded.</summary>
public sealed class PG6004DynamicTemplate : AIRule
{
    /// <summary>The setting that lets the value of a variable be more than text.</summary>
    public const string Unencoded = "AllowDangerouslySetContent";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6004",
        "Prompt template from dynamic text",
        "With '{0}', text of others {1}; {2}",
        "A template is code: '{{plugin.function}}' in it calls a function of the app, and a '<message>' tag speaks with the voice of the system.",
        tags: ["CWE-1427", "CWE-94", "OWASP-LLM01:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6004");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        PromptText.Watch(actions, ModelApiKind.Template, Analyze);
        if (ModelLibraries.Of(actions.Known).Have(ModelApiKind.Template))
        {
            actions.OnSyntax(AnalyzeSetting, SyntaxKind.SimpleAssignmentExpression);
        }
    }

    private static void Analyze(RuleContext context, PromptText prompt)
    {
        if (!prompt.Value.ConstantValue.HasValue && OutsideText.In(prompt.Value, context) is { } piece && !OutsideText.IsOfEarlier(piece, ModelApiKind.Template, context))
        {
            var (location, name) = (SharedPiece.PlaceOf(piece.Value, piece.Variable, prompt.Value, context.Node), OutsideText.NameOf(piece, context.Node));
            const string remedy = "pass it as a variable of KernelArguments";
            // Who sits at the keyboard deceives nobody but themselves; their braces break the template all the same.
            if (!piece.Taint.IsModel && context.Known.Project.Kind is (ProjectKind.Console or ProjectKind.Desktop) && !KernelPlugins.Exist(context.Known))
            {
                context.Suggest(Gap, Likely, location, name, "can break the template with its braces", remedy);
                return;
            }

            // A call of a function that no kernel has only fails.
            context.Report(Gap, location, name, KernelPlugins.Exist(context.Known) ? "can call functions from the prompt template" : "can add messages to the prompt, also of the system", remedy);
        }
    }

    private static void AnalyzeSetting(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left) is { ValueText: Unencoded } name
            && context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is IPropertySymbol { ContainingNamespace: { } space }
            && space.ToDisplayString().StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal)
            && context.Model.GetConstantValue(assignment.Right, context.CancellationToken) is { HasValue: true, Value: true })
        {
            context.Report(Gap, assignment.GetLocation(), name.ValueText, "can add messages to the prompt, also of the system", "leave it off, so that variables are encoded");
        }
    }
}
