using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a method that takes a token and never looks at it, though it does what could be stopped.</summary>
public sealed class PG2013TokenIgnored : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2013",
        "Cancellation token ignored",
        "'{0}' never uses '{1}'; pass it to the calls that accept a token, or check it in the loop",
        "The signature promises that the call can be canceled and callers rely on it, but it runs to its end all the same.",
        item: ChecklistItem.Cancel,
        DiagnosticSeverity.Info,
        "CWE-404");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.MethodDeclaration);
        }
    }

    private static void Analyze(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (FunctionSyntax.TakesToken(method)
            && IgnoredToken.Of(method, context.Model) is { } token
            && !IgnoredToken.IsOfPackage(method, context.Model, context.Known)
            && IgnoredToken.CallsBelow(method, context.Model, context.Known, context.CancellationToken) is { } calls
            && (calls.Count > 0 || (IgnoredToken.LoopIn(method, context.Model) is not null && IgnoredToken.IsOwn(method, context.Model, context.Known)))
            && TokenLife.Of(token.Identifier.ValueText, token, context.Model, context.Known) != TokenFate.Refused)
        {
            context.Report(Gap, token.Identifier.GetLocation(), method.Identifier.ValueText, token.Identifier.ValueText);
        }
    }
}
