using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>Whether Markdig hands the tags of a text on to the page. It does so unless its pipeline was told otherwise.</summary>
internal static class MarkdownPipelines
{
    /// <summary>The type that renders.</summary>
    public const string Renderer = "Markdig.Markdown";

    /// <summary>What tells a pipeline to escape tags.</summary>
    public const string Escapes = "DisableHtml";

    /// <summary>True where tags are passed on, false where they are escaped; null where the pipeline is made out of sight.</summary>
    public static bool? PassesTags(IInvocationOperation call)
        => PipelineOf(call) is not { } pipeline ? true : Says(pipeline, Escapes) switch { true => false, false => true, null => null };

    /// <summary>The pipeline that a call is given; null for none.</summary>
    public static IOperation? PipelineOf(IInvocationOperation call)
        => call.Arguments.FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "pipeline" })?.Value is { } value && !(value.ConstantValue is { HasValue: true, Value: null } || (value is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } })) ? value : null;

    /// <summary>True where a value, or what the variable or the member was given that holds it, says a name; null where that stands out of sight.</summary>
    public static bool? Says(IOperation value, string name)
    {
        var given = GivenTo(value).Take(8).ToList();
        return given.Count == 0 ? null : given.Exists(expression => IsSaid(expression, name));
    }

    /// <summary>What a value is made by: itself, or all that a variable or a member is given in its file, or what a method of the compilation is.</summary>
    public static IEnumerable<SyntaxNode> GivenTo(IOperation value)
    {
        while (value is IConversionOperation { Operand: var operand })
        {
            value = operand;
        }

        ISymbol? holder = value switch
        {
            ILocalReferenceOperation { Local: var local } => local,
            IFieldReferenceOperation { Field: var field } => field,
            IPropertyReferenceOperation { Property: var property } => property,
            IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.Length: > 0 } method } => method,
            _ => null,
        };
        if (holder is null)
        {
            return value is IObjectCreationOperation or IInvocationOperation ? [value.Syntax] : [];
        }

        if (holder.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
        {
            return [];
        }

        var first = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } initial } => initial,
            PropertyDeclarationSyntax { Initializer.Value: { } initial } => initial,
            PropertyDeclarationSyntax { ExpressionBody.Expression: { } computed } => computed,
            MethodDeclarationSyntax or LocalFunctionStatementSyntax => declaration,
            _ => (SyntaxNode?)null,
        };
        var later = NamedPlaces.Of(declaration.SyntaxTree).Writes(holder.Name).OfType<AssignmentExpressionSyntax>().Select(static write => (SyntaxNode)write.Right);
        return first is null ? later : later.Prepend(first);
    }

    /// <summary>
    /// True for an expression that says a name, or in whose member another statement does: <c>builder.DisableHtml(); return builder.Build();</c>
    /// What a function of the file does is read off the file.
    /// </summary>
    private static bool IsSaid(SyntaxNode expression, string name)
        => (expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax } && MemberNames.Of(expression.SyntaxTree.GetRoot()).Uses(name).Count > 0)
            || expression.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax { Identifier.ValueText: var said } && said == name)
            || (expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not BaseFieldDeclarationSyntax && MemberNames.Of(VariableWrites.ScopeOf(expression)).Uses(name).Count > 0);
}
