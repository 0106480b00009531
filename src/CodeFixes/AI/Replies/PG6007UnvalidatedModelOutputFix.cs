using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Replies;

/// <summary>Catches what the parser throws, and says that the model's output was malformed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6007UnvalidatedModelOutputFix : SolutionFix<InvocationExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG6007.catch", "Say that the model's output is malformed", CatchAsync, inFixAll: false),
        new("PG6007.typed", "Ask for a typed reply (changes behavior: the request carries a schema)", TypedReply.PlanAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> CatchAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement
            || site.Node.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax)
            || CodeLayout.HasComments(statement, statement.Span)
            || site.Model.GetSymbolInfo(site.Node, cancellationToken).Symbol is not IMethodSymbol { ContainingType: { } parser })
        {
            return null;
        }

        var known = KnownTypes.Of(site.Model.Compilation);
        var names = new TypeNames(site.Model, statement.SpanStart, qualifies: false);
        var exception = UniqueName.At(statement, site.Model, "exception", "malformed");
        if (known["System.InvalidOperationException"] is not { } thrown || names.Of(thrown) is not { } throws || Caught(parser, known, names, exception) is not { } caught)
        {
            return null;
        }

        var (declared, attempt) = statement switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false, Declaration: { Variables: { Count: 1 } variables } declaration } when variables[0].Initializer is { } initializer && TypeOf(variables[0], declaration.Type, site.Model, names, cancellationToken) is { } type
                => ($"{type} {variables[0].Identifier};", $"{variables[0].Identifier} = {initializer.Value};"),
            ExpressionStatementSyntax or ReturnStatementSyntax => (null, statement.ToString()),
            _ => (null, ""),
        };
        if (attempt.Length == 0)
        {
            return null;
        }

        var style = CodeLayout.Style.Of(statement);
        var newLine = style.NewLine.ToString();
        var outside = newLine + style.Indentation;
        var inside = outside + style.Unit;
        var open = style.BraceOnOwnLine ? outside + "{" : " {";
        var next = style.BraceOnOwnLine ? outside : " ";
        var text = $"try{open}{inside}{attempt.Replace(newLine, newLine + style.Unit)}{outside}}}{next}catch ({caught}{open}{inside}throw new {throws}(\"The model's output is malformed.\", {exception});{outside}}}";
        var added = SyntaxFactory.ParseStatement(text).WithTrailingTrivia(statement.GetTrailingTrivia());
        var statements = declared is null
            ? [added.WithLeadingTrivia(statement.GetLeadingTrivia())]
            : new[] { SyntaxFactory.ParseStatement(declared).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(style.NewLine), added.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation)) };
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, block, current => ((BlockSyntax)current).WithStatements(((BlockSyntax)current).Statements.ReplaceRange(((BlockSyntax)current).Statements[block.Statements.IndexOf(statement)], statements)));
        foreach (var import in names.Imports)
        {
            edits.Import(site.Document.Id, import);
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the parser throws, with the variable and the rest of the clause.</summary>
    private static string? Caught(INamedTypeSymbol parser, KnownTypes known, TypeNames names, string variable)
    {
        if (parser.Name is "Enum")
        {
            return Single("System.ArgumentException");
        }

        if (parser.ContainingNamespace.ToDisplayString() is "System.Text.Json" or "System.Text.Json.Nodes")
        {
            return Single("System.Text.Json.JsonException");
        }

        if (parser.ContainingNamespace.ToDisplayString() is "Newtonsoft.Json" or "Newtonsoft.Json.Linq")
        {
            return Single("Newtonsoft.Json.JsonException");
        }

        if (parser.ContainingNamespace.ToDisplayString() == "System.Xml.Linq")
        {
            return Single("System.Xml.XmlException");
        }

        if (parser.Name is "Guid" or "Boolean" or "DateTime" or "DateTimeOffset" or "DateOnly")
        {
            return Single("System.FormatException");
        }

        return known["System.Exception"] is { } any && names.Of(any) is { } all && known["System.FormatException"] is { } format && names.Of(format) is { } malformed && known["System.OverflowException"] is { } overflow && names.Of(overflow) is { } large
            ? $"{all} {variable}) when ({variable} is {malformed} or {large})"
            : null;

        string? Single(string type) => known[type] is { } found && names.Of(found) is { } name ? $"{name} {variable})" : null;
    }

    /// <summary>The type of a variable as it is declared apart from its value.</summary>
    private static string? TypeOf(VariableDeclaratorSyntax variable, TypeSyntax type, SemanticModel model, TypeNames names, CancellationToken cancellationToken)
        => !type.IsVar ? type is RefTypeSyntax or ScopedTypeSyntax ? null : type.ToString()
            : model.GetDeclaredSymbol(variable, cancellationToken) is ILocalSymbol { IsRef: false, Type: var declared } && names.Of(declared) is { } name
                ? declared is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } && !name.EndsWith("?", StringComparison.Ordinal) && MayBeNull(model.GetTypeInfo(variable.Initializer!.Value, cancellationToken)) ? name + "?" : name
                : null;

    private static bool MayBeNull(TypeInfo value) => value.Nullability.FlowState == NullableFlowState.MaybeNull;
}
