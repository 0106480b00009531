using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Where a token comes from, best first.</summary>
internal enum TokenOrigin
{
    /// <summary>A parameter of this function or of one around it.</summary>
    Parameter,

    /// <summary>A variable of this function.</summary>
    Local,

    /// <summary>A context that the function is given, such as that of a request.</summary>
    Context,

    /// <summary>A context that the object has, such as that of a controller.</summary>
    InheritedContext,

    /// <summary>The object's own token, in the loop that asks for it.</summary>
    Field,

    /// <summary>A member of an object that the function is given, or of its own.</summary>
    Member,
}

/// <summary>The token that belongs to the operation at some place of the code, and how to write it there.</summary>
internal sealed class TokenInScope
{
    /// <summary>Parameters that carry the token of the operation they describe.</summary>
    private static readonly (string Type, string Member)[] Contexts =
    [
        ("Microsoft.AspNetCore.Http.HttpContext", "RequestAborted"),
        ("Microsoft.AspNetCore.Http.HttpRequest", "HttpContext.RequestAborted"),
        ("Grpc.Core.ServerCallContext", "CancellationToken"),
        ("MassTransit.PipeContext", "CancellationToken"),
        ("MassTransit.ConsumeContext", "CancellationToken"),
        ("Quartz.IJobExecutionContext", "CancellationToken"),
        ("Microsoft.Azure.Functions.Worker.FunctionContext", "CancellationToken"),
        ("NServiceBus.IMessageHandlerContext", "CancellationToken"),
        ("Polly.ResilienceContext", "CancellationToken"),
    ];

    /// <summary>What xunit v3 gives its tests.</summary>
    public const string TestContext = "Xunit.TestContext";

    private TokenInScope(string text, TokenOrigin origin)
    {
        Text = text;
        Origin = origin;
    }

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <summary>Where it comes from.</summary>
    public TokenOrigin Origin { get; }

    /// <summary>The token of a source in a variable that is linked to this one: it ends with it, and with what else ends the work here.</summary>
    public TokenInScope? Linked { get; private set; }

    /// <summary>The token to which its source is linked, where no time limit of its own is set.</summary>
    private string? Links { get; set; }

    /// <summary>The token at a place; null where there is none, or more than one that could be meant.</summary>
    /// <param name="place">The place.</param>
    /// <param name="model">The place's model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="promised">Names the token that a function is about to get, null for those that get none.</param>
    public static TokenInScope? At(SyntaxNode place, SemanticModel model, KnownTypes known, Func<SyntaxNode, string?>? promised = null)
    {
        TokenInScope? local = null;
        TokenInScope? context = null;
        var hasRival = false;
        var conditions = new List<ExpressionSyntax>();
        for (var node = place; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case WhileStatementSyntax loop:
                    conditions.Add(loop.Condition);
                    break;

                case DoStatementSyntax loop:
                    conditions.Add(loop.Condition);
                    break;

                case BlockSyntax block:
                    local ??= TokenLocals.Before(node, block.Statements, model, known);
                    hasRival |= TokenLocals.DeclareSource(node, block.Statements);
                    break;

                case SwitchSectionSyntax section:
                    local ??= TokenLocals.Before(node, section.Statements, model, known);
                    break;

                case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }:
                    return local ?? TokenLocals.Before(node, unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement), model, known) ?? context;

                case UsingStatementSyntax { Declaration: { } declaration } when declaration != node:
                    local ??= TokenLocals.Of(declaration, isOwned: true, model, known);
                    break;

                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax:
                    if (promised?.Invoke(parent) is { } name)
                    {
                        return new(name, TokenOrigin.Parameter);
                    }

                    if (Parameters(parent, model, known, ref context, out var ambiguous) is { } parameter)
                    {
                        if (local is { Links: { } linked } && linked == parameter.Text && !IsPassedBeside(parent, local, linked))
                        {
                            parameter.Linked = local;
                        }

                        return parameter;
                    }

