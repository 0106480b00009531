using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Entity Framework: the statement becomes an interpolated string whose holes are parameters, and no quotes stand around them.</summary>
internal static class InterpolatedQuery
{
    private static readonly string[] Owners = ["Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions"];

    /// <summary>What takes a text as it is, and what takes an interpolated string: from version 7 on, and before.</summary>
    private static readonly (string Raw, string Name, string OldName)[] Methods =
    [
        ("FromSqlRaw", "FromSql", "FromSqlInterpolated"),
        ("ExecuteSqlRaw", "ExecuteSql", "ExecuteSqlInterpolated"),
        ("ExecuteSqlRawAsync", "ExecuteSqlAsync", "ExecuteSqlInterpolatedAsync"),
        ("SqlQueryRaw", "SqlQuery", "SqlQuery"),
    ];

    /// <summary>The edits of a call whose holes are parameters already, and stand between quotes.</summary>
    public static SolutionEdits? Unquote(DocumentId document, ExpressionSyntax text, RuleContext context)
    {
        if (text is not InterpolatedStringExpressionSyntax || Interpolated(text, context, SqlHoles.Parameters) is not { } made)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(document, text, current => made.WithTriviaFrom(current));
        return edits;
    }

    /// <summary>The edits of a call that takes a text, or a variable that is used for nothing else.</summary>
    public static SolutionEdits? Plan(DocumentId document, IInvocationOperation call, ExpressionSyntax text, RuleContext context)
    {
        var owner = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        if (!Array.Exists(Owners, one => context.Known.Is(owner, one))
            || Array.Find(Methods, row => row.Raw == call.TargetMethod.Name) is not { Raw: not null } method
            || NameFor(method, owner) is not { } name
            || InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is not { } written
            || call.Arguments.Any(static argument => argument.Parameter?.Name == "parameters" && argument.ArgumentKind is ArgumentKind.Explicit or ArgumentKind.ParamArray && !IsEmpty(argument.Value)))
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (text is IdentifierNameSyntax variable)
        {
            if (DeclarationOf(variable, context) is not { Initializer.Value: { } value, Parent: VariableDeclarationSyntax declaration } || Interpolated(value, context, SqlHoles.All) is not { } given)
            {
                return null;
            }

            var type = UsingDirectives.NameOfSystemType(context.Model, declaration.SpanStart, context.Known, "FormattableString");
            edits.Replace(document, declaration.Type, current => SyntaxFactory.ParseTypeName(type).WithTriviaFrom(current));
            edits.Replace(document, value, current => given.WithTriviaFrom(current));
        }
        else if (Interpolated(text, context, SqlHoles.All) is { } made)
        {
            edits.Replace(document, text, current => made.WithTriviaFrom(current));
        }
        else
        {
            return null;
        }

        edits.Replace(document, written, current => ((SimpleNameSyntax)current).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(((SimpleNameSyntax)current).Identifier)));
        return edits;
    }

    private static string? NameFor((string Raw, string Name, string OldName) method, INamedTypeSymbol owner)
        => !owner.GetMembers(method.Name).IsEmpty ? method.Name : !owner.GetMembers(method.OldName).IsEmpty ? method.OldName : null;

    private static bool IsEmpty(IOperation value) => value is IArrayCreationOperation { IsImplicit: true, Initializer.ElementValues.IsEmpty: true };

    private static ExpressionSyntax? Interpolated(ExpressionSyntax text, RuleContext context, SqlHoles mode)
    {
        if (SqlSource.Of(text, context.Model, context.CancellationToken) is not { } source || SqlValues.Of(source, context, mode) is not { } values)
        {
            return null;
        }

        foreach (var value in values)
        {
            var isTyped = mode == SqlHoles.Parameters || (value.Whole is { } whole && CommonSanitizers.IsClosed(context.Model.GetTypeInfo(whole, context.CancellationToken).Type));
            var braces = value.Holes.First().Braces;
            value.Put(new string('{', braces) + InHole(value.Expression(context.Model, isTyped, asSum: true, context.CancellationToken)) + new string('}', braces));
        }

        return source.RenderInterpolated();
    }

    /// <summary>A colon begins a format.</summary>
    private static string InHole(string expression) => SyntaxFactory.ParseExpression(expression) is ConditionalExpressionSyntax || expression.Contains("::") ? $"({expression})" : expression;

    /// <summary>The declaration of a text that is given its value there and is used in one place.</summary>
    private static VariableDeclaratorSyntax? DeclarationOf(IdentifierNameSyntax variable, RuleContext context)
    {
        if (context.Model.GetSymbolInfo(variable, context.CancellationToken).Symbol is not ILocalSymbol { IsConst: false, IsRef: false, DeclaringSyntaxReferences: { Length: 1 } references }
            || references[0].GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: { } list } } } declarator)
        {
            return null;
        }

        var scope = list is GlobalStatementSyntax { Parent: { } unit } ? unit : list;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == declarator.Identifier.ValueText && context.Model.GetSymbolInfo(use, context.CancellationToken).Symbol is ILocalSymbol);
        return uses.Take(2).Count() == 1 ? declarator : null;
    }
}
