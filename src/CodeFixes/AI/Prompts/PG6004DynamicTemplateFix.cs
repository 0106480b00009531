using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.AI.Prompts;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Prompts;

/// <summary>Lets variables be encoded again, and passes a value as a variable of the template.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6004DynamicTemplateFix : SolutionFix<ExpressionSyntax>
{
    private const string Variables = "KernelArguments";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG6004.encode", "Encode the variables (changes behavior: tags in them become text)", (site, _) => Task.FromResult(Encode(site)), changesBehavior: true),
        new("PG6004.variable", "Pass it as a variable of the template (changes behavior: it is encoded)", PassAsync, inFixAll: false, changesBehavior: true),
    ];

    private static SolutionEdits? Encode(Site site)
    {
        if (site.Node is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            || assignment.ContainsDiagnostics
            || MemberName.Of(assignment.Left)?.ValueText != PG6004DynamicTemplate.Unencoded)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, assignment.Right, current => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current));
        return edits;
    }

    private static async Task<SolutionEdits?> PassAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent is not InterpolationSyntax { AlignmentClause: null, FormatClause: null, Parent: InterpolatedStringExpressionSyntax text } hole
            || site.Node.ContainsDiagnostics
            || text.StringStartToken.Text.Contains("\"\"\"")
            || text.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list }
            || CodeLayout.HasComments(list)
            || site.Model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod: { Name: "InvokePromptAsync" or "InvokePromptStreamingAsync" } } operation
            || site.Model.GetTypeInfo(site.Node, cancellationToken).Type?.SpecialType != SpecialType.System_String
            || operation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.Name == Variables) is not { Parameter: { } parameter } arguments)
        {
            return null;
        }

        var name = NameFor(site.Node);
        var entry = $"[\"{name}\"] = {site.Node.WithoutTrivia()}";
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, text, current => current.CopyAnnotationsTo(With(text, hole, name)));
        if (arguments.ArgumentKind == ArgumentKind.DefaultValue)
        {
            edits.Replace(site.Document.Id, list, current =>
            {
                var added = SyntaxFactory.Argument(SyntaxFactory.NameColon(parameter.Name).WithTrailingTrivia(SyntaxFactory.Space), default, SyntaxFactory.ParseExpression($"new {Variables} {{ {entry} }}"));
                var given = (ArgumentListSyntax)current;
                return given.WithArguments(SeparatedLists.Insert(given.OpenParenToken, given.Arguments, given.Arguments.Count, added));
            });
            edits.Import(site.Document.Id, text, site.Model, "Microsoft.SemanticKernel");
        }
        else if (arguments.Value is { Syntax: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: { Expressions: { Count: > 0 } entries } initializer } }
            && entries.All(static written => written is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax }) && !entries.ToString().Contains("\"" + name + "\""))
        {
            edits.Replace(site.Document.Id, initializer, current =>
            {
                var written = (InitializerExpressionSyntax)current;
                return written.WithExpressions(SeparatedLists.Insert(written.OpenBraceToken, written.Expressions, entries.Count, Entry(entry).WithTrailingTrivia(entries.Last().GetTrailingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))));
            });
        }
        else
        {
            return null;
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The text with <c>{{$name}}</c> in place of the hole; where no other hole is left, as the literal that it then is.</summary>
    private static ExpressionSyntax With(InterpolatedStringExpressionSyntax text, InterpolationSyntax hole, string name)
    {
        var isLiteral = text.Contents.All(part => part == hole || part is not InterpolationSyntax);
        var source = new StringBuilder(isLiteral ? text.StringStartToken.Text.Replace("$", "") : text.StringStartToken.Text);
        foreach (var part in text.Contents)
        {
            var written = part == hole ? "{{{{$" + name + "}}}}" : part.ToFullString();
            source.Append(isLiteral ? written.Replace("{{", "{").Replace("}}", "}") : written);
        }

        return SyntaxFactory.ParseExpression(source.Append(text.StringEndToken.Text).ToString()).WithTriviaFrom(text);
    }

    private static ExpressionSyntax Entry(string entry)
        => ((ImplicitObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new() {{ {entry} }}")).Initializer!.Expressions[0].WithoutTrivia();

    private static string NameFor(ExpressionSyntax value)
    {
        var last = value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault(static name => name.Parent is not InvocationExpressionSyntax)?.Identifier.ValueText ?? "";
        return last.Length > 0 && last.All(static letter => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9') ? char.ToLowerInvariant(last[0]) + last.Substring(1) : "input";
    }
}
