using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>
/// Flags what a model wrote where it is run as a query, an expression or code. Where a request could write the same, in SQL, commands, scripts, paths,
/// addresses and pages, the rules of PG1 report a model as well.
/// </summary>
public sealed class PG6008ModelOutputExecuted : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6008",
        "Model output executed",
        "'{0}' is text of a model and runs as {1}; {2}",
        "Whoever writes to the model, or writes what it reads, writes what runs: it reads and changes what the app can.",
        tags: ["CWE-94", "CWE-943", "OWASP-LLM05:2025"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var sinks = CodeSinks.Of(actions.Known);
        if (!sinks.Exist)
        {
            return;
        }

        if (sinks.Methods.Length > 0)
        {
            actions.OnCall(
                (context, call) => Analyze(context, sinks, call.TargetMethod, call.Arguments),
                static call => call.ArgumentList.Arguments.Any(static argument => MayBeReply(argument.Expression)),
                sinks.Methods);
        }

        if (sinks.Types.Length > 0)
        {
            actions.OnSyntax(
                context =>
                {
                    var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                    if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments.Any(static argument => MayBeReply(argument.Expression))
                        && (CreatedType.NameOf(creation) is not { } name || Array.IndexOf(sinks.Types, name) >= 0)
                        && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation { Constructor: { } constructor } made)
                    {
                        Analyze(context, sinks, constructor, made.Arguments);
                    }
                },
                SyntaxKind.ObjectCreationExpression,
                SyntaxKind.ImplicitObjectCreationExpression);
        }
    }

    private static bool MayBeReply(ExpressionSyntax text) => text is not (LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax or TypeOfExpressionSyntax);

    private static void Analyze(RuleContext context, CodeSinks sinks, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (sinks.Find(method) is not { } sink
            || arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && Array.IndexOf(sink.Parameters, parameter.Name) >= 0)?.Value is not { ConstantValue.HasValue: false } text
            || OutsidePiece.Worst(OutsidePiece.Of(text, context, TaintPolicy.None).Where(static found => found.Taint is { IsModel: true, Level: TaintLevel.Request })) is not { } piece
            || SharedPiece.IsOfEarlierSink(context.Node, piece.Value.Syntax, earlier => IsSink(earlier, sinks, context)))
        {
            return;
        }

        var location = SharedPiece.PlaceOf(piece.Value, piece.Variable, text, context.Node);
        var source = piece.Taint.Source!.Syntax.ToString();
        context.Report(Gap, location, source.Length <= 60 && source.IndexOf('\n') < 0 ? source : "the reply", sink.Runs, sink.Advice);
    }

    private static bool IsSink(SyntaxNode node, CodeSinks sinks, RuleContext context)
        => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
            && context.Model.GetOperation(node, context.CancellationToken) switch
            {
                IInvocationOperation call => sinks.Find(call.TargetMethod) is not null,
                IObjectCreationOperation { Constructor: { } constructor } => sinks.Find(constructor) is not null,
                _ => false,
            };
}
