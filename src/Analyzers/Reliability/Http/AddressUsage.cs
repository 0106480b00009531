using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>What an address in the code is for, read off the syntax around it.</summary>
internal static class AddressUsage
{
    private static readonly string[] ServerNames =
        ["host", "hostname", "server", "address", "endpoint", "url", "uri", "broker", "brokers", "servers", "hosts", "node", "connection", "configuration", "redis", "smtp", "gateway"];

    /// <summary>Words in names that say that no other service is meant, or not the one of production.</summary>
    private static readonly string[] OtherPurposes =
        ["redirect", "callback", "listen", "listener", "bind", "binding", "prefix", "prefixes", "origin", "origins", "cors", "loopback", "localhost", "dev", "development", "local", "test", "tests", "testing", "mock", "fake", "stub",
            "sample", "samples", "example", "examples", "demo", "emulator", "design", "allowed", "ignored", "excluded", "trusted", "dummy", "placeholder", "debug", "swagger", "aspire"];

    /// <summary>A local address is right where the program runs beside what it calls: in development, with an emulator, outside of a container.</summary>
    private static readonly EnvironmentWords LocalWords = new(
        ["isTest", "\"dev", "\"Local"],
        text => WordSplitter.Of(text).Exists(word => word is "dev" or "local" or "locally" or "localhost" or "emulator" or "emulated"),
        MeansContainer);

    /// <summary>True for a place where the text is compared, bound to, shown or documented, and is nowhere called.</summary>
    public static bool IsNoCall(SyntaxNode literal)
    {
        for (var node = literal; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AttributeSyntax or ParameterSyntax or PatternSyntax or CaseSwitchLabelSyntax or InterpolatedStringExpressionSyntax or CollectionExpressionSyntax:
                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression }:
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                case ElementAccessExpressionSyntax access when access.Expression != node:
                    return true;

                case SwitchExpressionSyntax choice when choice.GoverningExpression == node:
                    return true;

                case MemberAccessExpressionSyntax access when access.Expression == node:
                    return true;

                case ArgumentListSyntax { Parent: InvocationExpressionSyntax call } when InvocationSyntax.NameOf(call) is not { } name || NeedsNoService(name.Identifier.ValueText):
                    return true;

                case ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax { Type: var type } } when TypeSyntaxNames.RightmostName(type) is { } created && (created.EndsWith("Exception", StringComparison.Ordinal) || IsOther(created)):
                    return true;

                case AssignmentExpressionSyntax { Left: var left } when IsOther(left.ToString()):
                case VariableDeclaratorSyntax variable when IsOther(variable.Identifier.ValueText):
                case PropertyDeclarationSyntax property when IsOther(property.Identifier.ValueText):
                case BaseMethodDeclarationSyntax when FunctionSyntax.IdentifierOf(parent) is { } method && IsOther(method.ValueText):
                case BaseTypeDeclarationSyntax declaration when IsOther(declaration.Identifier.ValueText):
                    return true;

                // What options begin with, configuration overrides.
                case PropertyDeclarationSyntax { Initializer: { } initializer } when initializer == node && IsOptions(parent.Parent):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True behind a question for development: <c>if (env.IsDevelopment())</c>, <c>"Development" => …</c>, <c>#if DEBUG</c>.</summary>
    public static bool IsForDevelopment(SyntaxNode literal) => EnvironmentGuard.Contains(literal, LocalWords);

    /// <summary>True for a name under which a bare host is the one of a service that is called.</summary>
    public static bool IsServerName(string name)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(ServerNames, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a constant or a field of this type that is read in no place where a service is called.</summary>
    public static bool IsOnlyCompared(SyntaxNode literal)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } } variable }
            || field.Modifiers.Any(SyntaxKind.PublicKeyword)
            || field.Modifiers.Any(SyntaxKind.InternalKeyword)
            || field.Modifiers.Any(SyntaxKind.ProtectedKeyword)
            || field.Parent is not TypeDeclarationSyntax type
            || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return false;
        }

        foreach (var node in type.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Identifier.ValueText && !IsNoCall(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Methods that look at a text, show it, or listen at it.</summary>
    private static bool NeedsNoService(string name)
        => name is "Equals" or "Contains" or "ContainsKey" or "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "Replace" or "Compare" or "CompareOrdinal" or "Split" or "Trim" or "TrimStart" or "TrimEnd"
                or "Remove" or "IsMatch" or "Match" or "TryGetValue" or "Run" or "RunAsync" or "UseUrls" or "AddServer" or "SetIsOriginAllowed" or "Parse" or "TryParse" or "GetHostEntry" or "GetHostAddresses" or "Bind" or "Add" or "AddRange" or "Insert"
            || name.StartsWith("Listen", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal) || name.StartsWith("Is", StringComparison.Ordinal)
            || name.StartsWith("Log", StringComparison.Ordinal) || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Print", StringComparison.Ordinal)
            || name is "Information" or "Debug" or "Warning" or "Error" or "Fatal" or "Info" or "Warn" or "Trace" or "Verbose" or "Markup" or "MarkupLine"
            || IsOther(name);

    private static bool IsOther(string name)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(OtherPurposes, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOptions(SyntaxNode? type)
        => type is TypeDeclarationSyntax { Identifier.ValueText: var name }
            && (name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Config", StringComparison.Ordinal)
                || name.EndsWith("Configuration", StringComparison.Ordinal) || name.EndsWith("Parameters", StringComparison.Ordinal) || name.EndsWith("Arguments", StringComparison.Ordinal));

    private static bool MeansContainer(string text)
    {
        var words = WordSplitter.Of(text);
        return words.Contains("docker") || words.Contains("kubernetes") || (words.Contains("in") && words.Contains("container"));
    }
}
