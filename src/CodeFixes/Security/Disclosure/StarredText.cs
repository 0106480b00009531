using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>An interpolation of which holes become stars. Where none is left, it becomes the literal that it then is.</summary>
internal sealed class StarredText
{
    /// <summary>What stands in place of a value.</summary>
    public const string Stars = "***";

    private readonly bool staysInterpolated;

    private StarredText(bool staysInterpolated) => this.staysInterpolated = staysInterpolated;

    /// <summary>An interpolation; null for a raw one with braces of its own, which would be holes of the template.</summary>
    public static StarredText? Of(InterpolatedStringExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        var isRaw = text.StringStartToken.Text.IndexOf("\"\"\"", StringComparison.Ordinal) >= 0;
        if (isRaw && text.Contents.Any(part => part is InterpolatedStringTextSyntax { TextToken.Text: var written } && written.IndexOfAny(['{', '}']) >= 0))
        {
            return null;
        }

        // A doubled brace is one brace of the template: a hole where there are arguments, a brace where there are none.
        var isTemplate = IsTemplate(text, model, cancellationToken);
        if (isTemplate && text.Contents.Any(static part => part is InterpolatedStringTextSyntax { TextToken.Text: var written } && (written.Contains("{{") || written.Contains("}}"))))
        {
            return null;
        }

        // A text of another kind than a plain one keeps the form by which it was converted.
        var staysInterpolated = model.GetTypeInfo(text, cancellationToken).ConvertedType?.SpecialType is not (SpecialType.System_String or SpecialType.System_Object);
        return new(staysInterpolated);
    }

    /// <summary>The text without a hole with this value.</summary>
    public SyntaxNode Without(SyntaxNode current, ExpressionSyntax value)
    {
        if (current is not InterpolatedStringExpressionSyntax text
            || text.Contents.FirstOrDefault(part => part is InterpolationSyntax hole && SyntaxFactory.AreEquivalent(hole.Expression, value)) is not { } gone)
        {
            return current;
        }

        var isLiteral = !staysInterpolated && text.Contents.All(part => part == gone || part is not InterpolationSyntax);
        var source = new StringBuilder(isLiteral ? text.StringStartToken.Text.Replace("$", "") : text.StringStartToken.Text);
        foreach (var part in text.Contents)
        {
            var written = part == gone ? Stars : part.ToFullString();
            source.Append(isLiteral ? written.Replace("{{", "{").Replace("}}", "}") : written);
        }

        source.Append(text.StringEndToken.Text);
        return current.CopyAnnotationsTo(SyntaxFactory.ParseExpression(source.ToString()).WithTriviaFrom(current));
    }

    /// <summary>True for the template of a log call, in which a brace stays doubled.</summary>
    private static bool IsTemplate(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        SyntaxNode node = text;
        while (node.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax)
        {
            node = node.Parent;
        }

        return node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument
            && model.GetOperation(call, cancellationToken) is Microsoft.CodeAnalysis.Operations.IInvocationOperation operation
            && LogCall.Of(operation, KnownTypes.Of(model.Compilation))?.TemplateSyntax == argument;
    }
}
