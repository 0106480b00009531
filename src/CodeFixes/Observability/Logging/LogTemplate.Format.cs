using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <content>Composite formats: <c>string.Format("… {0} …", a)</c> and <c>Console.WriteLine("… {0} …", a)</c>.</content>
internal sealed partial class LogTemplate
{
    /// <summary>Takes the arguments of a composite format apart: <c>("… {0} … {1:g}", a, b)</c>, each value once and in order.</summary>
    public static LogTemplate? OfFormat(ArgumentListSyntax arguments, SemanticModel model)
    {
        var template = new LogTemplate(model, []);
        if (template.ReadFormat(arguments) is not { } constant || !template.CanPassAll())
        {
            return null;
        }

        template.Text = constant;
        return template;
    }

    /// <summary>A composite format that is a literal, and the values behind it.</summary>
    private ExpressionSyntax? ReadFormat(ArgumentListSyntax list)
    {
        if (list.Arguments is not { Count: > 1 } arguments
            || arguments.Any(argument => argument.NameColon is not null)
            || arguments[0].Expression is not LiteralExpressionSyntax { Token.Text: var source }
            || (arguments.Count == 2 && model.GetTypeInfo(arguments[1].Expression).Type is IArrayTypeSymbol or null))
        {
            return null;
        }

        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] is not ('{' or '}'))
            {
                text.Append(source[i]);
                continue;
            }

            if (i + 1 < source.Length && source[i + 1] == source[i])
            {
                text.Append(source[i], 2);
                i++;
                continue;
            }

            var end = source.IndexOf('}', i);
            var rest = end < 0 ? "" : source.Substring(i + 1, end - i - 1);
            var digits = rest.TakeWhile(char.IsDigit).Count();
            if (source[i] == '}' || digits == 0 || rest.Substring(0, digits) != next.ToString(CultureInfo.InvariantCulture) || rest.IndexOf('{') >= 0 || ++next >= arguments.Count)
            {
                return null;
            }

            text.Append(Hole(arguments[next].Expression, rest.Substring(digits)));
            i = end;
        }

        return next == arguments.Count - 1 ? SyntaxFactory.ParseExpression(text.ToString()) : null;
    }
}
