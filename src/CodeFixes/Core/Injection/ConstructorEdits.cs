using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>Adds a parameter to a constructor, the field that keeps it, and the argument to a construction, laid out as what is there.</summary>
internal static class ConstructorEdits
{
    private static ParameterListSyntax Append(ParameterListSyntax list, ParameterSyntax parameter)
    {
        if (list.Parameters.Count == 0)
        {
            return list.WithParameters([parameter]);
        }

        // On a line of its own where the others are.
        var last = list.Parameters.Last();
        var lead = last.GetLeadingTrivia();
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken);
        var breaks = list.Parameters.Count > 1 && list.Parameters.GetSeparators().Last().TrailingTrivia is { } trailing && trailing.Any(SyntaxKind.EndOfLineTrivia)
            ? trailing
            : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        var ownLine = breaks.Any(SyntaxKind.EndOfLineTrivia);
        return list.WithParameters(SyntaxFactory.SeparatedList(
            list.Parameters.Append(ownLine ? parameter.WithLeadingTrivia(lead.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))) : parameter),
            list.Parameters.GetSeparators().Append(separator.WithTrailingTrivia(breaks.Where(trivia => trivia.Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia)))));
    }

    public static ClassDeclarationSyntax WithPrimaryParameter(ClassDeclarationSyntax declaration, ParameterSyntax parameter)
        => declaration.WithParameterList(Append(declaration.ParameterList!, parameter));

    public static ClassDeclarationSyntax WithPrimaryConstructor(ClassDeclarationSyntax declaration, ParameterSyntax parameter)
    {
        var list = SyntaxFactory.ParameterList([parameter]);
        return declaration.TypeParameterList is { } generic
            ? declaration.WithTypeParameterList(generic.WithoutTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(generic.GetTrailingTrivia()))
            : declaration.WithIdentifier(declaration.Identifier.WithTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(declaration.Identifier.TrailingTrivia));
    }

    public static ConstructorDeclarationSyntax WithParameter(ConstructorDeclarationSyntax constructor, ParameterSyntax parameter)
        => constructor.WithParameterList(Append(constructor.ParameterList, parameter).WithTrailingTrivia(constructor.ParameterList.GetTrailingTrivia()));

    public static ClassDeclarationSyntax WithField(ClassDeclarationSyntax declaration, string type, string name, string assignment, CodeLayout.Style style)
    {
        // By what it is: other edits may have put members in front of it.
        var constructor = declaration.Members.OfType<ConstructorDeclarationSyntax>().First(member => !member.Modifiers.Any(SyntaxKind.StaticKeyword));
        var at = declaration.Members.IndexOf(constructor);
        var lastField = declaration.Members.Take(at).LastOrDefault(member => member is FieldDeclarationSyntax);
        var members = declaration.Members.Replace(constructor, CodeLayout.Append(constructor, assignment, style));

        var field = SyntaxFactory.ParseMemberDeclaration($"private readonly {type} {name};")!.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation));
        return lastField is not null
            ? declaration.WithMembers(members.Insert(declaration.Members.IndexOf(lastField) + 1, field.WithTrailingTrivia(style.NewLine)))
            : declaration.WithMembers(members.Insert(0, field.WithTrailingTrivia(style.NewLine, style.NewLine)));
    }

    public static SyntaxNode WithArgument(BaseObjectCreationExpressionSyntax creation, string expression, string parameter)
    {
        var named = creation.ArgumentList?.Arguments.Any(argument => argument.NameColon is not null) == true;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(expression));
        if (named)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(parameter).WithTrailingTrivia(SyntaxFactory.Space));
        }

        if (creation.ArgumentList is { Arguments.Count: > 0 } list)
        {
            return creation.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(
                list.Arguments.Append(argument),
                list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)))));
        }

        if (creation is ObjectCreationExpressionSyntax { ArgumentList: null } bare)
        {
            return bare
                .WithType(bare.Type.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.ArgumentList([argument]).WithTrailingTrivia(bare.Type.GetTrailingTrivia()));
        }

        return creation.WithArgumentList(creation.ArgumentList!.WithArguments([argument]));
    }
}
