using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Http;

/// <summary>What a function does with a client that it makes for one request; several requests may share cookies, as of a sign-in.</summary>
internal sealed class HttpClientUsage
{
    private HttpClientUsage(SyntaxNode creation, StatementSyntax? statement, bool isSetUp, IReadOnlyList<string>? settings = null)
    {
        Settings = settings;
        Creation = creation;
        Statement = statement;
        IsSetUp = isSetUp;
    }

    /// <summary>The creation, with the brackets around it.</summary>
    public SyntaxNode Creation { get; }

    /// <summary>The declaration or the <c>using</c> statement of the client's variable, if it has one.</summary>
    public StatementSyntax? Statement { get; }

    /// <summary>True where the client is given settings, or disposed of: it cannot be one that others use.</summary>
    public bool IsSetUp { get; }

    /// <summary>The statements that do what the creation's initializer does; null where it has none, or where they have no place.</summary>
    public IReadOnlyList<string>? Settings { get; }

    /// <summary>How a client is used; null where it makes several requests, is handed on, or in doubt.</summary>
    public static HttpClientUsage? Of(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (creation.Parent)
        {
            case MemberAccessExpressionSyntax access:
                return IsRequest(access) ? new(creation, null, isSetUp: false) : null;

            case ParenthesizedExpressionSyntax { Parent: MemberAccessExpressionSyntax outer } parenthesized:
                return IsRequest(outer) ? new(parenthesized, null, isSetUp: false) : null;

            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax statement } } variable }
                when ScopeOf(statement) is { } scope && model.GetDeclaredSymbol(variable, cancellationToken) is { } local:
                return OfLocal(creation, statement, scope, local, model, cancellationToken);

            default:
                return null;
        }
    }

    private static SyntaxNode? ScopeOf(StatementSyntax statement)
        => statement switch
        {
            LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: 0, Parent: BlockSyntax block } => block,
            UsingStatementSyntax { AwaitKeyword.RawKind: 0, Statement: var body } => body,
            _ => null,
        };

    private static HttpClientUsage? OfLocal(
        BaseObjectCreationExpressionSyntax creation, StatementSyntax statement, SyntaxNode scope, ISymbol local, SemanticModel model, CancellationToken cancellationToken)
    {
        var requests = 0;
        var isSetUp = false;
        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != local.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local))
            {
                continue;
            }

            if (name.Parent is not MemberAccessExpressionSyntax member || member.Expression != name)
            {
                return null;
            }

            if (IsRequest(member))
            {
                requests++;
            }
            else if (IsSetting(member))
            {
                isSetUp = true;
            }
            else
            {
                return null;
            }
        }

        return requests == 1 ? new(creation, statement, isSetUp, SettingsOf(creation, statement, local.Name)) : null;
    }

    /// <summary>Each in a line of its own; a comment among them, or a value over several lines, has no place there.</summary>
    private static List<string>? SettingsOf(BaseObjectCreationExpressionSyntax creation, StatementSyntax statement, string name)
    {
        if (creation.Initializer is not { } initializer
            || statement is not LocalDeclarationStatementSyntax
            || CodeLayout.HasComments(creation)
            || !statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            return null;
        }

        var settings = new List<string>();
        foreach (var expression in initializer.Expressions)
        {
            if (expression is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax property, Right: var value }
                || value is InitializerExpressionSyntax
                || value.ToString().Contains('\n'))
            {
                return null;
            }

            settings.Add($"{name}.{property} = {value.WithoutTrivia()};");
        }

        return settings;
    }

    private static bool IsRequest(MemberAccessExpressionSyntax access)
        => access.Parent is InvocationExpressionSyntax
            && access.Name.Identifier.ValueText is var name
            && (Starts(name, "Get") || Starts(name, "Post") || Starts(name, "Put") || Starts(name, "Patch") || Starts(name, "Delete") || name is "Send" or "SendAsync")
            && name is not ("GetHashCode" or "GetType");

    private static bool IsSetting(MemberAccessExpressionSyntax access)
        => access.Name.Identifier.ValueText is "BaseAddress" or "DefaultRequestHeaders" or "DefaultRequestVersion" or "DefaultVersionPolicy" or "MaxResponseContentBufferSize" or "Timeout" or "Dispose";

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal);
}
