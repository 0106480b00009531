using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.CodeFixes.Security.CrossSite;

/// <summary>Gives a cookie the protections that it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1011UnprotectedCookieFix : SolutionFix<SimpleNameSyntax>
{
    private const string Space = "Microsoft.AspNetCore.Http.";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1011.protect", "Protect the cookie (changes behavior: scripts and plain HTTP no longer see it)", ProtectAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> ProtectAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        var planned = site.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && MemberName.SyntaxOf(assignment.Left) == site.Node ? InBuilder(assignment, site, edits)
            : site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && InvocationSyntax.NameOf(call) == site.Node && InCall(call, site, edits, cancellationToken);
        return planned ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary><c>options.Cookie.HttpOnly = true</c>, <c>options.Cookie.SecurePolicy = CookieSecurePolicy.Always</c></summary>
    private static bool InBuilder(AssignmentExpressionSyntax assignment, Site site, SolutionEdits edits)
    {
        switch (assignment.Right)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression }:
                edits.Replace(site.Document.Id, assignment.Right, True);
                return true;

            case BaseObjectCreationExpressionSyntax made when CanGrow(made):
                edits.Replace(site.Document.Id, made, static current => With((BaseObjectCreationExpressionSyntax)current, "HttpOnly = true"), "HttpOnly");
                return true;

            case var right when MemberName.SyntaxOf(right) is IdentifierNameSyntax { Identifier.ValueText: "None" } none:
                edits.Replace(site.Document.Id, none, static current => SyntaxFactory.IdentifierName("Always").WithTriviaFrom(current));
                return true;

            default:
                return false;
        }
    }

    private static SyntaxNode True(SyntaxNode current) => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(current);

    private static bool InCall(InvocationExpressionSyntax call, Site site, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation || !known.IsA(operation.TargetMethod.ContainingType, Space + "IResponseCookies"))
        {
            return false;
        }

        var options = operation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.Name == "CookieOptions")?.Value.Syntax as ExpressionSyntax;
        var settings = options is null ? CookieSettings.None : CookieSettings.Of(options, site.Model, known, cancellationToken);
        if (settings is null || settings.Creation is { } made && made.SyntaxTree != call.SyntaxTree)
        {
            return false;
        }

        var weight = PG1011UnprotectedCookie.WeightOf(operation);
        var protections = Missing(settings, weight, call, site, known, edits);
        if (settings.Creation is not { } creation)
        {
            return protections.Count > 0 && WithOptions(call, protections, site, known, edits);
        }

        if (protections.Count > 0 && !CanGrow(creation))
        {
            return false;
        }

        foreach (var switched in settings.SwitchedOff)
        {
            if (MemberName.Of(switched.Left)?.ValueText is var name && name != "Secure" && (name != "HttpOnly" || weight != CookieWeight.Credential))
            {
                continue;
            }

            if (!switched.Right.IsKind(SyntaxKind.FalseLiteralExpression))
            {
                return false;
            }

            edits.Replace(site.Document.Id, switched.Right, True, "true");
        }

        foreach (var protection in protections)
        {
            edits.Replace(site.Document.Id, creation, current => With((BaseObjectCreationExpressionSyntax)current, protection), protection);
        }

        return true;
    }

    /// <summary>What the options have to say besides; a cookie that lets nobody in is only kept off the open wire.</summary>
    private static List<string> Missing(CookieSettings settings, CookieWeight weight, SyntaxNode place, Site site, KnownTypes known, SolutionEdits edits)
    {
        var missing = new List<string>();
        if (weight == CookieWeight.Credential && settings.HttpOnly == Protection.Missing)
        {
            missing.Add("HttpOnly = true");
        }

        if (settings.Secure == Protection.Missing)
        {
            missing.Add("Secure = true");
        }

        if (weight == CookieWeight.Credential && settings.SameSite == Protection.Missing && NameOf("SameSiteMode", place, site, known, edits) is { } mode)
        {
            missing.Add("SameSite = " + mode + ".Lax");
        }

        return missing;
    }

    private static string? NameOf(string type, SyntaxNode place, Site site, KnownTypes known, SolutionEdits edits)
    {
        if (known[Space + type] is not { } symbol)
        {
            return null;
        }

        var names = new TypeNames(site.Model, place.SpanStart, qualifies: false);
        var name = names.Of(symbol);
        foreach (var import in names.Imports)
        {
            edits.Import(site.Document.Id, place, site.Model, import);
        }

        return name;
    }

    /// <summary><c>Append(key, value, new CookieOptions { … })</c></summary>
    private static bool WithOptions(InvocationExpressionSyntax call, List<string> protections, Site site, KnownTypes known, SolutionEdits edits)
    {
        if (NameOf("CookieOptions", call, site, known, edits) is not { } type)
        {
            return false;
        }

        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("new " + type + " { " + string.Join(", ", protections) + " }"));
        if (call.ArgumentList.Arguments.Any(static other => other.NameColon is not null))
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon("options").WithTrailingTrivia(SyntaxFactory.Space));
        }

        edits.Replace(site.Document.Id, call.ArgumentList, current => Add((ArgumentListSyntax)current, argument));
        return true;
    }

    private static ArgumentListSyntax Add(ArgumentListSyntax list, ArgumentSyntax argument)
    {
        // Arguments on lines of their own stay so.
        var last = list.Arguments.Last();
        var leading = last.GetLeadingTrivia();
        var isOnOwnLine = list.Arguments.Count > 1 && list.Arguments.GetSeparators().Last().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnOwnLine ? CodeLayout.NewLine(list.Arguments[0]) : SyntaxFactory.Space);
        var trailing = last.GetTrailingTrivia();
        return list.WithArguments(SyntaxFactory.SeparatedList(
            [.. list.Arguments.Take(list.Arguments.Count - 1), last.WithTrailingTrivia(), argument.WithLeadingTrivia(isOnOwnLine ? SyntaxFactory.TriviaList(leading.LastOrDefault(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))) : []).WithTrailingTrivia(trailing)],
            [.. list.Arguments.GetSeparators(), comma]));
    }

    /// <summary>False where a comment would be lost, or a directive says which members there are.</summary>
    private static bool CanGrow(BaseObjectCreationExpressionSyntax creation)
        => creation.Initializer is { Expressions.Count: > 0 } initializer
            ? !initializer.DescendantTrivia().Any(static trivia => trivia.IsDirective)
            : !CodeLayout.HasComments(creation, creation.Span);

    /// <summary>The options with one member more, on a line of its own where the others have one.</summary>
    private static BaseObjectCreationExpressionSyntax With(BaseObjectCreationExpressionSyntax creation, string member)
    {
        var added = (AssignmentExpressionSyntax)SyntaxFactory.ParseExpression(member);
        if (creation.Initializer is not { Expressions.Count: > 0 } initializer)
        {
            var trailing = creation.GetTrailingTrivia();
            var made = (InitializerExpressionSyntax)((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression("new X { " + member + " }")).Initializer!.WithTrailingTrivia(trailing);
            return creation is ObjectCreationExpressionSyntax named
                ? named.WithType(named.Type.WithTrailingTrivia(SyntaxFactory.Space)).WithArgumentList(null).WithInitializer(made)
                : creation.WithArgumentList(creation.ArgumentList!.WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(made);
        }

        var list = initializer.Expressions;
        var last = list.Last();
        var separators = list.GetSeparators().ToList();
        var isTrailed = separators.Count == list.Count;
        var isOnOwnLine = initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var indentation = last.GetLeadingTrivia().LastOrDefault(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var elements = list.ToList();
        if (isTrailed)
        {
            var end = separators[separators.Count - 1].TrailingTrivia;
            if (!isOnOwnLine)
            {
                separators[separators.Count - 1] = separators[separators.Count - 1].WithTrailingTrivia(SyntaxFactory.Space);
            }

            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnOwnLine ? SyntaxFactory.TriviaList(end.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))) : end));
        }
        else
        {
            // A comment behind the last member stays behind it.
            var end = last.GetTrailingTrivia();
            if (!isOnOwnLine && end.Any(SyntaxKind.MultiLineCommentTrivia))
            {
                elements[elements.Count - 1] = last.WithTrailingTrivia(end.Reverse().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
                end = [SyntaxFactory.Space];
            }
            else
            {
                elements[elements.Count - 1] = last.WithTrailingTrivia();
            }

            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnOwnLine ? end : [SyntaxFactory.Space]));
            added = added.WithTrailingTrivia(isOnOwnLine ? SyntaxFactory.TriviaList(end.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))) : end);
        }

        elements.Add(isOnOwnLine ? added.WithLeadingTrivia(indentation) : added);
        return (BaseObjectCreationExpressionSyntax)creation.ReplaceNode(initializer, initializer.WithExpressions(SyntaxFactory.SeparatedList(elements, separators)));
    }
}
