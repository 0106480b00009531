using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// What one syntax tree says about the start-up of a web app: found by one pass over the tokens and, in a file that sets something up,
/// one over its nodes; without binding. It depends on the tree alone and is kept with it, so an edit re-reads one file.
/// </summary>
internal sealed class StartupTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, StartupTree> PerTree = new();

    private static readonly StartupTree Nothing = new();

    private StartupTree()
    {
    }

    /// <summary>The words of <see cref="StartupNames"/> that occur as identifiers, and the names of methods called on something that look like set-up.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The calls in a file that sets something up, by name.</summary>
    public Dictionary<string, List<InvocationExpressionSyntax>> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>The methods and local functions in a file that sets something up, by name.</summary>
    public Dictionary<string, List<SyntaxNode>> Methods { get; } = new(StringComparer.Ordinal);

    /// <summary>The declarations that look like controllers.</summary>
    public List<ClassDeclarationSyntax> Controllers { get; } = [];

    /// <summary>Where an app begins: <c>WebApplication.CreateBuilder</c>, in a file that runs what it builds.</summary>
    public List<InvocationExpressionSyntax> Builders { get; } = [];

    /// <summary>The method <c>Configure</c> of a class <c>Startup</c>.</summary>
    public List<MethodDeclarationSyntax> Startups { get; } = [];

    /// <summary>The types, filters for instance, that can answer that somebody may not.</summary>
    public HashSet<string> Guards { get; } = new(StringComparer.Ordinal);

    /// <summary>The endpoint filters.</summary>
    public HashSet<string> Filters { get; } = new(StringComparer.Ordinal);

    /// <summary>True when middleware in this file can answer that somebody may not.</summary>
    public bool HasGuardingMiddleware { get; private set; }

    /// <summary>True when middleware in this file catches what the rest of the app throws.</summary>
    public bool HasCatchingMiddleware { get; private set; }

    /// <summary>What a tree says; nothing for generated code but Razor's.</summary>
    public static StartupTree Of(SyntaxTree tree, CancellationToken cancellationToken)
        => PerTree.TryGetValue(tree, out var known)
            ? known
            : PerTree.GetValue(tree, _ => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) && !RazorAnalyzer.IsRazor(tree) ? Nothing : Read(tree.GetRoot(cancellationToken)));

    private static StartupTree Read(SyntaxNode root)
    {
        var read = new StartupTree();
        var setsUp = false;
        var answers = new List<SyntaxToken>();
        var attempts = new List<TryStatementSyntax>();
        var handles = false;
        var previous = default(SyntaxToken);
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                var name = token.ValueText;
                // `Map` is what mappers of objects call theirs, too.
                if (StartupNames.IsSetUpType(name) || (name != "Map" && StartupNames.IsMapping(name)))
                {
                    setsUp = true;
                    read.Names.Add(name);
                }
                else if (StartupNames.IsWord(name))
                {
                    read.Names.Add(name);
                    if (StartupNames.IsAnswer(name))
                    {
                        answers.Add(token);
                    }

                    handles |= name is "RequestDelegate" or "HttpContext" or "IMiddleware";
                }
                else if (previous.IsKind(SyntaxKind.DotToken) && StartupNames.LooksLikeSetUp(name) && IsCalled(token))
                {
                    read.Names.Add(name);
                }
                else if (name.EndsWith("Controller", StringComparison.Ordinal) && token.Parent is ClassDeclarationSyntax named && named.Identifier == token)
                {
                    read.Controllers.Add(named);
                }
            }
            else if (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is 401 or 403)
            {
                answers.Add(token);
            }
            else if (token.IsKind(SyntaxKind.TryKeyword) && token.Parent is TryStatementSyntax { Catches.Count: > 0 } attempt)
            {
                attempts.Add(attempt);
            }

            previous = token;
        }

        if (setsUp)
        {
            read.ReadSetUp(root);
        }

        foreach (var answer in answers)
        {
            if (!IsCompared(answer))
            {
                read.ReadAnswer(answer);
            }
        }

        read.HasCatchingMiddleware = (handles || setsUp) && attempts.Exists(attempt => CallsNext(attempt.Block));

        return read;
    }

    private static bool IsCalled(SyntaxToken name) => name.GetNextToken().Kind() is SyntaxKind.OpenParenToken or SyntaxKind.LessThanToken;

    private void ReadSetUp(SyntaxNode root)
    {
        var runs = false;
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when NameOf(call) is { } name:
                    Listed(Calls, name).Add(call);
                    runs |= name is "Run" or "RunAsync";
                    if (name is "CreateBuilder" or "CreateSlimBuilder" && call.Expression is MemberAccessExpressionSyntax access && IsWebApplication(access.Expression))
                    {
                        Builders.Add(call);
                    }

                    break;

                case MethodDeclarationSyntax method:
                    Listed(Methods, method.Identifier.ValueText).Add(method);
                    if (IsConfigure(method) && method.Parent is ClassDeclarationSyntax type && type.Members.Any(member => member is MethodDeclarationSyntax { Identifier.ValueText: "ConfigureServices" }))
                    {
                        Startups.Add(method);
                    }

                    break;

                case LocalFunctionStatementSyntax local:
                    Listed(Methods, local.Identifier.ValueText).Add(local);
                    break;

                case ClassDeclarationSyntax { BaseList: { } bases } filter when bases.Types.Any(named => named.Type.ToString().EndsWith("IEndpointFilter", StringComparison.Ordinal)):
                    Filters.Add(filter.Identifier.ValueText);
                    break;
            }
        }

        if (!runs)
        {
            Builders.Clear();
        }
    }

    /// <summary>Who answers that somebody may not: middleware for the whole app, a filter for what carries it. To translate an exception is no guard.</summary>
    private void ReadAnswer(SyntaxToken token)
    {
        for (var node = token.Parent; node is not null && !TranslatesException(node) && node is not AttributeSyntax; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } && NameOf(call) is "Use" or "UseWhen")
            {
                HasGuardingMiddleware |= Answers(token, node);
                return;
            }

            // app.Use(CheckKey)
            if (node is MethodDeclarationSyntax or LocalFunctionStatementSyntax && IsMiddlewareFunction(node))
            {
                HasGuardingMiddleware |= Answers(token, node);
                return;
            }

            if (node is not ClassDeclarationSyntax type)
            {
                continue;
            }

            var name = type.Identifier.ValueText;
            if (IsMiddleware(type))
            {
                HasGuardingMiddleware |= Answers(token, type) && !name.Contains("Exception") && !name.Contains("Error");
            }
            else if (!name.EndsWith("Controller", StringComparison.Ordinal)
                && type.BaseList is { } bases
                && bases.Types.Any(named => named.Type.ToString() is var text && (text.Contains("Filter") || text.Contains("Attribute"))))
            {
                Guards.Add(name);
            }

            return;
        }
    }

    /// <summary>Middleware that only looks whether somebody is known answers nothing, unless it sends the others away.</summary>
    private static bool Answers(SyntaxToken token, SyntaxNode middleware)
        => token.ValueText != "IsAuthenticated" || middleware.DescendantTokens().Any(other => other.IsKind(SyntaxKind.IdentifierToken) && other.ValueText is "Redirect" or "ChallengeAsync");

    /// <summary>True for <c>StatusCode == 401</c>, which looks at what somebody else has answered.</summary>
    private static bool IsCompared(SyntaxToken token)
    {
        var node = token.Parent;
        while (node is { Parent: MemberAccessExpressionSyntax or CastExpressionSyntax or ParenthesizedExpressionSyntax })
        {
            node = node.Parent;
        }

        return token.ValueText != "IsAuthenticated" && node?.Parent is BinaryExpressionSyntax or PatternSyntax or CaseSwitchLabelSyntax;
    }

    private static bool TranslatesException(SyntaxNode node)
        => node is CatchClauseSyntax
            || (node is SwitchExpressionArmSyntax arm && arm.Pattern.ToString().Contains("Exception"))
            || (node is SwitchSectionSyntax section && section.Labels.ToString().Contains("Exception"))
            || (node is IfStatementSyntax choice && choice.Condition.ToString().Contains("Exception"));

    private static bool IsMiddleware(ClassDeclarationSyntax type)
        => type.Members.Any(member => member is MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync" } method
            && method.ParameterList.Parameters.FirstOrDefault()?.Type?.ToString().EndsWith("HttpContext", StringComparison.Ordinal) == true);

    /// <summary>True for a function that is handed the context and what comes next.</summary>
    private static bool IsMiddlewareFunction(SyntaxNode function)
    {
        var types = FunctionSyntax.ParametersOf(function).Select(parameter => parameter.Type?.ToString() ?? "").ToList();
        return types.Count == 2 && types[0].EndsWith("HttpContext", StringComparison.Ordinal) && (types[1] is "RequestDelegate" or "Func<Task>" || types[1].EndsWith(".RequestDelegate", StringComparison.Ordinal));
    }

    private static bool CallsNext(BlockSyntax block)
        => block.DescendantNodes().Any(node => node is InvocationExpressionSyntax call
            && (NameOf(call) == "Invoke" && call.Expression is MemberAccessExpressionSyntax { Expression: var called } ? called.ToString() : NameOf(call)) is "next" or "_next" or "Next");

    /// <summary>True for the method in which a class of start-up builds the pipeline.</summary>
    public static bool IsConfigure(MethodDeclarationSyntax method)
        => method is { Identifier.ValueText: "Configure", Body: not null, Parent: ClassDeclarationSyntax type }
            && type.Identifier.ValueText.StartsWith("Startup", StringComparison.Ordinal)
            && method.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() == "IApplicationBuilder");

    /// <summary>True for <c>WebApplication</c>, on which an app is created.</summary>
    private static bool IsWebApplication(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax { Identifier.ValueText: "WebApplication" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WebApplication" };

    /// <summary>The name that a call is written with.</summary>
    public static string? NameOf(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText;

    private static List<T> Listed<T>(Dictionary<string, List<T>> table, string key)
    {
        if (!table.TryGetValue(key, out var list))
        {
            table.Add(key, list = []);
        }

        return list;
    }
}
