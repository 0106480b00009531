using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core;

/// <summary>
/// Where a rule says what it looks at. The compiler drives it for ordinary code, <see cref="RazorRules"/> for components and views:
/// a rule does not know which of the two is asking.
/// </summary>
internal abstract class Watch(Known known)
{
    /// <summary>The types and the kind of the project, shared by all rules of this compilation.</summary>
    public Known Known { get; } = known;

    /// <summary>Asks about every node of the given kinds.</summary>
    public abstract void Syntax(Action<Spot> ask, params SyntaxKind[] kinds);

    /// <summary>Asks about every operation of the given kinds.</summary>
    public abstract void Operation(Action<Spot, IOperation> ask, params OperationKind[] kinds);

    /// <summary>Asks about every additional file. Not raised for Razor.</summary>
    public virtual void AdditionalFile(Action<AdditionalFileAnalysisContext> ask)
    {
    }
}

/// <summary>One place in the code about which a rule is asked, and the way to report it.</summary>
internal readonly struct Spot(
    SyntaxNode node, SemanticModel model, AnalyzerOptions options, Known known, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    public SyntaxNode Node { get; } = node;

    public SemanticModel Model { get; } = model;

    public Known Known { get; } = known;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The value of an option in the file of this place.</summary>
    public T Read<T>(Option<T> option) => option.In(options, Node.SyntaxTree);

    public void Report(DiagnosticDescriptor descriptor, Location location, params object?[] args)
        => report(Diagnostic.Create(descriptor, location, args));
}

/// <summary>The ordinary case: the compiler's own driver calls the rule.</summary>
#pragma warning disable RS1012 // What is registered comes through the methods below, when the rule starts.
internal sealed class CompilerWatch(CompilationStartAnalysisContext start, Known known) : Watch(known)
#pragma warning restore RS1012
{
    public override void Syntax(Action<Spot> ask, params SyntaxKind[] kinds)
    {
        var known = Known;
        start.RegisterSyntaxNodeAction(
            context => ask(new(context.Node, context.SemanticModel, context.Options, known, context.ReportDiagnostic, context.CancellationToken)),
            kinds);
    }

    public override void Operation(Action<Spot, IOperation> ask, params OperationKind[] kinds)
    {
        var known = Known;
        start.RegisterOperationAction(
            context => ask(
                new(context.Operation.Syntax, context.Operation.SemanticModel!, context.Options, known, context.ReportDiagnostic, context.CancellationToken),
                context.Operation),
            kinds);
    }

    public override void AdditionalFile(Action<AdditionalFileAnalysisContext> ask) => start.RegisterAdditionalFileAction(ask);
}
