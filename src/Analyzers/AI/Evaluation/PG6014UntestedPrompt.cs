using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.AI.Evaluation;

/// <summary>Flags instructions for a model that no test of the project names.</summary>
public sealed class PG6014UntestedPrompt : AIRule
{
    /// <summary>A shorter text decides little.</summary>
    private const int Shortest = 40;

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6014",
        "Prompt without a test",
        "No test names '{0}'; keep questions with what a good answer must hold, and run them when the prompt changes",
        "A prompt is code that no compiler checks. One sentence more for one case makes ten other cases worse, and users find out.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var tests = new Lazy<TestIndex?>(() => actions.Known.Project.FilesOf(TestIndex.Role).Select(static file => TestIndex.Read(EvidenceFile.TextOf(file), out _)).FirstOrDefault(static read => read is not null));
        PromptText.Watch(actions, ModelApiKind.Instructions, (context, prompt) => Analyze(context, prompt, tests));
        PromptText.Watch(actions, ModelApiKind.Template, (context, prompt) => Analyze(context, prompt, tests));
    }

    private static void Analyze(RuleContext context, PromptText prompt, Lazy<TestIndex?> tests)
    {
        // A project that no test project references is told so by another rule.
        if (tests.Value is not { HasProject: true } index
            || WrittenLength(prompt.Value, context) < Shortest
            || context.Model.GetEnclosingSymbol(prompt.Value.Syntax.SpanStart, context.CancellationToken)?.ContainingType is not { } type)
        {
            return;
        }

        var constant = ConstantOf(prompt.Value);
        var names = new List<string>(type.AllInterfaces.Where(own => context.Known.IsOfSolution(own.ContainingAssembly)).Select(static own => own.Name));
        if (!type.IsImplicitlyDeclared && type.Name is not ("Program" or "Startup"))
        {
            names.Add(type.Name);
        }

        if (constant is not null)
        {
            names.Add(constant.Name);
            names.Add(constant.ContainingType.Name);
        }

        // What stands in top-level statements has no name that a test could use.
        if (names.Count > 0 && !names.Exists(name => index.Tests.Any(file => file.Names.Contains(name))))
        {
            context.Report(Gap, prompt.Value.Syntax.GetLocation(), constant?.Name ?? type.Name);
        }
    }

    /// <summary>The constant or the read-only field that holds the prompt.</summary>
    private static IFieldSymbol? ConstantOf(IOperation value)
        => Operands.Unwrap(value) is IFieldReferenceOperation { Field: { IsConst: true } or { IsReadOnly: true, IsStatic: true } } reference ? reference.Field : null;

    /// <summary>How much of the prompt stands in the code.</summary>
    private static int WrittenLength(IOperation value, RuleContext context)
        => Operands.Unwrap(value) switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => text.Length,
            IInterpolatedStringOperation interpolated => interpolated.Parts.OfType<IInterpolatedStringTextOperation>().Sum(static part => part.Text.ConstantValue.Value is string text ? text.Length : 0),
            ILocalReferenceOperation { Local: var local } => InitialValue.Of(local, context.Model, context.CancellationToken) is { } given and not ILocalReferenceOperation ? WrittenLength(given, context) : 0,
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => InitialValue.Of(field, context.Model, context.CancellationToken) is { } given and not IFieldReferenceOperation ? WrittenLength(given, context) : 0,
            _ => 0,
        };
}
