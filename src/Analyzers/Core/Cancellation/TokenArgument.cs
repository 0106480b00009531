using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Where in the list of arguments a token goes.</summary>
internal sealed class TokenArgument
{
    /// <summary>What the parameters of Dapper's methods are called in its command.</summary>
    public static readonly Dictionary<string, string> CommandParameters = new(StringComparer.Ordinal)
    {
        ["sql"] = "commandText",
        ["param"] = "parameters",
        ["transaction"] = "transaction",
        ["commandTimeout"] = "commandTimeout",
        ["commandType"] = "commandType",
    };

    private readonly Form form;
    private readonly int index;
    private readonly string? name;

    private TokenArgument(Form form, int index = 0, string? name = null)
    {
        this.form = form;
        this.index = index;
        this.name = name;
    }

    private enum Form
    {
        /// <summary>A new argument at an index.</summary>
        Insert,

        /// <summary>A named argument at the end.</summary>
        Named,

        /// <summary>In place of the argument at an index.</summary>
        Replace,

        /// <summary>At the end, behind the arguments from an index on, which become one array.</summary>
        Wrap,

        /// <summary>In place of all arguments, in a command of Dapper.</summary>
        Command,

        /// <summary>In new options of a parallel loop, at an index.</summary>
        Options,

        /// <summary>In the options of a parallel loop that are made at an index.</summary>
        GivenOptions,

        /// <summary>In a call behind the one that makes a query parallel.</summary>
        Query,
    }

    /// <summary>In a call behind <c>AsParallel()</c>.</summary>
    public static TokenArgument BehindQuery { get; } = new(Form.Query);

    /// <summary>In the options of a parallel loop: new ones, or those that are made for it.</summary>
    /// <param name="at">The index among the arguments.</param>
    /// <param name="type">How the type of the options is written, null where they are made already.</param>
    public static TokenArgument InOptions(int at, string? type) => new(type is null ? Form.GivenOptions : Form.Options, at, type);

    /// <summary>True for the place of a <c>default</c> that is written.</summary>
    public bool ReplacesDefault => form == Form.Replace;

