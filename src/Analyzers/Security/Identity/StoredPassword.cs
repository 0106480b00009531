using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>The password of a row of a table, in clear: what is written into it, and what it is compared with.</summary>
internal static class StoredPassword
{
    private const int MostCallers = 20;

    /// <summary>Rows of people; others hold the password with which the app itself logs in somewhere.</summary>
    private static readonly string[] People =
    [
        "user", "users", "account", "customer", "member", "admin", "administrator", "person", "employee", "student", "teacher", "client", "patient", "doctor", "driver", "seller", "staff", "owner", "author", "player", "login", "guest", "buyer", "manager",
    ];

    private static readonly string[] Saving = ["SaveChanges", "SaveChangesAsync", "Add", "AddAsync", "Update", "UpdateAsync", "Insert", "InsertAsync", "Create", "CreateAsync", "AddRange"];

    private static readonly string[] Copying =
        ["migrate", "migration", "migrations", "migrator", "import", "importer", "sync", "synchronize", "synchronizer", "copy", "clone", "map", "mapper", "mapping", "mappings", "profile", "restore", "backup", "convert", "converter", "merge", "upgrade"];

    /// <summary>True for the password of somebody's row.</summary>
    public static bool Is(ExpressionSyntax expression, RuleContext context)
        => context.Model.GetSymbolInfo(expression, context.CancellationToken).Symbol is IPropertySymbol { Type.SpecialType: SpecialType.System_String } property
            && EntityTable.Of(context.Known).Contains(property.ContainingType)
            && (WordSplitter.HasWord(property.ContainingType.Name, People) || property.ContainingType.GetMembers().Any(static member => member.Name is "Username" or "UserName" or "LoginName" or "IsAdmin"))
            && IsPlain(property, context.CancellationToken)
            && !IsConverted(property, context.Known.Compilation);

    /// <summary>True where another text was made of it before, here or by who calls.</summary>
    public static bool IsCovered(ExpressionSyntax value, RuleContext context)
    {
        var plain = PasswordText.Plain(value);
        if (PasswordText.Covers(value) || plain is IdentifierNameSyntax variable && TextMakeup.InitialOf(variable) is { } initial && PasswordText.Covers(initial))
        {
            return true;
        }

        var name = MemberName.Of(plain)?.ValueText;
        var function = FunctionSyntax.Enclosing(value);
        if (function.DescendantNodes().Any(node => node is AssignmentExpressionSyntax assignment && MemberName.Of(assignment.Left)?.ValueText == name && PasswordText.Covers(assignment.Right)))
        {
            return true;
        }

        return plain is IdentifierNameSyntax && value.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name)
            && CallersCover(method.Identifier.ValueText, context.Known.Compilation);
    }

    /// <summary>True where what is compared is an old row: behind the comparison, the same member hashes the password and takes the clear text away.</summary>
    public static bool IsReplaced(SyntaxNode comparison, ExpressionSyntax stored)
    {
        var name = PasswordText.NameOf(stored);
        var (isHashed, isCleared) = (false, false);
        foreach (var node in VariableWrites.ScopeOf(comparison).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment && node.SpanStart > comparison.Span.End)
            {
                isCleared |= MemberName.Of(assignment.Left)?.ValueText == name && IsNothing(assignment.Right);
                isHashed |= MemberName.Of(assignment.Left)?.ValueText != name && PasswordText.Covers(assignment.Right) && assignment.Right.DescendantNodesAndSelf().Any(static part => part is InvocationExpressionSyntax);
            }
        }

        return isHashed && isCleared;
    }

    private static bool IsNothing(ExpressionSyntax value)
        => PasswordText.Plain(value) switch
        {
            LiteralExpressionSyntax { Token.ValueText: var text } literal => literal.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression || text.Length == 0,
            DefaultExpressionSyntax => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } => true,
            _ => false,
        };

    /// <summary>True where the app makes another text of such a password somewhere: what is stored may be that.</summary>
    public static bool IsCoveredElsewhere(string name, Compilation compilation)
        => compilation.SyntaxTrees.Any(tree => NamedPlaces.Of(tree).Writes(name).Any(static write => write is AssignmentExpressionSyntax { Right: var value } && PasswordText.Covers(value)));

    /// <summary>True for what the function is given by who calls it: a parameter, or a member of one or of the page. What is read from a row, or into a variable, may be a hash.</summary>
    public static bool IsGiven(ExpressionSyntax value, RuleContext context)
    {
        var root = PasswordText.Plain(value);
        if (root is MemberAccessExpressionSyntax && context.Model.GetSymbolInfo(root, context.CancellationToken).Symbol is { ContainingType: var owner } && EntityTable.Of(context.Known).Contains(owner))
        {
            return false;
        }

        while (root is MemberAccessExpressionSyntax access)
        {
            root = access.Expression;
        }

        return root is ThisExpressionSyntax || context.Model.GetSymbolInfo(root, context.CancellationToken).Symbol is IParameterSymbol or IPropertySymbol;
    }

    /// <summary>True where rows are carried from one place to another, with what they hold.</summary>
    public static bool IsCopied(SyntaxNode place)
        => place.Ancestors().Any(static around => around is MethodDeclarationSyntax { Identifier.ValueText: var method } && WordSplitter.HasWord(method, Copying)
            || around is BaseTypeDeclarationSyntax { Identifier.ValueText: var type } && WordSplitter.HasWord(type, Copying));

    /// <summary>True where the row is written to the database nearby.</summary>
    public static bool IsSaved(SyntaxNode place)
        => FunctionSyntax.Enclosing(place).DescendantNodes().Any(static node => node is InvocationExpressionSyntax call && Array.IndexOf(Saving, InvocationSyntax.NameOf(call)?.Identifier.ValueText) >= 0);

    private static bool CallersCover(string method, Compilation compilation)
        => compilation.SyntaxTrees.SelectMany(tree => NamedPlaces.Of(tree).Calls(method)).Take(MostCallers)
            .Any(static call => call is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } && arguments.Any(static argument
                => PasswordText.Covers(argument.Expression) || argument.Expression is IdentifierNameSyntax variable && TextMakeup.InitialOf(variable) is { } initial && PasswordText.Covers(initial)));

    /// <summary>True for a column that is encrypted on its way to the table.</summary>
    private static bool IsConverted(IPropertySymbol property, Compilation compilation)
        => property.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: var name } && (name.IndexOf("Encrypt", StringComparison.Ordinal) >= 0 || name.IndexOf("Protect", StringComparison.Ordinal) >= 0))
            || compilation.SyntaxTrees.Any(tree => NamedPlaces.Of(tree).Calls("HasConversion").Any(call => call is InvocationExpressionSyntax { Expression: var chain } && chain.DescendantNodes().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var name } && name == property.Name)));

    /// <summary>False for a property that does something with what it is given.</summary>
    private static bool IsPlain(IPropertySymbol property, CancellationToken cancellationToken)
        => property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellationToken) is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } || accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null));
}
