using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.CodeFixes.Security.CrossSite;

/// <summary>Takes the origins from the configuration in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1007CorsAllowsAnyoneFix : SolutionFix<InvocationExpressionSyntax>
{
    private const string Key = "Cors:AllowedOrigins";

    private const string Space = "Microsoft.Extensions.Configuration";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1007.configure", "Allow only the origins listed in configuration (changes behavior: others are blocked)", (site, _) => Task.FromResult(Configure(site)), changesBehavior: true),
        new("PG1007.record", "Allow only the origins listed in configuration, and add an empty list to the settings file (changes behavior: others are blocked)", RecordAsync, inFixAll: false, changesBehavior: true),
    ];

    /// <summary>The first remedy, and an empty list where the next person looks for what has to be set.</summary>
    private static async Task<SolutionEdits?> RecordAsync(Site site, CancellationToken cancellationToken)
    {
        if (Configure(site) is not { } edits
            || site.Document.Project.AdditionalDocuments.FirstOrDefault(file => file.Name.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase)) is not { } settings
            || WithEmptyList((await settings.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString()) is null)
        {
            return null;
        }

        edits.Change(settings.Id, text => WithEmptyList(text) ?? text);
        return edits;
    }

    /// <summary>The settings with an empty list: in its section where the file has one, in a section of its own where the file has others.</summary>
    private static string? WithEmptyList(string text)
    {
        if (text.IndexOf("AllowedOrigins", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return null;
        }

        var nests = false;
        var hasSection = false;
        JsonConfigReader.Read(text, setting =>
        {
            nests |= setting.Key.IndexOf(':') > 0 && text.IndexOf('"' + setting.Key + '"', StringComparison.Ordinal) < 0;
            hasSection |= setting.Key.StartsWith("Cors:", StringComparison.OrdinalIgnoreCase);
        });
        if (!nests)
        {
            return ConfigurationEntry.InJson(text, Key, "[]");
        }

        var newLine = text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
        if (!hasSection)
        {
            return ConfigurationEntry.InJson(text, "Cors", $"{{{newLine}    \"AllowedOrigins\": []{newLine}  }}");
        }

        var section = text.IndexOf("\"Cors\"", StringComparison.OrdinalIgnoreCase);
        var open = section < 0 ? -1 : text.IndexOf('{', section);
        return open < 0 || text.Substring(section + 6, open - section - 6).Trim() != ":" ? null : text.Insert(open + 1, $"{newLine}    \"AllowedOrigins\": [],");
    }

    private static SolutionEdits? Configure(Site site)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Node is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AllowAnyOrigin" or "WithOrigins" or "SetIsOriginAllowed", Expression: var builder }, ArgumentList.Arguments.Count: <= 1 }
            || builder.DescendantNodesAndSelf().Any(node => node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 })
            || CodeLayout.HasComments(site.Node.ArgumentList, site.Node.ArgumentList.Span)
            || !known.Has(Space + ".ConfigurationBinder")
            || ConfigurationInScope.At(site.Node, site.Model, known) is not { } configuration)
        {
            return null;
        }

        var none = site.Node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }
            ? "[]"
            : UsingDirectives.NameOfSystemType(site.Model, site.Node.SpanStart, known, "Array") + ".Empty<string>()";
        var arguments = SyntaxFactory.ParseArgumentList($"({configuration}.GetSection(\"{Key}\").Get<string[]>() ?? {none})");
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, site.Node, current =>
        {
            var call = (InvocationExpressionSyntax)current;
            var access = (MemberAccessExpressionSyntax)call.Expression;
            return call
                .WithExpression(access.WithName(SyntaxFactory.IdentifierName("WithOrigins").WithTriviaFrom(access.Name)))
                .WithArgumentList(arguments.WithTriviaFrom(call.ArgumentList));
        });
        if (!UsingDirectives.Has(site.Model, site.Node.SpanStart, Space))
        {
            edits.Import(site.Document.Id, Space);
        }

        return edits;
    }
}
