using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>The names of the holes of one log template: read off the expressions, in Pascal case, each given once.</summary>
internal sealed class HoleNames(SemanticModel model)
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps a name that the template has already.</summary>
    public void Keep(string name) => taken.Add(name);

    /// <summary>A name for the value of an expression, unlike all others so far.</summary>
    public string For(ExpressionSyntax expression)
    {
        var proposed = Clean(NameOf(expression)) is { Length: > 0 } clean ? clean : "Value";
        var name = proposed;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = proposed + i;
        }

        return name;
    }

    private string? NameOf(ExpressionSyntax? expression)
        => expression switch
        {
            IdentifierNameSyntax name when IsException(name) => "Exception",
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => NameOf(access.Name.Identifier.ValueText, access.Expression),
            ConditionalAccessExpressionSyntax access => NameOf(access),
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            InvocationExpressionSyntax call => NameOf(call),
            ElementAccessExpressionSyntax element => NameOf(element.Expression),
            ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
            CastExpressionSyntax cast => NameOf(cast.Expression),
            AwaitExpressionSyntax awaited => NameOf(awaited.Expression),
            PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand),
            PrefixUnaryExpressionSyntax prefix => NameOf(prefix.Operand),
            BinaryExpressionSyntax binary => NameOf(binary.Left is LiteralExpressionSyntax ? binary.Right : binary.Left),
            TypeOfExpressionSyntax => "Type",
            _ => null,
        };

    private string? NameOf(ConditionalAccessExpressionSyntax access)
        => access.WhenNotNull switch
        {
            MemberBindingExpressionSyntax binding => NameOf(binding.Name.Identifier.ValueText, access.Expression),
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "ToString" } } => NameOf(access.Expression),
            var rest => NameOf(rest),
        };

    private string? NameOf(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "nameof" } when call.ArgumentList.Arguments is { Count: 1 } arguments:
                return model.GetSymbolInfo(arguments[0].Expression) switch
                {
                    { Symbol: ITypeSymbol } => "Type",
                    { Symbol: IMethodSymbol } or { CandidateReason: CandidateReason.MemberGroup } => "Method",
                    _ => "Name",
                };

            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "ToList" or "ToArray" or "ConfigureAwait" } same:
                return NameOf(same.Expression);

            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Join" } when call.ArgumentList.Arguments is { Count: 2 } arguments:
                return NameOf(arguments[1].Expression);

            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetType" }:
                return "Type";

            case MemberAccessExpressionSyntax access:
                return NameOf(WithoutVerb(access.Name.Identifier.ValueText), access.Expression);

            case SimpleNameSyntax name:
                return WithoutVerb(name.Identifier.ValueText);

            case MemberBindingExpressionSyntax binding:
                return WithoutVerb(binding.Name.Identifier.ValueText);

            default:
                return null;
        }
    }

    /// <summary>A member's name; where that says little without its owner, such as Id, the owner's comes first.</summary>
    private string? NameOf(string member, ExpressionSyntax owner)
    {
        if (IsException(owner) && member is "Message" or "StackTrace")
        {
            return member == "Message" ? "Error" : member;
        }

        if ((member is "Name" or "FullName") && owner is TypeOfExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetType" } })
        {
            return "Type";
        }

        if (NameOf(owner, member) is not { } prefix)
        {
            return member;
        }

        return Clean(prefix) + Clean(member);
    }

    private static string? NameOf(ExpressionSyntax owner, string member)
        => !SaysLittle(member)
            ? null
            : owner switch
            {
                IdentifierNameSyntax name => name.Identifier.ValueText,
                MemberAccessExpressionSyntax access when !SaysLittle(access.Name.Identifier.ValueText) => access.Name.Identifier.ValueText,
                PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand, member),
                _ => null,
            };

    private static bool SaysLittle(string member)
        => member is "Id" or "Name" or "Count" or "Length" or "Key" or "Value" or "Type" or "Title" or "Status" or "StatusCode" or "Code" or "Number" or "Total" or "Date" or "Path"
            or "Url" or "Version" or "State" or "Text" or "Message" or "Current" or "Result" or "Kind" or "Size" or "Index" or "LongCount";

    private static string WithoutVerb(string method)
    {
        var name = method.EndsWith("Async", StringComparison.Ordinal) && method.Length > 5 ? method.Substring(0, method.Length - 5) : method;
        foreach (var verb in new[] { "Get", "Read", "Load", "Compute", "Calculate", "Format" })
        {
            if (name.Length > verb.Length && name.StartsWith(verb, StringComparison.Ordinal) && char.IsUpper(name[verb.Length]))
            {
                return name.Substring(verb.Length);
            }
        }

        return name;
    }

    private bool IsException(ExpressionSyntax expression)
        => KnownTypes.Of(model.Compilation).IsA(model.GetTypeInfo(expression).Type, "System.Exception");

    private static string Clean(string? name)
    {
        var trimmed = new string([.. (name ?? "").Where(letter => char.IsLetterOrDigit(letter) || letter == '_')]).TrimStart('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return trimmed.StartsWith("m_", StringComparison.Ordinal) ? Clean(trimmed.Substring(2))
            : trimmed.Length == 0 ? ""
            : char.ToUpperInvariant(trimmed[0]) + trimmed.Substring(1);
    }
}
