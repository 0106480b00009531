using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Http;

/// <summary>
/// Takes the client from <c>IHttpClientFactory</c>, which is injected where the type is built by a container. Elsewhere shares one
/// client among all calls of a type, with connections that are renewed so that changes of DNS are seen.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2030HttpClientPerCallFix : SolutionFix<BaseObjectCreationExpressionSyntax>
{
    private const string Field = "SharedHttpClient";

    private static readonly InjectedService Factory = new("System.Net.Http", "IHttpClientFactory", "httpClientFactory");

    private protected override ImmutableArray<Remedy> Remedies => [new("PG2030.share", "Use IHttpClientFactory, or share one client without cookies", ShareAsync)];

    private static async Task<SolutionEdits?> ShareAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        return site.Node.ArgumentList is null or { Arguments.Count: 0 }
            && !known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder")
            && HttpClientUsage.Of(site.Node, site.Model, cancellationToken) is { } use
                ? await TakeAsync(site, use, known, cancellationToken).ConfigureAwait(false) ?? Share(site, use, known, cancellationToken)
                : null;
    }

    private static async Task<SolutionEdits?> TakeAsync(Site site, HttpClientUsage use, KnownTypes known, CancellationToken cancellationToken)
    {
        if (!known.Has(Factory.MetadataName) || !known.Has("System.Net.Http.HttpClientFactoryExtensions") || (site.Node.Initializer is not null && use.Settings is null))
        {
            return null;
        }

        var edits = new SolutionEdits();
        IReadOnlyCollection<ProjectId> containers = [site.Document.Project.Id];
        var name = VariablesInScope.VariableOf(Factory.MetadataName, site.Node, site.Model, known);
        var isAtHand = name is not null;
        if (name is null)
        {
            if (await InjectAsync(site, edits, cancellationToken).ConfigureAwait(false) is not var (injected, told))
            {
                return null;
            }

            (name, containers) = (injected, told);
        }

        if (await DefaultHttpClient.PlanAsync(site.Document.Project.Solution, containers, site.Cache, cancellationToken).ConfigureAwait(false) is { } registration)
        {
            edits.Add(registration);
        }
        else if (!isAtHand)
        {
            return null;
        }

        if (!UsingDirectives.Has(site.Model, site.Node.SpanStart, Factory.Space))
        {
            edits.Import(site.Document.Id, Factory.Space);
        }

        edits.Replace(site.Document.Id, use.Creation, current => SyntaxFactory.ParseExpression(name + ".CreateClient()").WithTriviaFrom(current));
        if (use is { Settings: { } settings, Statement: { Parent: BlockSyntax block } statement })
        {
            Set(site.Document, block, statement, settings, edits);
        }

        return edits;
    }

    /// <summary>Settings that the creation carried become statements of their own.</summary>
    private static void Set(Document document, BlockSyntax block, StatementSyntax statement, IReadOnlyList<string> settings, SolutionEdits edits)
    {
        var mark = new SyntaxAnnotation();
        var indentation = CodeLayout.Indentation(statement);
        var newLine = CodeLayout.NewLine(statement);
        edits.Replace(document.Id, statement, current => current.WithAdditionalAnnotations(mark));

        // Named by its statement: the block may have several.
        edits.Replace(
            document.Id,
            block,
            current =>
            {
                var statements = ((BlockSyntax)current).Statements;
                var at = statements.IndexOf(one => one.HasAnnotation(mark)) + 1;
                return ((BlockSyntax)current).WithStatements(statements.InsertRange(at, settings.Select(setting =>
                    SyntaxFactory.ParseStatement(setting).WithLeadingTrivia(indentation).WithTrailingTrivia(newLine))));
            },
            "settings at " + statement.SpanStart);
    }

    /// <summary>The name of the factory that the handler around the place, or else the class, is given, and the projects in whose containers it must be.</summary>
    private static async Task<(string Name, IReadOnlyCollection<ProjectId> Containers)?> InjectAsync(Site site, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (HandlerInjection.Plan(Factory, site.Document, site.Node, site.Model) is { } handler)
        {
            edits.Add(handler);
            return (Factory.Parameter, [site.Document.Project.Id]);
        }

        if (await ConstructorInjection.PlanAsync(Factory, site.Document, site.Node, site.Model, site.Cache, cancellationToken).ConfigureAwait(false) is not { } plan
            || plan.For(site.Node, site.Model) is not var (injection, name))
        {
            return null;
        }

        edits.Add(injection);
        return (name, plan.Builders);
    }

    private static SolutionEdits? Share(Site site, HttpClientUsage use, KnownTypes known, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        if (known.Has("System.Net.Http.SocketsHttpHandler")
            && site.Node.Initializer is null
            && use is { IsSetUp: false, Statement: null or LocalDeclarationStatementSyntax }
            && site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Members.Count: > 0 } type and not InterfaceDeclarationSyntax
            && !type.OpenBraceToken.IsKind(SyntaxKind.None)
            && StartsLine(type.Members[0])
            && site.Model.GetDeclaredSymbol(type, cancellationToken) is { } symbol
            && site.Model.LookupSymbols(site.Node.SpanStart, name: Field) is var seen
            && (seen.IsEmpty || (IsOurs(symbol) && seen.All(one => SymbolEqualityComparer.Default.Equals(one.ContainingSymbol, symbol)))))
        {
            if (!IsOurs(symbol))
            {
                var style = CodeLayout.Style.Of(type.Members[0]);
                var declaration = Declaration(site, known);
                edits.Replace(site.Document.Id, type, current => WithField((TypeDeclarationSyntax)current, declaration, style), "client");
            }

            edits.Replace(site.Document.Id, use.Statement ?? use.Creation, current => Shared(current));
        }

        return edits.IsEmpty ? null : edits;
    }

    /// <summary>True where the field is there already, made by an earlier run.</summary>
    private static bool IsOurs(INamedTypeSymbol type)
        => type.GetMembers(Field) is { Length: 1 } members && members[0] is IFieldSymbol { IsStatic: true, IsReadOnly: true, Type.Name: "HttpClient" };

    private static string Declaration(Site site, KnownTypes known)
    {
        var client = site.Node is ObjectCreationExpressionSyntax { Type: var type } ? type.ToString() : ((VariableDeclarationSyntax)site.Node.Parent!.Parent!.Parent!).Type.ToString();
        var handler = client.Substring(0, client.Length - "HttpClient".Length) + "SocketsHttpHandler";
        var time = UsingDirectives.NameOfSystemType(site.Model, site.Node.SpanStart, known, "TimeSpan");
        return $"private static readonly {client} {Field} = new {client}(new {handler} {{ PooledConnectionLifetime = {time}.FromMinutes(5), UseCookies = false }});";
    }

    private static SyntaxNode Shared(SyntaxNode use)
    {
        var field = SyntaxFactory.IdentifierName(Field);
        if (use is not LocalDeclarationStatementSyntax statement)
        {
            return field.WithTriviaFrom(use);
        }

        var variable = statement.Declaration.Variables[0];
        var shared = statement.ReplaceNode(variable, variable.WithInitializer(variable.Initializer!.WithValue(field.WithTriviaFrom(variable.Initializer.Value))));
        return shared.UsingKeyword.IsKind(SyntaxKind.None)
            ? shared
            : shared.WithUsingKeyword(default).WithLeadingTrivia(shared.GetLeadingTrivia());
    }

    private static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, string declaration, CodeLayout.Style style)
    {
        var field = SyntaxFactory.ParseMemberDeclaration(declaration)!.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation));
        var fields = type.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        return type.WithMembers(fields > 0
            ? type.Members.Insert(fields, field.WithTrailingTrivia(style.NewLine))
            : type.Members.Insert(0, field.WithTrailingTrivia(style.NewLine, style.NewLine)));
    }

    private static bool StartsLine(SyntaxNode member)
        => member.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
}
