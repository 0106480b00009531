using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The first look at a call, which binds nothing: can any of its arguments be what a log must not have?</summary>
internal static class SensitiveSyntax
{
    /// <summary>Parts of names, in any case.</summary>
    private static readonly string[] Stems =
    [
        "pass", "pwd", "secret", "key", "token", "cred", "connection", "auth", "cookie", "card", "iban", "account", "ssn", "social", "taxid", "taxnumber", "taxpayer", "nationalid", "insurance", "license", "licence", "diagnos", "medical", "health", "blood",
        "mail", "phone", "mobile", "fullname", "firstname", "lastname", "surname", "givenname", "familyname", "address", "birth", "street", "code", "callback", "link", "url", "uri", "routing", "connstr",
        "pin", "otp", "cvv", "cvc", "dob", "ip", "pat", "dsn",
    ];

    /// <summary>Parts of the names of what reads or shows something else: a body, a header, an object, a setting.</summary>
    private static readonly string[] Readers = ["serializ", "tojson", "readas", "readtoend", "claim", "header", "getconnectionstring", "findfirst"];

    /// <summary>How methods begin that return what the rest of their name says.</summary>
    private static readonly string[] Getters = ["Get", "Fetch", "Read", "Load", "Generate", "Create", "Issue", "Build", "Make", "Retrieve", "Find", "Resolve", "Extract", "Obtain", "Acquire", "Decode", "Decrypt", "New"];

    /// <summary>Ends of the names of types that a request is read into.</summary>
    private static readonly string[] Models = ["Request", "Command", "Dto", "DTO", "Model", "Input", "Credentials", "Payload", "Message", "Settings", "Options", "Config"];

    /// <summary>True for a call whose arguments name something, or take it from a variable that was given it.</summary>
    public static bool MayCarry(RuleContext context, InvocationExpressionSyntax call)
    {
        var isKeyed = InvocationSyntax.NameOf(call)?.Identifier.ValueText is "SetTag" or "AddTag" or "SetBaggage" or "AddBaggage" or "PushProperty" or "ForContext" or "SetExtra";
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if ((isKeyed && argument.Expression is LiteralExpressionSyntax { Token.Value: string key } && IsKey(key)) || MayCarry(argument.Expression, context))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayCarry(ExpressionSyntax expression, RuleContext context)
    {
        if (expression is LiteralExpressionSyntax literal)
        {
            return literal.Token.Value is string template && template.IndexOf("{@", StringComparison.Ordinal) >= 0;
        }

        foreach (var node in expression.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case IdentifierNameSyntax { Identifier.ValueText: "Value", Parent: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax item } } when EveryClaim.MayBe(item) || EveryHeader.MayBe(item):
                    return true;
                case SimpleNameSyntax { Identifier.ValueText: var name } use:
                    if (Says(name) || (use is IdentifierNameSyntax identifier && use.Parent is not MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } && MayStandFor(identifier, context)))
                    {
                        return true;
                    }

                    break;
                case LiteralExpressionSyntax { Token.Value: string key } when node != expression && node.Parent is ArgumentSyntax && IsKey(key):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for a variable that was given something with such a name, or whose type shows its members.</summary>
    private static bool MayStandFor(IdentifierNameSyntax name, RuleContext context)
        => (DeclaredType.Of(name) ?? AtTopLevel(name)) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value, Parent: VariableDeclarationSyntax { Type: var type } } => Mentions(value) || ShowsMembers(type, context),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } => ShowsMembers(type, context),
            ParameterSyntax { Type: { } type } => ShowsMembers(type, context),
            PropertyDeclarationSyntax { Type: var type } => ShowsMembers(type, context),
            null => context.Known.Has("Microsoft.AspNetCore.Http.IHeaderDictionary") && (IsOut(name) || EveryHeader.MayBe(name)),
            _ => false,
        };

    /// <summary>A variable of a program without a method around it.</summary>
    private static VariableDeclaratorSyntax? AtTopLevel(IdentifierNameSyntax name)
    {
        if (name.FirstAncestorOrSelf<GlobalStatementSyntax>() is not { Parent: CompilationUnitSyntax unit })
        {
            return null;
        }

        foreach (var member in unit.Members)
        {
            if (member is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { Declaration.Variables: var variables } } && variables[0].Identifier.ValueText == name.Identifier.ValueText)
            {
                return variables[0];
            }
        }

        return null;
    }

    /// <summary>True for what may have come out of <c>TryGetValue("Authorization", out var header)</c>.</summary>
    private static bool IsOut(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        foreach (var node in name.Ancestors())
        {
            if (node is IfStatementSyntax { Condition: var condition } && condition.ToString().IndexOf("out var " + text, StringComparison.Ordinal) >= 0)
            {
                return true;
            }

            if (node is MemberDeclarationSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static bool Mentions(ExpressionSyntax value)
    {
        foreach (var token in value.DescendantTokens())
        {
            if ((token.IsKind(SyntaxKind.IdentifierToken) && Says(token.ValueText)) || (token.IsKind(SyntaxKind.StringLiteralToken) && IsKey(token.ValueText)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a record with such a member, by the names of this project's records, and by how the types of requests are named.</summary>
    private static bool ShowsMembers(TypeSyntax type, RuleContext context)
        => TypeSyntaxNames.RightmostName(type) is { Length: > 0 } name
            && (Array.Exists(Models, end => name.EndsWith(end, StringComparison.Ordinal)) || context.Known.PerCompilation(static known => new LoggingDeclarations(known)).Records.Contains(name));

    /// <summary>True for a name that says that its value matters, or that something else is read by it.</summary>
    public static bool Says(string name)
        => (Has(name, Stems) && (SensitiveNames.Of(name) != SensitiveKind.None || Array.Exists(Getters, verb => WordSplitter.StartsWithWord(name, verb)))) || Has(name, Readers);

    private static bool IsKey(string key) => Has(key, Stems) && SensitiveNames.OfKey(key) != SensitiveKind.None;

    private static bool Has(string name, string[] parts)
    {
        foreach (var part in parts)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
