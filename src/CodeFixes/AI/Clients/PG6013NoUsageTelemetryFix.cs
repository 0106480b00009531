using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>Lets a client of Microsoft.Extensions.AI record the tokens and the time of each call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6013NoUsageTelemetryFix : SolutionFix<SimpleNameSyntax>
{
    private const string Space = "Microsoft.Extensions.AI";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        // Where it is recorded to, somebody has to say once for the app.
        new("PG6013.telemetry", "Record tokens and time of each call with UseOpenTelemetry", PlanAsync, inFixAll: false),
    ];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }
            || !KnownTypes.Of(site.Model.Compilation).Has("Microsoft.Extensions.AI.OpenTelemetryChatClientBuilderExtensions")
            || site.Node.Identifier.ValueText switch
            {
                "AsIChatClient" => ".AsBuilder().UseOpenTelemetry().Build()",
                "AddChatClient" or "AddKeyedChatClient" => ".UseOpenTelemetry()",
                _ => null,
            } is not { } added)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, call, current => SyntaxFactory.ParseExpression(current.WithoutTrivia().ToString() + added).WithTriviaFrom(current));
        edits.Import(site.Document.Id, call, site.Model, Space);
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
