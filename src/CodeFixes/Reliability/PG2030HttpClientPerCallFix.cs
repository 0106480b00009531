using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Reliability;

/// <summary>Shares one client among all calls of a type, with connections that are renewed so that changes of DNS are seen.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2030HttpClientPerCallFix : SolutionFix<BaseObjectCreationExpressionSyntax>
{
    private const string Field = "SharedHttpClient";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2030"];

    private protected override ImmutableArray<Remedy> Remedies => [new("PG2030.share", "Share one HttpClient, without cookies", ShareAsync)];

    private static Task<Edits?> ShareAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new Edits();
        var known = Known.Of(site.Model.Compilation);
        if (site.Node is { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null }
            && known.Has("System.Net.Http.SocketsHttpHandler")
            && !known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder")
            && site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Members.Count: > 0 } type and not InterfaceDeclarationSyntax
            && !type.OpenBraceToken.IsKind(SyntaxKind.None)
            && StartsLine(type.Members[0])
            && site.Model.GetDeclaredSymbol(type, cancellationToken) is { } symbol
            && (IsOurs(symbol) || site.Model.LookupSymbols(site.Node.SpanStart, name: Field).IsEmpty)
            && UseOf(site, cancellationToken) is { } use)
        {
            if (!IsOurs(symbol))
            {
                var style = Layout.Style.Of(type.Members[0]);
                var declaration = Declaration(site, known);
                edits.Replace(site.Document.Id, type, current => WithField((TypeDeclarationSyntax)current, declaration, style), "client");
            }

            edits.Replace(site.Document.Id, use, current => Shared(current));
        }

        return Task.FromResult(edits.IsEmpty ? null : edits);
    }

    /// <summary>True where the field is there already, made by an earlier run.</summary>
    private static bool IsOurs(INamedTypeSymbol type)
        => type.GetMembers(Field) is { Length: 1 } members && members[0] is IFieldSymbol { IsStatic: true, IsReadOnly: true, Type.Name: "HttpClient" };

    private static string Declaration(Site site, Known known)
    {
        var client = site.Node is ObjectCreationExpressionSyntax { Type: var type } ? type.ToString() : ((VariableDeclarationSyntax)site.Node.Parent!.Parent!.Parent!).Type.ToString();
        var handler = client.Substring(0, client.Length - "HttpClient".Length) + "SocketsHttpHandler";
        var time = Imports.NameOfSystemType(site.Model, site.Node.SpanStart, known, "TimeSpan");
        return $"private static readonly {client} {Field} = new {client}(new {handler} {{ PooledConnectionLifetime = {time}.FromMinutes(5), UseCookies = false }});";
    }

    /// <summary>What is to be edited: the declaration of the client, or the creation itself; null where the client is set up or used in another way than for one request.</summary>
    private static SyntaxNode? UseOf(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent is MemberAccessExpressionSyntax access)
        {
            return IsRequest(access) ? site.Node : null;
        }

        if (site.Node.Parent is ParenthesizedExpressionSyntax { Parent: MemberAccessExpressionSyntax outer } parenthesized)
        {
            return IsRequest(outer) ? parenthesized : null;
        }

        if (site.Node.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: 0 } statement } } variable }
            || site.Model.GetDeclaredSymbol(variable, cancellationToken) is not { } local
            || statement.Parent is not BlockSyntax block)
        {
            return null;
        }

        var requests = 0;
        foreach (var name in block.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, cancellationToken).Symbol, local))
            {
                if (name.Parent is not MemberAccessExpressionSyntax member || member.Expression != name || !IsRequest(member))
                {
                    return null;
                }

                requests++;
            }
        }

        // Several requests may share cookies, as of a sign-in.
        return requests == 1 ? statement : null;
    }

    private static bool IsRequest(MemberAccessExpressionSyntax access)
        => access.Parent is InvocationExpressionSyntax
            && access.Name.Identifier.ValueText is var name
            && (Starts(name, "Get") || Starts(name, "Post") || Starts(name, "Put") || Starts(name, "Patch") || Starts(name, "Delete") || name is "Send" or "SendAsync")
            && name is not ("GetHashCode" or "GetType");

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal);

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

    private static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, string declaration, Layout.Style style)
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
