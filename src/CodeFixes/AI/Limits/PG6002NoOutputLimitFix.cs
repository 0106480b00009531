using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.AI.Limits;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Limits;

/// <summary>Sets the limit where the options of the call, or the request, are written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6002NoOutputLimitFix : SolutionFix<SyntaxNode>
{
    private const string OpenAISettings = "Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIPromptExecutionSettings";

    private protected override ImmutableArray<Remedy> Remedies => [new("PG6002.limit", "Set an output-token limit", LimitAsync)];

    private static async Task<SolutionEdits?> LimitAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        var tokens = PG6002NoOutputLimit.Limit.In(site.Document.Project.AnalyzerOptions, site.Node.SyntaxTree).ToString(CultureInfo.InvariantCulture);
        return Plan(new(site, edits, tokens, cancellationToken)) ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    private static bool Plan(Setting setting)
        => setting.Site.Node switch
        {
            AnonymousObjectCreationExpressionSyntax written => InBody(written, setting),
            BaseObjectCreationExpressionSyntax creation when DictionaryBody.Of(creation, setting.Hosts) is { } body => InDictionary(body, setting),
            ImplicitObjectCreationExpressionSyntax creation => InOptions(creation, setting),
            { Parent: ObjectCreationExpressionSyntax creation } head when creation.Type == head => InOptions(creation, setting),
            ExpressionSyntax { Parent: ArgumentSyntax or AssignmentExpressionSyntax } options when setting.Site.Model.GetOperation(options, setting.Token) is { } value => UnlimitedOptions.MadeAt(value, setting.Site.Model, setting.Token) is { } made && InOptions(made, setting),
            SimpleNameSyntax name when name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && InvocationSyntax.NameOf(call) == name => AtCall(call, setting),
            _ => false,
        };

    private static bool InOptions(BaseObjectCreationExpressionSyntax creation, Setting setting)
    {
        if (setting.Site.Model.GetTypeInfo(creation, setting.Token).Type is not INamedTypeSymbol type)
        {
            return false;
        }

        if (setting.Known.Is(type, "Microsoft.SemanticKernel.KernelArguments"))
        {
            if (creation.ArgumentList is { Arguments.Count: > 0 } || OfKernel(setting, creation.SpanStart) is not { } settings)
            {
                return false;
            }

            setting.Edits.Replace(setting.Site.Document.Id, creation, current => WithArgument((BaseObjectCreationExpressionSyntax)current, settings));
            return true;
        }

        var member = setting.Known.Is(type, "Microsoft.Agents.AI.ChatClientAgentOptions") && New("Microsoft.Extensions.AI.ChatOptions", setting, creation.SpanStart) is { } chat ? "ChatOptions = " + chat
            : MemberOf(type, setting.Known, IsOfReasoning(creation)) is { } limit ? $"{limit} = {setting.Tokens}"
            : null;
        if (member is null)
        {
            return false;
        }

        setting.Edits.Replace(setting.Site.Document.Id, creation, current => WithMember((BaseObjectCreationExpressionSyntax)current, member));
        return true;
    }

    private static bool AtCall(InvocationExpressionSyntax call, Setting setting)
    {
        if (setting.Site.Model.GetOperation(call, setting.Token) is not IInvocationOperation operation || ModelCall.Of(operation, setting.Known) is not { Options: null, Row.Argument: { } options } found)
        {
            return false;
        }

        var made = options switch
        {
            "Microsoft.SemanticKernel.PromptExecutionSettings" => OfKernel(setting, call.SpanStart),
            "Microsoft.SemanticKernel.KernelArguments" => OfKernel(setting, call.SpanStart) is { } settings && setting.NameOf(options, call.SpanStart) is { } arguments ? $"new {arguments}({settings})" : null,
            _ => New(options, setting, call.SpanStart),
        };
        if (made is null)
        {
            return false;
        }

        if (found.OptionsParameter is { } parameter)
        {
            var given = operation.Arguments.FirstOrDefault(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter, parameter));
            if (given is { ArgumentKind: not ArgumentKind.DefaultValue, Syntax: ArgumentSyntax nothing })
            {
                // null
                setting.Edits.Replace(setting.Site.Document.Id, nothing.Expression, current => SyntaxFactory.ParseExpression(made).WithTriviaFrom(current));
                return true;
            }

            var slot = parameter.Ordinal - (setting.Site.Model.GetSymbolInfo(call, setting.Token).Symbol is IMethodSymbol { ReducedFrom: not null } ? 1 : 0);
            setting.Edits.Replace(setting.Site.Document.Id, call.ArgumentList, current => With((ArgumentListSyntax)current, slot, made, parameter.Name));
            return true;
        }

        return AtShortCall(call, operation, made, setting);
    }

    /// <summary>The overload that takes the messages one by one takes no options; the one that does takes them as a list.</summary>
    private static bool AtShortCall(InvocationExpressionSyntax call, IInvocationOperation operation, string made, Setting setting)
    {
        if (operation.Arguments is not { Length: 1 } given || given[0] is not { Parameter.IsParams: true } messages || call.ArgumentList.Arguments.Any(static argument => argument.NameColon is not null) || CodeLayout.HasComments(call.ArgumentList, call.ArgumentList.Span))
        {
            return false;
        }

        if (messages.ArgumentKind is not (ArgumentKind.ParamArray or ArgumentKind.ParamCollection))
        {
            setting.Edits.Replace(setting.Site.Document.Id, call.ArgumentList, current => With((ArgumentListSyntax)current, 1, made, "options"));
            return true;
        }

        var takesCollections = call.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };
        if (setting.NameOf("OpenAI.Chat.ChatMessage", call.SpanStart) is not { } message)
        {
            return false;
        }

        setting.Edits.Replace(setting.Site.Document.Id, call.ArgumentList, current =>
        {
            var list = (ArgumentListSyntax)current;
            var written = list.Arguments.ToFullString().Trim();
            return SyntaxFactory.ParseArgumentList(takesCollections ? $"([{written}], {made})" : $"(new {message}[] {{ {written} }}, {made})").WithTriviaFrom(list);
        });
        return true;
    }

    private static bool InBody(AnonymousObjectCreationExpressionSyntax written, Setting setting)
    {
        if (RawBody.Of(written, RawModelCode.Names(written, setting.Hosts)) is not { } body)
        {
            return false;
        }

        var document = setting.Site.Document.Id;
        if (!body.IsGemini)
        {
            var limit = $"{RequestBody.LimitOf(body, RawModelCode.ProviderAt(written))} = {setting.Tokens}";
            setting.Edits.Replace(document, written, current => WithMember((AnonymousObjectCreationExpressionSyntax)current, limit));
            return true;
        }

        var settings = written.Initializers.FirstOrDefault(static member => (member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText is "generationConfig" or "generation_config");
        if (settings is null)
        {
            setting.Edits.Replace(document, written, current => WithMember((AnonymousObjectCreationExpressionSyntax)current, $"generationConfig = new {{ maxOutputTokens = {setting.Tokens} }}"));
            return true;
        }

        if (settings.Expression is not AnonymousObjectCreationExpressionSyntax inner)
        {
            return false;
        }

        setting.Edits.Replace(document, inner, current => WithMember((AnonymousObjectCreationExpressionSyntax)current, $"maxOutputTokens = {setting.Tokens}"));
        return true;
    }

    private static bool InDictionary(DictionaryBody body, Setting setting)
    {
        if (body.IsGemini && (body.Has("generationConfig") || body.Has("generation_config")))
        {
            return false;
        }

        var (name, value) = body.IsGemini ? ("generationConfig", $"new {{ maxOutputTokens = {setting.Tokens} }}") : (body.Limit, setting.Tokens);
        var member = body.Syntax.Initializer is { Expressions: { Count: > 0 } written } && written[0] is InitializerExpressionSyntax ? $"{{ \"{name}\", {value} }}" : $"[\"{name}\"] = {value}";
        setting.Edits.Replace(setting.Site.Document.Id, body.Syntax, current => WithMember((BaseObjectCreationExpressionSyntax)current, member));
        return true;
    }

    private static string? New(string options, Setting setting, int position)
        => setting.Known[options] is { } type && MemberOf(type, setting.Known) is { } member && setting.NameOf(options, position) is { } name ? $"new {name} {{ {member} = {setting.Tokens} }}" : null;

    /// <summary>Settings for a kernel; none where settings of other providers are referenced, and nobody can tell whose the kernel takes.</summary>
    private static string? OfKernel(Setting setting, int position)
        => ModelLibraries.Of(setting.Known).RowsOf(ModelApiKind.Limit).Any(static row => row.Library == "Semantic Kernel" && row.Type != OpenAISettings) ? null : New(OpenAISettings, setting, position);

    /// <summary>The limit that a type has in the version that is referenced.</summary>
    private static string? MemberOf(INamedTypeSymbol type, KnownTypes known, bool isOfReasoning = false)
        => ModelLibraries.Of(known).FindType(ModelApiKind.Limit, type)?.Members.FirstOrDefault(member =>
        {
            if (isOfReasoning && member == "MaxTokens")
            {
                return false;
            }

            for (var current = type; current is not null; current = current.BaseType)
            {
                if (current.GetMembers(member).Any(static found => found is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public, Type: var value } && IsNumber(value)))
                {
                    return true;
                }
            }

            return false;
        });

    /// <summary>True for options that name a model which refuses the older limit.</summary>
    private static bool IsOfReasoning(BaseObjectCreationExpressionSyntax creation)
        => creation.Initializer?.Expressions.Any(static set => set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Model" }, Right: var model } && ReasoningModels.Are(model)) == true;

    private static bool IsNumber(ITypeSymbol type)
        => (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } of } ? of[0] : type).SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    private static ArgumentListSyntax With(ArgumentListSyntax list, int slot, string made, string name)
    {
        var positional = list.Arguments.TakeWhile(static argument => argument.NameColon is null).Count();
        var at = positional == slot ? slot : list.Arguments.Count;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(made));
        if (positional != slot)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(name).WithTrailingTrivia(SyntaxFactory.Space));
        }

        return list.WithArguments(SeparatedLists.Insert(list.OpenParenToken, list.Arguments, at, argument));
    }

    private static SyntaxNode WithArgument(BaseObjectCreationExpressionSyntax creation, string argument)
    {
        var arguments = SyntaxFactory.ParseArgumentList($"({argument})");
        if (creation.ArgumentList is { } list)
        {
            return creation.WithArgumentList(arguments.WithTriviaFrom(list));
        }

        var type = ((ObjectCreationExpressionSyntax)creation).Type;
        return ((ObjectCreationExpressionSyntax)creation).WithType(type.WithoutTrailingTrivia()).WithArgumentList(arguments.WithTrailingTrivia(type.GetTrailingTrivia()));
    }

    private static SyntaxNode WithMember(BaseObjectCreationExpressionSyntax creation, string member)
    {
        if (creation.Initializer is { } initializer)
        {
            var element = ((ImplicitObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new() {{ {member} }}")).Initializer!.Expressions[0].WithoutTrivia();
            return creation.WithInitializer(initializer.WithExpressions(Appended(initializer.OpenBraceToken, initializer.Expressions, element)));
        }

        var added = ((ImplicitObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new() {{ {member} }}")).Initializer!.WithTrailingTrivia(creation.GetTrailingTrivia());
        var bare = creation.WithoutTrailingTrivia();
        if (bare is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } typed && !CodeLayout.HasComments(typed.ArgumentList))
        {
            bare = typed.WithArgumentList(null).WithType(typed.Type.WithoutTrailingTrivia());
        }

        return bare.WithTrailingTrivia(SyntaxFactory.Space).WithInitializer(added);
    }

    private static AnonymousObjectCreationExpressionSyntax WithMember(AnonymousObjectCreationExpressionSyntax written, string member)
        => written.WithInitializers(Appended(written.OpenBraceToken, written.Initializers, ((AnonymousObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new {{ {member} }}")).Initializers[0].WithoutTrivia()));

    /// <summary>The list with one more element at its end, laid out as the last one is; a comma that stands behind that one stands behind the new one then.</summary>
    private static SeparatedSyntaxList<T> Appended<T>(SyntaxToken open, SeparatedSyntaxList<T> list, T added)
        where T : SyntaxNode
    {
        if (list.Count == 0 || list.SeparatorCount < list.Count)
        {
            // { A = 1 }
            var isOnLine = list.Count == 0 ? !open.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) : list.Last().GetTrailingTrivia().All(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
            return SeparatedLists.Insert(open, list, list.Count, isOnLine ? added.WithTrailingTrivia(SyntaxFactory.Space) : added);
        }

        var last = list.GetSeparator(list.SeparatorCount - 1);
        var before = last.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? last : last.WithTrailingTrivia(SyntaxFactory.Space);
        return SyntaxFactory.SeparatedList(
            [.. list, added.WithLeadingTrivia(list.Last().GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))],
            [.. list.GetSeparators().Take(list.SeparatorCount - 1), before, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(last.TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || (trivia.IsKind(SyntaxKind.WhitespaceTrivia) && before != last)))]);
    }

    /// <summary>One finding, and what its edits are made with.</summary>
    private sealed class Setting(Site site, SolutionEdits edits, string tokens, CancellationToken token)
    {
        public Site Site { get; } = site;

        public SolutionEdits Edits { get; } = edits;

        public string Tokens { get; } = tokens;

        public CancellationToken Token { get; } = token;

        public ImmutableArray<string> Hosts { get; } = OwnHosts.Option.In(site.Document.Project.AnalyzerOptions, site.Node.SyntaxTree);

        public KnownTypes Known { get; } = KnownTypes.Of(site.Model.Compilation);

        /// <summary>The type as it is written at a place, whose namespace is imported where it is not seen.</summary>
        public string? NameOf(string type, int position)
        {
            if (Known[type] is not { } found)
            {
                return null;
            }

            var names = new TypeNames(Site.Model, position, qualifies: false);
            var name = names.Of(found);
            foreach (var import in names.Imports)
            {
                Edits.Import(Site.Document.Id, import);
            }

            return name;
        }
    }
}
