using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Calls of a model whose bill is small, or that somebody else pays.</summary>
internal static class LesserCost
{
    /// <summary>A text of this length asks for nothing: it tries whether a key works.</summary>
    private const int LongestProbe = 40;

    private static readonly string[] Trying = ["test", "check", "verify", "validate", "ping", "probe", "try", "connection", "save"];

    /// <summary>What makes a console program one that others write to.</summary>
    private static readonly HashSet<string> Listening = ["HttpListener", "TcpListener", "DiscordSocketClient", "DiscordClient", "TelegramBotClient", "ITelegramBotClient", "ServiceBusProcessor", "IConsumer", "AsyncEventingBasicConsumer", "EventingBasicConsumer", "TwitchClient", "SlackServiceBuilder"];

    /// <summary>True in an app of one user, who pays for it; and where the call ends after some seconds.</summary>
    public static bool Is(RuleContext context)
        => IsOfOnePerson(context.Known) || FunctionSyntax.Enclosing(context.Node).DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "CancelAfter");

    /// <summary>True where the own machine answers, by the names around and by the key of a client.</summary>
    public static bool IsLocal(RuleContext context)
    {
        var types = context.Node.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
        return types.Exists(static type => LocalModels.IsNamed(type.Identifier.ValueText) || HasLocalKey(type))
            || FunctionSyntax.Enclosing(context.Node).DescendantTokens().Any(static token => (token.IsKind(SyntaxKind.IdentifierToken) && LocalModels.IsNamed(token.ValueText)) || IsKeyOfClient(token));
    }

    /// <summary>True for a limit that stands in a comment of the options or the request: somebody decided against it.</summary>
    public static bool IsCommentedOut(SyntaxNode? written)
        => written is not null && written.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && IsLimit(trivia.ToString()));

    /// <summary><c>await client.GetResponseAsync("Hello");</c>, whose answer nobody reads, in a function that says that it tries something.</summary>
    public static bool IsProbe(SyntaxNode call)
        => FunctionSyntax.Enclosing(call) is MethodDeclarationSyntax { Identifier.ValueText: var function } && WordSplitter.HasWord(function, Trying) && call is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string { Length: <= LongestProbe } }
            && (call.Parent is AwaitExpressionSyntax ? call.Parent.Parent : call.Parent) is ExpressionStatementSyntax;

    /// <summary>True for a program of the person in front of it: on a desktop, or in a console that nobody else can write to.</summary>
    private static bool IsOfOnePerson(KnownTypes known)
        => known.Project.Kind == ProjectKind.Desktop || (known.Project.Kind == ProjectKind.Console && !known.PerCompilation(static key => new Audience(key)).IsLarge);

    /// <summary><c>class Summary([FromKeyedServices("local")] IChatClient client)</c>, where no client of another key is asked for.</summary>
    private static bool HasLocalKey(TypeDeclarationSyntax type)
    {
        var keys = type.DescendantNodes(static node => node is not BlockSyntax).OfType<AttributeSyntax>()
            .Where(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "FromKeyedServices" or "FromKeyedServicesAttribute" && attribute.Parent?.Parent is ParameterSyntax { Type: { } parameter } && TypeSyntaxNames.RightmostName(parameter) is "IChatClient" or "ChatClient" or "IChatCompletionService" or "Kernel" or "AIAgent")
            .Select(static attribute => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression).ToList();
        return keys.Count > 0 && keys.TrueForAll(static key => key is LiteralExpressionSyntax { Token.Value: string text } ? LocalModels.IsKey(text) : key is not null && MemberName.Of(key)?.ValueText is { } name && LocalModels.IsKey(name));
    }

    /// <summary><c>services.GetRequiredKeyedService&lt;IChatClient&gt;("local")</c></summary>
    private static bool IsKeyOfClient(SyntaxToken token)
        => token is { RawKind: (int)SyntaxKind.StringLiteralToken, Parent.Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "GetRequiredKeyedService" or "GetKeyedService"
            && LocalModels.IsKey(token.ValueText);

    private static bool IsLimit(string comment)
    {
        var text = comment.Replace("_", "");
        return text.IndexOf("MaxTokens", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("MaxOutputToken", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("MaxCompletionTokens", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private sealed class Audience(KnownTypes known)
    {
        public bool IsLarge { get; } = known.Compilation.SyntaxTrees.Any(static tree => tree.GetRoot().DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && Listening.Contains(token.ValueText)));
    }
}
