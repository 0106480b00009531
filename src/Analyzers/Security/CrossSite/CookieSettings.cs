using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What the options of a cookie say about one protection.</summary>
internal enum Protection
{
    /// <summary>Nothing: the default, which is no protection.</summary>
    Missing,

    /// <summary>That there is none.</summary>
    Off,

    /// <summary>That there is.</summary>
    On,

    /// <summary>Something that only the running app knows, such as <c>Request.IsHttps</c>.</summary>
    Decided,
}

/// <summary>The options of one cookie, as far as the code around shows how they are made.</summary>
internal sealed class CookieSettings
{
    private const string Options = "Microsoft.AspNetCore.Http.CookieOptions";

    /// <summary>A variable, the helper that it comes from, and the helper's variable; a helper of a helper is not followed.</summary>
    private const int Depth = 3;

    private readonly List<AssignmentExpressionSyntax> off = [];

    private CookieSettings(BaseObjectCreationExpressionSyntax? creation) => Creation = creation;

    /// <summary>Where they are created; null where a cookie has none.</summary>
    public BaseObjectCreationExpressionSyntax? Creation { get; }

    public Protection HttpOnly { get; private set; }

    public Protection Secure { get; private set; }

    /// <summary>Off for a cookie that every site may send along.</summary>
    public Protection SameSite { get; private set; }

    /// <summary>The assignments that switch a protection off.</summary>
    public IReadOnlyList<AssignmentExpressionSyntax> SwitchedOff => off;

    /// <summary>A cookie without options.</summary>
    public static CookieSettings None { get; } = new(creation: null);

    /// <summary>The options that a call is handed; null where the code does not show them.</summary>
    public static CookieSettings? Of(ExpressionSyntax options, SemanticModel model, KnownTypes known, CancellationToken cancellationToken) => Of(options, options.SpanStart, model, known, Depth, cancellationToken);

    private static CookieSettings? Of(ExpressionSyntax options, int until, SemanticModel model, KnownTypes known, int depth, CancellationToken cancellationToken)
    {
        switch (options)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, until, model, known, depth, cancellationToken);

            case BaseObjectCreationExpressionSyntax creation:
                return OfCreation(creation, model, known, cancellationToken);

