using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// The rows that belong to somebody: those of which some code of the app compares a member with the caller. A foreign key to the users alone
/// says nothing: everybody may read what somebody has written.
/// </summary>
internal sealed class OwnedRows
{
    private static readonly string[] Owners = ["user", "owner", "account", "customer", "member", "sender", "recipient", "receiver", "person", "employee", "student", "patient", "client", "buyer", "seller"];

    /// <summary>Who has done something to a row need not be who it belongs to.</summary>
    private static readonly string[] Doers = ["created", "creator", "modified", "updated", "deleted", "approved", "approver", "assigned", "assignee", "author", "reviewed", "by"];

    private static readonly string[] Callers = ["user", "caller", "owner", "actor", "account", "customer", "current", "member", "me"];

    private static readonly string[] Asking = ["FindFirst", "FindFirstValue", "GetUserId", "ClaimTypes", "NameIdentifier", "GetUserAsync", "CurrentUserId", "CurrentUser"];

    private readonly KnownTypes known;
    private readonly StartupModel app;
    private readonly Dictionary<ISymbol, string> owners = new(SymbolEqualityComparer.Default);

    private OwnedRows(KnownTypes known)
    {
        this.known = known;
        app = StartupModel.Of(known);

        // What every query is filtered by, no handler needs to ask.
        if (known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree).Calls("HasQueryFilter").Count > 0))
        {
            return;
        }

        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison)
                {
                    Enter(comparison.Left, comparison.Right);
                    Enter(comparison.Right, comparison.Left);
                }
            }
        }
    }

    /// <summary>The rows of a compilation.</summary>
    public static OwnedRows Of(KnownTypes known) => known.PerCompilation(static key => new OwnedRows(key));

    /// <summary>The member of a row that says whose it is; null for rows that nobody is compared with.</summary>
    public string? OwnerOf(ITypeSymbol row) => owners.TryGetValue(row.OriginalDefinition, out var member) ? member : null;

    private void Enter(ExpressionSyntax one, ExpressionSyntax other)
    {
        if (one is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: IdentifierNameSyntax row }
            && IsOwner(name)
            && IsCaller(other)
            && AsksForCaller(one)
            && app.ModelOf(one.SyntaxTree)?.GetTypeInfo(row).Type is { } type
            && EntityTable.Of(known).Contains(type)
            && !owners.ContainsKey(type.OriginalDefinition))
        {
            owners.Add(type.OriginalDefinition, name);
        }
    }

    private static bool IsOwner(string name)
        => name.Length > 2
            && name.EndsWith("Id", StringComparison.Ordinal)
            && WordSplitter.Of(name) is var words
            && words.Exists(static word => Array.IndexOf(Owners, word) >= 0)
            && !words.Exists(static word => Array.IndexOf(Doers, word) >= 0);

    /// <summary>True for a variable that is named for the caller, and for what is read from the claims right there.</summary>
    private static bool IsCaller(ExpressionSyntax value)
        => value is IdentifierNameSyntax { Identifier.ValueText: var name }
            ? WordSplitter.Of(name).Exists(static word => Array.IndexOf(Callers, word) >= 0)
            : value.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && Array.IndexOf(Asking, token.ValueText) >= 0);

    private static bool AsksForCaller(SyntaxNode place)
        => place.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or PropertyDeclarationSyntax or GlobalStatementSyntax) is { } member
            && (CallerChecks.In(member) || member.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && Array.IndexOf(Asking, token.ValueText) >= 0));
}
