using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Http;

/// <summary>
/// The client without a name that <c>IHttpClientFactory</c> makes: whether the apps that build a class have one, and what gives it to
/// them. A new one keeps no cookies: the factory's clients share them, and what one caller is given must not go along with another's
/// request.
/// </summary>
internal static class DefaultHttpClient
{
    private const string Registration = "AddHttpClient(\"\").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false })";

    /// <summary>What has to be edited so that a class can be given the factory, which may be nothing; null where that is not certain to work.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="builders">The projects in which a container is told to build the class.</param>
    /// <param name="cache">The answers of this run.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task<SolutionEdits?> PlanAsync(Solution solution, IReadOnlyCollection<ProjectId> builders, PlanCache cache, CancellationToken cancellationToken)
    {
        if (await AppsOfAsync(solution, builders, cancellationToken).ConfigureAwait(false) is not { } apps)
        {
            return null;
        }

        var edits = new SolutionEdits();
        foreach (var app in apps)
        {
            var parts = new List<Part>();
            foreach (var id in solution.GetProjectDependencyGraph().GetProjectsThatThisProjectTransitivelyDependsOn(app).Prepend(app))
            {
                if (await PartAsync(solution.GetProject(id)!, cache, cancellationToken).ConfigureAwait(false) is { } part)
                {
                    parts.Add(part);
                }
            }

            if (HasDefault(parts))
            {
                continue;
            }

            if (PlaceIn(parts) is not { } place)
            {
                return null;
            }

            edits.Add(place.Register(Registration, "Microsoft.Extensions.DependencyInjection", "System.Net.Http"));
        }

        return edits;
    }

    /// <summary>The programs that hold the projects; without a program, the projects themselves. Null where tests build a container of their own.</summary>
    private static async Task<HashSet<ProjectId>?> AppsOfAsync(Solution solution, IReadOnlyCollection<ProjectId> builders, CancellationToken cancellationToken)
    {
        var graph = solution.GetProjectDependencyGraph();
        var apps = new HashSet<ProjectId>();
        foreach (var builder in builders)
        {
            var programs = new List<ProjectId>();
            foreach (var id in graph.GetProjectsThatTransitivelyDependOnThisProject(builder).Prepend(builder))
            {
                if (await solution.GetProject(id)!.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
                {
                    return null;
                }

                if (KnownTypes.Of(compilation).IsTestCode)
                {
                    if (id == builder)
                    {
                        return null;
                    }
                }
                else if (compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
                {
                    programs.Add(id);
                }
            }

            apps.UnionWith(programs.Count > 0 ? programs : [builder]);
        }

        return apps;
    }

    /// <summary>True for an app that has such a client: it registers one, or takes the one that comes with the others.</summary>
    private static bool HasDefault(List<Part> parts)
    {
        var calls = parts.SelectMany(part => part.Registrations).Where(call => call.Method is null || parts.Exists(part => part.Names.Contains(call.Method))).ToList();
        return calls.Exists(call => call.IsOfDefault) || (calls.Count > 0 && parts.Exists(part => part.TakesDefault));
    }

    /// <summary>The one place at which the app registers services; the builder's, where there is one. Null where there are several.</summary>
    private static ServiceRegistration? PlaceIn(List<Part> parts)
    {
        var places = parts
            .SelectMany(part => part.Places)
            .Where(place => place.Startup is not { } startup || parts.Exists(part => part.Names.Contains(startup) || part.Names.Contains("ConfigureServices")))
            .ToLookup(place => place.IsOfBuilder);
        var best = places[places.Contains(true)].Take(2).ToList();
        return best.Count == 1 ? best[0] : null;
    }

    private static async Task<Part?> PartAsync(Project project, PlanCache cache, CancellationToken cancellationToken)
        => await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation
            ? await cache.GetAsync(compilation.Assembly, () => ReadAsync(project, KnownTypes.Of(compilation), cancellationToken), nameof(DefaultHttpClient)).ConfigureAwait(false)
            : null;

    private static async Task<Part?> ReadAsync(Project project, KnownTypes known, CancellationToken cancellationToken)
    {
        var part = new Part();
        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
                || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            {
                continue;
            }

            foreach (var node in root.DescendantNodes())
            {
                part.Read(node, document, model, known);
            }
        }

        return part;
    }

    /// <summary>What one project of an app says about it.</summary>
    private sealed class Part
    {
        /// <summary>The names that occur in it, but for those of declarations.</summary>
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        /// <summary>Where clients of the factory are registered: in which method, if it must be called for that; whether the one without a name is.</summary>
        public List<(string? Method, bool IsOfDefault)> Registrations { get; } = [];

        public List<ServiceRegistration> Places { get; } = [];

        /// <summary>True where a client without a name is taken from a factory.</summary>
        public bool TakesDefault { get; private set; }

        public void Read(SyntaxNode node, Document document, SemanticModel model, KnownTypes known)
        {
            if (node is SimpleNameSyntax name)
            {
                Names.Add(name.Identifier.ValueText);
            }
            else if (node is InvocationExpressionSyntax call && StartupTree.NameOf(call) is "AddHttpClient" or "ConfigureHttpClientDefaults" or "CreateClient")
            {
                Read((InvocationExpressionSyntax)node, model, known);
            }
            else if (known.Has("System.Net.Http.SocketsHttpHandler")
                && known.Has("Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions")
                && ServiceRegistration.Of(node, document, model, known) is { } place)
            {
                Places.Add(place);
            }
        }

        private void Read(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
        {
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            {
                return;
            }

            if (known.Is(method.ContainingType, "System.Net.Http.HttpClientFactoryExtensions"))
            {
                TakesDefault = true;
            }
            else if (known.Is(method.ContainingType, "Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions") && IsAlwaysReached(call, out var around))
            {
                Registrations.Add((around, method.Name == "ConfigureHttpClientDefaults" || (!method.IsGenericMethod && NamesDefault(call, model))));
            }
        }

        private static bool NamesDefault(InvocationExpressionSyntax call, SemanticModel model)
            => call.ArgumentList.Arguments.FirstOrDefault() is not { Expression: var name }
                || model.GetConstantValue(name) is { HasValue: true, Value: "" }
                || name.ToString() is "string.Empty" or "String.Empty"
                || name.ToString().EndsWith("Options.DefaultName", StringComparison.Ordinal);

        /// <summary>False for what stands under a condition. The method around it must be called, unless the host does that.</summary>
        private static bool IsAlwaysReached(SyntaxNode call, out string? around)
        {
            around = null;
            foreach (var ancestor in call.Ancestors())
            {
                switch (ancestor)
                {
                    case IfStatementSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax:
                        return false;

                    case LocalFunctionStatementSyntax local:
                        around = local.Identifier.ValueText;
                        return true;

                    case MethodDeclarationSyntax method:
                        around = method.Identifier.ValueText is "Main" or "ConfigureServices" ? null : method.Identifier.ValueText;
                        return true;
                }
            }

            return true;
        }
    }
}