            case IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax:
                return model.GetSymbolInfo(options, cancellationToken).Symbol switch
                {
                    ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declared } local when declared[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value } variable && depth > 0
                        => OfVariable(local, variable, value, until, model, known, depth, cancellationToken),
                    IFieldSymbol { IsReadOnly: true, DeclaringSyntaxReferences: { Length: 1 } declared } field when declared[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax value } variable
                        => IsCompleted(variable, field.Name) ? null : At(value, model, known, cancellationToken),
                    IPropertySymbol { SetMethod: null, IsVirtual: false, DeclaringSyntaxReferences: { Length: 1 } declared } when declared[0].GetSyntax(cancellationToken) is PropertyDeclarationSyntax property
                        => (property.ExpressionBody?.Expression ?? property.Initializer?.Value) is BaseObjectCreationExpressionSyntax value ? At(value, model, known, cancellationToken) : null,
                    IMethodSymbol { IsVirtual: false, IsAbstract: false, DeclaringSyntaxReferences: { Length: 1 } declared } when depth > 0 && Returned(declared[0].GetSyntax(cancellationToken)) is { } value
                        => OtherFile.ModelOf(value.SyntaxTree, model.Compilation, model) is { } its ? Of(value, value.SpanStart, its, known, depth - 1, cancellationToken) : null,
                    _ => null,
                };

            default:
                return null;
        }
    }

    private static CookieSettings? At(BaseObjectCreationExpressionSyntax creation, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => OtherFile.ModelOf(creation.SyntaxTree, model.Compilation, model) is { } its ? OfCreation(creation, its, known, cancellationToken) : null;

    private static CookieSettings? OfCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        // What is copied from other options is not known.
        if (creation.ArgumentList?.Arguments.Count > 0 || !known.Is(model.GetTypeInfo(creation, cancellationToken).Type, Options))
        {
            return null;
        }

        var settings = new CookieSettings(creation);
        foreach (var member in creation.Initializer?.Expressions ?? default)
        {
            if (member is AssignmentExpressionSyntax assignment)
            {
                settings.Add(assignment, isSure: true, model, cancellationToken);
            }
        }

        return settings;
    }

    private static CookieSettings? OfVariable(ILocalSymbol local, VariableDeclaratorSyntax variable, ExpressionSyntax value, int until, SemanticModel model, KnownTypes known, int depth, CancellationToken cancellationToken)
    {
        if (Of(value, value.SpanStart, model, known, depth - 1, cancellationToken) is not { } settings)
        {
            return null;
        }

        var scope = variable.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : variable.SyntaxTree.GetRoot(cancellationToken);
        foreach (var node in scope.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != local.Name || use.SpanStart < variable.Span.End)
            {
                continue;
            }

            switch (use.Parent)
            {
                // What is said after the cookie was set is about the next one.
                case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access when access.Expression == use && assignment.Left == access:
                    if (use.SpanStart < until)
                    {
                        settings.Add(assignment, IsBeside(assignment, variable), model, cancellationToken);
                    }

                    break;

                case AssignmentExpressionSyntax again when again.Left == use:
                    return null;

                // Whoever else gets it may complete it.
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Append" or "Delete"):
                case ArgumentSyntax { Parent: not ArgumentListSyntax { Parent: InvocationExpressionSyntax } }:
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } called when called.Expression == use:
                case ReturnStatementSyntax when until > use.Span.End:
                    return null;
            }
        }

        return settings;
    }

    /// <summary>True for a statement that runs whenever the variable is declared.</summary>
    private static bool IsBeside(AssignmentExpressionSyntax assignment, VariableDeclaratorSyntax variable)
        => assignment.Parent is ExpressionStatementSyntax { Parent: var block }
            && variable.Parent?.Parent?.Parent is { } other
            && (block == other || block is GlobalStatementSyntax && other is GlobalStatementSyntax);

    /// <summary>True for a field of whose object the type sets something later.</summary>
    private static bool IsCompleted(VariableDeclaratorSyntax field, string name)
        => field.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var target } } && MemberName.Of(target)?.ValueText == name) != false;

    /// <summary>What a method gives back, where that is one expression.</summary>
    private static ExpressionSyntax? Returned(SyntaxNode declaration)
    {
        var (expression, body) = declaration switch
        {
            MethodDeclarationSyntax method => (method.ExpressionBody?.Expression, (SyntaxNode?)method.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody?.Expression, local.Body),
            _ => (null, null),
        };
        if (body is null)
        {
            return expression;
        }

        ExpressionSyntax? returned = null;
        foreach (var node in body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ReturnStatementSyntax { Expression: { } value })
            {
                if (returned is not null)
                {
                    return null;
                }

                returned = value;
            }
        }

        return returned;
    }

    private void Add(AssignmentExpressionSyntax assignment, bool isSure, SemanticModel model, CancellationToken cancellationToken)
    {
        var name = MemberName.Of(assignment.Left)?.ValueText;
        if (name is not ("HttpOnly" or "Secure" or "SameSite"))
        {
            return;
        }

        var constant = model.GetConstantValue(assignment.Right, cancellationToken);
        var said = !isSure || !constant.HasValue ? Protection.Decided
            : name == "SameSite" ? constant.Value is 0 ? Protection.Off : Protection.On
            : constant.Value is true ? Protection.On
            : Protection.Off;
        off.RemoveAll(other => MemberName.Of(other.Left)?.ValueText == name);
        if (said == Protection.Off)
        {
            off.Add(assignment);
        }

        switch (name)
        {
            case "HttpOnly":
                HttpOnly = said;
                break;
            case "Secure":
                Secure = said;
                break;
            default:
                SameSite = said;
                break;
        }
    }
}