    /// <summary>The place of a token in a call; null where one is given already, by decision or otherwise.</summary>
    public static TokenArgument? For(InvocationExpressionSyntax call, IMethodSymbol called, TokenParameter parameter, SemanticModel model)
    {
        var arguments = call.ArgumentList.Arguments;
        if (parameter == TokenParameter.Command)
        {
            return called.MethodKind == MethodKind.ReducedExtension && arguments.Count > 0 ? new(Form.Command) : null;
        }

        var at = called is { IsExtensionMethod: true, MethodKind: not MethodKind.ReducedExtension } ? parameter.Index + 1 : parameter.Index;
        if (at < 0)
        {
            // An extension of the token itself.
            return null;
        }

        if (parameter.Own)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                if (arguments[i].NameColon is { } colon ? colon.Name.Identifier.ValueText == parameter.Name : i == at)
                {
                    return IsDefault(arguments[i].Expression) ? new(Form.Replace, i) : null;
                }
            }
        }
        else if (parameter.WrapsRest is { } first)
        {
            var last = arguments.Count - 1;
            var isArray = last == first && model.GetTypeInfo(arguments[last].Expression).Type is IArrayTypeSymbol;
            if (arguments.Any(argument => argument.NameColon is not null) || arguments.Count <= first)
            {
                return null;
            }

            return isArray ? new(Form.Insert, arguments.Count) : new(Form.Wrap, first);
        }

        return arguments.Count < at || arguments.Any(argument => argument.NameColon is not null)
            ? new(Form.Named, name: parameter.Name)
            : new(Form.Insert, at);
    }

    /// <summary>An argument list with an argument for a parameter that has just been added to the method.</summary>
    /// <param name="call">The call.</param>
    /// <param name="at">The parameter's index among the arguments.</param>
    /// <param name="name">Its name.</param>
    public static TokenArgument ForNew(ArgumentListSyntax call, int at, string name)
        => call.Arguments.Count < at || call.Arguments.Any(argument => argument.NameColon is not null) ? new(Form.Named, name: name) : new(Form.Insert, at);

    /// <summary>The call with the token.</summary>
    public InvocationExpressionSyntax In(InvocationExpressionSyntax call, ExpressionSyntax token)
        => form == Form.Query
            ? SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, call.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("WithCancellation")),
                SyntaxFactory.ArgumentList([SyntaxFactory.Argument(token)])).WithTrailingTrivia(call.GetTrailingTrivia())
            : call.WithArgumentList(In(call.ArgumentList, token));

    /// <summary>The arguments with the token.</summary>
    public ArgumentListSyntax In(ArgumentListSyntax list, ExpressionSyntax token)
    {
        switch (form)
        {
            case Form.Insert:
                return Insert(list, index, SyntaxFactory.Argument(token));
            case Form.Named:
                return Insert(list, list.Arguments.Count, SyntaxFactory.Argument(
                    SyntaxFactory.NameColon((IdentifierNameSyntax)SyntaxFactory.ParseName(IdentifierText.Escaped(name!)), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)), default, token));
            case Form.Replace:
                var given = list.Arguments[index].Expression;
                return list.ReplaceNode(given, token.WithTriviaFrom(given));
            case Form.Options:
                return Insert(list, index, SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"new {name} {{ CancellationToken = {token.WithoutTrivia().ToFullString()} }}")));
            case Form.GivenOptions:
                var options = (BaseObjectCreationExpressionSyntax)list.Arguments[index].Expression;
                return list.ReplaceNode(options, WithToken(options, token));
            case Form.Wrap:
                var rest = list.Arguments.Skip(index).ToList();
                var array = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("[" + string.Join(", ", rest.Select(argument => argument.WithoutTrivia().ToFullString())) + "]"))
                    .WithLeadingTrivia(rest[0].GetLeadingTrivia());
                var kept = list.WithArguments(Separated([.. list.Arguments.Take(index), array], list.Arguments));
                return Insert(kept, kept.Arguments.Count, SyntaxFactory.Argument(token));
            default:
                return InCommand(list, token);
        }
    }

    private static BaseObjectCreationExpressionSyntax WithToken(BaseObjectCreationExpressionSyntax options, ExpressionSyntax token)
    {
        var set = (ExpressionSyntax)SyntaxFactory.ParseExpression("CancellationToken = " + token.WithoutTrivia().ToFullString());
        if (options.Initializer is { } initializer)
        {
            var sets = SeparatedLists.Insert(initializer.OpenBraceToken, initializer.Expressions, initializer.Expressions.Count, set);
            var last = sets[sets.Count - 1];
            return options.WithInitializer(initializer.WithExpressions(last.HasTrailingTrivia ? sets : sets.Replace(last, last.WithTrailingTrivia(SyntaxFactory.Space))));
        }

        var text = options.WithoutTrivia().ToFullString();
        return (BaseObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"{text} {{ {set} }}").WithTriviaFrom(options);
    }

    private static ArgumentListSyntax InCommand(ArgumentListSyntax list, ExpressionSyntax token)
    {
        var arguments = list.Arguments.Select(argument => argument.NameColon is { } colon && CommandParameters.TryGetValue(colon.Name.Identifier.ValueText, out var renamed)
            ? argument.WithNameColon(colon.WithName(SyntaxFactory.IdentifierName(renamed).WithTriviaFrom(colon.Name)))
            : argument);
        var inner = Insert(list.WithArguments(Separated([.. arguments], list.Arguments)), list.Arguments.Count, SyntaxFactory.Argument(
            SyntaxFactory.NameColon(SyntaxFactory.IdentifierName("cancellationToken"), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)), default, token));
        var command = SyntaxFactory.ObjectCreationExpression(SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.IdentifierName("CommandDefinition"), inner, null);
        return SyntaxFactory.ArgumentList([SyntaxFactory.Argument(command.WithoutTrivia())]).WithTriviaFrom(list);
    }

    private static ArgumentListSyntax Insert(ArgumentListSyntax list, int at, ArgumentSyntax added)
        => list.WithArguments(SeparatedLists.Insert(list.OpenParenToken, list.Arguments, at, added));

    private static SeparatedSyntaxList<ArgumentSyntax> Separated(List<ArgumentSyntax> arguments, SeparatedSyntaxList<ArgumentSyntax> like)
        => SyntaxFactory.SeparatedList(arguments, like.GetSeparators().Take(arguments.Count - 1));

    private static bool IsDefault(ExpressionSyntax expression)
        => expression is DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression };
}