                    if (ambiguous)
                    {
                        return null;
                    }

                    if (parent is BaseMethodDeclarationSyntax member)
                    {
                        // A source of the function's own that is told from elsewhere: its token may be meant as well as the context's.
                        return local ?? (hasRival ? null : context ?? OfObject(member, conditions, model, known) ?? OfParameterMember(member, model, known) ?? OfOwnMember(member, model, known) ?? OfTest(known));
                    }

                    if (!TokenCapture.IsAllowed(parent, model, known))
                    {
                        return local ?? (hasRival ? null : context ?? OfParameterMember(parent, model, known));
                    }

                    break;

                case AccessorDeclarationSyntax or BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return local ?? context;
            }
        }

        return local ?? context;
    }

    /// <summary>True where calls behind a source get the token that it is linked to: the source is for some of the calls only.</summary>
    private static bool IsPassedBeside(SyntaxNode function, TokenInScope source, string linked)
    {
        var name = source.Text.Split('.')[0];
        var isDeclared = false;
        foreach (var node in function.DescendantNodes())
        {
            isDeclared |= node is VariableDeclaratorSyntax declared && declared.Identifier.ValueText == name;
            if (isDeclared
                && node is ArgumentSyntax { Expression: IdentifierNameSyntax given, Parent.Parent: InvocationExpressionSyntax call }
                && given.Identifier.ValueText == linked
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is not "CreateLinkedTokenSource")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a parameter that carries the token of the operation it describes.</summary>
    public static bool IsContext(ITypeSymbol type, KnownTypes known)
    {
        foreach (var (context, _) in Contexts)
        {
            if (known.IsA(type, context))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token that this object carries; null for none.</summary>
    public static string? OfObject(INamedTypeSymbol type, KnownTypes known) => TokenMembers.Of(type, known, inside: true);

    /// <summary>True for a method whose object, or one of whose parameters, carries the token already.</summary>
    public static bool IsCarried(IMethodSymbol method, KnownTypes known)
        => (!method.IsStatic && OfObject(method.ContainingType, known) is not null) || IsGiven(method, known);

    /// <summary>True for a method one of whose parameters carries the token.</summary>
    public static bool IsGiven(IMethodSymbol method, KnownTypes known)
        => method.Parameters.Any(parameter => known.IsOfSolution(parameter.Type.ContainingAssembly) && TokenMembers.Of(parameter.Type, known, inside: false) is not null);

    /// <summary>The token of a request or of options, as the solution's own types carry it.</summary>
    private static TokenInScope? OfParameterMember(SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        TokenInScope? found = null;
        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            if (parameter.Type is not (null or PredefinedTypeSyntax or NullableTypeSyntax)
                && model.GetDeclaredSymbol(parameter) is { RefKind: RefKind.None, Type: INamedTypeSymbol type }
                && known.IsOfSolution(type.ContainingAssembly)
                && TokenMembers.Of(type, known, inside: false) is { } member)
            {
                if (found is not null)
                {
                    return null;
                }

                found = new(parameter.Identifier.Text + "." + member, TokenOrigin.Member);
            }
        }

        return found;
    }

    private static TokenInScope? OfOwnMember(BaseMethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
        => !method.Modifiers.Any(SyntaxKind.StaticKeyword)
            && method is not ConstructorDeclarationSyntax
            && method.Parent is ClassDeclarationSyntax or RecordDeclarationSyntax
            && MayCarry((TypeDeclarationSyntax)method.Parent)
            && model.GetDeclaredSymbol((TypeDeclarationSyntax)method.Parent) is INamedTypeSymbol type
            && TokenMembers.Of(type, known, inside: true) is { } member
                ? new(member, TokenOrigin.Member)
                : null;

    /// <summary>False where neither the type's members nor a base type can be a token.</summary>
    private static bool MayCarry(TypeDeclarationSyntax type)
    {
        if (type.BaseList is not null || type.ParameterList is not null || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return true;
        }

        foreach (var member in type.Members)
        {
            if (TypeSyntaxNames.RightmostName((member as PropertyDeclarationSyntax)?.Type ?? (member as FieldDeclarationSyntax)?.Declaration.Type) == "CancellationToken")
            {
                return true;
            }
        }

        return false;
    }

    private static TokenInScope? OfTest(KnownTypes known)
        => known.IsTestCode && known.Has(TestContext) ? new(TestContext + ".Current.CancellationToken", TokenOrigin.InheritedContext) : null;

    /// <summary>A token of this expression.</summary>
    internal static TokenInScope Local(string text, string? links = null) => new(text, TokenOrigin.Local) { Links = links };

    private static TokenInScope? Parameters(SyntaxNode function, SemanticModel model, KnownTypes known, ref TokenInScope? context, out bool ambiguous)
    {
        ambiguous = false;
        TokenInScope? found = null;
        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            var written = TypeSyntaxNames.RightmostName(parameter.Type);
            if (written is null or "CancellationToken" || parameter.Type is NullableTypeSyntax or AliasQualifiedNameSyntax)
            {
                if (model.GetDeclaredSymbol(parameter) is { RefKind: RefKind.None } symbol
                    && (AwaitableTypes.IsToken(symbol.Type) || TokenParameters.IsNullableToken(symbol.Type)))
                {
                    // Two could both be meant; one that is called nothing is refused.
                    if (found is not null || symbol.Name.Trim('_').Length == 0)
                    {
                        ambiguous = true;
                        return null;
                    }

                    var name = parameter.Identifier.Text;
                    found = new(AwaitableTypes.IsToken(symbol.Type) ? name : name + " ?? default", TokenOrigin.Parameter);
                    continue;
                }
            }

            if (context is null && (written is null || written.EndsWith("Context", StringComparison.Ordinal) || written is "HttpRequest")
                && model.GetDeclaredSymbol(parameter) is { RefKind: RefKind.None } described)
            {
                foreach (var (type, member) in Contexts)
                {
                    if (known.IsA(described.Type, type))
                    {
                        context = new(parameter.Identifier.Text + "." + member, TokenOrigin.Context);
                        break;
                    }
                }
            }
        }

        return found;
    }

    private static TokenInScope? OfObject(BaseMethodDeclarationSyntax member, List<ExpressionSyntax> conditions, SemanticModel model, KnownTypes known)
    {
        if (member.Modifiers.Any(SyntaxKind.StaticKeyword) || member is ConstructorDeclarationSyntax || member.Parent is not TypeDeclarationSyntax type)
        {
            return null;
        }

        if (type.BaseList is not null || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            INamedTypeSymbol? symbol = null;
            foreach (var (owner, text) in FrameworkTypes.WithRequestToken)
            {
                if (known.Has(owner) && known.IsA(symbol ??= model.GetDeclaredSymbol(type), owner))
                {
                    return new(text, TokenOrigin.InheritedContext);
                }
            }
        }

        foreach (var field in conditions.Count == 0 ? default : type.Members)
        {
            // The loop that waits for it is the one that it ends; another one's wait may belong to something else.
            if (field is FieldDeclarationSyntax { Declaration: { Variables: { Count: 1 } variables } declaration }
                && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
                && !field.Modifiers.Any(SyntaxKind.StaticKeyword)
                && TypeSyntaxNames.RightmostName(declaration.Type) == "CancellationTokenSource"
                && variables[0].Initializer?.Value is BaseObjectCreationExpressionSyntax { Initializer: null }
                && conditions.Any(condition => condition.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == variables[0].Identifier.ValueText)))
            {
                return new(variables[0].Identifier.Text + ".Token", TokenOrigin.Field);
            }
        }

        return null;
    }
}
