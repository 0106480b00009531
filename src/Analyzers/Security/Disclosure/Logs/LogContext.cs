using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What the names around a log call say of a word that means several things: a token of a login or of a parser, an address of a person or of a server.</summary>
internal static class LogContext
{
    private static readonly HashSet<string> Login = SecretNames.Set(
        "auth authenticate authenticated authentication authorization authorize authenticator jwt bearer oauth oauth2 oidc openid identity login logon signin signup register registration account accounts user users password "
        + "passwords credential credentials security sso saml mfa otp totp refresh reset confirm confirmation verification verify invite invitation access apikey secret secrets vault webhook bot telegram token");

    private static readonly HashSet<string> Payment = SecretNames.Set("card cards payment payments bank checkout atm iban account login auth user security");

    private static readonly HashSet<string> Persons = SecretNames.Set(
        "user users customer customers person persons people contact contacts order orders shipping shipment delivery billing patient employee member guest client profile recipient tenant buyer seller applicant candidate student registration checkout resident owner register signup");

    private static readonly HashSet<string> Patients = SecretNames.Set("patient patients medical clinic clinical health healthcare hospital doctor physician disease symptom symptoms encounter");

    /// <summary>Where tokens are pieces of text.</summary>
    private static readonly HashSet<string> Texts = SecretNames.Set(
        "parser parse parsing lexer lex tokenizer tokenize tokenization tokens chat llm gpt completion prompt prompts stream streaming streamed embedding embeddings inference decoder syntax compiler template expression "
        + "grammar scanner sampler vocabulary vocab search nlp sentiment counter counting usage budget");

    /// <summary>How types are named whose members are settings of the application.</summary>
    private static readonly string[] Settings = ["Options", "Settings", "Setting", "Configuration", "Config", "Opts"];

    /// <summary>Parts of the names of types that all requests go through, whatever they are.</summary>
    private static readonly string[] Pipelines = ["Behavior", "Behaviour", "Decorator", "Pipeline", "Dispatcher", "Mediator"];

    /// <summary>Parts of the names of types that stand in for something while one develops.</summary>
    private static readonly HashSet<string> StandIns = SecretNames.Set("mock fake stub dummy dev noop null simulated sandbox");

    public static bool IsAboutLogins(IEnumerable<string> names) => Says(names, Login);

    public static bool IsAboutPayments(IEnumerable<string> names) => Says(names, Payment);

    public static bool IsAboutPersons(IEnumerable<string> names) => Says(names, Persons);

    public static bool IsAboutPatients(IEnumerable<string> names) => Says(names, Patients);

    public static bool IsAboutTexts(IEnumerable<string> names) => Says(names, Texts);

    public static bool IsSettings(string typeName) => Array.Exists(Settings, end => typeName.EndsWith(end, StringComparison.Ordinal));

    /// <summary>True for a member of what a loop finds in settings of the application: <c>foreach (var user in options.Users)</c>.</summary>
    public static bool IsOfSettings(SyntaxNode value)
    {
        while (value is MemberAccessExpressionSyntax access)
        {
            value = access.Expression;
        }

        return value is IdentifierNameSyntax { Identifier.ValueText: var name }
            && value.Ancestors().Any(around => around is ForEachStatementSyntax loop
                && loop.Identifier.ValueText == name
                && loop.Expression is MemberAccessExpressionSyntax { Expression: var owner }
                && WordSplitter.Of(owner.ToString()).Exists(static word => word is "options" or "settings" or "configuration" or "config" or "opts"));
    }

    /// <summary>The name of the type around a place, if it sends nothing: <c>FakeMailer</c>, <c>LoggingEmailSender</c>, <c>ConsoleSmsSender</c>.</summary>
    public static string? StandInAround(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            if (node is TypeDeclarationSyntax { Identifier.ValueText: var name }
                && (WordSplitter.Of(name).Exists(StandIns.Contains)
                    || ((name.StartsWith("Logging", StringComparison.Ordinal) || name.StartsWith("Console", StringComparison.Ordinal)) && (name.EndsWith("Sender", StringComparison.Ordinal) || name.EndsWith("Service", StringComparison.Ordinal)))))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>True in a type that every request goes through.</summary>
    public static bool IsPipeline(SyntaxNode place)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Identifier.ValueText: var name } && Array.Exists(Pipelines, part => name.IndexOf(part, StringComparison.Ordinal) >= 0);

    /// <summary>True in code that makes the first data of a database.</summary>
    public static bool IsSeeding(SyntaxNode place) => NamesAround(place).Any(name => name.IndexOf("Seed", StringComparison.Ordinal) >= 0 || name.IndexOf("SampleData", StringComparison.Ordinal) >= 0 || name.IndexOf("DemoData", StringComparison.Ordinal) >= 0);

    /// <summary>The names of the functions and types around a place.</summary>
    public static IEnumerable<string> NamesAround(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case TypeDeclarationSyntax type:
                    yield return type.Identifier.ValueText;
                    break;
                case MethodDeclarationSyntax method:
                    yield return method.Identifier.ValueText;
                    break;
                case LocalFunctionStatementSyntax local:
                    yield return local.Identifier.ValueText;
                    break;
                case PropertyDeclarationSyntax property:
                    yield return property.Identifier.ValueText;
                    break;
            }
        }
    }

    private static bool Says(IEnumerable<string> names, HashSet<string> words)
    {
        foreach (var name in names)
        {
            if (WordSplitter.Of(name).Exists(words.Contains))
            {
                return true;
            }
        }

        return false;
    }
}
