using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;
using ProdGap.Analyzers.Core.Taint.Sources;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Encodes what stands in the text of a page, or lets Markdig escape the tags of what it renders.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1024HtmlFromInputFix : SolutionFix<ExpressionSyntax>
{
    private const string Encoders = "System.Text.Encodings.Web";

    private const string Encoder = Encoders + ".HtmlEncoder";

    private const string Builder = "Markdig.MarkdownPipelineBuilder";

    /// <summary>What gives out another spelling of a text, or a part of it.</summary>
    private static readonly string[] Spellings = ["Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "ToString", "Substring", "Normalize", "ToArray", "ToList"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1024.encode", "Encode it", EncodeAsync),
        new("PG1024.markdown", "Let Markdig escape HTML (changes behavior: tags in the text are shown as text)", EscapeAsync, inFixAll: false, changesBehavior: true),
    ];

    /// <summary><c>{name}</c> becomes <c>{HtmlEncoder.Default.Encode(name)}</c>, and so does all else in the text that comes from outside.</summary>
    private static async Task<SolutionEdits?> EncodeAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (!known.Has(Encoder) || SinkOf(site, known, cancellationToken) is not var (sink, context))
        {
            return null;
        }

        // A format may show one value in two places, and one of them may be no place for it.
        var pieces = OutsidePiece.Of(sink.Text, context, TaintPolicy.Html).ToList();
        var encoded = pieces.Select(piece => (piece.Value.Syntax, Argument: EncodedOf(piece, site, known, cancellationToken))).ToLookup(static piece => piece.Syntax, static piece => piece.Argument);
        if (OutsidePiece.Worst(pieces) is not { } reported || encoded[reported.Value.Syntax].Contains(null))
        {
            return null;
        }

        var edits = new SolutionEdits();
        var encoder = EncoderAt(site);
        foreach (var operand in encoded)
        {
            if (!operand.Contains(null))
            {
                edits.Replace(
                    site.Document.Id,
                    OperandOf((ExpressionSyntax)operand.Key).Whole,
                    current => SyntaxFactory.ParseExpression($"{encoder}.Default.Encode({operand.First()})").WithTriviaFrom(current),
                    once: "encode");
            }
        }

        if (encoder == "HtmlEncoder")
        {
            edits.Import(site.Document.Id, site.Node, site.Model, Encoders);
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is shown as HTML around or at the reported place.</summary>
    private static (HtmlSink Sink, RuleContext Context)? SinkOf(Site site, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var node in site.Node.AncestorsAndSelf())
        {
            var context = new RuleContext(node, site.Model, site.Document.Project.AnalyzerOptions, known, static _ => { }, cancellationToken);
            if (HtmlSinks.At(node, context) is { } sink && (sink.Text.Syntax.Span.Contains(site.Node.Span) || site.Node.Span.Contains(sink.Text.Syntax.Span)))
            {
                return (sink, context);
            }

            if (node is StatementSyntax or MemberDeclarationSyntax)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>What the encoder is given for a piece; null for one that is no text, or stands where encoding it does not help.</summary>
    private static string? EncodedOf(OutsidePiece piece, Site site, KnownTypes known, CancellationToken cancellationToken)
    {
        if (piece.Value.Syntax is not ExpressionSyntax hole || hole.SyntaxTree != site.Node.SyntaxTree)
        {
            return null;
        }

        var (value, whole) = OperandOf(hole);
        if (whole.ContainsDirectives
            || (whole != value && CodeLayout.HasComments(whole, whole.Span))
            || !HtmlPosition.IsForText(piece.Text, piece.Index)
            || !IsOperand(whole)
            || !IsAsItCame(piece.Value, piece.Taint.Source!, site.Model, known, 8, cancellationToken))
        {
            return null;
        }

        var written = value.WithoutTrivia().ToString();
        var type = site.Model.GetTypeInfo(value, cancellationToken).Type;
        if (known.Is(type, "Microsoft.Extensions.Primitives.StringValues"))
        {
            return written + ".ToString()";
        }

        return type?.SpecialType != SpecialType.System_String ? null
            : !MayBeNull(piece.Value, value, site, known, cancellationToken) ? written
            : value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ThisExpressionSyntax ? written + " ?? \"\""
            : $"({written}) ?? \"\"";
    }

    /// <summary>False for what the code has put tags into, or may have: a line break, a link.</summary>
    private static bool IsAsItCame(IOperation? value, IOperation source, SemanticModel model, KnownTypes known, int depth, CancellationToken cancellationToken)
    {
        if (value is null || depth == 0 || value.Syntax.SyntaxTree != model.SyntaxTree)
        {
            return false;
        }

        if (value.Syntax == source.Syntax || value.ConstantValue is { HasValue: true, Value: null } || (value.ConstantValue is { HasValue: true, Value: string constant } && constant.IndexOfAny(['<', '&']) < 0))
        {
            return true;
        }

        switch (value)
        {
            case IConversionOperation conversion:
                return Came(conversion.Operand);

            case ICoalesceOperation coalesce:
                return Came(coalesce.Value) && Came(coalesce.WhenNull);

            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Came(choice.WhenTrue) && Came(otherwise);

            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.Name: var name } } access:
                return Array.IndexOf(Spellings, name) >= 0 && Came(access.Operation);

            case IInvocationOperation { TargetMethod.Name: var name, Instance: { } receiver }:
                return Array.IndexOf(Spellings, name) >= 0 && Came(receiver);

            case IPropertyReferenceOperation { Instance: { } whole }:
                return Came(whole);

            case IParameterReferenceOperation { Parameter: var parameter }:
                return RequestSources.Fills(parameter, model, known);

            case ILocalReferenceOperation { Local: var local } when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is { } declaration && VariableWrites.In(VariableWrites.ScopeOf(declaration), local.Name).Count == 0:
                return (declaration as VariableDeclaratorSyntax)?.Initializer?.Value is { } given ? Came(model.GetOperation(given, cancellationToken))
                    : declaration is ForEachStatementSyntax loop && Came(model.GetOperation(loop.Expression, cancellationToken));

            default:
                return false;
        }

        bool Came(IOperation? part) => IsAsItCame(part, source, model, known, depth - 1, cancellationToken);
    }

    /// <summary>The encoder throws where a text would have been empty. What a request leaves out is null, whatever a parameter of an action says.</summary>
    private static bool MayBeNull(IOperation operation, ExpressionSyntax value, Site site, KnownTypes known, CancellationToken cancellationToken)
        => !site.Model.GetNullableContext(value.SpanStart).WarningsEnabled()
            || value.Parent is PostfixUnaryExpressionSyntax
            || site.Model.GetTypeInfo(value, cancellationToken).Nullability.FlowState == NullableFlowState.MaybeNull
            || (operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { ContainingType: var type } }
                && (known.IsA(type, Controllers.Base) || known.IsA(type, PageHandlers.Model))
                && !HasApiAttribute(type, known));

    private static bool HasApiAttribute(INamedTypeSymbol? type, KnownTypes known)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (AttributeLookup.Has(type, known, "Microsoft.AspNetCore.Mvc.ApiControllerAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a hole, an operand of a sum, or an argument of what puts texts together.</summary>
    private static bool IsOperand(ExpressionSyntax value)
        => value.Parent is InterpolationSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression }
            || (value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } && (InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Format" or "Concat" or "AppendFormat" || (InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Append" or "AppendLine" && list.Arguments.Count == 1)));

    /// <summary>What stands in the text: with the calls behind a value that only trim it, and around that the brackets and the <c>!</c>, which are no operations of their own.</summary>
    private static (ExpressionSyntax Value, ExpressionSyntax Whole) OperandOf(ExpressionSyntax value)
    {
        var whole = value;
        while (true)
        {
            switch (whole.Parent)
            {
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    whole = (ExpressionSyntax)whole.Parent;
                    break;

                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Trim" or "TrimStart" or "TrimEnd" or "ToString", Parent: InvocationExpressionSyntax call } access when access.Expression == whole:
                    (value, whole) = (call, call);
                    break;

                default:
                    return (value, whole);
            }
        }
    }

    /// <summary>How the encoder is written: a member of a page is called like the type.</summary>
    private static string EncoderAt(Site site)
    {
        var position = site.Node.SpanStart;
        var seen = site.Model.LookupSymbols(position, name: "HtmlEncoder");
        return seen.All(symbol => symbol is INamedTypeSymbol && symbol.ToDisplayString() == Encoder) ? "HtmlEncoder"
            : site.Model.LookupNamespacesAndTypes(position, name: "System") is { Length: 1 } space && space[0] is INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true } ? Encoder
            : "global::" + Encoder;
    }

    /// <summary><c>.DisableHtml()</c> in front of <c>.Build()</c>, or a pipeline that does it where there is none.</summary>
    private static async Task<SolutionEdits?> EscapeAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (!known.Has(Builder)
            || SinkOf(site, known, cancellationToken) is not var (sink, context)
            || RenderedBy(sink.Text, context) is not { } render
            || MarkdownPipelines.PassesTags(render) != true)
        {
            return null;
        }

        var edits = new SolutionEdits();
        var call = (InvocationExpressionSyntax)render.Syntax;
        if (MarkdownPipelines.PipelineOf(render) is { } pipeline)
        {
            var made = MarkdownPipelines.GivenTo(pipeline).ToList();
            if (made is not { Count: 1 } || made[0] is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: var chain } build } || chain is IdentifierNameSyntax || chain.SyntaxTree != site.Node.SyntaxTree)
            {
                return null;
            }

            edits.Replace(site.Document.Id, chain, current => Escaped((ExpressionSyntax)current, build.OperatorToken));
        }
        else
        {
            var builder = "new " + (UsingDirectives.Has(site.Model, call.SpanStart, "Markdig") ? "MarkdownPipelineBuilder" : Builder) + "().DisableHtml().Build()";
            var given = call.ArgumentList.Arguments;
            var nothing = given.FirstOrDefault(argument => argument.Expression.IsKind(SyntaxKind.NullLiteralExpression) && (argument.NameColon?.Name.Identifier.ValueText is "pipeline" || given.IndexOf(argument) == 1));
            if (nothing is null && given.Count != 1)
            {
                return null;
            }

            edits.Replace(site.Document.Id, call.ArgumentList, current => nothing is null
                ? ((ArgumentListSyntax)current).AddArguments(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(builder)).WithLeadingTrivia(SyntaxFactory.Space))
                : ((ArgumentListSyntax)current).ReplaceNode(((ArgumentListSyntax)current).Arguments[given.IndexOf(nothing)].Expression, SyntaxFactory.ParseExpression(builder)));
        }

        // The method extends the builder.
        edits.Import(site.Document.Id, call, site.Model, "Markdig");
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The call that goes on in front of the last one, on a line of its own where that stands on one.</summary>
    private static ExpressionSyntax Escaped(ExpressionSyntax chain, SyntaxToken dot)
        => SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, chain, dot.WithTrailingTrivia(), SyntaxFactory.IdentifierName(MarkdownPipelines.Escapes)))
            .WithTrailingTrivia(chain.GetTrailingTrivia());

    /// <summary>The call of Markdig that makes a text: itself, what a variable was given, or what a function of the file returns.</summary>
    private static IInvocationOperation? RenderedBy(IOperation text, RuleContext context)
    {
        var value = text;
        for (var hops = 0; hops < 4; hops++)
        {
            while (value is IConversionOperation or IParenthesizedOperation)
            {
                value = value.ChildOperations.First();
            }

            if (value is IInvocationOperation { TargetMethod: { Name: "ToHtml", ContainingType: var type } } render && context.Known.Is(type, MarkdownPipelines.Renderer))
            {
                return render;
            }

            var next = value switch
            {
                ILocalReferenceOperation { Local: var local } => (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
                IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences: { Length: 1 } declared } } => ReturnedBy(declared[0].GetSyntax()),
                IConditionalOperation { WhenFalse: { } last } => last.Syntax as ExpressionSyntax,
                _ => null,
            };
            if (next is null || next.SyntaxTree != context.Model.SyntaxTree || context.Model.GetOperation(next, context.CancellationToken) is not { } given)
            {
                return null;
            }

            value = given;
        }

        return null;
    }

    private static ExpressionSyntax? ReturnedBy(SyntaxNode function)
        => function switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: { } expression } => expression,
            MethodDeclarationSyntax { Body.Statements: { Count: > 0 } statements } => (statements[statements.Count - 1] as ReturnStatementSyntax)?.Expression,
            LocalFunctionStatementSyntax { Body.Statements: { Count: > 0 } statements } => (statements[statements.Count - 1] as ReturnStatementSyntax)?.Expression,
            _ => null,
        };
}
