using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>
/// A test of an origin that people whom nobody knows can pass, because it looks at a part of the name alone: at the end of a domain where
/// everybody gets a name, at an end without a dot in front of it, at what the name contains or begins with. A condition that is not understood
/// counts as one that cannot be passed.
/// </summary>
internal sealed class OpenOrigins(SemanticModel model, CancellationToken cancellationToken)
{
    private string? open;

    /// <summary>Whom a test lets in, to be read behind "any site"; empty where that is everybody, null where it lets in nobody else, as far as can be seen.</summary>
    public static string? LetIn(ExpressionSyntax test, SemanticModel model, CancellationToken cancellationToken)
    {
        var function = test switch
        {
            AnonymousFunctionExpressionSyntax => test,
            SimpleNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(test, cancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } references } => references[0].GetSyntax(cancellationToken),
            _ => null,
        };
        var own = function is null ? null : function.SyntaxTree == model.SyntaxTree ? model : OtherFile.ModelOf(function.SyntaxTree, model);
        if (function is null || own is null)
        {
            return null;
        }

        var search = new OpenOrigins(own, cancellationToken);
        return search.Passes(function) ? search.open ?? "" : null;
    }

    /// <summary>Whom <c>https://*.host.example</c> lets in.</summary>
    public static string? LetInByWildcard(string origin)
        => origin.IndexOf("*.", StringComparison.Ordinal) is >= 0 and var star && SharedHosting.OpenedBy(HostOf(origin.Substring(star + 1))) is { } domain ? "under " + domain : null;

    private bool Passes(SyntaxNode function)
        => function switch
        {
            LambdaExpressionSyntax { ExpressionBody: { } body } => CanHold(body),
            AnonymousFunctionExpressionSyntax { Block: { } block } => CanReturnTrue(block),
            MethodDeclarationSyntax method => method.ExpressionBody is { } arrow ? CanHold(arrow.Expression) : method.Body is { } block && CanReturnTrue(block),
            LocalFunctionStatementSyntax local => local.ExpressionBody is { } arrow ? CanHold(arrow.Expression) : local.Body is { } block && CanReturnTrue(block),
            _ => false,
        };

    /// <summary>True where a stranger gets to some <c>return</c> that says yes.</summary>
    private bool CanReturnTrue(BlockSyntax body)
    {
        foreach (var node in body.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            if (node is ReturnStatementSyntax { Expression: { } value })
            {
                open = null;
                if (CanReach(node, body) && CanHold(value))
                {
                    return true;
                }
            }
        }

        open = null;
        return false;
    }

    /// <summary>True where all conditions around a statement, and those that leave before it, can be met.</summary>
    private bool CanReach(SyntaxNode statement, BlockSyntax body)
    {
        for (var node = statement; node != body; node = node.Parent!)
        {
            switch (node.Parent)
            {
                case IfStatementSyntax choice when choice.Statement == node:
                    if (!CanHold(choice.Condition))
                    {
                        return false;
                    }

                    break;
                case ElseClauseSyntax { Parent: IfStatementSyntax choice }:
                    if (!CanFail(choice.Condition))
                    {
                        return false;
                    }

                    break;
                case BlockSyntax block:
                    foreach (var earlier in block.Statements.TakeWhile(other => other != node))
                    {
                        if (earlier is IfStatementSyntax { Else: null } exit && Leaves(exit.Statement) && !CanFail(exit.Condition))
                        {
                            return false;
                        }
                    }

                    break;
                case IfStatementSyntax or ElseClauseSyntax or TryStatementSyntax:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool Leaves(StatementSyntax statement) => (statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement) is ReturnStatementSyntax or ThrowStatementSyntax;

    /// <summary>True for a condition that the origin of a stranger can meet.</summary>
    private bool CanHold(ExpressionSyntax condition)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => CanHold(inner.Expression),
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => CanHold(both.Left) && CanHold(both.Right),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => CanHoldOne(either),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => CanFail(not.Operand),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Right: LiteralExpressionSyntax } => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Scheme" } } => true,
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax } => true,
            InvocationExpressionSyntax call => CanPass(call),
            _ => false,
        };

    private bool CanHoldOne(BinaryExpressionSyntax either)
    {
        var before = open;
        if (CanHold(either.Left))
        {
            return true;
        }

        open = before;
        return CanHold(either.Right);
    }

    /// <summary>True for a condition that the origin of a stranger need not meet.</summary>
    private bool CanFail(ExpressionSyntax condition)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => CanFail(inner.Expression),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => CanHold(not.Operand),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => CanFail(either.Left) && CanFail(either.Right),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => CanFail(both.Left) || CanFail(both.Right),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Scheme" } } => true,
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax } => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Contains" or "StartsWith" or "EndsWith" or "Equals" } } => true,
            _ => false,
        };

    private bool CanPass(InvocationExpressionSyntax call)
    {
        if (call is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }, ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            return false;
        }

        if (name is "TryCreate" or "IsWellFormedUriString" && call.Expression.ToString().EndsWith("Uri." + name, StringComparison.Ordinal))
        {
            return true;
        }

        if (name is "Any" or "Exists")
        {
            return CanPassOne(call, arguments);
        }

        if (name is not ("EndsWith" or "StartsWith" or "Contains")
            || model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is not { } constant
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String })
        {
            return false;
        }

        return Passes(name, constant.ToString());
    }

    /// <summary><c>suffixes.Any(suffix =&gt; origin.EndsWith(suffix))</c>, where the code says which they are.</summary>
    private bool CanPassOne(InvocationExpressionSyntax any, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (arguments.Count != 1
            || arguments[0].Expression is not SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var each, ExpressionBody: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EndsWith" or "Contains" or "StartsWith" } test, ArgumentList.Arguments: { Count: > 0 } given } }
            || given[0].Expression is not IdentifierNameSyntax { Identifier.ValueText: var asked }
            || asked != each)
        {
            return false;
        }

        var list = ((MemberAccessExpressionSyntax)any.Expression).Expression;
        var value = list is not IdentifierNameSyntax { Identifier.ValueText: var variable } ? list
            : any.Ancestors().Select(scope => (NameLookup.DeclaratorIn(scope, variable) ?? FieldIn(scope, variable))?.Initializer?.Value).FirstOrDefault(found => found is not null);
        return value is CollectionExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax
            && value.DescendantNodes().Any(node => node is LiteralExpressionSyntax { Token.Value: string text } && Passes(test.Name.Identifier.ValueText, text));
    }

    private static VariableDeclaratorSyntax? FieldIn(SyntaxNode scope, string name)
        => (scope as TypeDeclarationSyntax)?.Members.OfType<FieldDeclarationSyntax>().SelectMany(static field => field.Declaration.Variables).FirstOrDefault(variable => variable.Identifier.ValueText == name);

    private bool Passes(string name, string text)
    {
        switch (name)
        {
            case "EndsWith":
                return PassesEnd(text);

            case "StartsWith" when text is "http" or "https" or "http://" or "https://":
                return true;

            // Behind a colon comes the port, and a slash never comes.
            case "StartsWith" when text.Length > 8 && text.IndexOf("://", StringComparison.Ordinal) is > 0 and var at && text.IndexOfAny([':', '/'], at + 3) < 0 && text.IndexOf('.', at) > 0:
                open ??= $"whose address begins with '{text}'";
                return true;

            case "Contains" when text is "://" or "http" or "https" or ".":
                return true;

            case "Contains" when text.Length > 3 && text.IndexOf('.') >= 0 && !IsNear(text):
                open ??= $"whose name contains '{text}'";
                return true;

            default:
                return false;
        }
    }

    private bool PassesEnd(string text)
    {
        if (text.IndexOf("//", StringComparison.Ordinal) >= 0 || text.IndexOf('.') < 0 || IsNear(text))
        {
            return false;
        }

        var host = HostOf(text);
        if (SharedHosting.OpenedBy(host) is { } domain)
        {
            open ??= host[0] is '.' || host == domain && domain.IndexOf('.') == domain.LastIndexOf('.') ? "under " + domain.TrimStart('.') : $"whose name ends in '{text}'";
            return true;
        }

        if (SharedHosting.IsTopLevel(host) || host[0] is not ('.' or '/' or '@'))
        {
            open ??= $"whose name ends in '{text}'";
            return true;
        }

        return false;
    }

    /// <summary>True for what nobody can register: this machine, the network around it.</summary>
    private static bool IsNear(string text)
        => text.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0 || text.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".lan", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith(".test", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".corp", StringComparison.OrdinalIgnoreCase) || text.TrimStart('.', '/').StartsWith("127.", StringComparison.Ordinal) || text.TrimStart('.', '/').StartsWith("192.168", StringComparison.Ordinal) || text.TrimStart('.', '/').StartsWith("10.", StringComparison.Ordinal);

    /// <summary>A suffix without the port at its end.</summary>
    private static string HostOf(string suffix) => suffix.IndexOf(':') is > 0 and var port ? suffix.Substring(0, port) : suffix;
}
