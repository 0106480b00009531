using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>A header <c>Set-Cookie</c> whose text the code writes itself.</summary>
internal sealed class HandWrittenCookie
{
    private const string Header = "Set-Cookie";

    private HandWrittenCookie(string text)
    {
        var at = text.IndexOf('=');
        Name = at > 0 && text.IndexOfAny([';', ' ', '\0'], 0, at) < 0 ? text.Substring(0, at) : null;
        IsHidden = Contains(text, "httponly");
        IsSecure = Contains(text, "secure");
        IsForEverySite = Contains(text, "samesite=none");
        IsRemoved = Contains(text, "max-age=0") || Contains(text, "01 Jan 1970");
    }

    /// <summary>The cookie's name; null where the text does not begin with it.</summary>
    public string? Name { get; }

    public bool IsHidden { get; }

    public bool IsSecure { get; }

    public bool IsForEverySite { get; }

    /// <summary>True where the cookie is taken back.</summary>
    public bool IsRemoved { get; }

    /// <summary>True for an expression that names the header: the text, or the constant of the framework.</summary>
    public static bool IsHeader(ExpressionSyntax name)
        => name is LiteralExpressionSyntax { Token.Value: string text } ? text.Equals(Header, StringComparison.OrdinalIgnoreCase) : name is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetCookie" };

    /// <summary>The cookie of a text; null where parts are not known that may hold the words.</summary>
    public static HandWrittenCookie? Of(IOperation value, SemanticModel model, CancellationToken cancellationToken)
    {
        value = Operands.Unwrap(value);
        if (value is ILocalReferenceOperation { Local: var local } && InitialValue.Of(local, model, cancellationToken) is { } initial)
        {
            value = Operands.Unwrap(initial);
        }

        if (value.ConstantValue is { HasValue: true, Value: string constant })
        {
            return new(constant);
        }

        if (value is not (IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }))
        {
            return null;
        }

        // What is put in between the constant parts is a value; what may be the rest of the header stands at the end.
        var text = new System.Text.StringBuilder();
        var isOpen = false;
        foreach (var part in value.DescendantsAndSelf(skip: static inner => inner.Parent is IInterpolationOperation or IInvocationOperation))
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string written } })
            {
                text.Append(written);
                isOpen = false;
            }
            else if (part.ConstantValue is { HasValue: true, Value: string added } && part.Parent is not IInterpolatedStringTextOperation)
            {
                text.Append(added);
                isOpen = false;
            }
            else if (part is IInterpolationOperation { Expression: { } hole })
            {
                isOpen = hole.ConstantValue is not { HasValue: true, Value: string };
                text.Append(hole.ConstantValue is { HasValue: true, Value: string known } ? known : "\0");
            }
            else if (part.Parent is IBinaryOperation && part is not (IBinaryOperation or IConversionOperation or IInterpolatedStringOperation) || part.Parent is IConversionOperation { Parent: IBinaryOperation } && part is not (IBinaryOperation or IInterpolatedStringOperation))
            {
                text.Append('\0');
                isOpen = true;
            }
        }

        var said = text.ToString();

        // "sid=" + id ends with its value; "sid=" + id + attributes may say the rest.
        return isOpen && said.IndexOf(';') >= 0 || said.IndexOf("\0\0", StringComparison.Ordinal) >= 0 ? null : new(said);
    }

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
