using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>A place where code names a model that it calls; comparisons, tables of prices, lists and texts for people are none.</summary>
internal readonly struct ModelIdPlace(RetiredModel model, Location location, bool isCertain)
{
    /// <summary>Parts of names that speak of something else about a model than which one is called.</summary>
    private static readonly string[] OtherNames = ["deploy", "token", "encod", "embed", "price", "pricing", "cost", "legacy", "deprecat", "retired", "except", "ignore", "example", "placeholder"];

    /// <summary>Identifiers of code that calls models elsewhere than at their vendor, where the same id may mean something else.</summary>
    private static readonly string[] Elsewhere = ["azure", "deployment", "openrouter", "github", "groq", "litellm", "proxy", "bedrock", "vertex", "oneapi"];

    public RetiredModel Model { get; } = model;

    public Location Location { get; } = location;

    /// <summary>True where the id certainly reaches its vendor.</summary>
    public bool IsCertain { get; } = isCertain;

    /// <summary>Says what to look at for all places that name a retired, or an expiring, model.</summary>
    public static void Watch(RuleActions actions, bool gone, Action<RuleContext, ModelIdPlace> ask)
    {
        WatchLiterals(actions, gone, ask);
        var libraries = ModelLibraries.Of(actions.Known);
        if (libraries.Have(ModelApiKind.ModelId))
        {
            WatchConstants(actions, libraries, gone, ask);
        }
    }

    private static void WatchLiterals(RuleActions actions, bool gone, Action<RuleContext, ModelIdPlace> ask)
        => actions.OnSyntax(
            context =>
            {
                if (context.Node is InterpolatedStringExpressionSyntax interpolated)
                {
                    foreach (var part in interpolated.Contents)
                    {
                        if (part is InterpolatedStringTextSyntax { TextToken: var token } && InAddress(token, gone) is { } place)
                        {
                            ask(context, place);
                        }
                    }
                }
                else if (((LiteralExpressionSyntax)context.Node).Token is var token)
                {
                    if (RetiredModels.Find(token.ValueText, out var isRouted) is { } model)
                    {
                        if (model.IsGone == gone && Judge((LiteralExpressionSyntax)context.Node, model, context) is not Certainty.None and var certainty)
                        {
                            ask(context, new(model, context.Node.GetLocation(), certainty == Certainty.Certain && !isRouted));
                        }
                    }
                    else if (InAddress(token, gone) is { } place)
                    {
                        ask(context, place);
                    }
                }
            },
            SyntaxKind.StringLiteralExpression,
            SyntaxKind.InterpolatedStringExpression);

    /// <summary>Constants whose own names say nothing of a model, such as those of a library: <c>Model = AnthropicModels.Claude3Opus</c>. Of the others, their literal is reported.</summary>
    private static void WatchConstants(RuleActions actions, ModelLibraries libraries, bool gone, Action<RuleContext, ModelIdPlace> ask)
    {
        var rows = libraries.RowsOf(ModelApiKind.ModelId);
        var types = new HashSet<string>(rows.Where(static row => row.Members.Contains(ModelApi.Constructor)).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        string[] members = [.. rows.SelectMany(static row => row.Members).Where(static member => member != ModelApi.Constructor).Distinct()];
        actions.OnSyntax(
            context =>
            {
                var assignment = (AssignmentExpressionSyntax)context.Node;
                if (MemberName.Of(assignment.Left)?.ValueText is { } name && Array.IndexOf(members, name) >= 0)
                {
                    AskAbout(context, assignment.Right, gone, ask, model => JudgeAssignment(assignment, model, context));
                }
            },
            SyntaxKind.SimpleAssignmentExpression);
        actions.OnSyntax(
            context =>
            {
                var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && CreatedType.NameOrTargetOf(creation) is { } name && types.Contains(name))
                {
                    AskAbout(context, arguments, gone, ask);
                }
            },
            SyntaxKind.ObjectCreationExpression,
            SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnCall((context, call) => AskAbout(context, ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments, gone, ask), static call => call.ArgumentList.Arguments.Any(static argument => MayBeConstant(argument.Expression)), members);
    }

    private static void AskAbout(RuleContext context, SeparatedSyntaxList<ArgumentSyntax> arguments, bool gone, Action<RuleContext, ModelIdPlace> ask)
    {
        foreach (var argument in arguments)
        {
            AskAbout(context, argument.Expression, gone, ask, model => JudgeArgument(argument, model, context));
        }
    }

    private static void AskAbout(RuleContext context, ExpressionSyntax value, bool gone, Action<RuleContext, ModelIdPlace> ask, Func<RetiredModel, Certainty> judge)
    {
        if (MayBeConstant(value)
            && context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: string text }
            && RetiredModels.Find(text, out var isRouted) is { } model
            && model.IsGone == gone
            && context.Model.GetSymbolInfo(value, context.CancellationToken).Symbol is IFieldSymbol constant
            && (constant.DeclaringSyntaxReferences.IsEmpty || !Mentions(constant.Name, "model") || SpeaksOfOther(constant.Name))
            && judge(model) is not Certainty.None and var certainty)
        {
            ask(context, new(model, value.GetLocation(), certainty == Certainty.Certain && !isRouted));
        }
    }

    /// <summary>True for a name as constants have it.</summary>
    private static bool MayBeConstant(ExpressionSyntax value) => value is MemberAccessExpressionSyntax or IdentifierNameSyntax && MemberName.Of(value) is { ValueText: { Length: > 0 } name } && char.IsUpper(name[0]);

    /// <summary><c>…/models/gemini-2.0-flash:generateContent</c>; the same models at Google's cloud have days of their own.</summary>
    private static ModelIdPlace? InAddress(SyntaxToken token, bool gone)
    {
        const string before = "/models/";
        var text = token.Text;
        if (text.Length < 16 || text.IndexOf(before, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var start = at + before.Length;
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
        {
            end++;
        }

        return end < text.Length && text[end] == ':'
            && RetiredModels.Find(text.Substring(start, end - start), out _) is { Vendor: ModelVendor.Google } model
            && model.IsGone == gone
            && text.IndexOf("publishers/", StringComparison.Ordinal) < 0
            && text.IndexOf("aiplatform", StringComparison.Ordinal) < 0
                ? new(model, Location.Create(token.SyntaxTree!, new TextSpan(token.SpanStart + start, end - start)), true)
                : null;
    }

    /// <summary>True in a table of prices, and in code that fills a database once: nothing is called there.</summary>
    private static bool IsInTable(SyntaxNode literal)
        => literal.Ancestors().OfType<BaseTypeDeclarationSyntax>().Any(static type => WordSplitter.HasWord(type.Identifier.ValueText, ["pricing", "price", "prices", "cost", "costs", "migration", "migrations", "seed", "seeder"]) || type.BaseList?.Types.Any(static basis => TypeSyntaxNames.RightmostName(basis.Type) is "Migration" or "MigrationBase") == true)
            || literal.FirstAncestorOrSelf<InitializerExpressionSyntax>()?.Expressions.Any(static set => set is AssignmentExpressionSyntax { Left: var member } && MemberName.Of(member)?.ValueText is { } name && WordSplitter.HasWord(name, ["price", "cost"])) == true;

    /// <summary>True for a private constant that no code of its file names.</summary>
    private static bool IsOfUnusedConstant(ExpressionSyntax value)
        => value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax type } field } }
            && field.Modifiers.Any(SyntaxKind.ConstKeyword)
            && !field.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
            && !type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(static around => around.Modifiers.Any(SyntaxKind.PartialKeyword))
            && MemberNames.Of(value.SyntaxTree.GetRoot()).Uses(name).Count == 0;

    /// <summary><c>entry.ModelId = "…"; models.Add(entry);</c>: a list of what can be chosen.</summary>
    private static bool IsOfListEntry(ExpressionSyntax value)
        => value.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var entry } } } assignment
            && assignment.Right == value
            && MemberNames.Of(VariableWrites.ScopeOf(value)).Uses(entry).Any(static use => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } call } && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Add");

    /// <summary>True for the address of another than a vendor, in what is named for one: <c>string _host = "https://gateway.example.com"</c></summary>
    private static bool IsOtherHost(SyntaxToken token)
        => token.IsKind(SyntaxKind.StringLiteralToken)
            && token.ValueText.IndexOf('.') > 0
            && RawModelCode.In(token.ValueText) is not (ModelProvider.OpenAI or ModelProvider.Anthropic or ModelProvider.Google)
            && Uri.TryCreate(token.ValueText.Contains("://") ? token.ValueText : "https://" + token.ValueText, UriKind.Absolute, out _)
            && token.Parent?.Parent is EqualsValueClauseSyntax { Parent: var named }
            && named switch { VariableDeclaratorSyntax variable => variable.Identifier.ValueText, PropertyDeclarationSyntax property => property.Identifier.ValueText, _ => "" } is var name
            && WordSplitter.HasWord(name, ["host", "endpoint", "gateway", "url", "uri"]);

    private static Certainty Judge(LiteralExpressionSyntax literal, RetiredModel model, RuleContext context)
    {
        var value = ValueWith(literal);
        if (IsInTable(literal) || IsOfUnusedConstant(value) || IsOfListEntry(value))
        {
            return Certainty.None;
        }

        switch (value.Parent)
        {
            case ArgumentSyntax argument:
                return JudgeArgument(argument, model, context);

            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression } assignment when assignment.Right == value:
                return JudgeAssignment(assignment, model, context);

            case AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: "model", Parent: AnonymousObjectCreationExpressionSyntax body }:
                return RawBody.Of(body) is null ? Certainty.None : At(model, body);

            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } }:
                return Named(name, model, literal);

            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Identifier.ValueText: var name } }:
                return Named(name, model, literal);

            case EqualsValueClauseSyntax { Parent: ParameterSyntax { Identifier.ValueText: var name } }:
                return Named(name, model, literal);

            case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax { Identifier.ValueText: var name } }:
                return Named(name, model, literal);

            default:
                return Certainty.None;
        }
    }

    /// <summary>What a literal is the value of, in one case of several: a fallback, a choice.</summary>
    private static ExpressionSyntax ValueWith(ExpressionSyntax literal)
    {
        while (true)
        {
            switch (literal.Parent)
            {
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice when choice.Right == literal:
                case ConditionalExpressionSyntax either when either.Condition != literal:
                    literal = (ExpressionSyntax)literal.Parent;
                    break;

                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm when arm.Expression == literal:
                    literal = choice;
                    break;

                default:
                    return literal;
            }
        }
    }

    private static Certainty JudgeArgument(ArgumentSyntax argument, RetiredModel model, RuleContext context)
    {
        if (context.Model.GetOperation(argument, context.CancellationToken) is not IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } given)
        {
            return argument.NameColon is { Name.Identifier.ValueText: var name } && !SpeaksOfOther(CalleeOf(argument)) ? Likely(Named(name, model, argument)) : Certainty.None;
        }

        var libraries = ModelLibraries.Of(context.Known);
        if (libraries.Find(ModelApiKind.ModelId, method) is { } row)
        {
            // A client for Azure takes the name of a deployment, by whatever name its base class takes it.
            return row.Has(ModelApiTraits.Deployment) || parameter.Name != row.Argument && parameter.Name.IndexOf("model", StringComparison.OrdinalIgnoreCase) < 0 ? Certainty.None
                : given.Parent is IInvocationOperation { Instance: { } client } ? OfClient(client.Syntax, model, argument)
                : AtVendor(argument);
        }

        return parameter.Type.SpecialType == SpecialType.System_String
            && method.ContainingType is { Name: var owner }
            && !SpeaksOfOther(owner)
            && !SpeaksOfOther(method.Name)
                ? Likely(Named(parameter.Name, model, argument))
                : Certainty.None;
    }

    /// <summary>What is called or made, as it is written.</summary>
    private static string CalleeOf(ArgumentSyntax argument)
        => argument.Parent?.Parent switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "",
            ObjectCreationExpressionSyntax creation => creation.Type.ToString(),
            _ => "",
        };

    private static Certainty JudgeAssignment(AssignmentExpressionSyntax assignment, RetiredModel model, RuleContext context)
    {
        if (MemberName.Of(assignment.Left)?.ValueText is not { } name)
        {
            return Certainty.None;
        }

        if (context.Model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is IPropertySymbol property
            && ModelLibraries.Of(context.Known).Find(ModelApiKind.ModelId, property) is { } row)
        {
            return row.Has(ModelApiTraits.Deployment) ? Certainty.None : AtVendor(assignment);
        }

        return Named(name, model, assignment);
    }

    /// <summary>What is known of the client that is asked for a model: the type around it, and what it was made with.</summary>
    private static Certainty OfClient(SyntaxNode client, RetiredModel model, SyntaxNode place)
    {
        var made = client is IdentifierNameSyntax name && DeclaredType.Of(name) is VariableDeclaratorSyntax { Initializer.Value: { } value } ? value.ToString() : client.ToString();
        return Mentions(made, "Azure") ? Certainty.None : AtVendor(place);
    }

    /// <summary>A library's own parameter: the id goes to its vendor, unless the code around it says another address.</summary>
    private static Certainty AtVendor(SyntaxNode place)
    {
        var certainty = Certainty.Certain;
        foreach (var token in MemberOf(place).DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (token.ValueText is "Endpoint" or "endpoint" or "BaseUrl" or "baseUrl" or "BaseAddress" || Mentions(token.ValueText, "Azure"))
                || token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.StartsWith("http", StringComparison.Ordinal) && RawModelCode.In(token.ValueText) is not ModelProvider.OpenAI and not ModelProvider.Anthropic and not ModelProvider.Google)
            {
                certainty = Certainty.Likely;
            }

            if (token.ValueText.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0 || Mentions(token.ValueText, "ollama") || token.ValueText is "AzureOpenAIClient")
            {
                return Certainty.None;
            }
        }

        return certainty;
    }

    /// <summary>A variable, a member or a parameter that is called a model.</summary>
    private static Certainty Named(string name, RetiredModel model, SyntaxNode place)
        => Mentions(name, "model") && !SpeaksOfOther(name) ? At(model, place) : Certainty.None;

    /// <summary>Whether code calls the vendor of a model: by an address, or by what its identifiers and texts name.</summary>
    private static Certainty At(RetiredModel model, SyntaxNode place)
    {
        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? place.SyntaxTree.GetRoot();
        var (vendor, elsewhere) = (false, false);
        foreach (var token in around.DescendantTokens())
        {
            if (token.Kind() is not (SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken) || token.ValueText.Length > 400)
            {
                continue;
            }

            // Who runs models on the own machine chooses the names.
            if (token.IsKind(SyntaxKind.IdentifierToken) && (Mentions(token.ValueText, "ollama") || Mentions(token.ValueText, "lmstudio")) || token.ValueText.Contains(":11434"))
            {
                return Certainty.None;
            }

            elsewhere |= IsOtherHost(token) || Array.Exists(Elsewhere, word => Mentions(token.ValueText, word));
            vendor |= Names(token, model.Vendor);
        }

        return vendor && !elsewhere ? Certainty.Certain : Certainty.Likely;
    }

    private static bool Names(SyntaxToken token, ModelVendor vendor)
        => vendor switch
        {
            ModelVendor.OpenAI => Mentions(token.ValueText, "openai") || Mentions(token.ValueText, "chatgpt") && token.IsKind(SyntaxKind.IdentifierToken),
            ModelVendor.Anthropic => Mentions(token.ValueText, "anthropic") || Mentions(token.ValueText, "claude") && token.IsKind(SyntaxKind.IdentifierToken),
            _ => Mentions(token.ValueText, "generativelanguage") || Mentions(token.ValueText, "gemini") && token.IsKind(SyntaxKind.IdentifierToken),
        };

    private static SyntaxNode MemberOf(SyntaxNode place) => place.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not GlobalStatementSyntax) ?? place.SyntaxTree.GetRoot();

    private static Certainty Likely(Certainty certainty) => certainty == Certainty.None ? Certainty.None : Certainty.Likely;

    private static bool SpeaksOfOther(string name) => Array.Exists(OtherNames, word => Mentions(name, word));

    private static bool Mentions(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private enum Certainty
    {
        None,
        Likely,
        Certain,
    }
}
